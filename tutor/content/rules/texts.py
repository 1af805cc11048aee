"""Markdown: only what every face can draw, within bounds, with links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from tutor.content import markdown
from tutor.content.lint_context import LintContext, Text
from tutor.content.problem_kinds import Location, error
from tutor.content.schema import suggestion
from tutor.content.textfile import LONG_TEXT
from tutor.model import Problem
from tutor.tools.shelf import TOOLS

MAX_TOKENS = 600
"""What a face has to draw: opening tokens and texts."""
MAX_BLOCKS = 150
"""Paragraphs, list items and rows."""
MAX_DEPTH = 6
"""Quotations and lists inside each other."""

FORBIDDEN_MARKDOWN = error("markdown-mag-niet", "Gebruik alinea's, vet, cursief, lijsten, tabellen, citaten en kaders.")
HTML = error("html", "Er is geen HTML en er zijn geen webadressen.")
BROKEN_LINK = error(
    "kapotte-link", "Een link is begrip:id, stap:anker, les:id of gereedschap:naam, en het doel bestaat."
)
EMPTY_STEP = error("lege-stap", "Elke stap heeft tekst.")

_NAMES = {
    "heading": "een kop",
    "code_inline": "code",
    "code_block": "code (vier spaties aan het begin van een regel)",
    "fence": "code",
    "image": "een plaatje",
    "hr": "een lijn",
    "s": "doorhaling",
}
_WEB = re.compile(r"</?[a-zA-Z][^>\n]*>|<!--|https?://|\bwww\.", re.IGNORECASE)
_BROKEN = re.compile(r"\]\(")


def sizes(context: LintContext) -> Iterator[Problem]:
    """Texts that are too much for a screen."""
    for text in context.texts:
        tokens = [token for token in markdown.every(text.tokens) if token.nesting >= 0 and token.type != "inline"]
        blocks = sum(token.type in ("paragraph_open", "tr_open") for token in text.tokens)
        counts = (
            (len(tokens), MAX_TOKENS, "tokens"),
            (blocks, MAX_BLOCKS, "blokken"),
            (_depth(text), MAX_DEPTH, "niveaus"),
        )
        for count, limit, name in counts:
            if count > limit:
                yield LONG_TEXT(text.first, f"Deze tekst heeft {count} {name}; {limit} mag.", "Verdeel de tekst.")


def empty_steps(context: LintContext) -> Iterator[Problem]:
    """Steps that have a heading and no text below it."""
    for lesson in context.lessons:
        for step in lesson.steps:
            if not step.value.text.strip():
                yield EMPTY_STEP(step.place, "Onder deze kop staat geen tekst.", "Schrijf tekst of haal de kop weg.")


def constructs(context: LintContext) -> Iterator[Problem]:
    """Markdown that not every face can draw."""
    for text in context.texts:
        for token, line in _lines(text):
            if markdown.is_drawing(token):
                place = text.at(line + 1)
                yield from markdown.read_drawing(token.content, place.path, place.line)[1]
                continue
            name = token.type.removesuffix("_open").removesuffix("_close")
            if name not in markdown.ALLOWED and token.nesting >= 0:
                what = _NAMES.get(name, name)
                yield FORBIDDEN_MARKDOWN(text.at(line), f"Hier staat {what}.", FORBIDDEN_MARKDOWN.demand)
            elif name == "text" and (found := _WEB.search(token.content)):
                yield HTML(text.at(line), f"Hier staat ‘{found[0]}’.", "Schrijf het in woorden.")


def drawings(context: LintContext) -> Iterator[Problem]:
    """Drawings of items that cannot be drawn."""
    for item in context.items:
        if item.value.drawing and markdown.read_drawing(item.value.drawing, "", 1)[1]:  # only then it is located
            place = item.at("drawing")  # the data begin below it
            yield from markdown.read_drawing(item.value.drawing, place.path, place.line + 1)[1]


def links(context: LintContext) -> Iterator[Problem]:
    """Links to terms, steps or lessons that do not exist."""
    lessons, terms = set(context.pack.lesson_ids), set(context.pack.terms)
    for text in context.texts:
        anchors = {step.value.anchor for step in text.lesson.steps}
        targets = {"begrip": terms, "les": lessons, "stap": anchors, "gereedschap": set(TOOLS)}
        for token, line in _lines(text):
            if token.type == "link_open":
                kind, _, name = str(token.attrs.get("href", "")).partition(":")
                if not context.pack.refused.excuses(kind, name):
                    yield from _link_faults(kind, name, text.at(line), targets)
            elif token.type == "text" and _BROKEN.search(token.content):
                message = "Hier staat een link die niet klopt."
                yield BROKEN_LINK(text.at(line), message, "Schrijf [tekst](begrip:id) zonder spaties in het adres.")


def _link_faults(kind: str, name: str, place: Location, targets: dict[str, set[str]]) -> Iterator[Problem]:
    if kind not in targets:
        message = f"De link naar ‘{kind}’ gaat niet naar een begrip, stap, les of gereedschap."
        yield BROKEN_LINK(place, message, "Schrijf begrip:id, stap:anker, les:id of gereedschap:naam.")
    elif name not in targets[kind]:
        message = f"{kind.capitalize()} ‘{name}’ bestaat niet."
        yield BROKEN_LINK(place, message, suggestion(name, targets[kind]))


def _depth(text: Text) -> int:
    depth = deepest = 0
    for token in text.tokens:
        if token.type in ("blockquote_open", "bullet_list_open", "ordered_list_open", "table_open"):
            depth += 1
        elif token.type in ("blockquote_close", "bullet_list_close", "ordered_list_close", "table_close"):
            depth -= 1
        deepest = max(deepest, depth)
    return deepest


def _lines(text: Text) -> Iterator[tuple[Token, int]]:
    """Every token with its line in the text."""
    for token in text.tokens:
        line = token.map[0] if token.map else 0
        if token.type != "inline":
            yield token, line
        for child in token.children or ():
            yield child, line
            line += child.type in ("softbreak", "hardbreak")
