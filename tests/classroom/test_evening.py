"""Two windows on one evening, through what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

import pytest

from tests.classroom.samples import PLAN, catalogue
from tests.learning.samples import Tape
from tutor.classroom.records import why
from tutor.classroom.report import Rehearsed
from tutor.learning.evening_events import ClassStarted
from tutor.learning.log import Draft, Event
from tutor.model import Decision
from tutor.service.evening import ON_THE_WALL, Evening
from tutor.service.evenings import NoSession
from tutor.tools.meeting import BadVote, Vote


class Shelf(Tape):
    """A log in memory with settings."""

    def __init__(self) -> None:
        super().__init__()
        self.settings: dict[str, str] = {}

    def evenings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(event.learner for event in reversed(self.kept)))

    def recall(self, key: str) -> str | None:
        return self.settings.get(key)

    def remember(self, key: str, value: str) -> None:
        self.settings[key] = value

    def version(self) -> object:
        return len(self.kept), tuple(self.settings.items())


def window(shelf: Shelf, *, follows: bool = False) -> Evening:
    return Evening(catalogue(), shelf, clock=shelf.clock, rng=Random(5), follows=follows)


def to(evening: Evening, activity: str, stage: str) -> None:
    while (evening.session.activity.id, evening.session.stage.name) != (activity, stage):
        before = evening.session.cursor
        assert evening.forward().cursor != before


def test_the_other_window_sees_it_all() -> None:
    shelf = Shelf()
    trainer, beamer = window(shelf), window(shelf, follows=True)
    assert not beamer.refresh()
    trainer.start(PLAN)
    assert beamer.refresh()
    assert not beamer.refresh()
    to(trainer, "vraag", "Stem 1")
    trainer.vote((4, 6, 2))
    trainer.hand(0)
    trainer.hand(1, -1)
    trainer.toggle_black()
    assert beamer.refresh()
    assert beamer.session == trainer.session
    assert beamer.session.counts == (5, 5, 2)
    assert window(shelf).resume() == trainer.session


def test_polling_sees_it_too_and_looks_only_when_something_was_stored() -> None:
    shelf = Shelf()
    trainer, beamer = window(shelf), window(shelf, follows=True)
    assert not beamer.poll()
    assert beamer.current is None
    trainer.start(PLAN)
    assert beamer.poll()
    trainer.forward()
    assert beamer.poll()
    assert beamer.current == trainer.session
    shelf.recall = lambda key: pytest.fail("it looked")
    assert not beamer.poll()


def test_what_could_not_be_read_is_read_the_next_time() -> None:
    shelf = Shelf()
    trainer, beamer = window(shelf), window(shelf, follows=True)
    trainer.start(PLAN)
    recall = shelf.recall

    def busy(key: str) -> str:
        raise TimeoutError

    shelf.recall = busy  # type: ignore[method-assign]
    with pytest.raises(TimeoutError):
        beamer.poll()
    shelf.recall = recall  # type: ignore[method-assign]
    assert beamer.poll()


def test_a_plan_that_is_gone_is_no_evening_where_nothing_of_it_was_kept() -> None:
    shelf = Shelf()
    shelf.append("klas-1", [Draft(subject=PLAN.id, body=ClassStarted(session="klas-1", rehearsal=False))])
    shelf.remember(ON_THE_WALL, "klas-1")
    elsewhere = Evening(replace(catalogue(), plans=()), shelf, clock=shelf.clock, rng=Random(5), follows=True)
    assert not elsewhere.poll()
    assert elsewhere.current is None
    with pytest.raises(NoSession):
        elsewhere.resume()


def test_two_trainers_count_the_same_hands() -> None:
    shelf = Shelf()
    one, other = window(shelf), window(shelf)
    one.start(PLAN)
    to(one, "vraag", "Stem 1")
    other.resume()
    one.hand(0)
    assert other.hand(0).counts == (2, 0, 0)


def test_without_an_evening_there_is_a_sentence() -> None:
    with pytest.raises(NoSession, match="geen avond bezig"):
        window(Shelf()).resume()


def test_a_rehearsal_makes_votes_up() -> None:
    evening = window(Shelf())
    evening.start(PLAN, rehearsal=True)
    evening.set_present(14)
    to(evening, "vraag", "Stem 1")
    assert sum(evening.rehearse().counts) == 14


def test_nothing_of_a_rehearsal_is_reported_or_taken_home() -> None:
    evening = window(Shelf())
    evening.start(PLAN, rehearsal=True)
    evening.set_present(14)
    to(evening, "vraag", "Stem 1")
    evening.rehearse()
    evening.end()
    for made in (evening.report, evening.take_home):
        with pytest.raises(Rehearsed, match="repetitie met verzonnen stemmen"):
            made()


def test_no_votes_are_made_up_for_real() -> None:
    evening = window(Shelf())
    evening.start(PLAN)
    evening.set_present(14)
    to(evening, "vraag", "Stem 1")
    assert sum(evening.rehearse().counts) == 0


def vote(for_: int, against: int, recused: int = 0) -> Vote:
    return Vote(for_=for_, against=against, seats=23, sitting=23, recused=recused)


def test_a_simulated_vote_follows_the_law() -> None:
    evening = window(Shelf())
    evening.start(PLAN)
    assert evening.decide(vote(3, 2)) is None
    to(evening, "raad", "Stemming")
    outcome = evening.decide(vote(12, 10, recused=1))
    assert outcome is not None
    assert outcome.decision == "aangenomen"
    assert why(evening.session.outcomes["zwembad"], 23).startswith("12 voor en 10 tegen: aangenomen.")
    with pytest.raises(BadVote):
        evening.decide(vote(30, 1))
    assert evening.report().outcomes == (("Het zwembad", 12, 10, "aangenomen"),)


def test_after_a_vote_that_was_not_valid_no_minimum_applies() -> None:
    evening = window(Shelf())
    evening.start(PLAN)
    to(evening, "raad", "Stemming")
    for again, decision in ((True, Decision.INVALID), (False, Decision.INVALID), (True, Decision.ADOPTED)):
        outcome = evening.decide(vote(6, 5), again=again)
        assert outcome is not None
        assert outcome.decision is decision


def test_why_a_point_comes_back_is_stored_and_counts() -> None:
    """A tie after an invalid vote is the first tie (29); only one after a tie ends it (32 lid 5)."""
    shelf = Shelf()
    evening = window(shelf)
    evening.start(PLAN)
    to(evening, "raad", "Stemming")
    for counts, decision in (
        ((5, 5), Decision.INVALID),
        ((5, 5), Decision.POSTPONED),
        ((5, 5), Decision.REJECTED),
    ):
        outcome = evening.decide(vote(*counts), again=True)
        assert outcome is not None
        assert outcome.decision is decision
    stored = window(shelf).resume().outcomes["zwembad"]
    assert (stored.exempt, stored.reconvened) == (True, True)
    said = why(stored, 23)
    assert "opnieuw belegde vergadering" in said
    assert "artikel 29, lid 2" in said


def test_there_are_no_more_votes_than_people() -> None:
    evening = window(Shelf())
    evening.start(PLAN)
    evening.set_present(21)
    to(evening, "raad", "Stemming")
    with pytest.raises(BadVote, match="21 mensen in de zaal"):
        evening.decide(vote(12, 11))
    assert evening.decide(vote(11, 10)) is not None


def test_the_clock_starts_pauses_and_goes_on_with_one_key() -> None:
    evening = window(Shelf())
    evening.start(PLAN)
    to(evening, "vraag", "Stil denken")
    timer = evening.toggle_timer().timer
    assert timer is not None
    assert timer.seconds == 60
    paused, going = evening.toggle_timer().timer, evening.toggle_timer().timer
    assert paused is not None
    assert going is not None
    assert (paused.running_since, going.running_since is not None) == (None, True)
    again = evening.restart_timer().timer
    assert again is not None
    assert (again.seconds, again.spent) == (60, 0)


def test_notes_scores_jumps_and_the_end() -> None:
    evening = window(Shelf())
    evening.start(PLAN)
    evening.note("  ")
    evening.note("Een afspraak", agreement=True)
    evening.score(1, -4)
    assert evening.jump(3).activity.id == "lijn"
    assert evening.back().activity.id == "vraag"
    session = evening.end()
    assert session.ended
    assert (session.notes, len(session.agreements), session.points) == ((), 1, {1: 0})


def test_what_another_window_stores_in_between_is_not_missed() -> None:
    shelf = Shelf()
    trainer, other = window(shelf), window(shelf)
    trainer.start(PLAN)
    other.resume()
    keep = shelf.append

    def late(learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        shelf.append = keep  # type: ignore[method-assign]
        other.set_present(17)
        return keep(learner, drafts)

    shelf.append = late  # type: ignore[method-assign]
    trainer.note("Tafel 2 twijfelt")
    assert trainer.refresh()
    assert trainer.session.present == 17
    assert trainer.session == window(shelf).resume()
    assert not trainer.refresh()


def test_what_both_windows_did_counts_in_the_order_of_the_log() -> None:
    shelf = Shelf()
    trainer, other = window(shelf), window(shelf)
    trainer.start(PLAN)
    other.resume()
    trainer.jump(2)
    other.jump(4)
    trainer.note("Pauze")
    trainer.set_present(9)
    assert trainer.session.activity.id == "vraag"
    assert trainer.refresh()
    assert (trainer.session.activity.id, len(trainer.session.notes)) == ("pauze", 1)
    assert trainer.session == window(shelf).resume()


def test_a_hand_is_one_look_and_one_write() -> None:
    """A laptop counts forty hands in a minute; each look takes the file from the other window."""
    shelf = Shelf()
    evening = window(shelf)
    evening.start(PLAN)
    to(evening, "vraag", "Stem 1")
    evening.refresh()
    done: list[str] = []
    append, events = shelf.append, shelf.events

    def writing(learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        done.append("write")
        return append(learner, drafts)

    def looking(learner: str, *, after: str | None = None) -> Iterator[Event]:
        done.append("look")
        return events(learner, after=after)

    shelf.append, shelf.events = writing, looking  # type: ignore[method-assign]
    shelf.recall = lambda key: pytest.fail("it looked for another evening")  # type: ignore[method-assign]
    assert evening.hand(0).counts == (1, 0, 0)
    assert done == ["look", "write"]


def test_what_was_done_here_is_not_done_twice() -> None:
    evening = window(Shelf())
    evening.start(PLAN)
    evening.note("Eén keer")
    assert not evening.refresh()
    evening.note("En nog iets")
    assert not evening.refresh()
    assert [note.text for note in evening.session.notes] == ["Eén keer", "En nog iets"]


def test_what_the_trainer_does_stays_in_the_evening_that_was_on_the_screen() -> None:
    shelf = Shelf()
    trainer, other = window(shelf), Evening(catalogue(), shelf, clock=shelf.clock, rng=Random(6))
    trainer.start(PLAN)
    before = trainer.session.id
    other.start(PLAN)
    trainer.note("Van de eerste avond")
    assert not trainer.refresh()
    assert trainer.session.id == before
    assert other.session.notes == ()
