"""Lesson text and questions as plain lines: a table becomes "kolom: waarde", a list gets dashes or numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from tutor.content import statute
from tutor.content.markdown import drawing_in, is_drawing, parse
from tutor.learning.drawing import told
from tutor.learning.presentation import LETTERS, OPINIONS, choices, shown_order
from tutor.line.console import Console
from tutor.model import Dilemma, Gaps, Item, Matching, Multiple, Number, Ordering, ShortText, Single, Statement
from tutor.service import phrases


def plain_lines(text: str) -> list[str]:
    """The Markdown of a step as lines, with an empty line between blocks."""
    return _blocks(SyntaxTreeNode(parse(text)))


def _blocks(node: SyntaxTreeNode) -> list[str]:
    lines: list[str] = []
    for child in node.children:
        if lines:
            lines.append("")
        lines += _block(child)
    return lines


def _block(node: SyntaxTreeNode) -> list[str]:
    match node.type:
        case "bullet_list" | "ordered_list":
            return list(_list(node))
        case "blockquote":
            return _blocks(node)
        case "table":
            return list(_table(node))
        case "paragraph" | "heading":
            return _inline(node).split("\n")
        case "fence" if is_drawing(token := node.to_tokens()[0]) and (drawing := drawing_in(token.content)):
            return told(drawing)
        case "hr":
            return []
        case _:
            return (node.content or "").rstrip("\n").split("\n")


def _list(node: SyntaxTreeNode) -> Iterator[str]:
    start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
    for number, item in enumerate(node.children, start):
        mark = f"{number}." if node.type == "ordered_list" else "-"
        first, *rest = [line for line in _blocks(item) if line] or [""]
        yield f"{mark} {first}"
        yield from (f"  {line}" for line in rest)


def _table(node: SyntaxTreeNode) -> Iterator[str]:
    head, *bodies = node.children
    titles = [_inline(cell) for cell in head.children[0].children]
    for row in (row for body in bodies for row in body.children):
        yield "; ".join(
            f"{title}: {_inline(cell)}" if title else _inline(cell)
            for title, cell in zip(titles, row.children, strict=False)
        )


def _inline(node: SyntaxTreeNode) -> str:
    return "".join(_text(token) for child in node.children for token in child.to_tokens()[0].children or ())


def _text(token: Token) -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case _:
            return token.content


def shown(item: Item, seed: int) -> list[str]:
    """The lines under the stem: options with letters, and for matching also the numbered left sides."""
    order = shown_order(item, seed)
    match item:
        case Gaps(typed=False):
            return ["Kies uit:", *_lettered([item.rights[index] for index in order])]
        case Matching():
            lefts = [f"{number}. {pair.left}" for number, pair in enumerate(item.pairs, 1)]
            return [*lefts, "Kies uit:", *_lettered([item.rights[index] for index in order])]
        case Statement():
            return _lettered(OPINIONS)
        case _:
            texts = choices(item)
            return _lettered([texts[index] for index in order])


def prompt(item: Item) -> str:
    """What the learner is asked to type."""
    match item:
        case Single() | Dilemma() | Statement():
            return "Je keuze (letter):"
        case Multiple():
            return "Meer antwoorden mogelijk. Je keuzes (letters, bijvoorbeeld a c):"
        case Ordering():
            example = " ".join(reversed(LETTERS[: len(item.parts)]))
            return f"Zet op volgorde (letters van eerst naar laatst, bijvoorbeeld {example}):"
        case Gaps(typed=True):
            return "Je antwoorden, voor elk gat één, met een puntkomma ertussen (bijvoorbeeld eerste; tweede):"
        case Matching() | Gaps():
            last = len(item.rights) - 1
            example = " ".join(f"{n + 1}{LETTERS[min(n, last)]}" for n in range(len(item.pairs)))
            what = "Geef elk gat een letter" if isinstance(item, Gaps) else "Maak paren"
            return f"{what}; een letter mag vaker (bijvoorbeeld {example}):"
        case Number(unit=unit):
            return f"Je antwoord in {unit}:" if unit else "Je antwoord (een getal):"
        case ShortText():
            return "Je antwoord (een of twee woorden):"
        case _:
            return "Schrijf je antwoord op één regel:"


def _lettered(texts: Sequence[str]) -> list[str]:
    return [f"{LETTERS[n]}. {text}" for n, text in enumerate(texts)]


def show_sheet(console: Console, sheet: statute.ArticleSheet) -> None:
    """An article: what each `lid` says, which of them the answer rests on, and where the official text stands."""
    console.say(phrases.sentence(f"{sheet.title}: {sheet.heading}" if sheet.heading else sheet.title))
    if sheet.read_on:
        console.say(phrases.read_on(sheet))
    for number, words in sheet.paragraphs:
        here = " (hier gaat het om)" if number in sheet.cited else ""
        console.say(f"Lid {number}{here}: {words}" if number else words, indent="  ")
    if sheet.official:
        console.say(phrases.official_of(sheet))
        for words in sheet.official:
            console.say(words, indent="  ")
    if sheet.address:
        console.say(f"Officiële tekst: {sheet.address}")
