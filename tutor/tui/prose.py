"""Markdown of a step as lines that fit the screen: read into blocks, then laid out for a width.

Whatever authors cannot write does not appear; unknown parts show their text. In a table columns get the room they need,
cells wrap, and a table too wide for that becomes a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, zip_longest
from typing import TypeAlias

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from textual.content import Content
from textual.style import Style

from tutor.content.markdown import drawing_in, is_drawing, played_in
from tutor.learning.strokes import Tone, draw
from tutor.model.drawing import Drawing
from tutor.tools.meeting import Count
from tutor.tui.text import clean, is_amount, line, plain


class Notice(StrEnum):
    """The bold word with which authors begin a box."""

    WARNING = "Let op."
    REMEMBER = "Onthoud."
    LOCAL = "Lokaal."
    PROVINCIAL = "Statenlid."
    WATER_BOARD = "AB-lid."


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, without its own layout."""

    text: Content


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a step."""

    text: Content


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is the first number, or None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None
    tight: bool
    """No empty lines between the items."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody says or writes, or a box when it has a notice."""

    blocks: tuple[Block, ...]
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The first row is the head."""

    rows: tuple[tuple[Content, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, and the number that play moved it to."""

    drawing: Drawing
    at: int | None
    said: tuple[Count, ...] | None = None
    """What a tool counted, in the place of what the drawing counts by itself."""


Block: TypeAlias = Figure | Paragraph | Heading | Listing | Quote | Table


@dataclass(frozen=True, slots=True)
class Link:
    """Where a word leads, such as `begrip:motie`."""

    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A step, and its links in the order in which they appear; the first of them is number 1."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...]


LINK = "underline $primary"
SELECTED = "bold $block-cursor-foreground on $block-cursor-background"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read(tokens: Sequence[Token], selected: int | None = None, at: int | None = None) -> Prose:
    """The blocks and links of a step; the link with index `selected` is marked, and what is played with is at `at`."""
    reader = _Reader(selected, at, played_in(tokens) if at is not None else None)
    blocks = reader.blocks(SyntaxTreeNode(tokens).children)
    return Prose(blocks, tuple(reader.links))


def link_number(index: int) -> str:
    """The small number behind a link, from 1."""
    return str(index + 1).translate(_SUPERSCRIPT)


class _Reader:
    def __init__(self, selected: int | None, at: int | None, played: Drawing | None) -> None:
        self.links: list[Link] = []
        self.selected = selected
        self.at = at
        self.played = played

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[Block, ...]:
        return tuple(self.block(node) for node in nodes)

    def block(self, node: SyntaxTreeNode) -> Block:
        match node.type:
            case "heading":
                return Heading(self.inline(node.children))
            case "bullet_list" | "ordered_list":
                return self.listing(node)
            case "blockquote":
                return self.quote(node)
            case "table":
                return Table(
                    tuple(
                        tuple(self.inline(cell.children) for cell in row.children)
                        for part in node.children
                        for row in part.children
                    )
                )
            case "fence" if is_drawing(token := node.to_tokens()[0]) and (drawing := drawing_in(token.content)):
                return Figure(drawing, self.at if drawing == self.played else None)
            case _:
                return Paragraph(self.inline(node.children) if node.children else plain(node.content.rstrip("\n")))

    def listing(self, node: SyntaxTreeNode) -> Listing:
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        hidden = [part.hidden for item in node.children for part in item.children if part.type == "paragraph"]
        return Listing(tuple(self.blocks(item.children) for item in node.children), start, tight=all(hidden))

    def quote(self, node: SyntaxTreeNode) -> Quote:
        """A box when it begins with one of the bold words, which then becomes its title."""
        notice = _notice(node)
        blocks = self.blocks(node.children)
        if notice and isinstance(blocks[0], Paragraph):
            rest = blocks[0].text[len(notice) :]
            rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
            blocks = (*((Paragraph(rest),) if rest.plain else ()), *blocks[1:])
        return Quote(blocks, notice)

    def inline(self, nodes: Iterable[SyntaxTreeNode]) -> Content:
        return line(*(self.span(node) for node in nodes))

    def span(self, node: SyntaxTreeNode) -> Content:
        match node.type:
            case "strong":
                return self.inline(node.children).stylize("bold")
            case "em":
                return self.inline(node.children).stylize("italic")
            case "link":
                return self.link(node)
            case "softbreak":
                return plain(" ")
            case "hardbreak":
                return plain("\n")
            case "inline":
                return self.inline(node.children)
            case _:
                return self.inline(node.children) if node.children else plain(node.content)

    def link(self, node: SyntaxTreeNode) -> Content:
        """The words of a link with its number; the same target has the same number throughout."""
        words = self.inline(node.children)
        target = clean(str(node.attrs.get("href", "")))
        known = next((number for number, link in enumerate(self.links) if link.target == target), None)
        index = len(self.links) if known is None else known
        if known is None:
            self.links.append(Link(target, words.plain))
        style = SELECTED if index == self.selected else LINK
        go = Style.from_meta({"@click": f"follow({index})", "link": index})
        return line(words.stylize(style), plain(link_number(index), "$primary")).stylize(go)


