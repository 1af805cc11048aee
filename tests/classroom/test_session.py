"""An evening: nothing seen too early, nothing wider than the beamer, and replay gives the same evening."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.classroom.samples import PLAN, catalogue, long_items
from tests.learning.samples import SINGLE, Tape
from tutor.classroom.content import prepare
from tutor.classroom.records import Ballot
from tutor.classroom.replay import apply, replay
from tutor.classroom.session import ClassSession
from tutor.classroom.slide import LINES, WIDTH, BarRow, RoundOfVotes, Slide, pages
from tutor.classroom.stages import Stage, stages_of
from tutor.classroom.votes import key_of
from tutor.learning.evening_events import (
    ClassAgreed,
    ClassBlack,
    ClassDecided,
    ClassEnded,
    ClassMoved,
    ClassNoted,
    ClassPresent,
    ClassScored,
    ClassStarted,
    ClassTimed,
    ClassVoted,
    FromRoom,
    OnStage,
)
from tutor.learning.log import Draft
from tutor.model import Catalogue, Decision, Single

CLASS = "klas-1"


class Evening:
    """A trainer at work, with everything stored."""

    def __init__(self, content: Catalogue | None = None) -> None:
        self.content = content or catalogue()
        self.tape = Tape()
        self.do(ClassStarted(session=CLASS, rehearsal=False))

    def do(self, body: OnStage | FromRoom) -> None:
        self.tape.append(CLASS, [Draft(subject=PLAN.id, body=body)])

    @property
    def session(self) -> ClassSession:
        found = replay(self.tape.events(CLASS), self.content)
        assert found is not None
        return found

    def forward(self) -> ClassSession:
        self.do(ClassMoved(cursor=self.session.forward()))
        return self.session

    def to(self, activity: str, stage: str) -> ClassSession:
        while (self.session.activity.id, self.session.stage.name) != (activity, stage):
            before = self.session.cursor
            assert self.forward().cursor != before
        return self.session


ROUND = partial(RoundOfVotes, counts=(999,) * 4, shares=(0.25,) * 4)


def all_stages(content: Catalogue) -> list[Stage]:
    return [stage for stages in stages_of(prepare(PLAN, content, None)) for stage in stages]


def test_the_order_of_peer_instruction() -> None:
    names = [stage.name for stage in stages_of(prepare(PLAN, catalogue(), None))[2]]
    assert names == ["Klaar", "Vraag", "Stil denken", "Stem 1", "Overleg", "Stem 2", "Onthullen", "Uitleg"]


def test_moral_talk_has_eight_steps_and_two_votes() -> None:
    names = [stage.name for stage in stages_of(prepare(PLAN, catalogue(), None))[5]]
    assert [name[0] for name in names if name[0].isdigit()] == list("1234567")
    assert names.count("Stem 1") == names.count("Stem 2") == 1


@pytest.mark.parametrize("content", [catalogue(), catalogue(long_items())])
def test_nothing_is_seen_before_the_reveal(content: Catalogue) -> None:
    for stage in all_stages(content):
        item = content.items.get(stage.item)
        if stage.reveals or not isinstance(item, Single):
            continue
        shown = "\n".join(line for page in pages(stage.slide) for line in page)
        assert "✓" not in shown
        assert not stage.slide.key
        assert not stage.slide.rounds
        assert item.explanation not in shown
        assert not any(option.feedback in shown for option in item.options)


@pytest.mark.parametrize("content", [catalogue(), catalogue(long_items())])
def test_every_page_fits_the_beamer(content: Catalogue) -> None:
    for stage in all_stages(content):
        for page in pages(stage.slide, [ROUND(name=name) for name in stage.slide.rounds]):
            assert len(page) <= LINES
            assert (
                max(
                    len(str(row))
                    for block in (page.title, *page.blocks)
                    for row in block
                    if not isinstance(row, BarRow)
                )
                <= WIDTH
            )


@given(st.builds(Slide, title=st.text(max_size=600), text=st.lists(st.text(max_size=900), max_size=4).map(tuple)))
def test_pages_always_fit_and_lose_nothing(slide: Slide) -> None:
    found = pages(slide)
    assert all(len(page) <= LINES and all(len(line) <= WIDTH for line in page) for page in found)
    shown = "".join("".join(line.split()) for page in found for line in page)
    for paragraph in slide.text:
        for word in paragraph.split():
            assert len(word) > WIDTH or word in shown


def test_votes_show_side_by_side_with_the_key_after_the_reveal() -> None:
    evening = Evening()
    evening.to("vraag", "Stem 1")
    ballot = evening.session.ballot
    assert ballot == Ballot("vraag", "les-a", "1")
    assert ballot is not None
    assert evening.session.counts == (0, 0, 0)
    evening.do(ClassVoted(activity=ballot.activity, subject=ballot.subject, round=ballot.round, counts=(4, 8, 0)))
    evening.to("vraag", "Stem 2")
    evening.do(ClassVoted(activity="vraag", subject="les-a", round="2", counts=(9, 3, 0)))
    page = "\n".join(evening.to("vraag", "Onthullen").page)
    assert "Vraag a?\nA✓ Ja 1: 4, 33 procent\n2: 9, 75 procent\nB  Nee 1: 8, 67 procent" in page


def test_a_measurement_afterwards_shows_both_moments() -> None:
    evening = Evening()
    evening.to("nulmeting", "Stem")
    evening.do(ClassVoted(activity="nulmeting", subject="les-a", round="voor", counts=(2, 5, 5)))
    evening.to("eindmeting", "Stem")
    evening.do(ClassVoted(activity="eindmeting", subject="les-a", round="na", counts=(10, 1, 1)))
    page = "\n".join(evening.to("eindmeting", "Onthullen").page)
    assert "A✓ Ja voor: 2, 17 procent\nna: 10, 83 procent" in page


def test_forward_and_back_pass_all_pages_and_stop_at_the_ends() -> None:
    evening = Evening(catalogue(long_items()))
    assert evening.session.back() == (0, 0, 0)
    seen = [evening.session.cursor]
    while (after := evening.session.forward()) != evening.session.cursor:
        evening.do(ClassMoved(cursor=after))
        seen.append(after)
    assert seen == sorted(set(seen))
    assert evening.session.activity is PLAN.activities[-1]
    assert {cursor[:2] for cursor in seen} == {
        (a, s) for a, stages in enumerate(evening.session.stages) for s in range(len(stages))
    }


def test_impossible_places_change_nothing() -> None:
    evening = Evening()
    for cursor in ((99, 0, 0), (0, 99, 0), (-1, 0, 0), (0, 0, -1)):
        evening.do(ClassMoved(cursor=cursor))
        assert evening.session.cursor == (0, 0, 0)


def test_teams_see_their_points_only_in_the_end() -> None:
    evening = Evening()
    evening.do(ClassScored(team=2, points=3))
    assert "Team" not in "".join(evening.to("quiz", "Teams overleggen").page)
    assert list(evening.to("quiz", "Stand").page)[1:] == [
        "1. Team 2: 3",
        "2. Team 1: 0",
        "2. Team 3: 0",
        "2. Team 4: 0",
    ]


def test_the_raad_sees_its_decision_and_why() -> None:
    evening = Evening()
    evening.to("raad", "Bespreking")
    evening.do(ClassDecided(point="zwembad", for_=9, against=9, decision=Decision.POSTPONED, recused=1, sitting=22))
    assert "artikel 32" not in " ".join(evening.session.page)
    page = " ".join(evening.to("raad", "Stemming").page)
    assert "tegen: de stemmen staken" in page
    assert "(artikel 32, lid 4, Gemeentewet)" in page


def test_the_clock_can_be_paused_and_extended_and_forces_nothing() -> None:
    evening = Evening()
    evening.do(ClassTimed(action="start", seconds=60))
    start = evening.tape.now
    evening.do(ClassTimed(action="pause"))
    paused = evening.session.timer
    assert paused is not None
    assert paused.left(start + timedelta(hours=1)) == 0
    evening.do(ClassTimed(action="extend", seconds=30))
    evening.do(ClassTimed(action="resume"))
    timer = evening.session.timer
    assert timer is not None
    assert timer.left(evening.tape.now + timedelta(seconds=10)) == 20
    assert timer.left(evening.tape.now + timedelta(seconds=50)) == -20
    assert evening.session.cursor == (0, 0, 0)
    assert evening.forward().timer is None


def test_slack_shrinks_when_an_activity_runs_over() -> None:
    evening = Evening()
    begin = evening.tape.now
    assert evening.session.slack(begin + timedelta(minutes=3)) == timedelta(0)
    assert evening.session.slack(begin + timedelta(minutes=9)) == timedelta(minutes=-4)
    evening.forward()
    assert evening.session.slack(evening.tape.now) == timedelta(minutes=4)


def test_notes_agreements_points_and_decisions_are_kept() -> None:
    evening = Evening()
    evening.do(ClassPresent(present=14))
    evening.do(ClassNoted(activity=evening.session.activity.id, text="Goed punt van tafel 2"))
    evening.do(ClassAgreed(activity=evening.session.activity.id, text="We melden giften."))
    evening.do(ClassScored(team=2, points=3))
    evening.do(ClassDecided(point="zwembad", for_=12, against=11, decision=Decision.ADOPTED))
    evening.do(ClassBlack(black=True))
    evening.do(ClassEnded())
    session = evening.session
    assert session.present == 14
    assert [note.text for note in session.notes] == ["Goed punt van tafel 2"]
    assert [note.text for note in session.agreements] == ["We melden giften."]
    assert session.points == {2: 3}
    assert session.outcomes["zwembad"].decision == "aangenomen"
    assert session.black
    assert session.ended == evening.tape.now


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(("forward", "back", "vote", "note", "timer", "black")), max_size=25))
def test_stopping_anywhere_resumes_the_same_evening(steps: list[str]) -> None:
    evening = Evening()
    live = evening.session
    for step in steps:
        body: OnStage | FromRoom
        match step:
            case "forward":
                body = ClassMoved(cursor=live.forward())
            case "back":
                body = ClassMoved(cursor=live.back())
            case "vote":
                ballot = live.ballot or Ballot("x", "y", "1")
                body = ClassVoted(
                    activity=ballot.activity, subject=ballot.subject, round=ballot.round, counts=(1, 2, 3)
                )
            case "note":
                body = ClassNoted(activity=live.activity.id, text="iets")
            case "timer":
                body = ClassTimed(action="start", seconds=60)
            case _:
                body = ClassBlack(black=not live.black)
        (event,) = evening.tape.append(CLASS, [Draft(subject=PLAN.id, body=body)])
        live = apply(live, event)
    assert evening.session == live


def test_a_plan_that_is_gone_gives_no_session() -> None:
    evening = Evening()
    assert replay(evening.tape.events(CLASS), Catalogue()) is None


def test_the_key_of_an_item() -> None:
    assert key_of(SINGLE) == {0}
