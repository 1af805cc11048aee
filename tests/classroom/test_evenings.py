"""The list of evenings, what each of them keeps, and which one is on the wall.

Seen red with: options in the order of the file; a report made with the texts of today; a rehearsal that counts as the
last evening; a clock that goes on between two sittings; a wall that shows what was left.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random

import msgspec
import pytest

from tests.classroom.samples import PLAN, catalogue
from tests.classroom.test_evening import Shelf, to
from tests.learning.samples import ITEMS
from tutor.classroom import live
from tutor.classroom.content import from_plain, prepare, to_plain
from tutor.classroom.report import report
from tutor.learning.answers import presented
from tutor.learning.days import AMSTERDAM
from tutor.model import Catalogue, Item, Multiple, Single
from tutor.service.evening import Evening
from tutor.service.evenings import CLOSED, STALE, NoSession


def content(items: tuple[Item, ...] = ITEMS) -> Catalogue:
    """The sample content, in which options may be shuffled."""
    made = catalogue()
    module = replace(made.modules[0], lessons=(replace(made.modules[0].lessons[0], items=items),))
    return replace(made, modules=(module,))


def window(shelf: Shelf, made: Catalogue | None = None, *, seed: int = 5, follows: bool = False) -> Evening:
    return Evening(made or content(), shelf, clock=shelf.clock, rng=Random(seed), follows=follows)


def voted(shelf: Shelf, counts: tuple[int, ...] = (7, 4, 2)) -> Evening:
    evening = window(shelf)
    evening.start(PLAN)
    to(evening, "vraag", "Stem 1")
    evening.vote(counts)
    return evening


def test_the_key_has_no_letter_of_its_own() -> None:
    places = Counter(
        next(place for place, option in enumerate(item.options) if option.key)
        for seed in range(300)
        for item in [prepare(PLAN, content(), seed).items["les-a"]]
        if isinstance(item, Single)
    )
    assert set(places) == {0, 1, 2}
    assert max(places.values()) < 140


def test_what_an_author_fixed_stays() -> None:
    (single,) = (item for item in ITEMS if item.id == "les-a")
    assert isinstance(single, Single)
    fixed = msgspec.structs.replace(single, fixed=True)
    assert all(presented(fixed, seed) == fixed for seed in range(20))


def test_what_is_kept_is_read_back() -> None:
    made = prepare(PLAN, content(), 3)
    assert from_plain(to_plain(made)) == made
    assert from_plain({"plan": {"id": "van later"}}) is None


def test_every_window_has_the_same_letters() -> None:
    shelf = Shelf()
    trainer = voted(shelf)
    assert window(shelf, seed=9).resume() == trainer.session
    assert window(shelf, seed=9, follows=True).refresh()


def _without(place: int) -> Catalogue:
    """The content after an author took an option away from an item, and the item of a plan."""
    items = []
    for item in ITEMS:
        if isinstance(item, Single | Multiple) and item.id == "les-a":
            options = (*item.options[:place], *item.options[place + 1 :])
            item = msgspec.structs.replace(item, options=options, question="Een heel andere vraag?")
        items.append(item)
    return content(tuple(items))


@pytest.mark.parametrize(
    "changed",
    [
        _without(0),
        _without(2),
        content(tuple(item for item in ITEMS if item.id != "les-a")),
        replace(content(), plans=()),
        replace(content(), misconceptions=()),
    ],
    ids=["key gone", "option gone", "item gone", "plan gone", "register gone"],
)
def test_what_changes_afterwards_changes_no_report(changed: Catalogue) -> None:
    shelf = Shelf()
    before = voted(shelf).report()
    later = window(shelf, changed)
    after = report(later.evenings.latest(), changed)
    assert (after.items, after.misconceptions, after.title) == (before.items, before.misconceptions, before.title)
    assert later.resume().activity.id == "vraag"


def test_a_vote_says_of_which_text() -> None:
    shelf = Shelf()
    evening = voted(shelf)
    (vote,) = (event for event in shelf.kept if event.kind == "class_voted")
    assert vote.revision == evening.session.content.revisions["les-a"] != ""


def test_an_evening_of_before_with_an_option_less_is_reported() -> None:
    """It kept no texts: the counts stay, under the texts of today."""
    shelf = Shelf()
    voted(shelf)
    first = shelf.kept[0]
    body = msgspec.structs.replace(first.body, content=None, seed=None)
    shelf.kept[0] = msgspec.structs.replace(first, body=body)
    (item,) = report(window(shelf, _without(2)).evenings.latest(), _without(2)).items
    assert len(item.options) == 3
    assert item.options[2] == "(een antwoord dat er niet meer is)"
    assert item.rounds[0].counts == (7, 4, 2)


def test_starting_hides_nothing() -> None:
    shelf = Shelf()
    first = voted(shelf).session
    window(shelf, seed=6).start(PLAN)
    evenings = window(shelf).evenings
    assert [one.id for one in evenings.all()][1] == first.id
    assert evenings.look(first.id).votes == first.votes
    assert window(shelf, seed=7).open(first.id).votes == first.votes


def test_a_rehearsal_is_never_the_last_evening() -> None:
    shelf = Shelf()
    real = voted(shelf).session
    window(shelf, seed=6).start(PLAN, rehearsal=True)
    again = window(shelf)
    assert again.evenings.latest().id == real.id
    assert again.resume().id == real.id
    assert again.resume(rehearsal=True).rehearsal
    with pytest.raises(NoSession):
        window(Shelf()).resume(rehearsal=True)


def test_an_evening_has_a_mark_a_title_and_can_be_reopened() -> None:
    shelf = Shelf()
    evening = voted(shelf)
    mark = evening.session.id.removeprefix("klas-")[:6]
    evening.rename("  De eerste   avond ")
    evening.end()
    found = window(shelf).evenings.named(mark.upper())
    assert (found.id, found.title, str(found.state)) == (evening.session.id, "De eerste avond", "afgesloten")
    assert window(shelf).evenings.going_on() is None
    later = window(shelf)
    later.take(found.id)
    assert str(later.reopen().state) == "open"
    assert later.evenings.named("laatste").id == found.id
    for wrong in ("", "zzzz"):
        with pytest.raises(NoSession, match="is er niet"):
            later.evenings.named(wrong)


def test_a_prepared_evening_asks_what_was_printed() -> None:
    shelf = Shelf()
    first = window(shelf)
    prepared = first.evenings.prepare(PLAN)
    printed = first.evenings.look(prepared)
    assert str(printed.state) == "klaargezet"
    assert first.evenings.going_on() is None
    with pytest.raises(NoSession):
        first.evenings.latest()
    shelf.now += timedelta(days=2)
    begun = window(shelf, seed=9).open(prepared)
    assert begun.content == printed.content
    assert begun.begun
    assert begun.slack(shelf.clock()) >= timedelta()


def test_a_plan_of_two_dates_has_its_own_clock() -> None:
    shelf = Shelf()
    evening = voted(shelf)
    before = evening.session.slack(shelf.clock())
    shelf.now += timedelta(days=14)
    later = window(shelf)
    assert later.resume().slack(shelf.clock()) == before
    later.forward()
    assert before - timedelta(minutes=3) <= later.session.slack(shelf.clock()) <= before
    assert later.session.started < shelf.clock() - timedelta(days=13)


def test_the_wall_shows_what_the_trainer_shows() -> None:
    shelf = Shelf()
    beamer = window(shelf, follows=True)
    trainer = voted(shelf)
    assert beamer.poll()
    assert beamer.current == trainer.session
    trainer.leave()
    assert beamer.poll()
    assert beamer.current is None
    other = window(shelf, seed=6)
    other.start(PLAN, rehearsal=True)
    assert beamer.refresh()
    assert beamer.session.rehearsal


@pytest.mark.parametrize("ended", [False, True])
def test_the_wall_does_not_show_what_was_left(ended: bool) -> None:
    shelf = Shelf()
    trainer = voted(shelf)
    if ended:
        trainer.end()
    shelf.now += timedelta(minutes=30)
    assert window(shelf, follows=True).refresh()
    shelf.now += CLOSED if ended else STALE
    assert not window(shelf, follows=True).refresh()


def test_the_evening_runs_from_the_time_at_which_it_is_to_begin() -> None:
    """Twenty minutes early is no slack, and the first activity is not used up before anybody came."""
    shelf = Shelf()
    shelf.now = datetime(2026, 11, 24, 18, 9, tzinfo=UTC)  # 19.09 in Amsterdam
    evening = window(shelf)
    evening.start(PLAN)
    shelf.now += timedelta(minutes=1)
    assert evening.session.slack(shelf.now) == timedelta()
    planned = live.planned("19:30")
    assert not isinstance(planned, str)
    evening.keep(planned)
    began = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
    assert evening.session.clock_start(shelf.now) == evening.session.entered(shelf.now) == began
    for minutes, slack in ((-10, 0), (0, 0), (5, 0), (7, -2)):
        assert evening.session.slack(began + timedelta(minutes=minutes)) == timedelta(minutes=slack), minutes
    shelf.now = began + timedelta(minutes=3)
    evening.jump(1)  # a minute later: one of the five was saved
    assert evening.session.slack(shelf.now) == timedelta(minutes=1)


def test_a_time_of_another_part_of_the_day_counts_for_nothing() -> None:
    """Such as in a rehearsal in the morning."""
    shelf = Shelf()
    evening = window(shelf)
    evening.start(PLAN)
    begins = (evening.session.started + timedelta(hours=5)).astimezone(AMSTERDAM)
    planned = live.planned(f"{begins:%H.%M}")
    assert not isinstance(planned, str)
    evening.keep(planned)
    assert evening.session.clock_start(shelf.now) == evening.session.started


@pytest.mark.parametrize("typed", ["half acht", "25.00", "19.60", "1930", ""])
def test_what_is_no_time_is_refused(typed: str) -> None:
    assert isinstance(live.planned(typed), str)


def test_a_prepared_evening_keeps_its_time() -> None:
    shelf = Shelf()
    evening = window(shelf)
    session, draft = evening.evenings.proposed(PLAN)
    evening.evenings.keep(session.id, draft, "19.30")
    shelf.now += timedelta(days=3)
    assert evening.open(session.id).begins == time(19, 30)


def test_an_activity_is_found_by_its_id_when_another_window_put_one_before_it() -> None:
    shelf = Shelf()
    first = voted(shelf)
    second = window(shelf)
    second.resume()
    question = live.asked(first.session, "Mag dat?", ("Ja", "Nee"), "")
    assert not isinstance(question, str)
    first.keep(question)
    second.jump(4)
    first.refresh()
    second.refresh()
    assert first.session.activity.id == second.session.activity.id == "pauze"
    assert first.session.cursor == (5, 0, 0)
