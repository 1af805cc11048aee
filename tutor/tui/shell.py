"""What every window of Raadstutor has: keys, themes, messages, and an orderly end when something goes wrong."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, Protocol, TypeVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme
from textual.types import AnimationLevel

from tutor.tui import hangup, screens, themes
from tutor.tui.keys import shown
from tutor.tui.palette import TutorPalette
from tutor.tui.text import clean, harden

T = TypeVar("T")

THEME = "thema"
"""Setting: name of the theme."""
_SIGNALS = ("SIGTERM", "SIGHUP")


class Memory(Protocol):
    """Where small settings are kept."""

    @property
    def trouble(self) -> tuple[type[Exception], ...]:
        """Errors that a user can do something about: `str()` is Dutch. The methods here raise these."""

    def recall(self, setting: str) -> str | None:
        """A setting of this computer, or None when it was never set."""

    def remember(self, setting: str, value: str) -> None:
        """Keep a setting of this computer."""

    def backup_news(self) -> str:
        """Dutch: that no backup could be made of what was stored, said once; else empty."""


class _Ground(Screen[None]):
    HORIZONTAL_BREAKPOINTS = []  # noqa: RUF012
    VERTICAL_BREAKPOINTS = []  # noqa: RUF012


class Shell(App[int]):
    """A window. After `run()`, `return_code` is the exit code and `failure` what went wrong."""

    TITLE = "Raadstutor"
    CSS_PATH = Path(__file__).with_name("tutor.tcss")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Stoppen", priority=True, tooltip="Sluit Raadstutor af."),
        Binding("ctrl+p", "command_palette", "Zoeken", priority=True, tooltip="Zoek een les of opdracht."),
        Binding("ctrl+c", "help_quit", "Stoppen?", show=False, system=True),
        Binding("question_mark,f1", "help", "Hulp", show=False),
    ]
    THEME_SETTING: ClassVar[str] = THEME
    """Setting in which the choice of theme is kept."""

    def __init__(self, memory: Memory, looks: Sequence[Theme] = themes.ALL, *, look: str = themes.DEFAULT) -> None:
        """`looks`: the themes to choose from; `look`: the name of the one to begin with."""
        harden()
        super().__init__()
        self.failure: Exception | None = None
        self.animation_level: AnimationLevel = "none"
        self.looks = tuple(theme.name for theme in looks)
        """Names of the themes to choose from."""
        self._memory = memory
        for theme in looks:
            self.register_theme(theme)
        self._dress(look)

    def _dress(self, look: str) -> None:
        """Wear the theme of last time, or else this one; before anything is styled, so that it is styled once."""
        with suppress(*self._memory.trouble):
            kept = self._memory.recall(self.THEME_SETTING)
            look = kept if kept in self.looks else look
        self.set_reactive(App.theme, look)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Prepare for a closed window, and begin."""
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
                    asyncio.get_running_loop().add_signal_handler(number, self._stop_by_signal, int(number))
        if not self.is_headless:
            self.set_interval(hangup.SECONDS, self._look_at_terminal)
        self.begin()
        self.call_after_refresh(self._started)

    def _started(self) -> None:
        """The first screen stands: from here on memory is tidied as usual, but for what was made so far."""
        gc.freeze()
        gc.enable()

    def begin(self) -> None:
        """Open the first screen."""

    def _stop_by_signal(self, number: int) -> None:
        self.exit(return_code=128 + number)

    def _look_at_terminal(self) -> None:
        """End at once when the terminal is gone. All is stored already, and there is no screen to restore.

        Textual would go on reading from a closed terminal without end, and wait without end to write its farewell.
        """
        if hangup.hung_up(0):
            os._exit(128 + hangup.SIGHUP)

    def get_default_screen(self) -> Screen[None]:
        """What lies below the first screen. Nobody sees it, so it need not fit."""
        return _Ground(id="_default")

    # Keeping, and telling

    def keep(self, action: Callable[[], T], then: Callable[[T], object]) -> bool:
        """Do something that is stored, and only once it is, go on with its result.

        When it cannot be stored the learner reads why, and nothing changes on the screen: `then` is not called.
        Gives whether it was stored.
        """
        try:
            result = action()
        except self._memory.trouble as trouble:
            self.warn(str(trouble))
            return False
        then(result)
        if news := self._memory.backup_news():
            self.warn(news)
        return True

    def tell(self, message: str) -> None:
        """A short message that goes away by itself."""
        self.notify(clean(message), markup=False)

    def warn(self, message: str) -> None:
        """Something went wrong that the learner can do something about. One at a time: it may be so at every key."""
        self.clear_notifications()
        self.notify(clean(message), title="Let op", severity="error", timeout=12, markup=False)

    # Commands

    def look(self, theme: str) -> None:
        """Wear another theme, now and next time."""
        self.theme = theme
        self.keep(lambda: self._memory.remember(self.THEME_SETTING, theme), lambda _: None)

    def show_tour(self) -> None:
        """Called by a screen that comes into view; not every window has a tour."""

    def action_help(self) -> None:
        """Keys, signs and how it works."""
        if not isinstance(self.screen, screens.HelpScreen):
            self.push_screen(self.help_screen())

    def help_screen(self) -> screens.HelpScreen:
        """What `?` opens."""
        return screens.HelpScreen()

    def action_command_palette(self) -> None:
        """Search."""
        if not isinstance(self.screen, TutorPalette):
            self.push_screen(TutorPalette())

    def action_help_quit(self) -> None:
        """Ctrl+C copies in many programs, so it does not quit here."""
        self.tell("Stoppen? Druk op Ctrl+Q.")

    # What Textual does otherwise

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they are called in Dutch."""
        return binding.key_display or shown(binding.key)

    def fail(self, failure: Exception) -> None:
        """Stop, because of something that whoever runs the app tells the user, from `failure`."""
        self.failure = failure
        self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """Stop with exit code 1, without a traceback: that would show what the learner was typing."""
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Stop without Textual's own report. Whoever runs the app tells the learner, from `failure`."""
        self._close_messages_no_wait()
