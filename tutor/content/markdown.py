"""The one Markdown parser, what of Markdown a lesson may use, and links from its words to the glossary.

No HTML, no automatic links, no typographic changes: what an author wrote is what a learner sees. Faces draw from the
tokens of `parse`; `tutor.content.textfile` has proved before that parsing is cheap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tutor.content import toml
from tutor.content.problem_kinds import error
from tutor.content.schema import Schema
from tutor.learning.drawing import AT_HOME, PLAYED, at_home, together, told
from tutor.learning.drawing import faults as drawing_faults
from tutor.model import Item, Lesson, Municipality, Problem, Step, Term
from tutor.model.drawing import Drawing, Seats, Structure
from tutor.model.municipality import LOCAL

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


IMPOSSIBLE = error("tekening-kan-niet", "Wat een tekening laat zien, kan zo zijn.")

ALLOWED = frozenset(
    {"inline", "text", "softbreak", "hardbreak", "paragraph", "strong", "em", "link", "blockquote"}
    | {"bullet_list", "ordered_list", "list_item"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
"""Token types that a step or a casus node may have, without `_open` and `_close`."""


class Passage(NamedTuple):
    """A paragraph, list item or table cell as plain text."""

    text: str
    line: int
    """Line inside the text, from 0."""
    quoted: bool
    """Somebody says or writes this (a quotation that is no box)."""
    cell: bool
    """Stands in a table, where sentences need no verb."""
    explained: tuple[str, ...]
    """What is linked to the glossary."""


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 10 ms, and not needed for the first screen

    return MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})


def parse(text: str) -> list[Token]:
    """The tokens of a text, as markdown-it-py gives them."""
    return _parser().parse(text)


def every(tokens: list[Token]) -> Iterator[Token]:
    """All tokens, those inside a line of text too."""
    for token in tokens:
        yield token
        yield from token.children or ()


def plain(tokens: list[Token]) -> str:
    """The words of these tokens without any Markdown: one line per paragraph, list item or table cell."""
    return "\n".join(passage.text for passage in passages(tokens))


def passages(tokens: list[Token]) -> Iterator[Passage]:
    """The text of these tokens in pieces that are read on their own."""
    quotes: list[bool] = []
    line, cell = 0, False
    for position, token in enumerate(tokens):
        line = token.map[0] if token.map else line
        match token.type:
            case "blockquote_open":
                quotes.append(not _is_box(tokens, position))
            case "blockquote_close":
                quotes.pop()
            case "td_open" | "th_open":
                cell = True
            case "td_close" | "th_close":
                cell = False
            case "fence" if is_drawing(token) and (drawing := drawing_in(token.content)):
                yield from (Passage(text, line, quoted=False, cell=True, explained=()) for text in told(drawing))
            case "inline":
                children = token.children or []
                text = "".join(_words(child) for child in children)
                yield Passage(text, line, any(quotes), cell, tuple(_explained(children)))


DRAWING = "{.tekening}"
"""What stands behind the first three back ticks of a drawing."""

_DRAWINGS = Schema[Drawing](Drawing)


def is_drawing(token: Token) -> bool:
    """Whether this block is the data of a drawing."""
    return token.type == "fence" and token.info.strip() == DRAWING


def read_drawing(text: str, path: str, first_line: int) -> tuple[Drawing | None, tuple[Problem, ...]]:
    """A drawing from its TOML, or None and why not. The line is that of the first key."""
    document, problems = toml.parse(text, path, first_line)
    if document is None:
        return None, problems
    drawing, problems = _DRAWINGS.decode(document.data, document, ())
    if drawing is None:
        return None, problems
    remedy = "Kijk bij Tekeningen in de handleiding."
    wrong = tuple(IMPOSSIBLE(document.at(*path), f"{what}.", remedy) for path, what in drawing_faults(drawing))
    return (None, wrong) if wrong else (drawing, ())


@lru_cache(maxsize=64)
def drawing_in(text: str) -> Drawing | None:
    """The drawing with this data; None for one that `controleer` refuses, which is shown as it was written."""
    return read_drawing(text, "", 1)[0]


def played_in(tokens: Iterable[Token]) -> Drawing | None:
    """The drawing of a text that a learner can play with: that of the own municipality, else the first one."""
    drawings = (drawing_in(token.content) for token in tokens if is_drawing(token))
    played = [drawing for drawing in drawings if isinstance(drawing, PLAYED)]
    return next((drawing for drawing in played if drawing.title.startswith(AT_HOME)), next(iter(played), None))


_DRAWN = re.compile(r"^```\{\.tekening\}\n[^`]*```$", re.MULTILINE)


def drawing_of(text: str) -> str:
    """The first drawing of a text, as Markdown of its own; empty without one."""
    found = _DRAWN.search(text)
    return found[0] if found else ""


def drawing_for(item: Item, step: Step | None, *, right: bool) -> str:
    """What explains an answer, as Markdown: the drawing of the item; of its step only when the answer was not right."""
    if item.drawing:
        return f"```{DRAWING}\n{item.drawing.strip()}\n```"
    return drawing_of(step.text) if step and not right else ""


_OWN = re.compile(rf"^```\{{\.tekening\}}\n(?P<data>[^`]*)```$|^{re.escape(LOCAL)}.*$(?:\n>.*$)*", re.MULTILINE)
"""What one's own drawing can stand below: a drawing, or a box of the municipality."""


