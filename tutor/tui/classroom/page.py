"""What the room sees: one page, large and alone, with the clock below it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from tutor.classroom.slide import LINES
from tutor.tui.classroom.moment import Moment, face
from tutor.tui.classroom.sheet import SHEET, sheet
from tutor.tui.text import lines, plain

WAITING = "Straks beginnen we"
ENLARGE = "Maak de letters groter tot dit vak het scherm vult: Ctrl en +"
ENDED = "De avond is afgelopen. Dank je wel!"
TIME_IS_UP = "Tijd!"
PAUSED = "gepauzeerd"
_CLOCK = 5
"""Lines of the clock with what stands around it."""


class Clock(Digits):
    """The clock in large digits."""

    def show(self, left: float) -> None:
        """Another time, in seconds."""
        self.update(face(left))


class BeamerPage(Vertical):
    """The page. Black and empty when the trainer wants attention."""

    SCOPED_CSS = False
    DEFAULT_CSS = f"""
    BeamerPage {{ align: center middle; height: 1fr; background: $background; text-style: bold; }}
    BeamerPage.-black {{ background: $nothing; }}
    BeamerPage.-black Center {{ display: none; }}
    BeamerPage Center {{ height: auto; }}
    BeamerPage #sheet {{ width: {SHEET}; max-width: 100%; height: auto; }}
    BeamerPage.-quiet #sheet {{
        width: {SHEET}; height: {LINES + 3};
        border: round $rule; content-align: center middle; text-align: center; padding: 0 1;
    }}
    BeamerPage #clock {{ height: auto; width: 100%; display: none; }}
    BeamerPage.-timed #clock {{ display: block; }}
    BeamerPage Clock {{ width: 100%; text-align: center; color: $text-accent; text-style: bold; }}
    BeamerPage #signal {{ width: 100%; text-align: center; }}
    BeamerPage.-over #clock {{ color: $background; background: $foreground; }}
    BeamerPage.-over Clock {{ color: $background; }}
    .-tall BeamerPage #clock {{ margin-top: 1; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self._moment: Moment | None = None

    def compose(self) -> ComposeResult:
        """Text and clock."""
        with Center():
            yield Static(id="sheet")
        with Vertical(id="clock"):
            yield Clock()
            yield Static(id="signal")

    def on_resize(self) -> None:
        """More or less room between the lines."""
        self.call_after_refresh(self._again)

    def _again(self) -> None:
        if self._moment and self.app.is_running:
            self.show(self._moment)

    def show(self, moment: Moment) -> None:
        """Show what the room may see now."""
        self._moment = moment
        session, left = moment.session, moment.left
        going_on = bool(session and not session.ended)
        black = bool(session and session.black and going_on)
        self.set_class(not going_on, "-quiet")
        self.set_class(black, "-black")
        self.set_class(going_on and not black and left is not None, "-timed")
        self.set_class(left is not None and left <= 0, "-over")
        self.query_one("#sheet", Static).update(plain("") if black else self._sheet(moment))
        self.query_one(Clock).show(left or 0)
        signal = self.query_one("#signal", Static)
        signal.update(self._signal(moment))
        signal.display = bool(self._signal(moment))

    def _sheet(self, moment: Moment) -> Content:
        session = moment.session
        if session is None:
            return lines((WAITING, "$text-accent"), "", (ENLARGE, "$text-muted not bold"))
        if session.ended:
            return lines((session.plan.title, "$text-accent"), "", ENDED)
        height = self.size.height or LINES
        return sheet(session.page, height - (_CLOCK if moment.left is not None else 0))

    def _signal(self, moment: Moment) -> Content:
        if moment.left is not None and moment.left <= 0:
            return plain(TIME_IS_UP)
        return plain("" if moment.runs else PAUSED)
