"""What a stick may change: told as people are called here, and what takes something away stays out.

Seen red with: a preview that believed the names on the stick; a computer that counted as known because the same stick
brought it before; events of the future taken in.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.learning.samples import CATALOGUE, START
from tutor.exchange.arrival import Reason, told
from tutor.exchange.parcel import Parcel, pack, unpack
from tutor.learning.answers import Choose
from tutor.learning.events import (
    TOGETHER,
    CasusBack,
    CasusRestarted,
    CasusVaried,
    Noted,
    ProfileCreated,
    ProfileJoined,
    ProfileRenamed,
    Undone,
)
from tutor.learning.log import Draft, Event, Known, stamped
from tutor.learning.progress import Progress
from tutor.service.bringing import Bringing
from tutor.service.study import Study
from tutor.store import Store
from tutor.store.rows import uuid7

LATER = START + timedelta(days=30)


def home() -> tuple[Store, str]:
    """A computer on which Samira gave five answers."""
    now = [START]

    def clock() -> datetime:
        now[0] += timedelta(minutes=1)
        return now[0]

    store = Store.open(None, device="thuis", clock=clock)
    learner = store.add_learner("Samira").id
    here = Study(CATALOGUE, store, learner, clock=clock, rng=Random(1))
    session = here.lesson_quiz(CATALOGUE.lessons["les"])
    for _ in range(5):
        session, _ = here.answer(session, Choose((0,)))
        session = here.proceed(session)
    return store, learner


def forged(learner: str, *bodies: Known, device: str = "vreemd", at: datetime = LATER, seed: int = 1) -> list[Event]:
    """Events as somebody makes them who once got a file of this learner."""
    chance = Random(seed)
    return [
        stamped(
            Draft(subject="les", body=body),
            id=uuid7(at + timedelta(seconds=number), chance.getrandbits),
            learner=learner,
            device=device,
            at=at,
        )
        for number, body in enumerate(bodies)
    ]


def parcel(events: list[Event], erased: tuple[str, ...] = (), device: str = "") -> Parcel:
    return unpack(pack(events, erased, device))


def bring(store: Store, *parcels: Parcel, everything: bool = False) -> Bringing:
    return Bringing(store, parcels, lambda: LATER, everything=everything)


def sessions(store: Store, learner: str) -> str:
    return next(iter({answer.session for answer in Progress.replay(store.events(learner)).answers}))


def test_answers_of_here_are_not_taken_back_unless_asked() -> None:
    store, learner = home()
    events = forged(learner, *[Undone(session=sessions(store, learner))] * 20, Noted(step="x", text="Ik geef het toe"))
    before = Progress.replay(store.events(learner))
    for _ in range(2):  # the second time that computer is no better known
        bringing = bring(store, parcel(events))
        assert [(left.who, left.reason, left.number) for left in bringing.arrival.left] == [
            ("Samira", Reason.UNDONE, 20)
        ]
        bringing.take_in()
    assert Progress.replay(store.events(learner)).answers == before.answers
    (change,) = bring(store, parcel(events), everything=True).arrival.changes
    assert str(change) == "Samira (hier): 20 antwoorden teruggenomen; 1 hier al."
    assert bring(store, parcel(events), everything=True).take_in() == 20


def test_a_preview_speaks_of_who_is_here() -> None:
    store, learner = home()
    events = forged(learner, ProfileRenamed(name="Onschuldige collega"), Noted(step="x", text="y"))
    bringing = bring(store, parcel(events))
    assert bringing.lines[0] == "Samira (hier): 1 notitie."
    assert [left.reason for left in bringing.arrival.left] == [Reason.NAME]
    bringing.take_in()
    assert [profile.name for profile in store.people()] == ["Samira"]
    assert bring(store, parcel(events), everything=True).lines == (
        "Samira (hier): naam wordt Onschuldige collega; 1 hier al.",
    )


def test_every_step_in_a_casus_is_called_so() -> None:
    """Seen red: a variation and a restart were called another step."""
    store, learner = home()
    steps = (CasusVaried(session="w", variation="v"), CasusRestarted(session="w"), CasusBack(session="w"))
    assert bring(store, parcel(forged(learner, *steps))).lines[0] == "Samira (hier): 3 stappen in casussen."


def test_the_own_computer_may_do_everything_and_a_second_one_what_is_its_own() -> None:
    store, learner = home()
    own = forged(learner, ProfileRenamed(name="Samira B."), Undone(session=sessions(store, learner)), device="thuis")
    assert bring(store, parcel(own)).arrival.left == ()
    there = Store.open(None, device="laptop", clock=lambda: LATER)
    there.merge(store.events(learner))
    elsewhere = Study(CATALOGUE, there, learner, clock=lambda: LATER, rng=Random(2))
    session, _ = elsewhere.answer(elsewhere.lesson_quiz(CATALOGUE.lessons["les"], anew=True), Choose((1,)))
    elsewhere.undo(session)
    brought = parcel(list(there.events(learner)))
    for _ in range(2):
        bringing = bring(store, brought)
        assert bringing.arrival.left == ()
        bringing.take_in()
    assert [
        left.reason
        for left in bring(
            store, parcel(forged(learner, Undone(session=sessions(store, learner)), device="laptop"))
        ).arrival.left
    ] == [Reason.UNDONE], "what it took back itself makes it no better known"


@pytest.mark.parametrize(("ahead", "left"), [(timedelta(minutes=50), 0), (timedelta(hours=2), 1)])
def test_what_cannot_have_happened_yet_stays_out(ahead: timedelta, left: int) -> None:
    store, learner = home()
    events = forged(learner, Noted(step="x", text="y"), at=LATER + ahead)
    bringing = bring(store, parcel(events))
    assert [one.reason for one in bringing.arrival.left] == [Reason.FUTURE] * left
    assert len(bringing.arrival.events) == 1 - left


def test_nobody_is_joined_with_a_stranger_unless_asked() -> None:
    """Nor with somebody who comes along on the same stick."""
    store, learner = home()
    decoy = "01700000-0000-7000-8000-00000000beef"
    events = [
        *forged(decoy, ProfileCreated(name="Bob")),
        *forged(TOGETHER, ProfileJoined(profile=decoy, other=learner), seed=2),
    ]
    for _ in range(2):
        bringing = bring(store, parcel(events))
        assert [(left.who, left.reason) for left in bringing.arrival.left] == [("Bob en Samira", Reason.JOINED)]
        bringing.take_in()
    assert [one.ids for one in store.people()] == [(learner,), (decoy,)]
    bringing = bring(store, parcel(events), everything=True)
    assert "Samen één profiel: Bob en Samira." in bringing.lines
    nobody = forged(TOGETHER, ProfileJoined(profile=decoy[:-1] + "1", other=decoy[:-1] + "2"), seed=3)
    assert [left.reason for left in bring(store, parcel(nobody)).arrival.left] == [Reason.NOBODY]
    assert parcel(forged(TOGETHER, ProfileJoined(profile=learner, other=learner), seed=4)).events == ()
    bringing.take_in()
    assert [(one.name, one.ids) for one in store.people()] == [("Bob", (learner, decoy))]


def test_a_namesake_is_pointed_out() -> None:
    store, _ = home()
    decoy = "01700000-0000-7000-8000-00000000beef"
    lines = bring(store, parcel(forged(decoy, ProfileCreated(name="SAMIRA")))).lines
    assert lines[0] == "SAMIRA#beef (nieuw hier): nog zonder antwoorden."
    assert lines[1].startswith("Let op: SAMIRA heet hier al iemand, Samira#")


def test_two_events_with_one_id_are_both_doubted() -> None:
    store, learner = home()
    (one,), (other,) = (forged(learner, Noted(step="x", text=text)) for text in ("ja", "nee"))
    stored = next(iter(store.events(learner)))
    (liar,) = forged(stored.learner, Noted(step="x", text="nee"))
    arrival = bring(store, Parcel(events=(one,), erased=()), Parcel(events=(other,), erased=())).arrival
    assert (len(arrival.events), arrival.left[-1].number) == (1, 1)
    import msgspec

    same_id = msgspec.structs.replace(liar, id=stored.id)
    assert bring(store, Parcel(events=(same_id, one), erased=())).arrival.events == (one,)


def test_only_the_own_computer_asks_to_be_forgotten() -> None:
    store, learner = home()
    stranger = "01700000-0000-7000-8000-00000000beef"
    for device, asked in (("griffie", 0), ("", 0), ("thuis", 1)):
        bringing = bring(store, parcel([], (learner, stranger), device))
        assert len(bringing.asked) == asked
        assert bringing.arrival.strangers == 1
        assert bringing.take_in() == 0
    assert [profile.name for profile in store.people()] == ["Samira"]
    assert "er gebeurt niets" in next(iter(told(bring(store, parcel([], (stranger,))).arrival)))


STICKS = st.lists(
    st.tuples(
        st.sampled_from(("thuis", "laptop", "vreemd")),
        st.lists(st.sampled_from(("undo", "rename", "note", "future")), min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40, deadline=None)
@given(STICKS, st.randoms(use_true_random=False))
def test_what_was_accepted_may_come_in_any_order_and_twice(sticks: list[tuple[str, list[str]]], chance: Random) -> None:
    store, learner = home()
    made: dict[str, Known] = {
        "undo": Undone(session=sessions(store, learner)),
        "rename": ProfileRenamed(name="Ander"),
        "note": Noted(step="x", text="y"),
        "future": Noted(step="x", text="z"),
    }
    parcels = []
    for seed, (device, kinds) in enumerate(sticks):
        at = LATER + timedelta(days=9) if "future" in kinds else LATER
        parcels.append(parcel(forged(learner, *(made[kind] for kind in kinds), device=device, at=at, seed=seed)))
    accepted = [bring(store, one).arrival.events for one in parcels]
    assert not any(event.at > LATER for events in accepted for event in events)
    assert all(event.device == "thuis" or isinstance(event.body, Noted) for events in accepted for event in events)

    def after(order: list[tuple[Event, ...]]) -> list[Event]:
        there = Store.open(None, device="thuis", clock=lambda: LATER)
        there.merge(store.events(learner))
        for events in order:
            there.merge(events)
        return list(there.events(learner))

    assert after(chance.sample(accepted, len(accepted)) * 2) == after(accepted)
    for one in parcels * 2:  # looked at one by one, each after the other came in
        bring(store, one).take_in()
    assert list(store.events(learner)) == after(accepted)
