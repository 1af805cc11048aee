"""Screens with one part that scrolls, also those with a question, which has the focus where the answer is given.

Apart from `base`: the first screen need not load what reads texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.screen import ScreenResultType
from textual.widget import Widget

from tutor.service import phrases
from tutor.tui.shell import TutorScreen
from tutor.tui.text import plain
from tutor.tui.widgets.frame import KeyLines
from tutor.tui.widgets.picker import Picker
from tutor.tui.widgets.question import AnswerForm, Reminded
from tutor.tui.widgets.scrolling import ScrollPage

READ_MORE = Binding("enter", "read_more", "Lees verder")
"""Enter, on a screen where it goes on: first what is below the bottom of the screen."""


class ScrollScreen(TutorScreen[ScreenResultType]):
    """A full screen with one part that scrolls, by keys of the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", "Omhoog", show=False),
        Binding("down", "scroll(1)", "Omlaag", show=False),
        Binding("pageup", "turn(-1)", "Vorig deel", show=False),
        Binding("pagedown,space", "read_on", "Meer", key_display="▼"),
        Binding("home", "top", "Naar boven", show=False),
    ]
    page = getters.query_one(ScrollPage)

    def action_scroll(self, lines: int) -> None:
        """Some lines down, or up below zero."""
        self.page.scroll_lines(lines)

    def action_turn(self, parts: int) -> None:
        """Some screens down, or up below zero."""
        self.page.scroll_parts(parts)

    def action_read_on(self) -> None:
        self.page.scroll_parts(1)

    def action_read_more(self) -> None:
        self.page.scroll_parts(1)

    def action_top(self) -> None:
        self.page.scroll_home(animate=False)

    @on(ScrollPage.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Reading on needs something to read."""
        return action not in ("read_on", "read_more") or (self.is_mounted and self.page.more_below)


class QuestionScreen(ScrollScreen[ScreenResultType]):
    """A screen whose content changes with what the learner does."""

    DEFAULT_CSS = """
    QuestionScreen.-narrow KeyLines { padding: 0 1; }
    QuestionScreen ScrollPage > MenuList { padding: 0 1; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [READ_MORE]

    async def fill(self, widgets: Iterable[Widget], *, first: Widget | None = None) -> None:
        """Show these widgets. `first` is what the learner should read first, when it is not at the top."""
        self.query_one(KeyLines).reminder = plain("")
        with self.app.batch_update():
            await self.page.remove_children()
            await self.page.mount_all(widgets)
            self.page.scroll_home(animate=False, immediate=True)
        pickers = [picker for picker in self.page.query(Picker) if picker.can_focus]
        for picker in pickers:
            picker.waits = self._unread
        if self.form:
            self.form.take_focus()
        else:
            self.set_focus(pickers[0] if pickers else None, scroll_visible=False)
        if self.form and (draft := self.shell.take_draft(_place(self.form))):
            self.form.put_back(draft)
            self.call_after_refresh(self.form.nudge, phrases.PUT_BACK)
        self.refresh_bindings()
        if first is not None:
            self.call_after_refresh(self._reveal, first)

    def _unread(self, picker: Picker) -> bool:
        """Whether there is text below that stands before what Enter would choose, or Enter would choose nothing."""
        if not self.page.more_below or (self.form and self.form.complete):
            return False
        place = picker.highlighted
        bottom = self.page.scrollable_content_region.bottom
        return place is None or picker.region_of(place).y + picker.content_region.y >= bottom

    @property
    def choosing(self) -> Picker | None:
        """The list that has the focus."""
        return self.focused if isinstance(self.focused, Picker) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """In a list, reading on comes before choosing what is not in view yet."""
        if action == "read_more" and self.choosing:
            return self.is_mounted and self._unread(self.choosing)
        return super().check_action(action, parameters)

    def _reveal(self, widget: Widget) -> None:
        """Scroll no further than is needed to read on from a widget; what stands above it may stay."""
        page = self.page
        page.scroll_to(y=min(widget.virtual_region.y, page.max_scroll_y), animate=False, immediate=True)
        self.refresh_bindings()

    def typing(self) -> tuple[str, str] | None:
        return (_place(self.form), self.form.typed) if self.form and self.form.typed.strip() else None

    @property
    def form(self) -> AnswerForm | None:
        """Where an answer is given now."""
        forms = self.query(AnswerForm)
        return forms.first() if forms else None

    @on(Reminded)
    def _remind(self, message: Reminded) -> None:
        self.query_one(KeyLines).reminder = plain(f"! {message.text}" if message.text else "", "$text-warning")


def _place(form: AnswerForm) -> str:
    return f"antwoord {form.item_id}"
