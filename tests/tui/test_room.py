"""Core steps fit on the smallest screen that we promise: 80 by 24, also with what the own law says below them."""

from __future__ import annotations

from tests.content.pack import shipped
from tests.tui.helpers import SampleWorkspace, opened, press
from tutor.learning.days import study_day
from tutor.learning.route import OFFICES, tailored
from tutor.model import StepRole
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.screens.outline import above, below
from tutor.tui.widgets.scrolling import Reader


async def test_a_core_step_is_one_screen() -> None:
    """Measured in the text of a lesson that is open: to open each step as a learner does takes minutes (test_play).

    Seen red with an empty line before each box, also when the text then does not fit: 39 steps.
    """
    async with opened(SampleWorkspace(shipped())) as (app, pilot):
        await press(pilot, "1")
        assert isinstance(app.screen, LessonScreen)
        reader, study, over = app.screen.query_one(Reader), app.screen.study, []
        for role in (None, *OFFICES):
            for lesson in tailored(shipped(), role).lessons.values():
                for step in lesson.steps:
                    if step.role is StepRole.CORE and (role is None or step.elsewhere):
                        head, foot = above(study, lesson, step), below(study, lesson, step)
                        reader.show(step.text, above=head, below=foot, today=study_day(study.now()))
                        await pilot.pause()
                        over += [f"{role} {lesson.head.id} {step.anchor}: {reader.max_scroll_y}"] * reader.more_below
        assert not over
