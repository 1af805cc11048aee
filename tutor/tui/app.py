"""The app: which study is open, which screen is on top, and what happens when something goes wrong."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar, TypeVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.types import AnimationLevel

from tutor.study import Study
from tutor.tui import themes
from tutor.tui.desk import Desk, Profile
from tutor.tui.text import clean, harden

T = TypeVar("T")

THEME = "thema"
"""Setting: name of the theme."""
_SIGNALS = ("SIGTERM", "SIGHUP")


class TutorApp(App[int]):
    """Raadstutor in the terminal. `run()` gives None; `return_code` is the exit code, `failure` what went wrong."""

    TITLE = "Raadstutor"
    CSS_PATH = "tutor.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Stoppen", show=False, priority=True, tooltip="Sluit Raadstutor af."),
        Binding("ctrl+c", "help_quit", "Stoppen?", show=False, system=True),
    ]

    def __init__(self, desk: Desk, *, profile: Profile | None = None) -> None:
        """`profile`: whose study to open at once; None lets the learner choose if there is a choice."""
        harden()
        super().__init__()
        self.desk = desk
        self.animation_level: AnimationLevel = "none"
        self.failure: Exception | None = None
        self._profile = profile
        for theme in themes.ALL:
            self.register_theme(theme)
        self.theme = themes.DEFAULT

    def on_mount(self) -> None:
        """Prepare for a closed window, and open the first screen."""
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
                    asyncio.get_running_loop().add_signal_handler(number, self._stop_by_signal, int(number))

    def _stop_by_signal(self, number: int) -> None:
        self.exit(return_code=128 + number)

    def keep(self, action: Callable[[], T], then: Callable[[T], object]) -> bool:
        """Do something that is stored, and only once it is, go on with its result.

        When it cannot be stored the learner reads why, and nothing changes on the screen: `then` is not called.
        Gives whether it was stored.
        """
        try:
            result = action()
        except self.desk.trouble as trouble:
            self.warn(str(trouble))
            return False
        then(result)
        return True

    def tell(self, message: str) -> None:
        """A short message that goes away by itself."""
        self.notify(clean(message), markup=False)

    def warn(self, message: str) -> None:
        """Something went wrong that the learner can do something about."""
        self.notify(clean(message), title="Let op", severity="error", timeout=12, markup=False)

    def action_help_quit(self) -> None:
        """Ctrl+C copies in many programs, so it does not quit here."""
        self.tell("Stoppen? Druk Ctrl+Q.")

    def _handle_exception(self, error: Exception) -> None:
        """Stop with exit code 1, without a traceback: that would show what the learner was typing."""
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Stop without Textual's own report. Whoever runs the app tells the learner, from `failure`."""
        self._close_messages_no_wait()


__all__ = ["THEME", "Study", "TutorApp"]
