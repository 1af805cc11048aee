"""What every window of Raadstutor has: keys, themes, messages, an orderly end, and what all its screens share."""

from __future__ import annotations

import asyncio
import gc
import os
import select
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import ClassVar, cast

from textual import events, getters
from textual.app import App, ComposeResult, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.constants import TEXTUAL_ANIMATIONS
from textual.containers import VerticalScroll
from textual.content import Content
from textual.filter import LineFilter
from textual.message import Message
from textual.reactive import Reactive, var
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.theme import Theme
from textual.types import AnimationLevel
from textual.widget import Widget
from textual.widgets import Static

from tutor import FOLDER
from tutor.model import Catalogue
from tutor.service.workspace import Workspace
from tutor.system import Refusal
from tutor.tui import themes
from tutor.tui.palette import CommandSearch, TutorPalette
from tutor.tui.text import OldConsole, clean, harden, is_old_console
from tutor.tui.themes import FEW, few_colours
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import MenuList, Picker

THEME = "thema"
"""Setting: name of the theme."""
MOTION, STILL = "beweging", "uit"
"""Setting: whether things may move, and its value when they may not."""
HANGUP_SECONDS = 2.0
"""How often to look whether the terminal is gone: not every way to close a window sends a signal."""
READ_AFTER = 2.0
"""Seconds in which a short message can be read."""
SIGHUP = 1
"""What a closed terminal stands for; Windows has no name for it."""
_SIGNALS = ("SIGTERM", "SIGHUP")


def terminal_closed(descriptor: int) -> bool:
    """Whether the other side of a terminal was closed. False where the system cannot tell."""
    if not hasattr(select, "poll"):
        return False
    poller = select.poll()
    poller.register(descriptor, 0)
    gone = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(flags & gone for _, flags in poller.poll(0))


class _Ground(Screen[None]):
    HORIZONTAL_BREAKPOINTS = []  # noqa: RUF012
    VERTICAL_BREAKPOINTS = []  # noqa: RUF012


