"""An answer that is stored and then shown: `python bare_answer.py FILE`, a copy of a learner's file.

1 writes one event, in one transaction with the settings of the store, and then shows a text. Enter takes it away.
"""

from __future__ import annotations

import sqlite3
import sys
from datetime import UTC, datetime
from typing import ClassVar
from uuid import uuid4

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

PRAGMAS = (
    *("busy_timeout = 10000", "journal_mode = truncate", "synchronous = 2", "foreign_keys = 1"),
    *("secure_delete = 1", "trusted_schema = 0", "recursive_triggers = 1", "cell_size_check = 1"),
)
BODY = (
    '{"confidence":null,"norm":"wet","outcome":"right","response":{"indices":[0],"type":"choose"},"score":1.0,"try":1}'
)
INSERT = "INSERT INTO event VALUES (?, 'wie', 'waar', 'answered', ?, 'meting-01-1', '0123456789abcdef', ?, 0)"
FEEDBACK = "\n".join(
    ("✓ Goed.", "", "Terecht gekozen: dat mag altijd, en het helpt.", "", "Wie eerst vraagt, weet meer.")
)


class BareAnswer(App[None]):
    """Nothing of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("1", "answer", ""), Binding("enter", "on", "")]

    def __init__(self) -> None:
        super().__init__()
        self._file = sqlite3.connect(sys.argv[1], isolation_level=None)
        for pragma in PRAGMAS:
            self._file.execute(f"PRAGMA {pragma}").close()

    def compose(self) -> ComposeResult:
        """The one text."""
        yield Static("Kale app")

    def action_answer(self) -> None:
        """Store, then show."""
        self._file.execute("BEGIN IMMEDIATE")
        self._file.execute(INSERT, (f"f{uuid4()}", datetime.now(UTC).isoformat(), BODY))
        self._file.execute("COMMIT")
        self.query_one(Static).update(FEEDBACK)

    def action_on(self) -> None:
        """The next question."""
        self.query_one(Static).update("Kale app")


BareAnswer().run()
