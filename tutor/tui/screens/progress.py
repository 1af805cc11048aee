"""Voortgang: when you learned, what you can, what comes back, and how sure you are when you are right.

From there the leerverslag, of which the learner says where it goes and what is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, Static

from tutor.dates import duration
from tutor.documents.certificate import certificate, html, markdown
from tutor.documents.form import Form, form_of, proposed_name
from tutor.learning.overview import advice, picture
from tutor.service import phrases
from tutor.service.study import Study
from tutor.service.workspace import Preferences, Workspace
from tutor.system import Refusal
from tutor.tui.destinations import Go, ToCertificate
from tutor.tui.screens.scrolling import ScrollScreen
from tutor.tui.shell import TutorDialog
from tutor.tui.text import lines, plain
from tutor.tui.widgets import charts
from tutor.tui.widgets.frame import Field, KeyLines, TopBar
from tutor.tui.widgets.scrolling import Row, ScrollPage

_NOTHING_AHEAD = "Niets in de komende twee weken. Wat je oefent, komt vanzelf terug."
_FORECAST = "Als je elke dag even herhaalt. Sla je een dag over, dan is dat niet erg."
_NOW = "Achter elk doel: hoe het ging. Wat je beheerst: hoe groot de kans is dat je een nieuwe vraag nu goed hebt."
_PRIVATE = "Alleen jij ziet dit."
_ASKED = {
    True: "Na elk antwoord vraag ik hoe zeker je bent. Met x zet je dat uit.",
    False: "Wil je weten of je gevoel klopt? Met x vraag ik na elk antwoord hoe zeker je bent.",
}


class ProgressScreen(ScrollScreen[None]):
    """One text to scroll, drawn anew whenever the screen comes into view."""

    DEFAULT_CSS = """
    ProgressScreen.-narrow KeyLines { padding: 0 1; }
    ProgressScreen #page > Row.title { margin-top: 1; text-style: bold; color: $text-primary; }
    ProgressScreen #page > Row.title:first-child { margin-top: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter,pagedown", "read_on", "Meer", key_display="Spatie"),
        Binding("x", "certainty", "Zekerheid"),
        Binding("l", "certificate", "Leerverslag"),
        Binding("escape", "dismiss", "Sluiten"),
    ]

    def __init__(self, study: Study, preferences: Preferences) -> None:
        super().__init__()
        self._study = study
        self._preferences = preferences

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Voortgang"))
        with ScrollPage(id="page"):
            for title, text in self._sections():
                yield Row(plain(""), plain(title), classes="title")
                yield Row(plain(""), text, classes="text")
        yield KeyLines()

    def _sections(self) -> Iterator[tuple[str, Content]]:
        asked = [item.id for item in self._study.due()]
        seen = picture(self._study.progress, self._study.catalogue, self._study.now(), asked)
        spent = f"Samen {duration(seen.minutes)}, naar schatting. Elk vakje is een dag."
        yield "Wanneer je leerde", lines(str(seen.rhythm), (spent, "$text-muted"), "", *charts.calendar(seen.weeks))
        yield "Wat je kunt", lines(*charts.modules(seen.modules))
        coming = list(charts.ahead(seen.ahead))
        yield "Wat terugkomt", lines((_FORECAST if coming else _NOTHING_AHEAD, "$text-muted"), *coming)
        sure = _ASKED[self._preferences.certainty]
        said = lines(*charts.certainty(seen.certainties), advice(seen.certainties))
        yield "Hoe zeker je bent", lines(said, (f"{sure} {_PRIVATE}", "$text-muted"))
        yield "Per leerdoel", lines((_NOW, "$text-muted"), *charts.goals(seen.modules))

    def on_screen_resume(self) -> None:
        """Show what there is now."""
        self._renew()

    def _renew(self) -> None:
        rows = self.query("Row.text").results(Row)
        for row, (_, text) in zip(rows, self._sections(), strict=True):
            row.show(plain(""), text)

    def action_certainty(self) -> None:
        """Ask for certainty from now on, or no longer."""
        with self.shell.stored():
            self.shell.tell(self._preferences.toggle_certainty())
        self._renew()

    def action_certificate(self) -> None:
        self.post_message(Go(ToCertificate()))


_ABOUT = (
    "Je uren en welke lessen af zijn, voor je griffier. Jij beslist wie het krijgt. "
    "Eindigt de naam op .md, dan wordt het gewone tekst."
)
_OFF_ON = ("[ ]", "[x]")


class CertificateDialog(TutorDialog[Path]):
    """Dismisses with the file that was written."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+r", "scores", "Met resultaten")]
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
        ticked = plain(f"{_OFF_ON[self.scores]} Ctrl+R: ook mijn resultaten per leerdoel")
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
                self._trouble(phrases.TAKEN)
                return
            path = self._workspace.write(typed, text, form, replace=agreed)
        except Refusal as refusal:
            self._trouble(str(refusal))
        else:
            self.dismiss(path)
