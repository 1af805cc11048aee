"""After the evening: the report."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tutor.classroom.session import ClassSession
from tutor.tui.classroom.app import ClassScreen
from tutor.tui.classroom.dialogs import LineField
from tutor.tui.classroom.page import Moment
from tutor.tui.text import lines, plain
from tutor.tui.widgets.frame import KeyLine, TopBar

COMMAND = "raadstutor klas verslag --vorm html --naar verslag.html"

REHEARSED = "De stemmen waren verzonnen, dus er komt geen verslag."


class ClosingScreen(ClassScreen[None]):
    """Says how to make the report, and offers to do it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.plans", "Andere avond")]

    def __init__(self, session: ClassSession) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Raadstutor › De avond is afgesloten"), plain(self._session.plan.title))
        with VerticalScroll(id="page", can_focus=False):
            if self._session.rehearsal:
                yield Static(lines(("De repetitie is afgesloten.", "bold $text-primary"), REHEARSED), id="about")
            else:
                yield Static(self._about(), id="about")
                yield LineField(value=self.room.desk.folder)
                yield Static(id="made")
        yield KeyLine()

    def _about(self) -> Content:
        return lines(
            ("De avond is afgesloten. Alles is bewaard.", "bold $text-primary"),
            "",
            "In het verslag staan aantallen, afspraken en wat de groep nog kan leren. Er staan geen namen in, en "
            "uitslagen van minder dan vijf stemmen blijven verborgen.",
            "",
            "In welke map zal ik het zetten? Je krijgt drie bestanden: html om te lezen en te printen, md en json.",
            ("Later kan ook, met: ", "$text-muted"),
            (COMMAND, "$text-muted"),
        )

    def show(self, moment: Moment) -> None:
        """The evening does not change any more."""

    @on(Input.Submitted)
    def _write(self, message: Input.Submitted) -> None:
        evening, desk, made = self.room.evening, self.room.desk, self.query_one("#made", Static)
        try:
            made.update(plain(desk.write_report(evening.report(), message.value), "bold $text-success"))
        except desk.trouble as trouble:
            made.update(plain(str(trouble), "$text-error"))
