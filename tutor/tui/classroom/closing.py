"""After the evening: the report."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tutor.classroom.report import report
from tutor.classroom.session import ClassSession
from tutor.command import command
from tutor.documents.form import Form, proposed_name
from tutor.system import Refusal
from tutor.tui.classroom.app import ClassScreen
from tutor.tui.classroom.dialogs import LineField
from tutor.tui.classroom.page import Moment
from tutor.tui.text import lines, plain
from tutor.tui.widgets.frame import KeyLine, TopBar

COMMAND = command("klas verslag --naar {}")

TAKEN = "Dat verslag staat daar al. Druk nog eens op Enter om het te vervangen, of kies een andere map."
REHEARSED = "De stemmen waren verzonnen, dus er komt geen verslag."


class ClosingScreen(ClassScreen[None]):
    """Says how to make the report, and offers to do it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.plans", "Andere avond")]

    def __init__(self, session: ClassSession) -> None:
        super().__init__()
        self._session = session
        self._confirmed = ""
        """The folder in which the trainer was told that there is a report."""

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Raadstutor › De avond is afgesloten"), plain(self._session.title))
        with VerticalScroll(id="page", can_focus=False):
            if self._session.rehearsal:
                yield Static(lines(("De repetitie is afgesloten.", "bold $text-primary"), REHEARSED), id="about")
            else:
                yield Static(self._about(), id="about")
                yield LineField(value=str(self.room.workspace.reports))
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
            (COMMAND.format(self._proposed()), "$text-muted"),
        )

    def _proposed(self) -> str:
        made = report(self._session, self.room.evening.catalogue)
        return proposed_name("verslag", made.plan, made.started.astimezone().date(), Form.HTML)

    def show(self, moment: Moment) -> None:
        """The evening does not change any more."""

    @on(Input.Changed)
    def _changed(self) -> None:
        self._confirmed = ""

    @on(Input.Submitted)
    def _write(self, message: Input.Submitted) -> None:
        """Write the report; one that is there already is replaced only when the trainer says so again."""
        folder, workspace, made = message.value, self.room.workspace, self.query_one("#made", Static)
        of_this = report(self._session, self.room.evening.catalogue)
        try:
            if workspace.report_taken(of_this, folder) and self._confirmed != folder:
                self._confirmed = folder
                made.update(plain(TAKEN, "$text-warning"))
                return
            said = workspace.write_report(of_this, folder, replace=self._confirmed == folder)
        except Refusal as refusal:
            made.update(plain(str(refusal), "$text-error"))
        else:
            self._confirmed = ""
            made.update(plain(said, "bold $text-success"))
