"""The lessons of a module: how far you are, what you learn, and four things to do with each."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tutor.learning.quiz import Mode
from tutor.model import Catalogue, Lesson, Module
from tutor.service import phrases
from tutor.service.study import QUIZ, Study
from tutor.tui import destinations as to
from tutor.tui import lesson_status
from tutor.tui.destinations import Go
from tutor.tui.shell import MenuScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.picker import Entry
from tutor.tui.widgets.progress import counted


class ModuleScreen(MenuScreen):
    """The highlighted lesson is open, like an accordion; the others are two lines each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "practise", "Oefenen"),
        Binding("t", "test", "Toets"),
        Binding("c", "casus", "Casus"),
        Binding("escape", "dismiss", "Terug"),
    ]

    def __init__(self, study: Study, module: Module) -> None:
        super().__init__(line(("Raadstutor › ", "$text-muted"), module.head.title))
        self.study = study
        self.module = module

    def _first(self) -> int:
        """The first lesson that is not finished."""
        learned = self.study.progress.learned
        return next((n for n, lesson in enumerate(self.module.lessons) if not learned(lesson)), 0)

    def on_mount(self) -> None:
        """Open the highlighted lesson in the list, like an accordion."""
        self.menu.highlighted = self._first()
        self.watch(self.menu, "highlighted", self._show)

    def on_screen_resume(self) -> None:
        """Show what changed since the learner was here."""
        self._show()

    def renew(self, catalogue: Catalogue) -> None:
        """Its lessons as they are now; of a module that is gone, as they were."""
        name = self.module.head.id
        self.module = next((one for one in catalogue.modules if one.head.id == name), self.module)
        self._show()

    def _show(self) -> None:
        done, total = self.study.progress.finished_in(self.module), len(self.module.lessons)
        head = self.module.head
        progress = counted(done, total, "les" if total == 1 else "lessen")
        self.about.update(lines((head.title, "bold $text-primary"), head.text, progress))
        self.menu.entries = tuple(
            Entry(
                self._text(lesson, full=number == self.menu.highlighted),
                (str((number + 1) % 10),) if number < 10 else (),
                go=to.ToLesson(lesson.head.id),
            )
            for number, lesson in enumerate(self.module.lessons)
        )
        self.settle()

    def _text(self, lesson: Lesson, *, full: bool) -> Content:
        state = lesson_status.of_lesson(self.study.progress, lesson)
        facts = [state.word, phrases.minutes(lesson.head.minutes), lesson_status.last_test(self.study.progress, lesson)]
        if lesson.draft:
            facts.append("concept")
        if state is lesson_status.BEGUN:
            page, total = lesson_status.place(self.study.progress, lesson)
            facts[0] = f"bezig, stap {page} van {total}"
        facts += [
            f"{word} bezig, vraag {left.place[0]} van {left.place[1]}" if left.current else f"{word} nog in te leveren"
            for word, purpose in (("quiz", QUIZ), ("oefenen", Mode.PRACTICE), ("toets", Mode.TEST))
            if (left := self.study.running(lesson.head.id, purpose))
        ]
        text = lines(
            line((f"{state.sign} ", state.style), (lesson.head.title, "bold")),
            ("  " + " · ".join(fact for fact in facts if fact), "$text-muted not bold"),
        )
        if not full:
            return text
        goals = [plain(f"  – {goal.text}", "not bold") for goal in lesson.head.goals]
        return lines(text, plain("  Na deze les:", "not bold"), *goals)

    @property
    def lesson(self) -> Lesson | None:
        index = self.menu.highlighted
        return self.module.lessons[index] if index is not None and index < len(self.module.lessons) else None

    def action_practise(self) -> None:
        """All questions of the lesson, with feedback."""
        if self.lesson:
            self.post_message(Go(to.ToQuiz(self.lesson.head.id, Mode.PRACTICE)))

    def action_test(self) -> None:
        """All questions of the lesson, feedback at the end."""
        if self.lesson:
            self.post_message(Go(to.ToQuiz(self.lesson.head.id, Mode.TEST)))

    def action_casus(self) -> None:
        """The first casus of the lesson that has no ending yet."""
        if self.lesson:
            self.post_message(Go(to.ToCasusOf(self.lesson.head.id)))