def with_own_drawings(text: str, names: tuple[str, ...], municipality: Municipality) -> str:
    """The Markdown of a step with the drawings of a municipality.

    Below each drawing of the raad of Waterveen stands the same for its own raad; below a box that asks for its
    regelingen, or a drawing that says so, those. `names`: see `taken_out`.
    """
    boxes = iter(names)

    def both(match: re.Match[str]) -> str:
        drawing = drawing_in(match["data"]) if match["data"] else None
        own: Drawing | None = None
        if isinstance(drawing, Seats):
            own = at_home(drawing, municipality)
        elif drawing is None and not match["data"]:
            own = together(municipality) if next(boxes, "") == "regelingen" else None
        elif isinstance(drawing, Structure) and drawing.at_home:
            own = together(municipality)
        return match[0] if own is None else f"{match[0]}\n\n{_written(own)}"

    return _OWN.sub(both, text)


def _written(drawing: Drawing) -> str:
    """A drawing as an author would write it; every value of JSON that is no object is one of TOML too."""
    data = msgspec.to_builtins(drawing)
    lines = _keys(data)
    for part in data.get("deel", ()):
        lines += ["[[deel]]", *_keys(part)]
    return "\n".join((f"```{DRAWING}", *lines, "```"))


def _keys(table: Mapping[str, object]) -> list[str]:
    """Lines of TOML, without a back tick that would end the block."""
    texts = {name: msgspec.json.encode(value).decode() for name, value in table.items() if name != "deel"}
    return [f"{name} = {text}".replace("`", "\\u0060") for name, text in texts.items() if text != "null"]


BOXES = ("Let op.", "Onthoud.", "Lokaal.", "Statenlid.", "AB-lid.")
"""How a quotation begins that is a box of the lesson itself: `> **Let op.** …`.

The last two stand below a step, for who has that role."""


def _is_box(tokens: list[Token], position: int) -> bool:
    first = next((token for token in tokens[position:] if token.type == "inline"), None)
    children = (first.children or []) if first else []
    return len(children) > 2 and children[1].type == "strong_open" and children[2].content in BOXES


def _explained(children: list[Token]) -> Iterator[str]:
    inside = False
    for child in children:
        if child.type == "link_open":
            inside = str(child.attrs.get("href", "")).startswith("begrip:")
        elif child.type == "link_close":
            inside = False
        elif inside and child.content:
            yield child.content


def _words(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


MOST_LINKS = 9
"""Links in one step: they are opened with the digits 1 to 9."""

_TOOL = re.compile(r"\]\(gereedschap:([a-z-]+)\)")
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)]*)\)")
_UNTOUCHED = r"\[[^\]]*\]\([^)]*\)|^```[\s\S]*?^```|`[^`]*`|^ {0,3}\|?[ :|-]+\|?$"
"""Existing links, drawings, code and the rule under the head of a table."""


def tools_in(text: str) -> tuple[str, ...]:
    """The tools that a text links to."""
    return tuple(dict.fromkeys(_TOOL.findall(text)))


def link_terms(lesson: Lesson, terms: tuple[Term, ...]) -> Lesson:
    """The lesson with a link at the first use of every term that its author did not link.

    A word of several terms is that of the first.
    """
    linked = {match["target"].removeprefix("begrip:") for step in lesson.steps for match in _LINK.finditer(step.text)}
    pattern, by_word = _words_of(terms)
    if not by_word:
        return lesson
    return replace(lesson, steps=tuple(_link(step, pattern, by_word, linked) for step in lesson.steps))


@lru_cache(maxsize=1)
def _words_of(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds any word of the glossary outside links, and the term of each word in small letters."""
    by_word = {word.casefold(): term.id for term in reversed(terms) for word in (term.term, *term.also)}
    words = "|".join(re.escape(word) for word in sorted(by_word, key=len, reverse=True))
    pattern = rf"(?P<skip>{_UNTOUCHED})|(?<![\w-])(?P<word>{words})(?![\w-])"
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE), by_word


def _link(step: Step, pattern: re.Pattern[str], by_word: Mapping[str, str], linked: set[str]) -> Step:
    room = MOST_LINKS - len(_LINK.findall(step.text))

    def link(match: re.Match[str]) -> str:
        nonlocal room
        word = match["word"]
        term = by_word.get(word.casefold()) if word else None
        if term is None or term in linked or room <= 0:
            return match[0]
        linked.add(term)
        room -= 1
        return f"[{word}](begrip:{term})"

    return msgspec.structs.replace(step, text=pattern.sub(link, step.text))