def _notice(node: SyntaxTreeNode) -> Notice | None:
    """The notice whose word stands in bold at the start of the first paragraph."""
    first: SyntaxTreeNode | None = node
    while first is not None and first.children and first.type != "strong":
        first = next((child for child in first.children if child.type != "text" or child.content), None)
    if first is None or first.type != "strong":
        return None
    word = "".join(child.content for child in first.children)
    return next((notice for notice in Notice if notice == word), None)


_BULLETS = ("• ", "– ", "· ")
_NOTICE = {
    Notice.WARNING: "$text-warning",
    Notice.REMEMBER: "$text-accent",
    Notice.LOCAL: "$text-success",
    Notice.PROVINCIAL: "$text-primary",
    Notice.WATER_BOARD: "$text-primary",
}
_TONES = {
    Tone.PLAIN: "",
    Tone.TITLE: "bold",
    Tone.MUTED: "$text-muted",
    Tone.GOOD: "$text-success",
    Tone.BAD: "$text-error",
    Tone.NOW: "bold $text-accent",
    Tone.ONE: "$text-primary",
    Tone.TWO: "$text-warning",
    Tone.THREE: "$text-success",
    Tone.FOUR: "$text-error",
}
_NARROWEST = 8
"""Cells that text gets at the least, however deep it is nested."""


def lay(blocks: Iterable[Block], width: int, depth: int = 0, *, close: bool = False) -> list[Content]:
    """The lines of these blocks, each at most `width` cells wide, with an empty line between blocks.

    `close`: none before a box, which its colour sets apart.
    """
    lines: list[Content] = []
    for block in blocks:
        if lines and not (close and isinstance(block, Quote) and block.notice):
            lines.append(plain(""))
        lines += _block(block, max(width, _NARROWEST), depth)
    return lines


def _block(block: Block, width: int, depth: int) -> list[Content]:
    match block:
        case Paragraph(text):
            return text.wrap(width)
        case Heading(text):
            return text.stylize("bold $text-primary").wrap(width)
        case Listing():
            return _list(block, width, depth)
        case Quote(blocks, notice):
            return _quote(blocks, width, depth) if notice is None else _box(blocks, notice, width, depth)
        case Table():
            return lay_table(block, width)
        case Figure(drawing, at, said):
            rows = draw(drawing, width, at, said=said)
            return [line(*(plain(text, _TONES[tone]) for text, tone in row)) for row in rows]


def _list(listing: Listing, width: int, depth: int) -> list[Content]:
    count = len(listing.items)
    if listing.start is None:
        markers = [_BULLETS[min(depth, len(_BULLETS) - 1)]] * count
    else:
        room = len(str(listing.start + count - 1))
        markers = [f"{number:>{room}}. " for number in range(listing.start, listing.start + count)]
    lines: list[Content] = []
    for marker, blocks in zip(markers, listing.items, strict=True):
        if lines and not listing.tight:
            lines.append(plain(""))
        inner = _item(blocks, width - len(marker), depth + 1, tight=listing.tight)
        hang = plain(" " * len(marker))
        lines += [line(plain(marker, "$text-primary") if not n else hang, part) for n, part in enumerate(inner)]
    return lines


def _item(blocks: tuple[Block, ...], width: int, depth: int, *, tight: bool) -> list[Content]:
    if not tight:
        return lay(blocks, width, depth) or [plain("")]
    return [part for block in blocks for part in _block(block, max(width, _NARROWEST), depth)] or [plain("")]


def _quote(blocks: tuple[Block, ...], width: int, depth: int) -> list[Content]:
    bar = plain("│ ", "$rule")
    return [line(bar, part) for part in lay(blocks, width - 2, depth)]


