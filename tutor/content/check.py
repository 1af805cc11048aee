"""Everything that content must be, proved at once: `raadstutor controleer`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeAlias

from msgspec import structs

from tutor.content import verdicts
from tutor.content.characters import visible
from tutor.content.lint import craft, language
from tutor.content.lint.vocabulary import LongWords
from tutor.content.lint_context import LintContext, parts
from tutor.content.load import read_pack
from tutor.content.package import Package, read_evening, read_package
from tutor.content.problem_kinds import all_kinds
from tutor.content.rules import common, counting, lessons, played, sources, statutes, texts
from tutor.content.source import Pack
from tutor.content.verdicts import LessonVerdict, Verdicts
from tutor.model import Catalogue, Problem, Severity
from tutor.system import gc_paused

Rule: TypeAlias = Callable[[LintContext], Iterator[Problem]]

WHOLE: tuple[Callable[[Pack], Iterator[Problem]], ...] = (
    lessons.circles,
    common.dated_laws,
    common.unused,
    common.double_terms,
    craft.letters,
    statutes.entries,
    statutes.cited,
)
"""Rules about all content together."""
RULES: tuple[Rule, ...] = (
    common.prefixes,
    common.empty,
    common.unwritten,
    common.long_strings,
    common.markup,
    sources.sources,
    sources.other_texts,
    sources.missing_sources,
    sources.unlisted_articles,
    sources.norms,
    counting.blurred,
    counting.vacancies,
    common.expired,
    common.review_due,
    lessons.step_order,
    lessons.checks,
    lessons.head_counts,
    lessons.goals,
    lessons.bank_size,
    lessons.audiences,
    common.misconceptions,
    common.known_misconceptions,
    lessons.held_back,
    played.doubles,
    played.keys,
    played.mistakes,
    played.thousands,
    played.telling_feedback,
    lessons.casus_sizes,
    lessons.casus_roads,
    lessons.casus_roles,
    lessons.casus_nodes,
    lessons.casus_endings,
    texts.sizes,
    texts.empty_steps,
    texts.constructs,
    texts.links,
    language.sentences,
    language.officialese,
    language.ease,
    language.stems,
    language.feedback,
    language.steps,
    craft.lengths,
    craft.options,
    craft.positions,
    craft.stems,
    craft.hints,
)
"""Rules about one part at a time."""


def check(root: Path, today: date, known: Verdicts | None = None) -> tuple[Catalogue, tuple[Problem, ...]]:
    """The catalogue, and all problems by path and line, as they are on this day. Never raises for bad content.

    `known`: verdicts of before, which are not worked out again; those of now are added.
    """
    with gc_paused():
        pack = read_pack(root)
        return pack.catalogue, tuple(sorted({*pack.problems, *_judged(pack, today, known)}))


def check_package(
    folder: Path, below: Catalogue, today: date, known: Verdicts | None = None
) -> tuple[Package, tuple[Problem, ...]]:
    """The same for a pack, or an evening in one file, on top of other content.

    How our own lessons teach is advice to those of others.
    """
    package = read_package(folder, below) if folder.is_dir() else read_evening(folder, below)
    found = {*package.problems, *map(_advice, _judged(package.pack, today, known))}
    return package, tuple(sorted(found))


def _judged(pack: Pack, today: date, known: Verdicts | None) -> Iterator[Problem]:
    for whole in WHOLE:
        yield from whole(pack)
    long_words = LongWords(pack)
    names = verdicts.keys(pack, today) if known is not None else {}
    known = {} if known is None else known
    fresh = []
    for lesson in pack.lessons:
        verdict = known.get(names.get(lesson.head.value.id, ""))
        if verdict is None:
            fresh.append(lesson)
        else:
            yield from verdict.problems
            long_words.remember(lesson.head.document.path, verdict.used, verdict.long)
    found: dict[str, set[Problem]] = {}
    for part in parts(pack, today, fresh):
        for rule in RULES:
            for problem in rule(part):
                found.setdefault(problem.path, set()).add(problem)
        long_words.look(part)
    for lesson in fresh if names else ():
        paths = tuple(verdicts.files(lesson))
        problems = tuple(sorted({problem for path in paths for problem in found.get(visible(path), ())}))
        used, long = long_words.of(paths)
        known[names[lesson.head.value.id]] = LessonVerdict(problems, used, long)
    yield from (problem for some in found.values() for problem in some)
    yield from long_words.problems()


def _advice(problem: Problem) -> Problem:
    teaching = all_kinds()[problem.code].teaching
    return structs.replace(problem, severity=Severity.WARNING) if teaching else problem
