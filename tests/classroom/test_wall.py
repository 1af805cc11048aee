"""What the room sees: what it has to do, and what the trainer puts there beside the stage.

Seen red with: a call for hands before the vote; the key marked in a result before the reveal; a dead undo;
a note that takes the text of another one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from tests.classroom.samples import PLAN, catalogue
from tests.classroom.test_evening import Shelf, to, window
from tutor.classroom import live
from tutor.classroom.content import prepare
from tutor.classroom.records import Ballot, OnWall
from tutor.classroom.slide import SHEET, OptionRow, RoundOfVotes, Slide, Space, pages
from tutor.classroom.stages import stages_of
from tutor.learning.days import AMSTERDAM
from tutor.learning.evening_events import FromTrainer
from tutor.model import Break, Meeting
from tutor.service.evening import Evening
from tutor.tools.meeting import Vote


def begun(shelf: Shelf | None = None) -> Evening:
    evening = window(shelf or Shelf())
    evening.start(PLAN)
    evening.set_present(12)
    return evening


def kept(evening: Evening, made: FromTrainer | str) -> None:
    assert not isinstance(made, str), made
    evening.keep(made)


def shown(evening: Evening) -> str:
    return "\n".join(evening.session.page)


def test_going_on_from_what_is_on_the_wall_goes_on_with_the_evening() -> None:
    """Seen red with: the stage once more, as often as what the trainer had put there has pages."""
    evening = begun()
    to(evening, "vraag", "Stem 1")
    for number in range(30):
        evening.note(f"Afspraak nummer {number} van deze lange avond", agreement=True)
    evening.show(OnWall.AGREEMENTS)
    assert len(evening.session.beamer) > 2
    assert evening.forward().stage.name == "Overleg"


def test_every_vote_says_what_to_do_and_nothing_else_asks_for_hands() -> None:
    for stages in begun().session.stages:
        for stage in stages:
            assert not stage.vote or stage.call, stage.name
            if "omhoog" in stage.call:
                assert stage.vote or stage.point, stage.name


def test_thinking_voting_and_talking_look_different() -> None:
    evening, calls = begun(), []
    for name in ("Vraag", "Stil denken", "Stem 1", "Overleg", "Stem 2"):
        to(evening, "vraag", name)
        calls.append(evening.session.stage.call)
    assert len({*calls}) == 5


@pytest.mark.parametrize("what", list(OnWall))
def test_what_is_put_on_the_wall_goes_page_by_page_and_then_away(what: OnWall) -> None:
    evening = begun()
    to(evening, "vraag", "Stem 1")
    evening.vote((4, 6, 2), tables=((1, 3, 2), (3, 3, 0)))
    for number in range(12):
        evening.note(f"Opmerking nummer {number} van deze lange avond")
        evening.note(f"Afspraak nummer {number} van deze lange avond", agreement=True)
    kept(evening, live.parked(evening.session, "De bushalte"))
    kept(evening, live.resolved(evening.session, "We melden het omdat de wet het vraagt"))
    evening.draw(3)
    evening.forward()
    evening.back()
    before, pages = shown(evening), []
    while evening.show(what).on_wall:
        pages.append(shown(evening))
    assert pages
    assert before not in pages or what is OnWall.SITUATION  # there the question has none, and stands there already
    assert shown(evening) == before
    evening.show(what)
    assert ("omhoog" in evening.session.call(evening.now())) == (what is OnWall.SITUATION)
    if what in (OnWall.AGREEMENTS, OnWall.NOTES):
        assert len(pages) > 1
        assert "12. " in pages[-1]


def test_going_on_takes_it_away() -> None:
    evening = begun()
    to(evening, "vraag", "Stem 1")
    evening.show(OnWall.SITUATION)
    assert evening.forward().on_wall is None


def test_a_result_before_the_reveal_has_no_key() -> None:
    evening = begun()
    to(evening, "vraag", "Stem 1")
    assert evening.show(OnWall.RESULT).on_wall is None
    evening.vote((4, 6, 2))
    evening.show(OnWall.RESULT)
    assert "A  Ja 4, 33 procent" in shown(evening)
    assert "✓" not in shown(evening)


def test_what_is_not_there_is_not_shown() -> None:
    evening = begun()
    for what in OnWall:
        assert evening.show(what).on_wall is None


def test_undoing_goes_back_step_by_step_in_every_window() -> None:
    shelf = Shelf()
    evening, other = begun(shelf), window(shelf)
    to(evening, "vraag", "Stem 1")
    evening.vote((4, 6, 2))
    evening.note("Goed gesprek")
    other.resume()
    other.vote((0, 0, 0))
    evening.undo()
    assert (evening.session.counts, len(evening.session.notes)) == ((4, 6, 2), 1)
    evening.undo()
    assert evening.session.notes == ()
    evening.undo()
    assert evening.session.counts == (0, 0, 0)
    other.refresh()
    assert other.session == evening.session == window(shelf).resume()
    for _ in range(20):
        evening.undo()
    assert evening.session.present == 0
    assert evening.session.stage.name == "Uitleg"


def test_a_note_is_mended_or_taken_away() -> None:
    evening = begun()
    evening.note("Bel Rubben")
    evening.note("We bellen", agreement=True)
    first, agreed = evening.session.notes[0], evening.session.agreements[0]
    evening.mend(first.id, " Bel  Ruben ")
    evening.mend(agreed.id, "")
    assert [note.text for note in evening.session.notes] == ["Bel Ruben"]
    assert evening.session.agreements == ()
    assert evening.session.notes[0].at == first.at


def test_the_answer_is_one_step_away() -> None:
    evening = begun()
    to(evening, "vraag", "Stem 1")
    assert evening.reveal().stage.name == "Onthullen"
    to(evening, "intervisie", "Stap 1")
    before = evening.session.cursor
    assert evening.reveal().cursor == before


def test_both_windows_cut_the_evening_for_the_wall_that_there_is() -> None:
    shelf = Shelf()
    trainer, wall = begun(shelf), window(shelf, follows=True)
    to(trainer, "vraag", "Vraag")
    wall.refresh()
    whole = len(trainer.session.beamer)
    wall.measure(Space(30, 4))
    for one in (trainer, wall):
        assert one.refresh()
        assert one.session.space == (30, 4)
        assert len(one.session.beamer) > whole
    trainer.forward()
    assert trainer.session.page_index == 1
    trainer.undo()
    assert trainer.session.space == (30, 4)
    wall.measure(None)
    trainer.refresh()
    assert len(trainer.session.beamer) == whole
    assert window(shelf).resume().space == SHEET


def test_teams_have_names_and_equal_places() -> None:
    evening = begun()
    to(evening, "quiz", "Stand")
    assert "1. Team 1: 0" in shown(evening)
    kept(evening, live.named(evening.session, "De Otters, , Waterveen  Vooruit,Links"))
    for team, points in enumerate((3, 5, 5), 1):
        evening.score(team, points)
    assert shown(evening).splitlines()[1:] == [
        "1. Waterveen Vooruit: 5",
        "1. Links: 5",
        "3. De Otters: 3",
        "Gelijk bovenaan: Waterveen Vooruit en Links. Eén",
        "beslisvraag, en een punt erbij.",
    ]
    assert evening.report().team(1) == "De Otters"


def test_every_phase_says_what_the_room_does() -> None:
    evening = begun()
    for activity, stages in zip(PLAN.activities, evening.session.stages, strict=True):
        for stage in stages:
            assert bool(stage.call) != isinstance(activity, Break), (activity.id, stage.name)


def test_a_break_says_when_it_ends_with_and_without_the_clock() -> None:
    evening = begun()
    to(evening, "pauze", "Pauze")
    at = evening.now()
    assert (
        evening.session.call(at) == f"We gaan verder om {(at + timedelta(minutes=15)).astimezone(AMSTERDAM):%H.%M} uur"
    )
    evening.timer("start", 600)
    at = evening.now()
    assert (
        evening.session.call(at) == f"We gaan verder om {(at + timedelta(minutes=10)).astimezone(AMSTERDAM):%H.%M} uur"
    )
    assert evening.session.call(at + timedelta(minutes=10)) == "Ga weer zitten: we gaan verder"


def test_notes_are_at_the_phase_where_they_are_needed() -> None:
    """Seen red with: the same notes at every stage."""
    asked = msgspec.structs.replace(PLAN.activities[2], trainer="Zet stoelen klaar.", trainer_after="Vraag door.")
    plan = msgspec.structs.replace(PLAN, activities=(asked,))
    stages = {stage.name: stage.notes for stage in stages_of(prepare(plan, catalogue(), None))[0]}
    for name in ("Klaar", "Vraag", "Overleg", "Stem 2"):
        assert "Zet stoelen klaar." in stages[name], name
        assert "Vraag door." not in stages[name], name
    for name in ("Onthullen", "Uitleg"):
        assert any(note.startswith("Niet ") for note in stages[name]), name
        assert stages[name][-1] == "Vraag door.", name


def test_the_last_result_comes_on_the_wall_in_a_round_after_it() -> None:
    """The note of an evening says so: show the result with h."""
    evening = begun()
    to(evening, "vraag", "Stem 1")
    evening.vote((4, 6, 2))
    to(evening, "ronde", "Ronde")
    evening.show(OnWall.RESULT)
    assert "A  Ja 4, 33 procent" in shown(evening)
    assert "\u2713" not in shown(evening)


def test_where_nothing_is_asked_there_is_no_answer_to_go_to() -> None:
    """It went to the vote on a next agenda point."""
    evening = begun()
    to(evening, "raad", "Bespreking")
    before = evening.session.cursor
    assert evening.reveal().cursor == before
    evening.jump(2)
    while not evening.session.stage.reveals:
        evening.forward()
    before = evening.session.cursor
    assert evening.reveal().cursor == before


def test_a_right_answer_is_said_once_where_it_fits() -> None:
    slide = Slide(
        title="Mag dat?", options=("Ja", "Nee, want dat staat al jaren in de wet van ons land"), key=frozenset({1})
    )
    votes = [RoundOfVotes(name="1", counts=(3, 9), shares=(0.25, 0.75))]
    whole = "\n".join(str(row) for page in pages(slide, votes, Space(92, 40)) for row in page)
    assert whole.count("Nee, want") == 1
    rows = [row for page in pages(slide, votes, Space(46, 5)) for block in page.blocks for row in block]
    assert any(isinstance(row, OptionRow) for row in rows)


def test_what_was_said_more_than_once_comes_first() -> None:
    evening = begun()
    to(evening, "ronde", "Ronde")
    for word in ("Tijd", "Vertrouwen", "Druk", "vertrouwen"):
        evening.note(word)
    evening.show(OnWall.NOTES)
    assert shown(evening).splitlines()[1:] == ["1. Vertrouwen (2 keer)", "2. Tijd", "3. Druk"]


def test_a_vote_of_the_raad_has_bars_and_asks_for_hands_no_more() -> None:
    evening = begun()
    to(evening, "raad", "Stemming")
    assert evening.session.call(evening.now()) == "Stem: hand omhoog"
    evening.decide(Vote(seats=23, sitting=23, recused=0, for_=8, against=4))
    assert evening.session.call(evening.now()) == ""
    assert "V  Voor 8, 67 procent" in shown(evening)
    assert "T  Tegen 4, 33 procent" in shown(evening)


def test_after_a_changed_fact_the_result_says_which_fact() -> None:
    evening = begun()
    to(evening, "beraad", "Stem 1")
    evening.vote((4, 8))
    evening.vote((9, 3), Ballot("beraad", "les-i", "s1"))
    evening.show(OnWall.RESULT)
    assert "feit 1: 9, 75 procent" in shown(evening)


ASKED = Slide(
    title="Wie beslist?",
    text=("Klopt dat?",),
    options=("Ja, het kan zo", "Nee, eerst de raad"),
    setting="Het college wil morgen een stuk grond kopen, en het geld staat op de begroting.",
)


def words(slide: Slide, votes: list[RoundOfVotes], space: Space) -> list[str]:
    """What each page says."""
    return [" ".join(str(row) for row in page) for page in pages(slide, votes, space)]


def test_the_situation_stands_above_the_question_where_all_of_it_fits() -> None:
    """`Klopt dat?` alone says nothing to who looked away."""
    (whole,) = words(ASKED, [], Space(60, 8))
    assert whole.index("Het college") < whole.index("Klopt dat?") < whole.index("Nee, eerst")
    (tight,) = words(ASKED, [], Space(60, 4))
    assert "Het college" not in tight
    assert "Nee, eerst de raad" in tight


def test_a_question_of_long_ago_comes_before_its_result() -> None:
    votes = [RoundOfVotes(name="na", counts=(3, 9), shares=(0.25, 0.75))]
    slide = replace(ASKED, text=(ASKED.setting, *ASKED.text), setting="", again=True)
    (whole,) = words(slide, votes, Space(60, 12))
    assert whole.index("Klopt dat?") < whole.index("75 procent")
    first, last = words(slide, votes, Space(60, 4))
    assert "Klopt dat?" in first
    assert "procent" not in first
    assert "75 procent" in last


def test_a_result_without_room_for_title_and_question_keeps_the_question() -> None:
    """The question stood alone on a page after its result."""
    votes = [RoundOfVotes(name="1", counts=(3, 9), shares=(0.25, 0.75))]
    (page,) = pages(replace(ASKED, setting=""), votes, Space(60, 4))
    assert next(iter(page)) == "Wie beslist?"
    three = replace(ASKED, setting="", options=(*ASKED.options, "Dat hangt ervan af"))
    (page,) = pages(three, [replace(votes[0], counts=(3, 9, 0), shares=(0.25, 0.75, 0.0))], Space(60, 4))
    assert next(iter(page)) == "Klopt dat?"


@pytest.mark.parametrize("kept", ["€ 45.000", "artikel 151c", "artikelen 3:2", "lid 4", "artikel X 8"])
def test_an_amount_and_an_article_stay_on_one_line(kept: str) -> None:
    for width in range(16, 40):
        (page,) = pages(Slide(title="Ja", text=(f"Hier staat het, en wel {kept} en nog wat.",)), space=Space(width, 9))
        begin = kept.rsplit(" ", 1)[0] if kept.endswith("X 8") else kept
        assert any(begin in line for line in page), (width, list(page))


def test_a_tie_asks_for_one_more_question_only_at_the_end() -> None:
    quiz, later = PLAN.activities[6], msgspec.structs.replace(PLAN.activities[6], id="nog-een")
    evening = window(Shelf())
    evening.start(msgspec.structs.replace(PLAN, activities=(quiz, later)))
    for team in (1, 2):
        evening.score(team, 2)
    for activity, asks in (("quiz", False), ("nog-een", True)):
        to(evening, activity, "Stand")
        assert ("beslisvraag" in shown(evening)) == asks


def test_notes_of_a_meeting_stand_at_the_point_they_are_about() -> None:
    raad = PLAN.activities[7]
    assert isinstance(raad, Meeting)
    point = msgspec.structs.replace(raad.points[0], trainer="Vraag wat het kost.")
    raad = msgspec.structs.replace(raad, trainer="Deel de rollen uit.", points=(point,))
    plan = msgspec.structs.replace(PLAN, activities=(raad,))
    notes = {stage.name: " ".join(stage.notes) for stage in stages_of(prepare(plan, catalogue(), None))[0]}
    assert [name for name, said in notes.items() if "Deel de rollen" in said] == ["Opening"]
    assert [name for name, said in notes.items() if "Vraag wat het kost." in said] == ["Stemming"]
