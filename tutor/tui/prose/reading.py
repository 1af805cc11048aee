"""From Markdown tokens to blocks. Whatever authors cannot write does not appear; unknown parts show their text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from textual.content import Content
from textual.style import Style

from tutor.tui.prose.blocks import Block, Heading, Link, Listing, Notice, Paragraph, Prose, Quote, Table
from tutor.tui.text import clean, line, plain

LINK = "underline $primary"
SELECTED = "bold $block-cursor-foreground on $block-cursor-background"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read(tokens: Sequence[Token], selected: int | None = None) -> Prose:
    """The blocks and links of a step; the link with index `selected` is marked."""
    reader = _Reader(selected)
    blocks = reader.blocks(SyntaxTreeNode(tokens).children)
    return Prose(blocks, tuple(reader.links))


def link_number(index: int) -> str:
    """The small number behind a link, from 1."""
    return str(index + 1).translate(_SUPERSCRIPT)


class _Reader:
    def __init__(self, selected: int | None) -> None:
        self.links: list[Link] = []
        self.selected = selected

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
