"""Everything that content must be, proved at once: `raadstutor controleer`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from msgspec import json, structs

from tutor.content.characters import visible
from tutor.content.judging import Judged, judge_together
from tutor.content.lint import craft
from tutor.content.lint.vocabulary import long_words
from tutor.content.lint_context import Named, outside
from tutor.content.load import read_pack
from tutor.content.package import Package, read_evening, read_package
from tutor.content.problem_kinds import Location, all_kinds
from tutor.content.rules import common, counting, lessons, statutes
from tutor.content.source import Pack, PlacedLesson, SeenLesson, Stale
from tutor.content.verdicts import Recall, Verdicts, excusable, files
from tutor.model import Catalogue, Problem, Severity
from tutor.system import gc_paused

WHOLE: tuple[Callable[[Pack], Iterator[Problem]], ...] = (
    lessons.circles,
    common.dated_laws,
    common.double_terms,
    craft.letters,
    counting.vacancies,
    statutes.entries,
)
"""Rules about all content together."""
NAMED: tuple[Callable[[Pack, Named], Iterator[Problem]], ...] = (common.unused, statutes.uncited)
"""Rules about what nothing names."""


def check(root: Path, today: date, known: Verdicts | None = None) -> tuple[Pack, tuple[Problem, ...]]:
    """What was read, and all problems by path and line, as they are on this day. Never raises for bad content.

    `known`: what was found before: what has not changed is not read again; what is found now is added.
    """
    memory = Recall(known, today) if known is not None else None
    with gc_paused():
        try:
            pack = read_pack(root, memory=memory)
            return pack, tuple(sorted({*pack.problems, *_judged(pack, today, memory, root)}))
        except Stale:
            return check(root, today)


def check_package(
    folder: Path, below: Catalogue, today: date, known: Verdicts | None = None, *, whole: bool = False
) -> tuple[Package, tuple[Problem, ...]]:
    """The same for a pack, or an evening in one file, on top of other content.

    How our own lessons teach is advice to those of others. `whole`: see `Recall`.
    """
    memory = Recall(known, today, whole=whole) if known is not None and folder.is_dir() else None
    try:
        package = read_package(folder, below, memory) if folder.is_dir() else read_evening(folder, below)
        found = {*package.problems, *map(_advice, _judged(package.pack, today, memory))}
        return package, tuple(sorted(found))
    except Stale:
        return check_package(folder, below, today)


def _judged(pack: Pack, today: date, memory: Recall | None, root: Path | None = None) -> Iterator[Problem]:
    """`root`: where all of the content is, when nothing lies below it."""
    for whole in WHOLE:
        yield from whole(pack)
    beside = memory.key(dict(_beside(pack))) if memory else ""
    kept = _kept(pack, memory, beside) if memory else {}
    fresh = [lesson for lesson in pack.lessons if lesson.key not in kept]
    judgements = judge_together(pack, today, fresh, root, outside=beside not in kept)
    seen = (*pack.seen, *kept.values())
    everything: tuple[Judged | SeenLesson, ...] = (*judgements, *seen)
    yield from (problem for one in everything for problem in one.problems)
    used = {word for judgement in judgements for word in judgement.used}
    long = [word for judgement in judgements for word in judgement.long]
    if memory:
        _keep(pack, memory, (*fresh, beside), judgements)
        used |= memory.section.spelled(one.used for one in seen)
        long += [(word, partial(Location, path, line)) for one in seen for word, path, line in one.long]
    names = Named(
        frozenset(name for one in everything for name in one.sources),
        frozenset(name for one in everything for name in one.misconceptions),
    )
    for rule in NAMED:
        yield from rule(pack, names)
    yield from long_words(pack, used, long)


def _beside(pack: Pack) -> Iterator[tuple[str, bytes]]:
    """What the verdict on all that belongs to no lesson rests on."""
    yield "", repr(pack.refused.names).encode()
    documents = {placed.document.path: placed.document for placed in outside(pack)}
    yield from ((path, document.text.encode()) for path, document in documents.items())


def _kept(pack: Pack, memory: Recall, beside: str) -> Mapping[str, SeenLesson]:
    """Verdicts of before, by key, on what was read all the same."""
    found = memory.section.found
    there = {key: found[key] for key in (beside, *(lesson.key for lesson in pack.lessons)) if key in found}
    kept = {
        key: seen
        for key, seen in there.items()
        if seen.needs <= pack.lesson_ids and not (seen.ids and pack.refused and excusable(seen.problems))
    }
    memory.used.update(kept)
    return kept


_STEPS = re.compile(r"stap:([a-z0-9-]+)")
_LESSONS = re.compile(r"les:([a-z0-9-]+)")


def _excused(lesson: PlacedLesson | None, written: str) -> bool:
    """Whether a lesson may name what was refused, which nobody complains of: then it was not judged in full."""
    asked = lesson.head.document.data.get("voorkennis", []) if lesson else []
    anchors = {step.value.anchor for step in lesson.steps} if lesson else set()
    return lesson is None or [*lesson.prerequisites] != asked or not anchors.issuperset(_STEPS.findall(written))


def _keep(pack: Pack, memory: Recall, keys: Sequence[PlacedLesson | str], found: Sequence[Judged]) -> None:
    """Remember what was found, where nothing stood in the way of finding all of it."""
    wrong = {problem.path for problem in pack.problems}
    for of, one, row in zip(keys, found, memory.section.rows(one.used for one in found), strict=False):
        lesson = of if isinstance(of, PlacedLesson) else None
        key = of.key if isinstance(of, PlacedLesson) else of
        written = json.encode(lesson.lesson).decode() if lesson else ""
        sound = lesson and lesson.whole and wrong.isdisjoint(map(visible, files(lesson)))
        sound = sound and not (pack.refused and _excused(lesson, written))
        needs = frozenset((*lesson.prerequisites, *_LESSONS.findall(written))) if lesson else frozenset[str]()
        if key and needs <= pack.lesson_ids and (sound or not lesson):
            memory.used[key] = SeenLesson(
                ids=lesson.ids if lesson else (),
                items=tuple(item.value.id for item in lesson.items) if lesson else (),
                prerequisites=lesson.prerequisites if lesson else (),
                needs=needs,
                sources=frozenset(one.sources),
                misconceptions=frozenset(one.misconceptions),
                facts=lesson.facts if lesson else frozenset(),
                problems=tuple(sorted(one.problems)),
                used=row,
                long=tuple((word, *where()) for word, where in one.long),
                text=memory.text(lesson) if lesson else b"",
                whole=memory.whole,
            )
    memory.close(sound=not pack.refused)


def _advice(problem: Problem) -> Problem:
    teaching = all_kinds()[problem.code].teaching
    return structs.replace(problem, severity=Severity.WARNING) if teaching else problem
