"""Writing a note with a step of a lesson."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from tutor.tui.screens.base import TutorDialog
from tutor.tui.text import clean, plain
from tutor.tui.widgets.frame import KeyLines

LONGEST = 5_000
"""Characters that a note may have."""
_UNSAVED = "Nog niet bewaard. Druk op Ctrl+S om te bewaren, of nog eens op Esc om te stoppen."
_TOO_LONG = f"Je notitie is te lang. Houd het onder de {LONGEST} tekens."


class NoteEditor(TutorDialog[str]):
    """Dismisses with the text, empty to take the note away; with None when nothing is to be kept."""

    DEFAULT_CSS = """
    NoteEditor > Vertical { width: 90%; max-width: 72; height: auto; max-height: 100%; padding: 0 1; }
    NoteEditor > Vertical { background: $surface; border: round $primary; }
    NoteEditor TextArea { height: 10; border: tall $primary; background: $background; }
    NoteEditor.-short TextArea { height: 5; }
    NoteEditor.-narrow > Vertical { width: 100%; }
    NoteEditor.-narrow KeyLines { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Bewaar"),
        Binding("escape", "leave", "Sluiten"),
    ]

    def __init__(self, title: Content, text: str, *, draft: str | None = None) -> None:
        """`text`: what is kept now; `draft`: what was typed before, and is not kept yet."""
        super().__init__()
        self._title = title
        self._text = clean(text)
        self._draft = self._text if draft is None else clean(draft)
        self._warned = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._title, classes="dialog-title")
            yield TextArea(soft_wrap=True, show_line_numbers=False, placeholder="Schrijf hier je notitie")
        yield KeyLines()

    def on_mount(self) -> None:
        """Begin at the end of what was written before."""
        field = self.query_one(TextArea)
        field.load_text(self._draft)
        field.move_cursor(field.document.end)

    @property
    def text(self) -> str:
        """What is in the field."""
        return clean(self.query_one(TextArea).text).strip()

    def _remind(self, words: str) -> None:
        self.query_one(KeyLines).reminder = plain(f"! {words}" if words else "", "$text-warning")

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._warned = False
        self._remind("")

    def action_save(self) -> None:
        if len(self.text) > LONGEST:
            self._remind(_TOO_LONG)
        else:
            self.dismiss(self.text)

    def action_leave(self) -> None:
        """Leave; what was written is not thrown away without a word."""
        if self._warned or self.text == self._text.strip():
            self.dismiss(None)
        else:
            self._warned = True
            self._remind(_UNSAVED)