class Shell(App[int]):
    """A window. After `run()`, `return_code` is the exit code and `failure` what went wrong."""

    TITLE = "Raadstutor"
    CSS_PATH = FOLDER / "tui" / "tutor.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide"), (110, "-rail")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Stoppen", priority=True, tooltip="Sluit Raadstutor af."),
        Binding("ctrl+p", "command_palette", "Ga naar", priority=True, tooltip="Een les, een woord of een opdracht."),
        Binding("ctrl+c", "help_quit", "Stoppen?", show=False, system=True),
        Binding("question_mark,f1", "help", "Hulp", show=False),
    ]
    COMMANDS = {CommandSearch}  # noqa: RUF012
    THEME_SETTING: ClassVar[str] = THEME
    """Setting in which the choice of theme is kept."""
    PALETTE_HINT: ClassVar[str] = "Typ een paar letters"
    """What stands in the empty field of Ctrl+P."""

    unwritable: var[str] = var("")
    """Dutch: why nothing could be stored when that was last tried out; empty when all is well."""

    def __init__(
        self, workspace: Workspace, choice: Sequence[Theme] = themes.ALL, *, theme: str = themes.DEFAULT
    ) -> None:
        """`choice`: the themes to choose from; `theme`: the name of the one to begin with."""
        harden()
        super().__init__()
        self.failure: Exception | None = None
        self.animation_level: AnimationLevel = "none"
        self.theme_names = tuple(one.name for one in choice)
        """Names of the themes to choose from."""
        self.workspace = workspace
        for one in choice:
            self.register_theme(one)
        self._restore_theme(theme)
        self._old_console = [OldConsole()] if is_old_console(os.environ, sys.platform) else []

    def get_line_filters(self) -> Sequence[LineFilter]:
        few = [few_colours(self.theme)] if self.console.color_system in FEW and not self.is_headless else []
        return [*super().get_line_filters(), *few, *self._old_console]

    def _restore_theme(self, theme: str) -> None:
        """Use the theme of last time, or else this one; before anything is styled, so that it is styled once."""
        with suppress(Refusal):
            kept = self.workspace.recall(self.THEME_SETTING)
            theme = kept if kept in self.theme_names else theme
        self.set_reactive(App.theme, theme)
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
            self.set_interval(HANGUP_SECONDS, self._look_at_terminal)
        self.begin()
        self.call_after_refresh(self._started)

    def _started(self) -> None:
        """Turn the cyclic gc on again, which is off while the program starts; what start made stays anyway."""
        gc.freeze()
        gc.enable()

    def begin(self) -> None:
        """What a window does first, once it is there: opening a screen."""

    def _stop_by_signal(self, number: int) -> None:
        self.keep_drafts()
        self.exit(return_code=128 + number)

    def keep_drafts(self) -> None:
        """Keep what is being typed, for when the learner comes back: before everything that closes screens."""

    def take_draft(self, place: str) -> str:
        """What was being typed at a place of ours when it closed, once; empty when nothing was."""
        return ""

    def _look_at_terminal(self) -> None:
        """End at once when the terminal is gone. All is stored already, and there is no screen to restore.

        Textual would go on reading from a closed terminal without end, and wait without end to write its farewell.
        """
        if terminal_closed(0):
            self.keep_drafts()
            os._exit(128 + SIGHUP)

    def get_default_screen(self) -> Screen[None]:
        """What lies below the first screen. Nobody sees it, so it need not fit."""
        return _Ground(id="_default")

    # Keeping, and telling

    @contextmanager
    def stored(self) -> Iterator[None]:
        """For a block that stores something and then shows it, so that nothing is on the screen that was not kept.

        When it cannot be stored, the rest of the block is left out and the learner reads why.
        """
        try:
            yield
        except Refusal as refusal:
            self.warn(str(refusal))
        else:
            if news := self.workspace.backup_news():
                self.warn(news)

    def tell(self, message: str) -> None:
        """A short message that goes away by itself, or when there is another one."""
        self.clear_notifications()
        self.notify(clean(message), markup=False)

    async def on_event(self, event: events.Event) -> None:
        """A short message that was there for a while goes at the next key: it is about what was done before."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            for told in [*self._notifications]:
                if told.severity == "information" and told.timeout - told.time_left >= READ_AFTER:
                    self._unnotify(told)
        await super().on_event(event)

    def warn(self, message: str) -> None:
        """Something went wrong that the learner can do something about. One at a time: it may be so at every key."""
        self.clear_notifications()
        self.notify(clean(message), title="Let op", severity="error", timeout=12, markup=False)

    # Commands

    def set_theme(self, theme: str) -> None:
        """Use another theme, now and next time."""
        self.theme = theme
        with self.stored():
            self.workspace.remember(self.THEME_SETTING, theme)

    @property
    def moves(self) -> bool:
        """Whether what grew may be seen growing; `TEXTUAL_ANIMATIONS=none` says no as well."""
        with suppress(Refusal):
            return TEXTUAL_ANIMATIONS != "none" and self.workspace.recall(MOTION) != STILL
        return False

    def toggle_motion(self) -> None:
        """Let things move from now on, or no longer."""
        still = self.moves
        with self.stored():
            self.workspace.remember(MOTION, STILL if still else "aan")
            self.tell("Er beweegt niets meer op het scherm." if still else "Wat groeit, zie je groeien.")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What Ctrl+P finds in this window; none of Textual's own, which are English."""
        return ()

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, TutorPalette):
            self.push_screen(TutorPalette(placeholder=self.PALETTE_HINT))

    def action_help_quit(self) -> None:
        """Ctrl+C copies in many programs, so it does not quit here."""
        self.tell("Stoppen? Druk op Ctrl+Q.")

    # What Textual does otherwise

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


class Shown(Message):
    """A full screen came into view."""


