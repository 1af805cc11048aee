"""The leerverslag: the learner says where it goes and what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.widgets import Input, Static

from tutor.documents.certificate import certificate, html, markdown
from tutor.documents.form import Form, form_of, proposed_name
from tutor.service.study import Study
from tutor.service.workspace import Workspace
from tutor.system import Refusal
from tutor.tui.screens.base import TutorDialog
from tutor.tui.text import plain
from tutor.tui.widgets.frame import Field, KeyLines

_ABOUT = (
    "Je uren en welke lessen af zijn, voor je griffier. Jij beslist wie het krijgt. "
    "Eindigt de naam op .md, dan wordt het gewone tekst."
)
_TAKEN = "Dat bestand is er al. Druk nog eens op Enter om het te vervangen."
_OFF_ON = ("[ ]", "[x]")


class CertificateDialog(TutorDialog[Path]):
    """Dismisses with the file that was written."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "scores", "Met resultaten")]
    scores: reactive[bool] = reactive(False, init=False)
    """Whether results are in it."""

    def __init__(self, study: Study, workspace: Workspace, name: str) -> None:
        super().__init__()
        self._study = study
        self._workspace = workspace
        self._learner = name
        self._confirmed = ""

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(plain("Leerverslag"), classes="dialog-title")
            yield Static(plain(_ABOUT))
            yield Field("Bewaar", placeholder="Waar komt het bestand?")
            yield Static(id="scores")
            yield Static(id="trouble")
        yield KeyLines()

    def on_mount(self) -> None:
        """Propose a place in the folder of the learner."""
        self.query_one(Field).value = str(self._workspace.documents / self._proposed())
        self.watch_scores()

    def _proposed(self) -> str:
        return proposed_name("leerverslag", self._learner, self._study.now().astimezone().date(), Form.HTML)

    def watch_scores(self) -> None:
        """Show whether results are in it."""
        ticked = plain(f"{_OFF_ON[self.scores]} F2: ook mijn resultaten per leerdoel")
        self.query_one("#scores", Static).update(ticked)

    def action_scores(self) -> None:
        """Put results in, or leave them out."""
        self.scores = not self.scores

    @on(Input.Changed)
    def _changed(self) -> None:
        self._confirmed = ""
        self._trouble("")

    def _trouble(self, words: str) -> None:
        self.query_one("#trouble", Static).update(plain(words, "$text-error"))

    @on(Input.Submitted)
    def _write(self) -> None:
        """Write the file; one that is there already is replaced only when the learner says so again."""
        typed = self.query_one(Field).value
        study = self._study
        made = certificate(study.progress, study.catalogue, self._learner, study.now(), scores=self.scores)
        form = Form.MARKDOWN if form_of(Path(typed.strip())) is Form.MARKDOWN else Form.HTML
        text = markdown(made) if form is Form.MARKDOWN else html(made)
        agreed = self._confirmed == typed
        try:
            if self._workspace.taken(typed) and not agreed:
                self._confirmed = typed
                self._trouble(_TAKEN)
                return
            path = self._workspace.write(typed, text, form, replace=agreed)
        except Refusal as refusal:
            self._trouble(str(refusal))
        else:
            self.dismiss(path)
