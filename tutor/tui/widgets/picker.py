"""A list to choose from: with a digit or letter, with the arrows and Enter, or with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase, digits
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tutor.tui.text import line, plain
from tutor.tui.widgets.entries import LETTERS, Entry, keys_of, numbered
from tutor.tui.widgets.row import Row

__all__ = ["LETTERS", "Checklist", "Entry", "Picker", "keys_of", "numbered"]

CURSOR = "▶"


class Picker(Widget, can_focus=True):
    """The list. Holds the focus, so that digits always arrive."""

    DEFAULT_CSS = """
    Picker { height: auto; width: 1fr; }
    Picker > Row { padding: 0 1; }
    Picker > Row.-highlighted { background: $panel; text-style: bold; }
    Picker > Row:hover { background: $surface; }
    Picker > Row.-heading { color: $text-primary; text-style: bold; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Omhoog", show=False),
        Binding("down", "move(1)", "Omlaag", show=False),
        Binding("enter", "confirm", "Kies"),
        Binding("space", "pick", "Kies", show=False),
        *(Binding(key, f"press('{key}')", "Kies", show=False) for key in digits[1:] + ascii_lowercase),
    ]

    entries: reactive[tuple[Entry, ...]] = reactive((), init=False)
    highlighted: reactive[int | None] = reactive(None, init=False)

    class Picked(Message):
        """An entry was picked with its key, with space or with the mouse."""

        def __init__(self, picker: Picker, index: int) -> None:
            super().__init__()
            self.picker = picker
            self.index = index
            self.entry = picker.entries[index]
            """What the learner saw there; by the time that this is read, the list may have moved on."""

        @property
        def control(self) -> Picker:
            """The list."""
            return self.picker

    class Confirmed(Message):
        """Enter was pressed; `index` is the highlighted entry, if there is one."""

        def __init__(self, picker: Picker, index: int | None) -> None:
            super().__init__()
            self.picker = picker
            self.index = index

        @property
        def control(self) -> Picker:
            """The list."""
            return self.picker

    def __init__(self, entries: Sequence[Entry], *, highlighted: int | None = None) -> None:
        super().__init__()
        self.set_reactive(Picker.entries, tuple(entries))
        self.set_reactive(Picker.highlighted, highlighted)

    def compose(self) -> ComposeResult:
        """One row for each entry."""
        yield from (self._row(index) for index in range(len(self.entries)))

    def render(self) -> Content:
        """Only the rows are to be seen; Textual would write the name of an empty widget."""
        return Content()

    def _parts(self, index: int) -> tuple[Content, Content]:
        entry = self.entries[index]
        if entry.heading:
            return plain(""), entry.text
        cursor = " " * entry.indent + (CURSOR if index == self.highlighted else " ")
        key = entry.keys[0] if entry.keys else " "
        sign = f"{entry.sign} " if entry.sign else ""
        return line((f"{cursor} ", "bold $accent"), (f"{key} ", "bold $accent"), (sign, "$accent")), entry.text

    def _look_of(self, index: int) -> str:
        heading = "-heading" if self.entries[index].heading else ""
        return f"{heading} {'-highlighted' if index == self.highlighted else ''}".strip()

    def _row(self, index: int) -> Row:
        return Row(*self._parts(index), classes=self._look_of(index))

    @property
    def rows(self) -> list[Row]:
        """The rows in order."""
        return [child for child in self.children if isinstance(child, Row)]

    def _refresh_rows(self) -> None:
        for index, row in enumerate(self.rows):
            if index < len(self.entries):
                row.set_classes(self._look_of(index))
                row.show(*self._parts(index))

    def watch_entries(self) -> None:
        """Show what changed, with the rows that are there as far as possible."""
        rows = self.rows
        for row in rows[len(self.entries) :]:
            row.remove()
        if len(self.entries) > len(rows):
            self.mount(*(self._row(index) for index in range(len(rows), len(self.entries))))
        self._refresh_rows()
        self.refresh_bindings()

    def watch_highlighted(self) -> None:
        """Mark the row and bring it into view."""
        self._refresh_rows()
        if self.highlighted is not None:
            self.bring_into_view(self.highlighted)

    def bring_into_view(self, *indices: int) -> None:
        """Scroll to these entries once they have their place; the last one wins when not all of them fit."""
        self.call_after_refresh(self._show_rows, indices)

    def _show_rows(self, indices: tuple[int, ...]) -> None:
        rows = self.rows
        for index in indices:
            if index < len(rows):
                rows[index].scroll_visible(animate=False, immediate=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """A key that picks nothing here is left to the screen."""
        return action != "press" or self._of_key(str(parameters[0])) is not None

    def _of_key(self, key: str) -> int | None:
        return next((index for index, entry in enumerate(self.entries) if key in entry.keys), None)

    def action_move(self, step: int) -> None:
        """Highlight the next entry above or below; beyond the ends the key is left to the screen, which scrolls."""
        places = [index for index, entry in enumerate(self.entries) if not entry.heading]
        if self.highlighted not in places:
            self.highlighted = next(iter(places if step > 0 else places[::-1]), None)
            return
        place = places.index(self.highlighted) + step
        if not 0 <= place < len(places):
            raise SkipAction
        self.highlighted = places[place]

    def action_press(self, key: str) -> None:
        """Pick the entry of a key."""
        index = self._of_key(key)
        if index is not None:
            self._pick(index)

    def action_pick(self) -> None:
        """Pick the highlighted entry. Without one, space is left to the screen, which scrolls."""
        if self.highlighted is None:
            raise SkipAction
        if self._in_view(self.highlighted):
            self._pick(self.highlighted)

    def action_confirm(self) -> None:
        """Tell that Enter was pressed."""
        if self.highlighted is None or self._in_view(self.highlighted):
            self.post_message(self.Confirmed(self, self.highlighted))

    def _in_view(self, index: int) -> bool:
        """Whether the learner sees this entry; brings it into view if not, so that nothing unseen is chosen."""
        seen = self.screen.can_view_partial(self.rows[index])
        if not seen:
            self.bring_into_view(index)
        return seen

    @on(Row.Clicked)
    def _clicked(self, message: Row.Clicked) -> None:
        message.stop()
        index = self.rows.index(message.row)
        if not self.entries[index].heading:
            self._pick(index)

    def _pick(self, index: int) -> None:
        self.highlighted = index
        self.post_message(self.Picked(self, index))


class Checklist(Picker):
    """A list in which Enter says that the learner is ready."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "confirm", "Klaar")]
