"""The modules as a map: a cell for each lesson, walked with the arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tutor.learning.mastery import Grasp
from tutor.model import Module
from tutor.tui.destinations import Go, ToModule
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.picker import CURSOR

CELLS: Mapping[Grasp, tuple[str, str]] = {
    Grasp.MASTERED: ("█", "$text-success"),
    Grasp.SINKING: ("▒", "$text-warning"),
    Grasp.BUSY: ("▚", "$text-accent"),
    Grasp.NEW: ("·", "$text-muted"),
}
"""A sign that can be told from the others without colour, and its colour."""
COLUMN = 34
"""Cells that a module needs at least, to stand beside another one."""
MOST = 3
"""Columns."""


class ModuleMap(Widget, can_focus=True):
    """Modules in columns, from left to right; below them what the cells mean, or how far the highlighted one is."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    ModuleMap { height: auto; width: 1fr; margin-top: 1; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "walk(-1, 0)", "Module", show=False),
        Binding("right", "walk(1, 0)", "Module", show=False),
        Binding("up", "walk(0, -1)", "Omhoog", show=False),
        Binding("down", "walk(0, 1)", "Omlaag", show=False),
        Binding("enter,space", "open", "Open module"),
    ]

    cells: reactive[tuple[tuple[Grasp, ...], ...]] = reactive((), layout=True)
    """For each module, how well each of its lessons is known."""
    highlighted: reactive[int] = reactive(0)

    class Left(Message):
        """The learner walked up, out of the map."""

    def __init__(self, modules: Sequence[Module]) -> None:
        super().__init__()
        self._modules = modules

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def _columns(self, width: int) -> int:
        return max(1, min(MOST, width // COLUMN))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return -(-len(self._modules) // self._columns(width)) + 2

    def render(self) -> Content:
        """A heading, the rows, and what they mean."""
        columns = self._columns(self.content_size.width)
        width = self.content_size.width // columns
        shown = [self._module(number, width) for number in range(len(self._modules))]
        rows = [line(*shown[at : at + columns]) for at in range(0, len(shown), columns)]
        return lines(plain("Modules", "bold $text-primary"), *rows, self._meaning())

    def _module(self, number: int, width: int) -> Content:
        here = self.has_focus and number == self.highlighted
        cells = self.cells[number] if number < len(self.cells) else ()
        room = max(1, width - 4 - len(cells))
        title = plain(self._modules[number].head.title).truncate(room, ellipsis=True)
        style = "bold $text-primary" if here else ""
        name = line((CURSOR if here else " ", "bold $accent"), " ", title.stylize(style) if style else title)
        return line(name, " " * (room + 3 - name.cell_length), *(CELLS[one] for one in cells), " ")

    def _meaning(self) -> Content:
        if not self.has_focus or not self.cells:
            legend = [part for grasp, sign in CELLS.items() for part in (sign, f" {grasp}  ")]
            return line("  ", *legend).stylize("$text-muted")
        counts = [(grasp, self.cells[self.highlighted].count(grasp)) for grasp in CELLS]
        told = ", ".join(f"{number} {grasp}" for grasp, number in counts if number)
        return line("  ", (f"{self._modules[self.highlighted].head.title}: {told}", "$text-muted"))

    def action_walk(self, across: int, down: int) -> None:
        """To the module beside this one, or in another row; up from the first row leaves the map."""
        after = self.highlighted + across + down * self._columns(self.content_size.width)
        if after < 0:
            self.post_message(self.Left())
        elif after < len(self._modules):
            self.highlighted = after
            self._bring_into_view()

    def _bring_into_view(self) -> None:
        row = self.highlighted // self._columns(self.content_size.width) + 1
        self.call_after_refresh(self._show_row, row)

    def _show_row(self, row: int) -> None:
        if isinstance(self.parent, Widget):
            place = self.virtual_region
            region = Region(place.x, place.y + row, place.width, 2)
            self.parent.scroll_to_region(region, animate=False, immediate=True)

    def action_open(self) -> None:
        """The lessons of the highlighted module."""
        self.screen.post_message(Go(ToModule(self._modules[self.highlighted].head.id)))

    def on_click(self, event: Click) -> None:
        """Open the module that was clicked on."""
        event.stop()
        columns = self._columns(self.content_size.width)
        place = event.get_content_offset(self)
        if place is None or place.y < 1:
            return
        number = (place.y - 1) * columns + min(columns - 1, place.x // (self.content_size.width // columns))
        if number < len(self._modules):
            self.highlighted = number
            self.action_open()