class ShellScreen(Screen[ScreenResultType]):
    """A screen in a window of ours."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Widgets look otherwise when they have the focus; the screen does not."""

    @property
    def shell(self) -> Shell:
        """The window, with its own type."""
        return cast("Shell", self.app)

    def typing(self) -> tuple[str, str] | None:
        """Where something is being typed here that is not stored yet, and what; None when nothing is."""
        return None

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close this screen, once: a key pressed twice does not also close the screen below."""
        return super().dismiss(result) if self.is_active else AwaitComplete.nothing()  # type: ignore[no-untyped-call]

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Of a list only the entry with the cursor has to be in view, so that what stands above it stays."""
        among = widget if isinstance(widget, Picker) else None
        super().set_focus(widget, scroll_visible and among is None, from_app_focus)
        if scroll_visible and among and among.highlighted is not None:
            among.bring_into_view(among.highlighted)


class TutorScreen(ShellScreen[ScreenResultType]):
    """A full screen; dialogs come on top of one."""

    def on_compose(self) -> None:
        """Know the size of the window before there is anything to style: after it, everything is styled twice."""
        across, down = self.app.HORIZONTAL_BREAKPOINTS or [], self.app.VERTICAL_BREAKPOINTS or []
        fitting, size = self._get_breakpoint_classes, self.app.size
        self.add_class(*fitting(size.width, across), *fitting(size.height, down))

    def on_screen_resume(self) -> None:
        """Tell the window, whose tour goes along."""
        self.query("KeyLine").set(visible=True)
        self.post_message(Shown())

    def on_screen_suspend(self) -> None:
        """Below a dialog the keys of this screen do nothing, so they do not stand beside those of the dialog."""
        self.query("KeyLine").set(visible=False)

    def renew(self, catalogue: Catalogue) -> None:
        """Show the same place in content that its author changed."""
        self.on_screen_resume()

    def settle(self) -> None:
        """Bring the highlighted row of the list into view; with the first one also what stands above it."""
        self.query_one(Picker).call_after_refresh(self._settle)  # in its queue: after what the list itself scrolls

    def _settle(self) -> None:
        if not self.is_current:  # the learner was faster
            return
        picker = self.query_one(Picker)
        if all(entry.heading for entry in picker.entries[: picker.highlighted or 0]):
            self.query_one("#page", VerticalScroll).scroll_home(animate=False, immediate=True)
        if picker.highlighted:
            picker.show(picker.highlighted)


class ListPage(VerticalScroll, can_focus=False):
    """A page with a list, in which keys that go far take the highlighted entry along."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "far(-1, True)", "Eerste", show=False),
        Binding("end", "far(1, True)", "Laatste", show=False),
        Binding("pageup", "far(-1)", "Vorig deel", show=False),
        Binding("pagedown", "far(1)", "Volgend deel", show=False),
    ]

    def action_far(self, way: int, whole: bool = False) -> None:
        """As many entries as are in view, or to the end."""
        menu = self.query_one(MenuList)
        places = [index for index, entry in enumerate(menu.entries) if not entry.heading]
        if not places:
            return
        step = len(places) if whole else max(1, len(places) * self.size.height // max(1, menu.size.height) - 1)
        here = places.index(menu.highlighted) if menu.highlighted in places else 0
        there = min(max(0, here + way * step), len(places) - 1)
        menu.highlighted = places[there]
        self.screen.set_focus(menu, scroll_visible=False)
        if not there:
            self.scroll_home(animate=False)


class MenuScreen(TutorScreen[None]):
    """A full screen with some text above a list whose entries lead somewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Sluiten")]
    about = getters.query_one("#about", Static)
    menu = getters.query_one(MenuList)

    def __init__(self, place: Content) -> None:
        """`place`: where this is, for the top line."""
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        yield TopBar(self._place)
        with ListPage(id="page"):
            yield Static(id="about")
            yield MenuList([])
        yield KeyLine()


class TutorDialog(ShellScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A screen on top of another one; Escape closes it without a result."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Sluiten"),
        Binding("question_mark,f1", "app.help", "Hulp", show=False),
    ]
