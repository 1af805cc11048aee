"""A list to choose from: with a digit or letter, with the arrows and Enter, or with the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import ClassVar, TypeAlias

from msgspec import Struct
from rich.cells import cell_len
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.events import Click, MouseMove
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from tutor.tui.destinations import Destination, Go
from tutor.tui.text import beside, line, plain, wrapped
from tutor.tui.widgets.frame import LaidOnce

CURSOR = "▶"
CHIP = "bold $accent on $panel"
"""Of a letter that answers."""
HIGHLIGHTED, HEADING, HOVER, PLAIN = "picker--highlighted", "picker--heading", "picker--hover", "picker--plain"
"""How an entry looks."""
_NOBODY = -1
"""Owner of an empty line."""
ROOMY, FEW = 34, 6
"""Lines of a window in which there is air between so many answers."""

LETTERS = "abcdefg"
"""Letters beside the digits; the letters after these are left to actions such as hint."""


class Entry(Struct, frozen=True):
    """One thing in the list."""

    text: Content
    keys: tuple[str, ...] = ()
    """Keys that pick it at once; the first one is shown."""
    sign: str = ""
    """Stands before the text, such as `[x]`. Entries in one list have signs of the same width."""
    mark: str = ""
    """Where the cursor goes, when an answer was given: whether this entry was chosen, and whether rightly."""
    chip: bool = False
    """Whether the key stands out as a chip: in what one answers with."""
    indent: int = 0
    """Cells to the right, for what belongs to the entry above."""
    heading: bool = False
    """Only to read."""
    subject: int = 0
    """What the entry stands for, in a list whose entries change places."""
    go: Destination | Callable[[], object] | None = None
    """Where it leads in a `MenuList`, or what it does."""
    aside: Content | None = None
    """At the right end of the line, or below it."""


def lettered(texts: Sequence[Content], signs: Sequence[str] = (), marks: Sequence[str] = ()) -> tuple[Entry, ...]:
    """What one answers with: a chip with a letter for the first seven, and a digit that works as well."""
    found = zip(texts, signs or [""] * len(texts), marks or [""] * len(texts), strict=True)
    return tuple(Entry(text, keys_of(n)[::-1], sign, mark, chip=True) for n, (text, sign, mark) in enumerate(found))


Choices: TypeAlias = Iterable[tuple[Content, Destination | Callable[[], object]]]


def menu(choices: Choices, *, chips: bool = False) -> tuple[Entry, ...]:
    """The same for a `MenuList`: each text with where it leads, or what it does. `chips`: one answers with it."""
    keys = slice(None, None, -1) if chips else slice(1)
    return tuple(Entry(text, keys_of(number)[keys], chip=chips, go=go) for number, (text, go) in enumerate(choices))


def keys_of(number: int) -> tuple[str, ...]:
    """The keys of the entry with this number, from 0: `1` and `a`."""
    return (*digits[1:][number : number + 1], *LETTERS[number : number + 1])


def _room_for_label(entry: Entry) -> int:
    """Cells of `Picker._label_of`, without making it: a long list is wrapped before most of it is drawn."""
    if entry.heading:
        return 1
    return 5 + entry.chip + entry.indent + (cell_len(entry.sign) + 1 if entry.sign else 0)


class Picker(LaidOnce, can_focus=True):
    """The list, in one widget. Holds the focus, so that digits always arrive."""

    ALLOW_SELECT: ClassVar[bool] = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {HIGHLIGHTED, HEADING, HOVER, PLAIN}
    MARKS: ClassVar[Mapping[str, str]] = {"✓": "bold $text-success", "✗": "bold $text-error", "•": "bold $text-primary"}
    DEFAULT_CSS = """
    Picker { height: auto; width: 1fr; text-wrap: nowrap; }
    Picker > .picker--highlighted { background: $panel; text-style: bold; }
    Picker > .picker--hover { background: $panel; }
    Picker > .picker--heading { color: $text-primary; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Omhoog", show=False),
        Binding("down", "move(1)", "Omlaag", show=False),
        Binding("enter", "confirm", "Kies"),
        Binding("space", "pick", "Kies", show=False),
        *(Binding(key, f"press('{key}')", "Kies", show=False) for key in digits + ascii_lowercase),
    ]

    entries: reactive[tuple[Entry, ...]] = reactive((), init=False, bindings=True)
    highlighted: reactive[int | None] = reactive(None, init=False, bindings=True)

    @dataclass
    class Picked(Message):
        """An entry was picked with its key, with space or with the mouse."""

        picker: Picker
        index: int
        entry: Entry
        """What the learner saw there; by the time that this is read, the list may have moved on."""

        @property
        def control(self) -> Picker:
            return self.picker

    @dataclass
    class Confirmed(Message):
        """Enter was pressed; `index` is the highlighted entry, if there is one."""

        picker: Picker
        index: int | None

        @property
        def control(self) -> Picker:
            return self.picker

    def __init__(self, entries: Sequence[Entry], *, highlighted: int | None = None) -> None:
        super().__init__()
        self.set_reactive(Picker.entries, tuple(entries))
        self.set_reactive(Picker.highlighted, highlighted)
        self._wrapped: tuple[tuple[int, bool], list[list[Content]]] | None = None
        self._places: list[tuple[int, int]] = []
        self._drawn: dict[tuple[int, str], list[Strip]] = {}
        self._pointed: int | None = None
        self.waits: Callable[[Picker], bool] = lambda _: False
        """Whether Enter is left to the screen, which reads on first."""

    def render(self) -> Content:
        return Content()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._lay(width)
        return len(self._places)

    def render_line(self, y: int) -> Strip:
        """One line of one entry. What was drawn is kept, so that moving the highlight draws two entries anew."""
        width = self.content_size.width
        self._lay(width)
        index, number = self._places[y] if y < len(self._places) else (_NOBODY, 0)
        if index == _NOBODY:
            return Strip.blank(width, self.get_visual_style(PLAIN).rich_style)
        look = self._look_of(index)
        if (index, look) not in self._drawn:
            self._drawn[index, look] = self._draw(index, look, width)
        return self._drawn[index, look][number]

    def _draw(self, index: int, look: str, width: int) -> list[Strip]:
        label = self._label_of(index)
        indent = plain(" " * label.cell_length)
        texts = self._wrapped[1][index] if self._wrapped else []
        shown = Content("\n").join(line(indent if number else label, text) for number, text in enumerate(texts))
        strips = Visual.to_strips(self, shown, width, None, self.get_visual_style(look))
        back = self.get_visual_style(look).rich_style
        return [strip.extend_cell_length(width, back) for strip in strips]

    def _lay(self, width: int) -> None:
        """Wrap all entries at a width, and know which line belongs to which entry."""
        roomy = self.app.size.height >= ROOMY and len(self.entries) <= FEW and all(one.chip for one in self.entries)
        if width <= 0 or (self._wrapped and self._wrapped[0] == (width, roomy)):
            return
        rooms = [max(width - _room_for_label(entry) - 1, 1) for entry in self.entries]
        texts = [
            wrapped(beside(entry.text, entry.aside, room) if entry.aside else entry.text, room)
            for entry, room in zip(self.entries, rooms, strict=True)
        ]
        self._wrapped = ((width, roomy), texts)
        self._drawn.clear()
        self._places = []
        for index, entry in enumerate(self.entries):
            if entry.heading or (roomy and index):
                self._places.append((_NOBODY, 0))
            self._places += [(index, number) for number in range(len(texts[index]))]

    def _label_of(self, index: int) -> Content:
        """What stands before the text, with the empty cell at the edge."""
        entry = self.entries[index]
        if entry.heading:
            return plain(" ")
        cursor = entry.mark or (CURSOR if index == self.highlighted else " ")
        before = (f" {' ' * entry.indent}{cursor}", self.MARKS.get(entry.mark, "bold $accent"))
        key = entry.keys[0] if entry.keys else " "
        sign = f"{entry.sign} " if entry.sign else ""
        if entry.chip:
            return line(before, (f" {key} ", CHIP), " ", (sign, "$accent"))
        return line(before, (f" {key} ", "bold $accent"), (sign, "$accent"))

    def _look_of(self, index: int) -> str:
        if self.entries[index].heading:
            return HEADING
        return HIGHLIGHTED if index == self.highlighted else HOVER if index == self._pointed else PLAIN

    @property
    def texts(self) -> list[str]:
        """What is shown of every entry, without style."""
        return [f"{self._label_of(index).plain[1:]}{entry.text.plain}" for index, entry in enumerate(self.entries)]

    def region_of(self, index: int) -> Region:
        """The lines of an entry, seen from the list."""
        self._lay(self.content_size.width)
        lines = [y for y, (owner, _) in enumerate(self._places) if owner == index]
        return Region(0, lines[0], self.content_size.width, len(lines)) if lines else Region()

    def entry_at(self, y: int) -> int | None:
        """The entry on a line of the list; None for a heading or an empty line."""
        index = self._places[y][0] if 0 <= y < len(self._places) else _NOBODY
        return None if index == _NOBODY or self.entries[index].heading else index

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    def watch_entries(self) -> None:
        before = [owner for owner, _ in self._places]
        self._wrapped = None
        self._lay(self.content_size.width)
        self.refresh(layout=before != [owner for owner, _ in self._places])

    def watch_highlighted(self, before: int | None, after: int | None) -> None:
        """Mark the entry and bring it into view."""
        for index in (before, after):
            if index is not None:
                for look in (PLAIN, HOVER, HIGHLIGHTED):
                    self._drawn.pop((index, look), None)
                self._refresh_entry(index)
        if after is not None:
            self.bring_into_view(after)

    def _refresh_entry(self, index: int) -> None:
        if index < len(self.entries) and (region := self.region_of(index)):
            self.refresh(region)

    def bring_into_view(self, *indices: int) -> None:
        """Scroll to these entries once they have their place; the last one wins when not all of them fit."""
        self.call_after_refresh(self.show, *indices)

    def show(self, *indices: int) -> None:
        """Scroll to these entries now."""
        page, place = self._place()
        for index in indices:
            if page and index < len(self.entries) and (region := self.region_of(index)):
                page.scroll_to_region(region.translate(place), animate=False, immediate=True)

    def _place(self) -> tuple[Widget | None, Offset]:
        """What this list scrolls in, and where in it the list is."""
        node: DOMNode | None = self
        place = Offset()
        while isinstance(node, Widget):
            place += node.virtual_region.offset + node.gutter.top_left
            node = node.parent
            if isinstance(node, Widget) and node.allow_vertical_scroll:
                return node, place
        return None, place

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """A key that picks nothing here is left to the screen."""
        nothing = action in ("confirm", "pick") and all(entry.heading for entry in self.entries)
        nothing |= action == "confirm" and self.waits(self)
        return not nothing if action != "press" else self._of_key(str(parameters[0])) is not None

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
        seen = self.is_seen(index)
        if not seen:
            self.bring_into_view(index)
        return seen

    def is_seen(self, index: int) -> bool:
        """Whether at least a line of an entry is within view."""
        region = self.region_of(index).translate(self.content_region.offset)
        around = [node for node in self.ancestors if isinstance(node, Widget)]
        return self.display and all(region.overlaps(node.scrollable_content_region) for node in around)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show what a click would pick."""
        self._point_at(self.entry_at(event.y))

    def on_leave(self) -> None:
        self._point_at(None)

    def _point_at(self, index: int | None) -> None:
        before, self._pointed = self._pointed, index
        if before != index:
            for entry in (before, index):
                if entry is not None:
                    self._refresh_entry(entry)

    def on_click(self, event: Click) -> None:
        """Pick what was clicked on."""
        event.stop()
        index = self.entry_at(event.y)
        if index is not None:
            self._pick(index)

    def _pick(self, index: int) -> None:
        self.highlighted = index
        self.post_message(self.Picked(self, index, self.entries[index]))


class Checklist(Picker):
    """A list in which Enter says that the learner is ready."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "confirm", "Klaar")]


class MenuList(Picker):
    """A list whose entries lead somewhere. Enter without a highlighted entry is told, as in any list."""

    class Ended(Message):
        """The learner walked on from the last entry."""

    def action_move(self, step: int) -> None:
        try:
            super().action_move(step)
        except SkipAction:
            if step > 0:
                self.post_message(self.Ended())
            raise

    def action_confirm(self) -> None:
        """Enter means the same as the key of the entry."""
        if self.highlighted is None:
            super().action_confirm()
        else:
            self.action_pick()

    def _pick(self, index: int) -> None:
        self.highlighted = index
        self.follow(index)

    def follow(self, index: int) -> None:
        """Go where an entry leads."""
        go = self.entries[index].go
        if isinstance(go, Destination):
            self.screen.post_message(Go(go))
        elif go:
            go()

    def keep_highlight(self) -> bool:
        """After a change of entries: whether the highlighted one still leads somewhere; if not, the first that does."""
        here = self.highlighted
        if here is not None and here < len(self.entries) and self.entries[here].go:
            return True
        self.highlighted = next((index for index, entry in enumerate(self.entries) if entry.go), None)
        return False
