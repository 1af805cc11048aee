"""Everything that content must be, proved at once: `raadstutor controleer`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeAlias

from tutor.content.lint import craft, language, length
from tutor.content.load import read_pack
from tutor.content.review import Review
from tutor.content.rules import cases, dates, ids, items, lessons, limits, registers, sources, texts
from tutor.model import Catalogue, Problem

Rule: TypeAlias = Callable[[Review], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    ids.prefixes,
    limits.empty,
    limits.long_strings,
    limits.markup,
    sources.sources,
    sources.missing_sources,
    sources.norms,
    dates.expired,
    dates.review_due,
    lessons.step_order,
    lessons.checks,
    lessons.head_counts,
    lessons.goals,
    lessons.bank_size,
    lessons.audiences,
    lessons.circles,
    items.misconceptions,
    items.known_misconceptions,
    items.doubles,
    items.mistakes,
    cases.sizes,
    cases.roads,
    cases.nodes,
    texts.sizes,
    texts.empty_steps,
    texts.constructs,
    texts.links,
    registers.dated_laws,
    registers.unused,
    registers.double_terms,
    language.sentences,
    language.officialese,
    language.long_words,
    language.ease,
    length.stems,
    length.feedback,
    length.steps,
    craft.lengths,
    craft.options,
    craft.positions,
    craft.stems,
    craft.hints,
)


def check(root: Path, today: date) -> tuple[Catalogue, tuple[Problem, ...]]:
    """The catalogue, and all problems by path and line, as they are on this day. Never raises for bad content."""
    pack = read_pack(root)
    review = Review(pack, today)
    found = (problem for rule in RULES for problem in rule(review))
    return pack.catalogue, tuple(sorted({*pack.problems, *found}))
