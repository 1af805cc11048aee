"""A line of text behind a label, a text to read with links to follow, and a part of a screen that scrolls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style

from tutor.content.markdown import parse, played_in
from tutor.learning.drawing import moved, start
from tutor.model.drawing import Drawing
from tutor.tui.destinations import Go, of_link
from tutor.tui.prose import Link, Prose, lay, link_number, read
from tutor.tui.text import line, lines, plain, wrapped
from tutor.tui.widgets.frame import LaidOnce

HIGH = 30
"""Lines: so high a page explains its words below the text."""


class Labelled(NamedTuple):
    """Label and text, with a hanging indent."""

    label: Content
    text: Content
    tight: bool = False
    """Whether there is no empty line above it."""

    def lines(self, width: int) -> list[Content]:
        indent = plain(" " * self.label.cell_length)
        found = wrapped(self.text, max(width - self.label.cell_length, 1))
        return [line(indent if number else self.label, part) for number, part in enumerate(found)]


class Paragraphs(LaidOnce):
    """Such texts below each other in one widget: each widget is styled, laid out and told of its size by itself."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    Paragraphs { height: auto; width: 1fr; }
    """

    def __init__(self, *parts: Labelled, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._parts = parts
        self._laid: tuple[int, list[Content]] = (0, [])

    def _lines(self, width: int) -> list[Content]:
        if self._laid[0] != width:
            found: list[Content] = []
            for part in self._parts:
                found += [plain("")] if found and not part.tight else []
                found += part.lines(width)
            self._laid = (width, found)
        return self._laid[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width)) if width else 0

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))


class Row(Paragraphs):
    """One of them, which may change."""

    def __init__(self, label: Content, text: Content, *, classes: str | None = None) -> None:
        super().__init__(Labelled(label, text), classes=classes)

    def show(self, label: Content, text: Content) -> None:
        before = self._parts[0]
        if label.is_same(before.label) and text.is_same(before.text):
            return
        grows = (label.cell_length, text.plain) != (before.label.cell_length, before.text.plain)
        self._parts, self._laid = (Labelled(label, text),), (0, [])
        self.refresh(layout=grows)

    @property
    def text(self) -> str:
        """All that is shown, without style."""
        return "".join(part.plain for part in self._parts[0][:2])


class LessonText(LaidOnce):
    """One widget for a whole text: Textual's Markdown makes one for every paragraph, which costs a third more."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    LessonText { height: auto; width: 1fr; }
    """

    selected: reactive[int | None] = reactive(None, init=False, layout=True)
    """Index of the link that Enter opens."""

    def __init__(self, text: str, *, above: Content | None = None) -> None:
        """`above` stands over the text, such as a title and an empty line.

        `show` also takes what stands below, such as a note."""
        super().__init__()
        self.auto_links = False  # links have their own look, also when one is marked
        self._source, self._tokens = text, parse(text)
        self._above = above
        self._below: Content | None = None
        self._explain: Callable[[str], str] = lambda _: ""
        self._played: Drawing | None = None
        self._at: int | None = None
        self._prose = read(self._tokens)
        self._room = 0
        self._laid: tuple[int, int, list[Content]] | None = None

    def show(
        self,
        text: str,
        *,
        above: Content | None = None,
        below: Content | None = None,
        today: date | None = None,
        explain: Callable[[str], str] = lambda _: "",
    ) -> None:
        """`today`: its drawing can be played with, and begins on this day. `explain`: what a link means."""
        if text != self._source:
            self._source, self._tokens = text, parse(text)
            self._played = played_in(self._tokens) if today else None
            self._at = start(self._played, today) if self._played and today else None
        self._above, self._below, self._explain = above, below, explain
        self.set_reactive(LessonText.selected, None)
        self._renew()

    def watch_selected(self) -> None:
        self._renew()

    def _renew(self) -> None:
        self._prose = read(self._tokens, self.selected, self._at)
        self._laid = None
        self.refresh(layout=True)

    @property
    def played(self) -> bool:
        """Whether its drawing can be played with."""
        return self._played is not None

    def play(self, steps: int) -> None:
        """Change the number of its drawing, and with it what follows."""
        if self._played and self._at is not None:
            self._at = moved(self._played, self._at, steps)
            self._renew()

    @property
    def prose(self) -> Prose:
        return self._prose

    def lines(self, width: int) -> list[Content]:
        """All lines at a width in cells; boxes close up when the text then fits on the screen."""
        if self._laid is None or self._laid[:2] != (width, self._room):
            above = self._above.wrap(width) if self._above else []
            below = [plain(""), *wrapped(self._below, width)] if self._below else []
            found = [*above, *lay(self._prose.blocks, width), *below]
            if len(found) > self._room:
                closed = [*above, *lay(self._prose.blocks, width, close=True), *below]
                found = closed if len(closed) <= self._room else found
            self._laid = (width, self._room, [*found, *self._words(width, self._room - len(found))])
        return self._laid[2]

    def _words(self, width: int, room: int) -> list[Content]:
        """In a high window what the words of the text mean, as far as there is room."""
        rows: list[Content] = []
        for number, link in enumerate(self._prose.links if self._room >= HIGH else ()):
            if told := self._explain(link.target):
                word = line((f"{link.label}{link_number(number)}  ", "$text-primary"), (told, "$text-muted"))
                found = [plain(""), *word.wrap(width)]
                if len(rows) + len(found) + 4 > room:
                    break
                rows += found
        return [plain(""), plain("─" * width, "$rule"), *rows] if rows else []

    def line_of(self, link: int) -> int:
        """The line on which a link begins."""
        for number, text in enumerate(self.lines(self.content_size.width)):
            if any(isinstance(span.style, Style) and span.style.meta.get("link") == link for span in text.spans):
                return number
        return 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._room = container.height
        return len(self.lines(width)) if width > 0 else 0

    def render(self) -> Content:
        return lines(*self.lines(self.content_size.width))

    def action_follow(self, index: int) -> None:
        """Open the link with this index."""
        if 0 <= index < len(self.prose.links):
            link = self.prose.links[index]
            self.screen.post_message(Go(of_link(link.target), label=link.label))


class ScrollPage(VerticalScroll, LaidOnce, can_focus=False, inherit_bindings=False):
    """Without keys and focus of its own: keys are those of the screen, and digits arrive in a form after a click."""

    DEFAULT_CSS = """
    ScrollPage { scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Moved(Message):
        """There is text below the screen now, or there is none any more."""

        page: ScrollPage

    more: reactive[bool] = reactive(False, init=False)
    """Whether there is text below the bottom of the screen, as was told last."""

    def __init__(self, *, id: str | None = None, overlap: int = 2) -> None:  # noqa: A002
        """`overlap`: lines that stay in view when the next part comes."""
        super().__init__(id=id)
        self._overlap = overlap

    def on_mount(self) -> None:
        """Follow what is in view."""
        for name in ("scroll_y", "virtual_size", "size"):
            self.watch(self, name, self._look, init=False)

    def on_resize(self) -> None:
        """The height of the screen is known only now."""
        self._look()

    def _look(self) -> None:
        self.more = self.more_below

    def watch_more(self) -> None:
        """Tell the screen, which shows it."""
        self.post_message(self.Moved(self))

    @property
    def more_below(self) -> bool:
        """Whether there is text below the bottom of the screen now."""
        return self.scroll_y < self.max_scroll_y

    def scroll_lines(self, lines: int) -> None:
        """Scroll some lines down, or up below zero."""
        self.scroll_relative(y=lines, animate=False)

    def scroll_parts(self, parts: int) -> None:
        """Scroll some screens down, or up below zero."""
        self.scroll_lines(parts * max(1, self.scrollable_content_region.height - self._overlap))


class Reader(ScrollPage, can_focus=True, inherit_bindings=False):
    """A text that scrolls. Tab goes from link to link and Enter opens one; a digit opens it at once.

    Keys that have nothing to do here, such as space at the end of the text, are left to the screen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", "Omhoog", show=False),
        Binding("down", "scroll(1)", "Omlaag", show=False),
        Binding("home", "top", "Begin", show=False),
        Binding("end", "bottom", "Eind", show=False),
        Binding("space,pagedown", "page_down", "Verder", show=False),
        Binding("pageup", "page_up", "Terug", show=False),
        Binding("tab", "select(1)", "Volgend woord", show=False),
        Binding("shift+tab", "select(-1)", "Vorig woord", show=False),
        Binding("enter", "open", "Open woord", show=False),
        Binding("left", "play(-1)", "Verander", key_display="←→"),
        Binding("right", "play(1)", "Verander", show=False),
        Binding("1", "open(0)", "Uitleg", key_display="1-9"),
        *(Binding(str(digit), f"open({digit - 1})", "Uitleg", show=False) for digit in range(2, 10)),
    ]

    def __init__(self, text: str, *, above: Content | None = None) -> None:
        super().__init__()
        self._text = LessonText(text, above=above)

    def compose(self) -> ComposeResult:
        yield self._text

    def show(
        self,
        text: str,
        *,
        above: Content | None = None,
        below: Content | None = None,
        stay: bool = False,
        today: date | None = None,
        explain: Callable[[str], str] = lambda _: "",
    ) -> None:
        """Another text, from its top; or with `stay` where the learner was, when only what stands around it changed."""
        self._text.show(text, above=above, below=below, today=today, explain=explain)
        if not stay:
            self.scroll_home(animate=False, immediate=True)
        self.refresh_bindings()

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of the text."""
        return self._text.prose.links

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys to the screen that have nothing to do here."""
        match action, parameters:
            case "open", ():
                return self._text.selected is not None
            case "open", (int(index), *_):
                return index < len(self.links)
            case "play", _:
                return self._text.played
            case "select", _:
                return bool(self.links)
            case "page_down", _:
                return self.more_below
            case "page_up", _:
                return self.scroll_y > 0
        return True

    def action_scroll(self, step: int) -> None:
        """One line up or down."""
        self.scroll_lines(step)

    def action_top(self) -> None:
        self.scroll_home(animate=False)

    def action_bottom(self) -> None:
        self.scroll_end(animate=False)

    def action_page_down(self) -> None:
        """The next part, with two lines of overlap."""
        self.scroll_parts(1)

    def action_page_up(self) -> None:
        self.scroll_parts(-1)

    def action_play(self, steps: int) -> None:
        self._text.play(steps)

    def action_select(self, step: int) -> None:
        """Mark the next link, or none after the last one, and bring it into view."""
        count = len(self.links)
        places: list[int | None] = [None, *range(count)]
        self._text.selected = places[(places.index(self._text.selected) + step) % len(places)]
        if self._text.selected is not None:
            self._show_line(self._text.line_of(self._text.selected))

    def _show_line(self, number: int) -> None:
        top, height = int(self.scroll_y), self.scrollable_content_region.height
        if not top <= number < top + height - 1:
            self.scroll_to(y=max(0, number - height // 2), animate=False)

    def action_open(self, index: int | None = None) -> None:
        """Open a link by index, or else the one that is marked."""
        chosen = self._text.selected if index is None else index
        if chosen is not None:
            self._text.action_follow(chosen)
