"""A snapshot and what was learned since give the same as the whole log.

Seen red with: answers of the snapshot forgotten; the days of learning left out; a snapshot of another version accepted.
"""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.learning.samples import CASUS, LESSON, Tape, study
from tests.learning.test_study import STEPS, _play
from tutor.learning import snapshot
from tutor.learning.events import ActionResult
from tutor.learning.memory import Schedule
from tutor.learning.notebook import Place
from tutor.learning.packed import Packed
from tutor.learning.progress import Progress
from tutor.learning.quiz import Mode
from tutor.learning.response import Choose, Response
from tutor.learning.route import Role
from tutor.learning.snapshot import freeze, thaw


def busy(steps: list[tuple[str, Response]], mode: Mode) -> Tape:
    """The log of somebody who did a bit of everything."""
    tape = Tape()
    here = study(tape)
    lesson = here.open_lesson("les")
    here.go(lesson.forward())
    here.note(Place(lesson="les", step=LESSON.steps[0].anchor), "Vraag de griffier.")
    here.bookmark(Place(lesson="les", step=LESSON.steps[0].anchor))
    here.plan_action(LESSON)
    here.choose(here.open_casus(CASUS), 0)
    scan = here.scan(Role.COUNCILLOR)
    while scan.current and len(scan.asked) < 2:
        scan, _ = here.answer_scan(scan, Choose((0,)))
    here.assign("Een avond", [item.id for item in LESSON.items])
    _play(here, here.quiz(LESSON, mode), steps)
    here.report_action("les", ActionResult.LATER)
    return tape


@settings(deadline=None, max_examples=60)
@given(STEPS, st.sampled_from(Mode), st.floats(0, 1))
def test_a_snapshot_with_what_came_since_is_the_whole_log(
    steps: list[tuple[str, Response]], mode: Mode, share: float
) -> None:
    events = busy(steps, mode).kept
    half = int(share * len(events))
    before = Progress.replay(events[:half])
    kept = thaw(freeze(before))
    assert kept is not None
    assert (kept.events, kept.last) == (half, events[half - 1].id if half else "")
    again = thaw(freeze(kept))
    whole = Progress.replay(events)
    assert kept.take(events[half:]) == whole
    assert again is not None
    assert again == before
    assert thaw(freeze(whole)) == whole


def test_nothing_is_unpacked_before_it_is_needed() -> None:
    events = busy([("answer", Choose((0,))), ("proceed", Choose(()))] * 12, Mode.TEST).kept
    kept = thaw(freeze(Progress.replay(events)))
    assert kept is not None
    assert len(kept.answers) > 3
    assert list(kept.memory.due(events[-1].at + timedelta(days=9)))
    assert kept.answered
    assert "cards" not in vars(kept.memory)
    assert kept.answers._packed


def test_other_bytes_are_no_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = freeze(Progress.replay(busy([], Mode.PRACTICE).kept))
    assert thaw(frozen[:-1]) is thaw(b"") is thaw(b"\x00" * 100) is None
    assert thaw(frozen, Schedule(desired_retention=0.8)) is None
    monkeypatch.setattr(snapshot, "VERSION", snapshot.VERSION + 1)
    assert thaw(frozen) is None


@given(st.lists(st.integers(-9, 9)), st.lists(st.tuples(st.sampled_from("aids"), st.integers(-3, 3))))
def test_a_packed_list_is_a_list(values: list[int], changes: list[tuple[str, int]]) -> None:
    packed: Packed[int] = Packed.of(int, len(values), msgspec.msgpack.encode(values))
    model = list(values)
    for change, number in changes:
        if change == "a":
            model.append(number)
            packed.append(number)
        elif change == "i":
            model.insert(number, number)
            packed.insert(number, number)
        elif change == "d" and -len(model) <= number < len(model):
            del model[number]
            del packed[number]
        elif change == "s" and -len(model) <= number < len(model):
            model[number] = 7
            packed[number] = 7
        assert len(packed) == len(model)
    assert msgspec.msgpack.decode(packed.pack()) == model
    assert packed == model
    assert list(packed) == model
    assert packed[1:] == model[1:]
