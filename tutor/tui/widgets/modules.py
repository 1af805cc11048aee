"""The modules as a map: a cell for each lesson, walked with the arrows; where there is room, with the lessons below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tutor.learning.mastery import Grasp
from tutor.model import Module
from tutor.service import phrases
from tutor.tui.destinations import Go, ToLesson, ToModule
from tutor.tui.text import beside, line, lines, plain
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
ONE_COLUMN, WITH_LESSONS = 36, 48
"""Lines of the window from which each module has a line of its own, and from which the lessons of one stand below."""


class ModuleMap(Widget, can_focus=True):
    """Modules in columns, from left to right; in the border what the cells mean, or how far the highlighted one is."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    ModuleMap {
        height: auto; width: 1fr; border: round $rule;
        border-title-color: $text-primary; border-title-style: bold; border-subtitle-color: $text-muted;
    }
    ModuleMap:focus { border: round $primary; }
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
    highlighted: reactive[int] = reactive(0, layout=True)

    class Left(Message):
        """The learner walked up, out of the map."""

    def __init__(self, modules: Sequence[Module], at: int = 0) -> None:
        """`at`: the module to begin with."""
        super().__init__()
        self._modules = modules
        self.set_reactive(ModuleMap.highlighted, at)
        self.border_title = "Modules"
        self.auto_links = False

    def _explain(self) -> None:
        self.border_subtitle = self._meaning()

    on_mount = on_focus = on_blur = watch_cells = watch_highlighted = _explain

    def _columns(self, width: int) -> int:
        return 1 if self.app.size.height >= ONE_COLUMN else max(1, min(MOST, width // COLUMN))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def render(self) -> Content:
        """The rows, and below them the lessons of the highlighted module."""
        return lines(*self._rows(self.content_size.width))

    def _rows(self, total: int) -> list[Content]:
        columns = self._columns(total)
        width = total // columns
        shown = [self._module(number, width) for number in range(len(self._modules))]
        rows = [line(*shown[at : at + columns]) for at in range(0, len(shown), columns)]
        return [*rows, *(self._lessons(total) if self.app.size.height >= WITH_LESSONS else ())]

    def _module(self, number: int, width: int) -> Content:
        here = self.has_focus and number == self.highlighted
        known = self.cells[number] if number < len(self.cells) else ()
        apart = " " if width >= 2 * COLUMN else ""
        cells = plain(apart).join(plain(*CELLS[one]) for one in known)
        longest = max((len(module.lessons) for module in self._modules), default=0)
        cells = cells.pad_right(longest + len(apart) * (longest - 1) - cells.cell_length if apart else 0)
        title = plain(self._modules[number].head.title)
        title = title.truncate(max(1, width - 5 - cells.cell_length), ellipsis=True)
        name = line((CURSOR if here else " ", "bold $accent"), " ", title.stylize("bold $text-primary" if here else ""))
        return line(" ", name, " " * (width - 2 - name.cell_length - cells.cell_length), cells, " ")

    def _lessons(self, width: int) -> Iterator[Content]:
        """What is in the module in hand; a click opens it."""
        module = self._modules[self.highlighted]
        known = self.cells[self.highlighted] if self.highlighted < len(self.cells) else ()
        yield plain("")
        yield line("   ", (module.head.title, "bold $text-primary"))
        for lesson, grasp in zip(module.lessons, known, strict=False):
            open_it = Style.from_meta({"@click": f"lesson({lesson.head.id!r})"})
            name = line("   ", CELLS[grasp], " ", plain(lesson.head.title).stylize(open_it))
            yield beside(name, plain(f"{grasp}, {phrases.minutes(lesson.head.minutes)} ", "$text-muted"), width - 1)

    def _meaning(self) -> Content:
        if not self.has_focus or not self.cells:
            return plain("".join(f" {sign} {grasp} " for grasp, (sign, _) in CELLS.items()))
        counts = [(grasp, self.cells[self.highlighted].count(grasp)) for grasp in CELLS]
        told = ", ".join(f"{number} {grasp}" for grasp, number in counts if number)
        return plain(f" {self._modules[self.highlighted].head.title}: {told} ")

    def action_walk(self, across: int, down: int) -> None:
        """To the module beside this one, or in another row; up from the first row leaves the map."""
        after = self.highlighted + across + down * self._columns(self.content_size.width)
        if after < 0:
            self.post_message(self.Left())
        elif after < len(self._modules):
            self.highlighted = after
            self.bring_into_view()

    def bring_into_view(self) -> None:
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

    def action_lesson(self, lesson: str) -> None:
        """A lesson of the highlighted module."""
        self.screen.post_message(Go(ToLesson(lesson)))

    def on_click(self, event: Click) -> None:
        """Open the module that was clicked on."""
        event.stop()
        columns = self._columns(self.content_size.width)
        place = event.get_content_offset(self)
        if place is None:
            return
        number = place.y * columns + min(columns - 1, place.x // (self.content_size.width // columns))
        if number < len(self._modules) and place.y < -(-len(self._modules) // columns):
            self.highlighted = number
            self.action_open()
