"""Parcels: what was packed comes out, and nothing else does; every event that the program writes is sound."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.learning.played import do_everything
from tests.learning.samples import CATALOGUE, START
from tests.store.helpers import answer, newer
from tutor.exchange.parcel import LIMITS, MAX_EVENTS, TooMuch, pack, travels, unpack
from tutor.exchange.reading import BadParcel
from tutor.learning.answers import Choose
from tutor.learning.evening_events import FromRoom, OnStage
from tutor.learning.events import OF_AN_EVENING, TOGETHER, ProfileJoined, ProfileParted, kind_of
from tutor.learning.log import KINDS, MAX_BODY, MAX_DEPTH, Draft, Event
from tutor.learning.overview import forecast
from tutor.learning.profile import join, part
from tutor.learning.progress import Progress, freeze, thaw
from tutor.service.study import Study
from tutor.service.workspace import Workspace
from tutor.store import Store


def _laptop(name: str, seed: int) -> tuple[Store, str]:
    """A store in which somebody did everything there is."""
    now = [START + timedelta(days=seed)]

    def clock() -> datetime:
        now[0] += timedelta(minutes=1)
        return now[0]

    store = Store.open(None, device=f"laptop-{seed}", clock=clock)
    learner = store.rename_learner(store.add_learner(f"{name}?").id, name)
    here = Study(CATALOGUE, store, learner.id, clock=clock, rng=Random(seed))
    do_everything(here)
    other = store.add_learner(f"{name} op een ander")
    store.append(TOGETHER, [join(learner, other)])
    store.append(TOGETHER, part(store.people()[0], store.events(TOGETHER)))
    return store, learner.id


def _events(store: Store) -> list[Event]:
    return [event for log in (*(one.id for one in store.learners()), TOGETHER) for event in store.events(log)]


def test_everything_the_program_writes_is_sound_and_every_kind_was_written() -> None:
    store, _ = _laptop("Samira", 1)
    events = _events(store)
    assert all(travels(event) for event in events)
    of_learners = {kind for kind in KINDS if not kind.startswith(OF_AN_EVENING)}
    assert of_learners - {event.kind for event in events} == set()


ERASED = "01900000-0000-7000-8000-000000000000"


def test_an_erasure_of_what_no_profile_is_called_is_refused() -> None:
    """Settings that name an erased learner go too, so a short text would take others along."""
    with pytest.raises(BadParcel, match="gewist profiel"):
        unpack(pack([], ["a"]))


def test_what_was_packed_comes_out() -> None:
    store, _ = _laptop("Samira", 1)
    parcel = unpack(pack(_events(store), [ERASED], "laptop"))
    assert list(parcel.events) == _events(store)
    assert (parcel.erased, parcel.device, parcel.unusable) == ((ERASED,), "laptop", 0)
    assert set(parcel.learners) == {TOGETHER, *(one.id for one in store.learners())}


@settings(deadline=None, max_examples=10)
@given(st.lists(st.sampled_from((0, 1, 2)), min_size=3, max_size=7).filter(lambda order: set(order) == {0, 1, 2}))
def test_merging_is_idempotent_and_order_free(order: list[int]) -> None:
    parcels = [pack(_events(_LAPTOPS[n])) for n in range(3)]

    def merged(numbers: list[int]) -> dict[str, Progress]:
        store = Store.open(None, device="trainer", clock=lambda: START)
        for number in numbers:
            store.merge(unpack(parcels[number]).events)
        return {learner.name: Progress.replay(store.events(learner.id)) for learner in store.learners()}

    assert merged(order) == merged([0, 1, 2])


_LAPTOPS = [_laptop(name, seed)[0] for seed, name in enumerate(("Samira", "Joost", "Nel"))]


CLOCKS = st.one_of(
    st.datetimes(datetime(2026, 11, 25), datetime(2027, 2, 1), timezones=st.just(UTC)),
    st.sampled_from([datetime(year, 6, 1, tzinfo=UTC) for year in (1970, 2000, 2027, 2099)]),
)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 1), CLOCKS, st.sampled_from((0, 1))), max_size=8), CLOCKS)
def test_two_laptops_of_one_learner_agree_whatever_hour_their_clocks_say(
    sittings: list[tuple[int, datetime, int]], asked: datetime
) -> None:
    hours = {"": START}
    laptops = [Store.open(None, device=f"laptop-{n}", clock=lambda: hours[""]) for n in range(2)]
    learner = laptops[0].add_learner("Samira").id
    laptops[1].merge(unpack(pack(_events(laptops[0]))).events)
    for number, hours[""], choice in sittings:
        here = Study(CATALOGUE, laptops[number], learner, clock=lambda: hours[""], rng=Random(number))
        here.answer(here.lesson_quiz(CATALOGUE.lessons["les"]), Choose((choice,)))
    parcels = [unpack(pack(_events(laptop))) for laptop in laptops]

    def known_after(order: list[int]) -> tuple[Progress, list[str], list[int]]:
        trainer = Store.open(None, device="trainer", clock=lambda: START)
        for number in order:
            trainer.merge(parcels[number].events)
        progress = Progress.replay(trainer.events(learner))
        ahead = forecast(progress.memory, asked, allowed=CATALOGUE.items, asked=())
        return progress, list(progress.memory.due(asked)), [day.items for day in ahead]

    progress, *seen = known_after([0, 1])
    assert known_after([1, 0]) == (progress, *seen)
    kept = thaw(freeze(progress))
    assert kept is not None
    assert list(kept.memory.due(asked)) == seen[0]
    assert {item: kept.memory.retrievability(item, asked) for item in kept.memory.cards} == {
        item: progress.memory.retrievability(item, asked) for item in progress.memory.cards
    }


PEOPLE = 4
JOININGS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1), st.booleans()), max_size=8
)


@settings(deadline=None, max_examples=40)
@given(JOININGS, st.permutations(range(3)))
def test_who_is_one_person_does_not_depend_on_the_order_of_merging(
    said: list[tuple[int, int, int, bool]], order: list[int]
) -> None:
    """Whatever three laptops say about four profiles, one after another, in any order of their clocks.

    Seen red with the word that came in last instead of the one that was said last.
    """
    laptops = [Store.open(None, device=f"laptop-{n}", clock=lambda: START) for n in range(3)]
    logs = [laptops[0].add_learner(f"Profiel {number}").id for number in range(PEOPLE)]
    for number, log in enumerate(logs):
        laptops[0].append(log, [answer(number)])
    for laptop in laptops[1:]:
        laptop.merge(_events(laptops[0]))
    for number, first, other, together in said:
        kind = ProfileJoined if together else ProfileParted
        laptops[number].append(TOGETHER, [Draft(body=kind(profile=logs[first], other=logs[other]))])

    def seen(numbers: list[int]) -> list[tuple[str, tuple[str, ...], Progress]]:
        store = Store.open(None, device="trainer", clock=lambda: START)
        for number in numbers:
            store.merge(_events(laptops[number]))
        desk = Workspace(CATALOGUE, store, clock=lambda: START, rng=Random(1))
        return [(one.name, one.ids, desk.look(one).progress) for one in store.people()]

    expected = seen([0, 1, 2])
    assert seen(order * 2) == expected
    assert sorted(log for _, ids, _ in expected for log in ids) == sorted(logs), "everybody once"
    assert sum(len(progress.answers) for *_, progress in expected) == PEOPLE
    last = {}
    for event in sorted({e.id: e for laptop in laptops for e in laptop.events(TOGETHER)}.values(), key=lambda e: e.id):
        assert isinstance(event.body, ProfileJoined | ProfileParted)
        last[frozenset((event.body.profile, event.body.other))] = isinstance(event.body, ProfileJoined)
    for _, ids, _ in expected:
        reached, before = {ids[0]}, set[str]()
        while reached != before:
            before, reached = reached, reached.union(*(pair for pair, yes in last.items() if yes and pair & reached))
        assert reached == set(ids)


def _spoil(**changes: Any) -> bytes:
    """A parcel with a right checksum around changed content."""
    from hashlib import sha256

    envelope = json.loads(pack(_events(_LAPTOPS[0])[:3]))
    envelope["content"]["events"][1] |= changes
    content = json.dumps(envelope["content"], ensure_ascii=False, separators=(",", ":")).encode()
    envelope["checksum"] = sha256(content).hexdigest()
    head = json.dumps({key: value for key, value in envelope.items() if key != "content"})
    return head[:-1].encode() + b',"content":' + content + b"}"


def test_bytes_that_are_no_text_are_refused() -> None:
    """In a part that was only skipped before: seen red, as a crash."""
    from hashlib import sha256

    content = b'{"erased":["\xed\xa0\x80"],"events":[]}'
    head = f'{{"sort":"raadstutor-voortgang","version":1,"checksum":"{sha256(content).hexdigest()}","content":'
    with pytest.raises(BadParcel):
        unpack(head.encode() + content + b"}")


def _nested(levels: int) -> object:
    body: object = []
    for _ in range(levels - 2):
        body = [body]
    return {"a": body}


def test_the_spoiler_itself_makes_whole_parcels() -> None:
    assert len(unpack(_spoil()).events) == 3
    assert len(unpack(_spoil(kind="later", body=_nested(MAX_DEPTH))).events) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "1"},
        {"id": None},
        {"at": "gisteren"},
        {"at": "2026-11-24T19:30:00"},
        {"at": "0001-01-01T00:00:00+05:00"},
        {"at": "9999-12-31T23:59:00Z"},
        {"at": "9999-06-30T12:00:00Z"},
        {"kind": "answered", "body": {"session": "x"}},
        {"kind": "lesson_moved", "body": {"page": ["x"]}},
        {"body": "x"},
        {"kind": "later", "body": {"x": "y" * MAX_BODY}},
        {"kind": "later", "body": _nested(MAX_DEPTH + 1)},
        {"kind": "later", "body": _nested(300)},
        {"kind": "later", "body": []},
        {"learner": ""},
        {"learner": "klas-0123456789abcdef", "kind": "lesson_finished"},
        {"kind": "class_voted", "body": {"activity": "x", "subject": "x", "round": "voor", "counts": ["x"]}},
        {"subject": "x" * 300},
        {"kind": "profile_joined", "body": {"profile": ERASED, "other": ERASED}},
        {"learner": TOGETHER},
        {"kind": "profile_renamed", "body": {"name": "S\u0430mira"}},
        {"kind": "profile_renamed", "body": {"name": "Samira\u3164"}},
        {"kind": "profile_created", "body": {"name": "x" * 61}},
    ],
)
def test_an_event_that_cannot_be_used_is_left_out_and_the_rest_is_not(changes: dict[str, Any]) -> None:
    """Seen red with names that were only looked at when typed."""
    parcel = unpack(_spoil(**changes))
    assert (len(parcel.events), parcel.unusable) == (2, 1)


def test_limits_are_told_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be refused elsewhere is not written here."""
    data = pack(_events(_LAPTOPS[0])[:3])
    assert "250.000" in LIMITS
    assert MAX_EVENTS == 250_000
    monkeypatch.setattr("tutor.exchange.parcel.MAX_EVENTS", 2)
    monkeypatch.setattr("tutor.exchange.parcel._event", None)
    with pytest.raises(BadParcel, match=r"staan 3 gebeurtenissen\. In een bestand passen"):
        unpack(data)
    with pytest.raises(TooMuch, match="Exporteer per profiel"):
        pack(_events(_LAPTOPS[0])[:3])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is leeg"),
        (b"PK\x03\x04", "zip-bestand"),
        (b"SQLite format 3\x00", "database"),
        (b"[" * 100_000, "geen bestand van Raadstutor"),
        (b'{"sort":"anders","version":1,"checksum":"","content":{}}', "ander programma"),
        (b'{"sort":"raadstutor-voortgang","version":1}', "ontbreekt iets"),
        (b'{"sort":"raadstutor-voortgang","version":9,"checksum":"","content":{}}', "nieuwere Raadstutor"),
        (b'{"sort":"raadstutor-voortgang","version":1,"checksum":"x","content":{}}', "controlesom"),
    ],
)
def test_foreign_files_are_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadParcel, match=reason):
        unpack(data)


