"""Putting parts in order: pick them one after another, or move them up and down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tutor.learning.answers import Arrange
from tutor.tui.text import plain
from tutor.tui.widgets.answering import ListForm
from tutor.tui.widgets.picker import Entry


class OrderingForm(ListForm):
    """The parts, with those that have a place on top. A part keeps the digit that it was shown with."""

    HOW = "Druk de cijfers in de goede volgorde. Of verplaats regel ▶ met u (omhoog) en d (omlaag)."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,shift+up", "shift(-1)", "Omhoog", show=False),
        Binding("d,shift+down", "shift(1)", "Omlaag", show=False),
        Binding("backspace", "take_back", "Laatste terug"),
    ]
    picked: reactive[tuple[int, ...]] = reactive((), init=False)
    """Author's indices of the parts that have a place, first to last."""

    def __init__(self, item_id: str, texts: Sequence[str], order: Sequence[int]) -> None:
        super().__init__(item_id, order)
        self._texts = tuple(texts)

    @property
    def arranged(self) -> tuple[int, ...]:
        """All parts as they stand on screen."""
        return (*self.picked, *(index for index in self.order if index not in self.picked))

    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entry(place, index) for place, index in enumerate(self.arranged))

    def _entry(self, place: int, index: int) -> Entry:
        number = self.order.index(index) + 1
        sign = f"{place + 1}e" if place < len(self.picked) else "··"
        return Entry(plain(self._texts[index]), (str(number),) if number <= 9 else (), sign, subject=index)

    def watch_picked(self) -> None:
        """Show the order so far."""
        self.show_entries()

    def _highlight(self, place: int) -> None:
        self.picker.highlighted = min(place, len(self.order) - 1)

    def _place(self, part: int) -> None:
        """Give this part the next place; one that has a place stays where it is."""
        if part not in self.picked:
            self.picked = (*self.picked, part)
            self._highlight(len(self.picked))

    def pick(self, place: int, entry: Entry) -> None:
        self._place(entry.subject)

    def confirm(self, place: int | None) -> None:
        missing = len(self.order) - len(self.picked)
        if not missing:
            self.submit(Arrange(self.picked))
        elif place is not None and place >= len(self.picked):
            self._place(self.arranged[place])
        else:
            self.nudge(f"Geef eerst alles een plaats (nog {missing}).")

    def action_shift(self, step: int) -> None:
        """Move the highlighted part; from then on every part has the place where it stands."""
        place = self.picker.highlighted
        if place is None:
            self._highlight(0)
            return
        to = place + step
        if 0 <= to < len(self.order):
            moved = list(self.arranged)
            moved[place], moved[to] = moved[to], moved[place]
            self.picked = tuple(moved)
            self._highlight(to)

    def action_take_back(self) -> None:
        """The last part with a place loses it."""
        if self.picked:
            self.picked = self.picked[:-1]
            self._highlight(len(self.picked))
