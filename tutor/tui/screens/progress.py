"""Voortgang: when you learned, what you can, what comes back, and how sure you are when you are right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from tutor.dates import duration
from tutor.learning.overview import advice, picture
from tutor.service.study import Study
from tutor.tui.destinations import Go, ToCertificate
from tutor.tui.preferences import Preferences
from tutor.tui.screens.scrolling import ScrollScreen
from tutor.tui.text import lines, plain
from tutor.tui.widgets import charts
from tutor.tui.widgets.frame import KeyLines, TopBar
from tutor.tui.widgets.row import Row
from tutor.tui.widgets.scrolling import ScrollPage

_NOTHING_AHEAD = "Niets in de komende twee weken. Wat je oefent, komt vanzelf terug."
_FORECAST = "Als je elke dag even herhaalt. Sla je een dag over, dan is dat niet erg."
_NOW = "Achter elk doel: hoe het ging, en hoe groot de kans is dat je het nu nog weet."
_PRIVATE = "Alleen jij ziet dit."
_ASKED = {
    True: "Na elk antwoord vraag ik hoe zeker je bent. Met z zet je dat uit.",
    False: "Wil je weten of je gevoel klopt? Met z vraag ik na elk antwoord hoe zeker je bent.",
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
        Binding("z", "certainty", "Zekerheid"),
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
        seen = picture(self._study.progress, self._study.catalogue, self._study.now())
        spent = f"Samen {duration(seen.minutes)}, naar schatting. Een vakje is een dag, met de minuten erachter."
        yield "Wanneer je leerde", lines(str(seen.rhythm), (spent, "$text-muted"), "", *charts.calendar(seen.weeks))
        yield "Wat je kunt", lines(*charts.modules(seen.modules))
        coming = list(charts.ahead(seen.ahead))
        yield "Wat terugkomt", lines((_FORECAST if coming else _NOTHING_AHEAD, "$text-muted"), *coming)
        asked = _ASKED[self._preferences.certainty]
        said = lines(*charts.certainty(seen.certainties), advice(seen.certainties))
        yield "Hoe zeker je bent", lines(said, (f"{asked} {_PRIVATE}", "$text-muted"))
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
