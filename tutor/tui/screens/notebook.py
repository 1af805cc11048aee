"""What the learner keeps: actions, bookmarks and notes, each leading to its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tutor.dates import day_and_month
from tutor.learning.days import study_day
from tutor.learning.notebook import Action, Place
from tutor.model import Lesson, Step, StepRole
from tutor.service.study import Study
from tutor.tui import destinations as to
from tutor.tui.destinations import Go
from tutor.tui.screens.outline import BOOKMARK, NOTE
from tutor.tui.shell import MenuScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.picker import Entry

_EMPTY = (
    "Hier komt wat je bewaart. In een les: n voor een notitie, b voor een bladwijzer. "
    "Op de laatste bladzijde: m als je gaat doen wat daar staat."
)


class NotebookScreen(MenuScreen):
    """One list of three kinds; what was taken out of the content since is left out."""

    def __init__(self, study: Study) -> None:
        super().__init__(plain("Notities en acties"))
        self._study = study

    def on_screen_resume(self) -> None:
        """Show what there is now."""
        self._renew()

    def _renew(self) -> None:
        self.menu.entries = (*self._actions(), *self._bookmarks(), *self._notes(), *self._reasons())
        self.menu.keep_highlight()
        self.about.update(plain("" if self.menu.entries else _EMPTY))
        self.about.display = not self.menu.entries
        self.settle()

    def _actions(self) -> Iterator[Entry]:
        known = [
            (action, lesson)
            for action in self._study.progress.notebook.actions.values()
            if (lesson := self._study.catalogue.lessons.get(action.lesson))
        ]
        if known:
            yield Entry(plain("Mijn acties"), heading=True)
        for action, lesson in known:
            text = lines((_what(lesson), "bold"), (_state(action), "$text-muted not bold"))
            yield Entry(text, go=partial(self._ask, to.ToAction(lesson.head.id)))

    def _ask(self, action: to.ToAction) -> None:
        self.post_message(Go(action, then=lambda _: self._renew()))

    def _bookmarks(self) -> Iterator[Entry]:
        known = [found for place in self._study.progress.notebook.bookmarks if (found := self._find(place))]
        if known:
            yield Entry(plain("Bladwijzers"), heading=True)
        for lesson, step in known:
            text = line(
                (f"{BOOKMARK} ", "$text-accent"), (step.title, "bold"), (f"  {lesson.head.title}", "$text-muted")
            )
            yield Entry(text, go=to.ToStep(step.anchor, lesson.head.id))

    def _notes(self) -> Iterator[Entry]:
        notes = self._study.progress.notebook.notes.items()
        known = [(found, note) for place, note in notes if (found := self._find(place))]
        if known:
            yield Entry(plain("Notities"), heading=True)
        for (lesson, step), note in known:
            title = line((f"{NOTE} ", "$text-accent"), (step.title, "bold"), (f"  {lesson.head.title}", "$text-muted"))
            yield Entry(lines(title, (note.text, "not bold")), go=to.ToStep(step.anchor, lesson.head.id))

    def _reasons(self) -> Iterator[Entry]:
        """Why the learner chose something, at questions that ask."""
        content = self._study.catalogue
        reasons = self._study.progress.notebook.reasons.items()
        known = [(item, note) for name, note in reasons if (item := content.items.get(name))]
        if known:
            yield Entry(plain("Redenen"), heading=True)
        for item, note in known:
            title = line((f"{NOTE} ", "$text-accent"), (item.question, "bold"))
            place = to.ToStep(item.step, content.lesson_of[item.id].head.id)
            yield Entry(lines(title, (note.text, "not bold")), go=place)

    def _find(self, place: Place) -> tuple[Lesson, Step] | None:
        """A step that is still there."""
        lesson = self._study.catalogue.lessons.get(place.lesson)
        step = lesson.step(place.step) if lesson else None
        return (lesson, step) if lesson and step else None


def _what(lesson: Lesson) -> str:
    tomorrow = next((step for step in lesson.steps if step.role is StepRole.TOMORROW), None)
    return f"{tomorrow.title}: {lesson.head.title}" if tomorrow else lesson.head.title


def _state(action: Action) -> str:
    if action.done:
        return f"✓ gedaan op {day_and_month(study_day(action.done))}"
    return f"… genoteerd op {day_and_month(study_day(action.planned))}; na dertig dagen vraag ik hoe het ging"
