"""What a learner keeps with a step of a lesson: a note, a bookmark, and the action of "morgen doen"."""

from __future__ import annotations

from functools import partial

from textual.binding import Binding

from tutor import phrases
from tutor.learning.notebook import Place
from tutor.model import Lesson, Step, StepRole
from tutor.study import Study
from tutor.tui.screens.base import TutorScreen
from tutor.tui.screens.lesson_page import place_of
from tutor.tui.screens.writing import NoteEditor
from tutor.tui.text import plain

KEYS = (
    Binding("m", "plan", "Dit ga ik doen"),
    Binding("n", "note", "Notitie"),
    Binding("b", "bookmark", "Bladwijzer"),
)
"""For the screen to put where they belong among its own."""


class KeepingScreen(TutorScreen[None]):
    """A screen on which a step is read."""

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study

    @property
    def lesson(self) -> Lesson:
        """The lesson in view."""
        raise NotImplementedError

    @property
    def step(self) -> Step | None:
        """The step in view, if it is one."""
        raise NotImplementedError

    def mark(self) -> None:
        """Show what is kept now, with the text where it was."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keeping needs a step; an action is taken on where it stands, once."""
        match action:
            case "note" | "bookmark":
                return self.is_mounted and self.step is not None
            case "plan":
                return self.is_mounted and self._is_offer
        return super().check_action(action, parameters)

    @property
    def _is_offer(self) -> bool:
        action = self.study.progress.notebook.actions.get(self.lesson.head.id)
        planned = action is not None and action.done is None
        return self.step is not None and self.step.role is StepRole.TOMORROW and not planned

    def action_note(self) -> None:
        """Write a note with this step."""
        if self.step:
            place = place_of(self.lesson, self.step)
            self._write(self.step, place)

    def _write(self, step: Step, place: Place, draft: str | None = None) -> None:
        note = self.study.progress.notebook.notes.get(place)
        editor = NoteEditor(plain(f"Notitie bij ‘{step.title}’"), note.text if note else "", draft=draft)
        self.app.push_screen(editor, partial(self._noted, step, place))

    def _noted(self, step: Step, place: Place, text: str | None) -> None:
        """Store it; when that fails, the words stay where they were typed."""
        if text is not None and not self.keep(partial(self.study.note, place, text), lambda _: self.mark()):
            self._write(step, place, text)

    def action_bookmark(self) -> None:
        """Set a bookmark at this step, or take it away."""
        if self.step:
            self.keep(partial(self.study.bookmark, place_of(self.lesson, self.step)), lambda _: self.mark())

    def action_plan(self) -> None:
        """Take on what this lesson says to do tomorrow."""
        self.keep(partial(self.study.plan_action, self.lesson), lambda _: self._took_on())

    def _took_on(self) -> None:
        self.mark()
        self.tutor.tell(phrases.PLANNED)
