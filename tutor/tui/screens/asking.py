"""What the screens with a question share: a page that scrolls, and the focus where the answer is given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ScreenResultType
from textual.widget import Widget

from tutor.tui.screens.base import TutorScreen
from tutor.tui.text import plain
from tutor.tui.widgets.answering import AnswerForm, Reminded
from tutor.tui.widgets.keys import KeyLines
from tutor.tui.widgets.picker import Picker


class Page(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The part of the screen that scrolls. Never has the focus, so that digits arrive after a click."""

    DEFAULT_CSS = """
    Page { align-horizontal: center; scrollbar-gutter: stable; }
    """

    class Moved(Message):
        """There is text below the screen now, or there is none any more."""

    more: reactive[bool] = reactive(False, init=False)
    """Whether there is text below the bottom of the screen."""

    def on_mount(self) -> None:
        """Follow what is in view."""
        for name in ("scroll_y", "virtual_size", "size"):
            self.watch(self, name, self._look, init=False)

    def on_resize(self) -> None:
        """The height of the screen is known only now."""
        self._look()

    def _look(self) -> None:
        self.more = self.scroll_y < self.max_scroll_y

    def watch_more(self) -> None:
        """Tell the screen, which shows it."""
        self.post_message(self.Moved())


class AskingScreen(TutorScreen[ScreenResultType]):
    """A screen whose content changes with what the learner does."""

    DEFAULT_CSS = """
    AskingScreen.-narrow KeyLines { padding: 0 1; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", "Omhoog", show=False),
        Binding("down", "scroll(1)", "Omlaag", show=False),
        Binding("pageup", "turn(-1)", "Vorig deel", show=False),
        Binding("pagedown,space", "read_on", "Meer", key_display="▼"),
        Binding("home", "top", "Naar boven", show=False),
    ]

    @property
    def page(self) -> Page:
        """The part that scrolls."""
        return self.query_one(Page)

    async def fill(self, widgets: Iterable[Widget], *, first: Widget | None = None) -> None:
        """Show these widgets. `first` is what the learner should read first, when it is not at the top."""
        self.query_one(KeyLines).reminder = plain("")
        with self.app.batch_update():
            await self.page.remove_children()
            await self.page.mount_all(widgets)
            self.page.scroll_home(animate=False, immediate=True)
        self._take_focus()
        self.refresh_bindings()
        if first is not None:
            self.call_after_refresh(self.page.scroll_to_widget, first, animate=False, top=True)

    def _take_focus(self) -> None:
        forms = self.page.query(AnswerForm)
        pickers = self.page.query(Picker)
        if forms:
            forms.first().take_focus()
        else:
            self.set_focus(pickers.first() if pickers else None, scroll_visible=False)

    def action_scroll(self, lines: int) -> None:
        """Scroll some lines."""
        self.page.scroll_relative(y=lines, animate=False)

    def action_turn(self, parts: int) -> None:
        """Scroll a screen, with a line of overlap."""
        height = max(1, self.page.scrollable_content_region.height - 1)
        self.page.scroll_relative(y=parts * height, animate=False)

    def action_read_on(self) -> None:
        """Scroll to the next part."""
        self.action_turn(1)

    @on(Reminded)
    def _remind(self, message: Reminded) -> None:
        self.query_one(KeyLines).reminder = plain(f"! {message.text}" if message.text else "", "$text-warning")

    @on(Page.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Reading on needs something to read."""
        return action != "read_on" or (self.is_mounted and self.page.more)

    def action_top(self) -> None:
        """Back to the top."""
        self.page.scroll_home(animate=False)
