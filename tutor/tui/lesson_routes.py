"""Ways to what there is to learn: from a lesson, module, word or quiz to the screen that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from tutor import learning
from tutor.model import Casus, Item, Lesson, Module, Term
from tutor.study import Study
from tutor.tui import screens
from tutor.tui.text import lines, plain

if TYPE_CHECKING:
    from tutor.learning.lesson import LessonSession
    from tutor.learning.quiz import Mode
    from tutor.tui.app import TutorApp
    from tutor.tui.prose import Link


class LessonRoutes:
    """Opens screens for one study."""

    def __init__(self, app: TutorApp, study: Study) -> None:
        self._app = app
        self.study = study

    def home(self) -> None:
        """Close everything but the first screen."""
        while len(self._app.screen_stack) > 2:
            self._app.pop_screen()

    def module(self, module: Module) -> None:
        """The lessons of a module."""
        self._app.push_screen(screens.ModuleScreen(self.study, module))

    def lesson(self, lesson: Lesson) -> None:
        """A lesson where the learner left it."""
        self._app.push_screen(screens.LessonScreen(self.study, self.study.open_lesson(lesson.head.id)))

    def step(self, lesson: Lesson, anchor: str) -> None:
        """One step of a lesson; the bookmark stays where it was."""
        self._app.push_screen(screens.LessonScreen(self.study, self.study.open_lesson(lesson.head.id), at=anchor))

    def lesson_done(self, lesson: Lesson) -> None:
        """The end of a lesson: what next?"""
        self._app.switch_screen(screens.LessonDoneScreen(self.study, lesson))

    def quiz(self, lesson: Lesson, mode: Mode) -> None:
        """All questions of a lesson."""
        self._app.keep(self.study.catch_up, lambda _: None)
        self._app.push_screen(screens.QuizScreen(self.study, self.study.quiz(lesson, mode)))

    def casus(self, casus: Casus) -> None:
        """A casus where the learner left it."""
        self._app.push_screen(screens.CasusScreen(self.study, self.study.open_casus(casus)))

    def page_screen(self, session: LessonSession) -> Screen[bool] | None:
        """The screen for a page of a lesson that asks something; None for a page to read."""
        page = session.page
        match page.kind:
            case learning.lesson.PageKind.GUESS:
                return screens.GuessScreen(self.study, self.study.catalogue.items[page.subject])
            case learning.lesson.PageKind.CHECK:
                return screens.QuizScreen(self.study, self.study.check(session.lesson, page))
            case learning.lesson.PageKind.CASUS:
                return screens.CasusScreen(self.study, self.study.open_casus(self.study.catalogue.cases[page.subject]))
            case learning.lesson.PageKind.QUIZ:
                return screens.QuizScreen(self.study, self.study.lesson_quiz(session.lesson))
        return None

    def item(self, item: Item) -> None:
        """A question that was answered before, with its answer."""
        self._app.push_screen(screens.ItemDialog(self.study, item))

    def passage(self, item: Item) -> None:
        """The step that teaches an item."""
        step = self.study.catalogue.lesson_of[item.id].step(item.step)
        if step:
            self._app.push_screen(screens.PassageDialog(step))

    def source(self, item: Item) -> None:
        """What the answer to an item rests on."""
        self._app.push_screen(screens.SourceDialog(item, self.study.catalogue))

    def term(self, term: Term) -> None:
        """What a word means, and where that is laid down."""
        from tutor.content.statute import cite_all

        cited = cite_all(term.sources, self.study.catalogue.register, dated=True)
        source = [("", ""), (f"Bron: {cited}", "$text-muted")] if cited else []
        self._app.push_screen(screens.NoteDialog(plain(term.term), lines(term.explanation, *source)))

    def follow(self, link: Link) -> None:
        """A link to a word or another lesson; anything else has no way to follow."""
        kind, _, target = link.target.partition(":")
        term = self.study.catalogue.glossary.get(target)
        lesson = self.study.catalogue.lessons.get(target)
        if kind == "begrip" and term:
            self.term(term)
        elif kind == "les" and lesson:
            self.lesson(lesson)
        else:
            self._app.tell(f"‘{link.label}’ staat niet in de woordenlijst.")