@settings(deadline=None)
@given(st.data())
def test_any_damage_is_noticed(data: st.DataObject) -> None:
    whole = pack(_events(_LAPTOPS[1])[:4])
    at = data.draw(st.integers(0, len(whole) - 2))
    damaged = (
        whole[:at]
        if data.draw(st.booleans())
        else whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    )
    try:
        parcel = unpack(damaged)
    except BadParcel:
        return
    assert list(parcel.events) == _events(_LAPTOPS[1])[:4]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_parcel_or_refused(data: bytes) -> None:
    with pytest.raises(BadParcel):
        unpack(data)


def test_every_kind_of_an_evening_is_known_as_such() -> None:
    assert all(kind_of(body).startswith(OF_AN_EVENING) for body in get_args(OnStage | FromRoom))


def test_kinds_of_a_newer_program_are_kept_to_the_letter() -> None:
    """Also what such a program added to a kind that is known here."""
    with Store.open(None, device="laptop", clock=lambda: START) as store:
        samira = store.add_learner("Samira").id
        store.append(
            samira, [newer("from_the_future", "x", "y", anything=[1, {"é": 2.5}]), answer(1, later={"x": None})]
        )
        events = _events(store)
        brought = unpack(pack(events)).events
        assert list(brought) == events
        assert [event.text for event in brought] == [event.text for event in events]
    with Store.open(None, device="trainer", clock=lambda: START) as other:
        assert other.merge(brought) == 3
        assert _events(other) == events
        assert Progress.replay(events[:2]).answered == set()
        assert Progress.replay(events).answered == {"rollen-01"}
