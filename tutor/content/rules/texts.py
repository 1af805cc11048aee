"""Texts: only Markdown that every face can draw, with links that lead somewhere, and sentences that count well.

A sentence that counts members or votes says what it counts from, by the rules in `telregels.toml`: a fifth of all seats
is another number than a fifth of those who signed as soon as one seat is empty or one member ill.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from markdown_it.token import Token

from tutor.content import markdown, statute
from tutor.content.assemble import unknown_item
from tutor.content.lint_context import LintContext, String, Text, is_markdown, sentences, strings
from tutor.content.problem_kinds import Location, error
from tutor.content.rules.sources import sources_of
from tutor.content.schema import suggestion
from tutor.content.source import Pack, Placed
from tutor.content.textfile import LONG_TEXT
from tutor.content.verdicts import PROSE
from tutor.model import CasusChoice, CountingRule, Misconception, Option, Problem
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


BLURRED = error("telling-zonder-basis", "Een zin die telt, zegt waar hij vanaf telt (telregels.toml).")
NO_VACANCY = error("telregel-zonder-lege-zetel", "Bij elke telregel hoort een item waarin een zetel leeg is.")

_VACANCY = re.compile(r"\b(?:leeg|lege|onbezet\w*|stap(?:te|t|ten|pen) (?:\w+ )*op|opgestapt)\b", re.IGNORECASE)


def blurred(context: LintContext) -> Iterator[Problem]:
    """Sentences that name a counting rule and count, but not from what."""
    counting = _Counting(context)
    for text in context.texts:
        for passage in text.passages:
            yield from counting.look(passage.text, text.lesson.head.value.sources, partial(text.at, passage.line))
    for string in context.strings:
        if string.field in PROSE and not is_markdown(string) and not _may_be_wrong(string):
            yield from counting.look(string.text, sources_of(string) or (), partial(string.value.at, *string.path))


def vacancies(pack: Pack) -> Iterator[Problem]:
    """Counting rules without an item in which the base makes a difference."""
    items = pack.own_items
    for rule in pack.registers.counting_rules:
        for at, name in enumerate(rule.value.items):
            if name not in items and not pack.refused.excuses("item", name):
                yield unknown_item(name, rule.at("items", at), items)
                continue
            said = strings(Placed(items[name], rule.document)) if name in items else ()
            if name in items and not any(_VACANCY.search(string.text) for string in said):
                message = f"In het item ‘{name}’ is geen zetel leeg."
                yield NO_VACANCY(rule.at("items", at), message, "Noem een item met een lege zetel, of schrijf er een.")
        if not rule.value.items:
            yield NO_VACANCY(rule.at("items"), "Deze regel heeft geen item.", NO_VACANCY.demand)


def _may_be_wrong(string: String) -> bool:
    """Whether this is what people get wrong: a misconception, a distractor, or something to do in a casus."""
    if isinstance(string.value.value, Misconception):
        return True
    return string.field == "text" and string.owner in (Option, CasusChoice)


class _Counting:
    """Finds sentences that blur what a rule counts from."""

    def __init__(self, context: LintContext) -> None:
        self._rules = tuple(placed.value for placed in context.pack.registers.counting_rules)
        self._mentions = context.mentions
        counts = "|".join(re.escape(count) for rule in self._rules for count in rule.counts)
        self._counts = re.compile(counts or r"(?!)", re.IGNORECASE)

    def look(self, text: str, sources: tuple[str, ...], place: Callable[[], Location]) -> Iterator[Problem]:
        """What is blurred in one paragraph. The base may stand earlier in it."""
        if not self._counts.search(text):
            return
        before = ""
        for sentence in sentences(text):
            here = sentence.casefold()
            before += here
            for rules in self._named(here, sentence, sources):
                if not any(base in before for rule in rules for base in rule.bases):
                    message = f"‘{_short(sentence)}’ telt, maar zegt niet waarvan."
                    remedy = f"Noem waar de regel vanaf telt, zoals ‘{rules[0].bases[0]}’. {rules[0].text}"
                    yield BLURRED(place(), message, remedy)

    def _named(self, here: str, sentence: str, sources: tuple[str, ...]) -> Iterator[tuple[CountingRule, ...]]:
        """The rules that the sentence may count by: for each article that one, for each word all that go by it."""
        counting = [rule for rule in self._rules if any(count in here for count in rule.counts)]
        articles = {
            (law, mention.article)
            for mention in self._mentions.find(sentence)
            for law in ((mention.law,) if mention.law else _laws(sources, mention.article))
        }
        cited = [rule for rule in counting if any(_article(source) in articles for source in rule.sources)]
        yield from ((rule,) for rule in cited)
        called = {word for rule in counting for word in rule.words if word in here}
        for word in called:
            rules = tuple(rule for rule in counting if word in rule.words)
            if not set(rules) & set(cited):
                yield rules


def _short(sentence: str) -> str:
    return " ".join(sentence.split()[:6]) + " …"


def _article(source: str) -> tuple[str, str | None] | None:
    try:
        reference = statute.parse(source)
    except statute.BadReference:
        return None
    return reference.law, reference.article


def _laws(sources: tuple[str, ...], article: str) -> Iterator[str]:
    """The laws that these sources name with this article."""
    for named in map(_article, sources):
        if named and named[1] == article:
            yield named[0]
