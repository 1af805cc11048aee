"""Counting: a sentence that counts members or votes says what it counts from, by the rules in `telregels.toml`.

A fifth of all seats is another number than a fifth of those who signed as soon as one seat is empty or one member ill.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from tutor.content import statute
from tutor.content.assemble import unknown_item
from tutor.content.lint.words import sentences
from tutor.content.lint_context import LintContext, String, is_markdown, strings
from tutor.content.problem_kinds import Location, error
from tutor.content.rules.sources import sources_of
from tutor.content.source import Pack, Placed
from tutor.content.verdicts import PROSE
from tutor.model import CasusChoice, CountingRule, Misconception, Option, Problem

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