def _box(blocks: tuple[Block, ...], notice: Notice, width: int, depth: int) -> list[Content]:
    """The title stands before the first words, or alone above what is no running text."""
    style = _NOTICE[notice]
    title = notice.removesuffix(".")
    match blocks:
        case (Paragraph(text), *rest):
            inner = lay((Paragraph(line((title + GAP, f"bold {style}"), text)), *rest), width - 3, depth)
        case _:
            inner = [plain(title, f"bold {style}"), *lay(blocks, width - 3, depth)]
    rows = [line(plain("▌ ", style), part) for part in inner]
    return [row.extend_right(width - row.cell_length).stylize_before("on $surface") for row in rows]


GAP = "  "
NARROWEST = 9
"""Cells: a column narrower than this (or than its longest word) reads worse than a list."""
TALLEST = 4
"""Lines: a cell that needs more is easier to read in a list."""


def lay_table(table: Table, width: int) -> list[Content]:
    """The table in lines of at most `width` cells."""
    columns = max((len(row) for row in table.rows), default=0)
    rows = [(*row, *[plain("")] * (columns - len(row))) for row in table.rows]
    if not columns:
        return []
    widths = column_widths(rows, width - len(GAP) * (columns - 1))
    laid = _wrap(rows, widths) if widths else None
    return _grid(laid, widths) if laid and widths else _stacked(rows, width)


def column_widths(rows: list[tuple[Content, ...]], room: int) -> list[int] | None:
    """Widths that share `room`: a column that asks no more than an equal share gets it, the others by their text.

    None: not every column can have the least that it needs.
    """
    columns = list(zip(*rows, strict=True))
    natural = [max(cell.cell_length for cell in column) for column in columns]
    text = [sum(cell.cell_length for cell in column) for column in columns]
    widths = [
        min(need, max(NARROWEST, *(_longest_word(cell) for cell in column)))
        for need, column in zip(natural, columns, strict=True)
    ]
    if sum(widths) > room:
        return None
    for n in sorted(range(len(columns)), key=natural.__getitem__):
        if natural[n] <= room // len(columns) and natural[n] - widths[n] <= room - sum(widths):
            widths[n] = natural[n]
    spare = room - sum(widths)
    while spare and (hungry := [n for n, need in enumerate(natural) if widths[n] < need]):
        widths[max(hungry, key=lambda n: text[n] / widths[n])] += 1
        spare -= 1
    return widths


def _ruled(heights: Sequence[int]) -> list[bool]:
    """Whether a rule stands below each row but the last: below the head, and where two rows would run together."""
    return [number == 0 or max(pair) > 1 for number, pair in enumerate(pairwise(heights))]


def _longest_word(cell: Content) -> int:
    return max((plain(word).cell_length for word in cell.plain.split()), default=0)


def _wrap(rows: list[tuple[Content, ...]], widths: list[int]) -> list[list[list[Content]]] | None:
    """The lines of every cell; None when one is too tall."""
    laid = [[cell.wrap(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    return laid if all(len(cell) <= TALLEST for row in laid for cell in row) else None


def _grid(laid: list[list[list[Content]]], widths: list[int]) -> list[Content]:
    ruled = _ruled([max(len(cell) for cell in row) for row in laid])
    rule = plain("─" * (sum(widths) + len(GAP) * (len(widths) - 1)), "$rule")
    columns = zip(*laid, strict=True)
    pads = [Content.pad_left if all(map(is_amount, cells)) else Content.extend_right for _, *cells in columns]
    lines: list[Content] = []
    for number, row in enumerate(laid):
        if number and ruled[number - 1]:
            lines.append(rule)
        for parts in zip_longest(*row, fillvalue=plain("")):
            cells = [pad(part, width - part.cell_length) for pad, part, width in zip(pads, parts, widths, strict=True)]
            joined = plain(GAP).join(cells).rstrip()
            lines.append(joined.stylize("bold") if number == 0 else joined)
    return lines


def _stacked(rows: list[tuple[Content, ...]], width: int) -> list[Content]:
    """Each row as a little list of `head: cell`."""
    head, *body = rows
    lines: list[Content] = []
    for number, row in enumerate(body):
        if number:
            lines.append(plain(""))
        for title, cell in zip(head, row, strict=True):
            colon = "" if title.plain.endswith(("?", ":", ".", "!")) else ":"
            whole = line(title.stylize("bold"), f"{colon} ", cell) if title.plain else cell
            first, *rest = whole.wrap(width)
            lines.append(first)
            lines += [line("  ", part) for part in line(plain(""), *_joined(rest)).wrap(max(1, width - 2)) if rest]
    return lines


def _joined(parts: list[Content]) -> list[Content]:
    """Wrapped parts as one text again, to wrap at another width."""
    return [line(part, " ") if number < len(parts) - 1 else part for number, part in enumerate(parts)]
