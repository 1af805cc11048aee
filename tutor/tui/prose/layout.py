"""Blocks as lines for a width."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from tutor.tui.prose.blocks import Block, Heading, Listing, Notice, Paragraph, Quote, Table
from tutor.tui.prose.table import lay_table
from tutor.tui.text import line, plain

_BULLETS = ("• ", "– ", "· ")
_NOTICE = {
    Notice.WARNING: ("Let op", "$text-warning"),
    Notice.REMEMBER: ("Onthoud", "$text-accent"),
    Notice.LOCAL: ("Lokaal", "$text-success"),
}
_NARROWEST = 8
"""Cells that text gets at the least, however deep it is nested."""


def lay(blocks: Iterable[Block], width: int, depth: int = 0) -> list[Content]:
    """The lines of these blocks, each at most `width` cells wide, with an empty line between blocks."""
    lines: list[Content] = []
    for block in blocks:
        if lines:
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
    title, style = _NOTICE[notice]
    inner = [plain(title, f"bold {style}"), *lay(blocks, width - 3, depth)]
    rows = [line(plain("▌ ", style), part) for part in inner]
    return [row.extend_right(width - row.cell_length).stylize_before("on $surface") for row in rows]
