"""A snapshot and what was learned since give the same as the whole log.

Seen red with: answers of the snapshot forgotten; the days of learning left out; a snapshot of another version accepted.
"""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.learning.samples import CASUS, LESSON, Tape, study
from tests.learning.test_study import STEPS, _play
from tutor.learning import progress
from tutor.learning.answers import Choose, Response
from tutor.learning.events import ActionResult
from tutor.learning.log import Stamp
from tutor.learning.memory import Schedule
from tutor.learning.notebook import Place
from tutor.learning.progress import FROZEN, Answer, Progress, freeze, thaw
from tutor.learning.quiz import Mode
from tutor.learning.route import Role


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


def test_other_bytes_are_no_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = freeze(Progress.replay(busy([], Mode.PRACTICE).kept))
    assert thaw(frozen[:-1]) is thaw(b"") is thaw(b"\x00" * 100) is None
    assert thaw(frozen, Schedule(desired_retention=0.8)) is None
    progress._shape.cache_clear()
    monkeypatch.setattr(Answer, "__annotations__", Answer.__annotations__ | {"later": "int = 0"})
    assert thaw(frozen) is None
    progress._shape.cache_clear()


def test_the_shape_counts_every_struct_that_progress_is_made_of() -> None:
    found: set[type] = set()
    _structs(msgspec.inspect.type_info(Progress), found)
    assert found - {*FROZEN} == set()
    assert {*FROZEN} - found == {Stamp}, "its fields are those of an event"


def _structs(info: object, found: set[type]) -> None:
    if isinstance(info, msgspec.inspect.StructType):
        if info.cls in found:
            return
        found.add(info.cls)
        for field in info.fields:
            _structs(field.type, found)
    elif isinstance(info, msgspec.inspect.Type):
        for name in info.__struct_fields__:
            value = getattr(info, name)
            for part in value if isinstance(value, tuple) else (value,):
                _structs(part, found)
