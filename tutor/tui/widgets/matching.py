"""Making pairs: each left side gets a right side, which stand lettered below the line at hand."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tutor.learning.answers import Join
from tutor.tui.text import lines, plain
from tutor.tui.widgets.answering import ListForm
from tutor.tui.widgets.picker import Entry

_INDENT = 2


class MatchingForm(ListForm):
    """The left sides, numbered; the right sides, lettered, open under one of them."""

    HOW = "Kies per regel een letter. Een cijfer kiest de regel."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("backspace", "take_back", "Laatste terug")]
    joined: reactive[tuple[int | None, ...]] = reactive((), init=False)
    """For each left side the author's index of its right side."""
    at: reactive[int | None] = reactive(0, init=False)
    """The left side that is being filled in; None when all have a right side."""

    def __init__(self, item_id: str, lefts: Sequence[str], rights: Sequence[str], order: Sequence[int]) -> None:
        super().__init__(item_id, order)
        self._lefts = tuple(lefts)
        self._rights = tuple(rights)
        self.set_reactive(MatchingForm.joined, (None,) * len(self._lefts))

    def _left(self, number: int) -> Entry:
        right = self.joined[number]
        text = plain(self._lefts[number])
        if right is not None:
            text = lines(text, (f"→ {self._letter(right)}  {self._rights[right]}", "$text-accent"))
        elif number != self.at:
            text = lines(text, ("→ …", "$text-muted"))
        return Entry(text, (str(number + 1),) if number < 9 else (), subject=number)

    def _right(self, right: int) -> Entry:
        text, key = plain(self._rights[right]), (self._letter(right),)
        return Entry(text, key, indent=_INDENT, subject=len(self._lefts) + right)

    def _letter(self, right: int) -> str:
        return ascii_lowercase[self.order.index(right)]

    def entries(self) -> tuple[Entry, ...]:
        found = []
        for number in range(len(self._lefts)):
            found.append(self._left(number))
            if number == self.at:
                found += [self._right(right) for right in self.order]
        return tuple(found)

    def _show(self) -> None:
        self.show_entries()
        self.picker.highlighted = self.at
        if self.at is not None:
            self.picker.bring_into_view(self.at + len(self.order), self.at)

    def _next_gap(self, after: int) -> int | None:
        numbers = (*range(after, len(self.joined)), *range(after))
        return next((number for number in numbers if self.joined[number] is None), None)

    def pick(self, place: int, entry: Entry) -> None:
        """A left side opens; a right side joins the open left side, and the next gap opens."""
        right = entry.subject - len(self._lefts)
        if right < 0:
            self.at = entry.subject
        elif self.at is not None:
            self.joined = (*self.joined[: self.at], right, *self.joined[self.at + 1 :])
            self.at = self._next_gap(self.at)
        self._show()

    def confirm(self, place: int | None) -> None:
        gaps = [number for number, right in enumerate(self.joined) if right is None]
        if not gaps:
            self.submit(Join(self.joined))
        elif place is not None and place != self.at:
            self.pick(place, self.picker.entries[place])
        else:
            self.nudge(f"Nog zonder letter: regel {', '.join(str(number + 1) for number in gaps)}.")

    def action_take_back(self) -> None:
        """The line at hand loses its right side, or else the last line that has one."""
        filled = [number for number, right in enumerate(self.joined) if right is not None]
        if filled:
            number = self.at if self.at in filled else filled[-1]
            self.joined = (*self.joined[:number], None, *self.joined[number + 1 :])
            self.at = number
            self._show()
