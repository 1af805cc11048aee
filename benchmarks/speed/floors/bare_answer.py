"""An answer that is stored and then shown: `python bare_answer.py FILE`, a copy of a learner's file.

1 writes one event, in one transaction with the settings of the store, and then shows the picture of the program:
the same lines, each part as one text. Enter brings the question back. With a second word `text` five lines change.
"""

from __future__ import annotations

import sqlite3
import sys
from datetime import UTC, datetime
from typing import ClassVar
from uuid import uuid4

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

PRAGMAS = (
    *("busy_timeout = 10000", "journal_mode = truncate", "synchronous = 2", "foreign_keys = 1"),
    *("secure_delete = 1", "trusted_schema = 0", "recursive_triggers = 1", "cell_size_check = 1"),
)
BODY = (
    '{"confidence":null,"norm":"wet","outcome":"right","response":{"indices":[0],"type":"choose"},"score":1.0,"try":1}'
)
INSERT = "INSERT INTO event VALUES (?, 'wie', 'waar', 'answered', ?, 'meting-01-1', '0123456789abcdef', ?, 0)"
BAR = "  vraag {} van 45  nog {} minuten  ━━━───────────────────────────────────"
SITUATION = "De raad van Waterveen vergadert over het parkeertarief. Nel Brouwer twijfelt nog."
ASKED = "Wat doet Nel het beste bij agendapunt {}?"
OPTIONS = (" a  Ze stelt eerst haar vraag", " b  Ze stemt zoals haar fractie", " c  Ze gaat weg", " d  Ze wacht af")
HOW = "Kies met een letter of cijfer, of met de pijlen en Enter."
CHOSEN = (f"✓{OPTIONS[0]}  ← jij", *(f" {option}" for option in OPTIONS[1:]))
OPEN = tuple(f" {option}" for option in OPTIONS)
FEEDBACK = (
    *("✓ Goed", "", "  Jouw antwoord: Ze stelt eerst haar vraag"),
    *("  Terecht gekozen: dat mag altijd, en het helpt.", ""),
    "  Wie eerst vraagt en dan pas stemt, weet beter wat er ligt. Dat geldt ook voor agendapunt {}.",
    *("", "§ Gemeentewet, artikel 6"),
)
KEYS = "Enter Kies   F3 Weet ik niet   Esc Sluiten   Ctrl+Q Stoppen   ? Hulp"
KEYS_AFTER = "Enter Verder   s Bron   F4 Neem terug   F5 Lees de les   Esc Sluiten   Ctrl+Q Stoppen   ? Hulp"


class BareAnswer(App[None]):
    """Nothing of its own."""

    CSS = """
    #top, #bar { dock: top; height: 1; background: $panel; }
    #bar { margin-top: 1; }
    #keys { dock: bottom; height: 1; background: $panel; }
    #card { border: round $primary; height: auto; margin: 1 4; }
    #told { border-left: thick $success; height: auto; margin: 0 4; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("1", "answer", ""), Binding("enter", "on", "")]

    def __init__(self) -> None:
        super().__init__()
        self._number = 1
        self._file = sqlite3.connect(sys.argv[1], isolation_level=None)
        for pragma in PRAGMAS:
            self._file.execute(f"PRAGMA {pragma}").close()

    def compose(self) -> ComposeResult:
        """The parts of the picture, each one text."""
        if "text" in sys.argv:
            yield Static("Kale app", id="told")
            return
        yield Static("Kale app", id="top")
        yield Static(id="bar")
        with VerticalScroll():
            yield Static(id="card")
            yield Static(id="told")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """The first question."""
        self._show(OPEN, (), KEYS)

    def _show(self, options: tuple[str, ...], told: tuple[str, ...], keys: str) -> None:
        self.query_one("#told", Static).update(Content("\n".join(told).format(self._number)))
        if "text" in sys.argv:
            return
        asked = (SITUATION, "", ASKED.format(self._number), "", *options, *(() if told else ("", HOW)))
        self.query_one("#bar", Static).update(Content(BAR.format(self._number, 45 - self._number)))
        self.query_one("#card", Static).update(Content("\n".join(asked)))
        self.query_one("#keys", Static).update(Content(keys))

    def action_answer(self) -> None:
        """Store, then show."""
        self._file.execute("BEGIN IMMEDIATE")
        self._file.execute(INSERT, (f"f{uuid4()}", datetime.now(UTC).isoformat(), BODY))
        self._file.execute("COMMIT")
        self._show(CHOSEN, FEEDBACK, KEYS_AFTER)

    def action_on(self) -> None:
        """The next question."""
        self._number += 1
        self._show(OPEN, (), KEYS)


BareAnswer().run()
