"""Where one is in a lesson: the stop after an etappe."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.learning.lesson import LessonSession
from tutor.learning.parts import HowFar
from tutor.service import phrases
from tutor.tui.shell import TutorScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import MenuList, menu
from tutor.tui.widgets.row import Row


class StopScreen(TutorScreen[bool]):
    """The end of an etappe: a place where one can stop. Dismisses with True to go on."""

    DEFAULT_CSS = """
    StopScreen .summary { margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", phrases.STOP_TODAY)]

    def __init__(self, session: LessonSession, way: HowFar) -> None:
        super().__init__()
        self._session = session
        self._way = way

    def compose(self) -> ComposeResult:
        etappe = self._way.etappe
        yield TopBar(plain(self._session.lesson.head.title))
        with VerticalScroll(id="page", can_focus=False):
            head = line((f"{phrases.STOP_HERE}", "bold $text-primary"))
            steps = Content("  ").join(
                plain(
                    f"{'●' if number <= etappe.number else '○'} {number}",
                    "$text-accent" if number <= etappe.number else "$text-muted",
                )
                for number in range(1, etappe.count + 1)
            )
            yield Row(
                plain(""), lines(head, "", steps, "", *phrases.stopping(self._session, self._way)), classes="summary"
            )
            choices = (phrases.GO_ON, True), (phrases.STOP_TODAY, False)
            yield MenuList(menu((plain(text), partial(self.dismiss, on)) for text, on in choices), highlighted=0)
        yield KeyLine()

    def on_mount(self) -> None:
        self.settle()
