"""One screen a file. A screen gets what it needs in its constructor and tells the outcome by `dismiss`.

Screens that belong to a page of a lesson dismiss with True when the learner came to the end, and with False when the
learner left halfway; the lesson then goes on or stays:
`QuizScreen(study, session)`, `CasusScreen(study, session)`, `GuessScreen(study, item)`.

A screen is loaded when it is first opened, by its name here: the app starts in half the time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.tui.screens.casus import CasusScreen as CasusScreen
    from tutor.tui.screens.certificate import CertificateDialog as CertificateDialog
    from tutor.tui.screens.dialog import ChoiceDialog as ChoiceDialog
    from tutor.tui.screens.dialog import ConfirmDialog as ConfirmDialog
    from tutor.tui.screens.dialog import NoteDialog as NoteDialog
    from tutor.tui.screens.guess import GuessScreen as GuessScreen
    from tutor.tui.screens.help import HelpScreen as HelpScreen
    from tutor.tui.screens.item import ItemDialog as ItemDialog
    from tutor.tui.screens.lesson import LessonScreen as LessonScreen
    from tutor.tui.screens.lesson_done import LessonDoneScreen as LessonDoneScreen
    from tutor.tui.screens.module import ModuleScreen as ModuleScreen
    from tutor.tui.screens.notebook import NotebookScreen as NotebookScreen
    from tutor.tui.screens.passage import PassageDialog as PassageDialog
    from tutor.tui.screens.profiles import ProfilesScreen as ProfilesScreen
    from tutor.tui.screens.programme import ProgrammeScreen as ProgrammeScreen
    from tutor.tui.screens.progress import ProgressScreen as ProgressScreen
    from tutor.tui.screens.quiz import QuizScreen as QuizScreen
    from tutor.tui.screens.route import RouteScreen as RouteScreen
    from tutor.tui.screens.scan import ScanScreen as ScanScreen
    from tutor.tui.screens.search import SearchScreen as SearchScreen
    from tutor.tui.screens.source import SourceDialog as SourceDialog
    from tutor.tui.screens.today import TodayScreen as TodayScreen

FILES = {
    "CasusScreen": "casus",
    "CertificateDialog": "certificate",
    "ChoiceDialog": "dialog",
    "ConfirmDialog": "dialog",
    "GuessScreen": "guess",
    "HelpScreen": "help",
    "ItemDialog": "item",
    "LessonDoneScreen": "lesson_done",
    "LessonScreen": "lesson",
    "ModuleScreen": "module",
    "NoteDialog": "dialog",
    "NotebookScreen": "notebook",
    "PassageDialog": "passage",
    "ProfilesScreen": "profiles",
    "ProgrammeScreen": "programme",
    "ProgressScreen": "progress",
    "QuizScreen": "quiz",
    "RouteScreen": "route",
    "ScanScreen": "scan",
    "SearchScreen": "search",
    "SourceDialog": "source",
    "TodayScreen": "today",
}
"""The module of every screen."""


def __getattr__(name: str) -> object:
    """A screen by its name."""
    if name not in FILES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{FILES[name]}"), name)
