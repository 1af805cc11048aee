"""Everything that content must be, proved at once: `raadstutor controleer`.

Many lessons are judged by several processes. A helper is this program again. It reads the same folder, judges its
share, and says what it found as msgpack: nothing that could run code goes from one to the other. What a helper cannot
do is done here.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from msgspec import MsgspecError, Struct, json, msgpack, structs

from tutor import FOLDER
from tutor.content.characters import visible
from tutor.content.lint_context import LintContext, Named, outside, parts
from tutor.content.load import read_pack
from tutor.content.package import Package, read_evening, read_package
from tutor.content.problem_kinds import Location, all_kinds
from tutor.content.rules import common, craft, language, lessons, played, sources, texts
from tutor.content.rules.language import LongWord, long_words, words_of
from tutor.content.source import Pack, PlacedLesson, SeenLesson, Stale
from tutor.content.verdicts import Recall, Verdicts, excusable, files
from tutor.model import Catalogue, Problem, Severity
from tutor.system import gc_paused

Rule: TypeAlias = Callable[[LintContext], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    common.prefixes,
    common.empty,
    common.unwritten,
    common.long_strings,
    common.markup,
    sources.sources,
    sources.other_texts,
    sources.elsewhere,
    sources.cases_elsewhere,
    sources.missing_sources,
    sources.unlisted_articles,
    sources.norms,
    sources.untold,
    texts.blurred,
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
    lessons.offices,
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
    texts.drawings,
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


@dataclass
class Judged:
    """What was found in a lesson, or in all that belongs to none."""

    problems: set[Problem] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    """Its words, and those that are long."""
    long: list[LongWord] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    misconceptions: set[str] = field(default_factory=set)


def judge(pack: Pack, today: date, lessons: Sequence[PlacedLesson], *, outside: bool) -> list[Judged]:
    """What is found in each of these lessons, and last, if wanted, in what belongs to none."""
    owners = {name: at for at, lesson in enumerate(lessons) for path in files(lesson) for name in (path, visible(path))}
    found = [Judged() for _ in range(len(lessons) + 1)]
    for part in parts(pack, today, lessons):
        if part.lessons or outside:
            for rule in RULES:
                for problem in rule(part):
                    found[owners.get(problem.path, -1)].problems.add(problem)
            for path, used, long in words_of(part):
                found[owners.get(path, -1)].used |= used
                found[owners.get(path, -1)].long += long
            for string in part.strings:
                one = found[owners.get(string.value.document.path, -1)]
                if string.field == "sources":
                    one.sources.add(string.text)
                elif string.field == "misconception":
                    one.misconceptions.add(string.text)
    return found if outside else found[:-1]


SHARE = 60
"""Lessons that are worth another process: reading everything again takes it as long as judging fifteen."""
MOST_HELPERS = 3
PROGRAM = "import sys; from tutor.content.check import help_out; help_out(*sys.argv[1:])"


class Said(Struct, frozen=True, array_like=True):
    """A judgement as a helper says it."""

    problems: tuple[Problem, ...]
    used: tuple[str, ...]
    long: tuple[tuple[str, str, int], ...]
    sources: tuple[str, ...]
    misconceptions: tuple[str, ...]


def judge_together(
    pack: Pack, today: date, lessons: Sequence[PlacedLesson], root: Path | None, *, outside: bool
) -> list[Judged]:
    """The same, with helpers when there is that much to do; `root`: the folder that they can read, if they can."""
    helpers = min(MOST_HELPERS, _processors() - 1, len(lessons) // SHARE - 1)
    if root is None or helpers < 1:
        return judge(pack, today, lessons, outside=outside)
    size = -(-len(lessons) // (helpers + 1))
    own, *shares = (lessons[first : first + size] for first in range(0, len(lessons), size))
    with ExitStack() as stack:
        running = [_started(stack, root, today, share) for share in shares]
        found = judge(pack, today, own, outside=outside)
        beside = [found.pop()] if outside else []
        for helper, share in zip(running, shares, strict=True):
            found += _heard(helper, share) or judge(pack, today, share, outside=False)
        return [*found, *beside]


def _processors() -> int:
    may_use = getattr(os, "sched_getaffinity", None)
    return len(may_use(0)) if may_use else os.cpu_count() or 1


def _started(
    stack: ExitStack, root: Path, today: date, share: Sequence[PlacedLesson]
) -> subprocess.Popen[bytes] | None:
    command = [sys.executable, "-P", "-c", PROGRAM, str(root.absolute()), today.isoformat()]
    environment = {**os.environ, "PYTHONPATH": str(FOLDER.parent)}
    try:
        helper = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    except OSError:
        return None
    stack.enter_context(helper)
    stack.callback(helper.kill)  # before it is waited for: it is done, or nobody listens any more
    with suppress(OSError):  # then it is no help, which is noticed below
        if helper.stdin:
            helper.stdin.write(msgpack.encode([*map(_mark, share)]))
            helper.stdin.close()
            helper.stdin = None
    return helper


def _heard(helper: subprocess.Popen[bytes] | None, share: Sequence[PlacedLesson]) -> list[Judged] | None:
    """What a helper found, when it judged these very lessons."""
    data = helper.communicate()[0] if helper else b""
    try:
        said = msgpack.decode(data, type=list[Said])
    except MsgspecError:
        return None
    if len(said) < len(share):  # somebody changed a file meanwhile
        return None
    return [
        Judged(
            set(one.problems),
            set(one.used),
            [(word, partial(Location, path, line)) for word, path, line in one.long],
            set(one.sources),
            set(one.misconceptions),
        )
        for one in said
    ]


def _mark(lesson: PlacedLesson) -> str:
    """Which lesson this is, with these very texts."""
    documents = (lesson.head.document, lesson.bank, *(casus.document for casus in lesson.cases))
    steps = (step.value.text for step in lesson.steps)
    texts = (*steps, *(document.text for document in documents if document))
    return f"{lesson.head.value.id} {sha256(chr(0).join(texts).encode()).hexdigest()}"


def help_out(root: str, today: str) -> None:
    """Judge the lessons that standard input names, and write what was found to standard output."""
    wanted = frozenset(msgpack.decode(sys.stdin.buffer.read(), type=list[str]))
    with gc_paused():
        pack = read_pack(Path(root))
        share = [lesson for lesson in pack.lessons if _mark(lesson) in wanted]
        said = [
            Said(
                tuple(sorted(one.problems)),
                tuple(sorted(one.used)),
                tuple((word, *where()) for word, where in one.long),
                tuple(sorted(one.sources)),
                tuple(sorted(one.misconceptions)),
            )
            for one in judge(pack, date.fromisoformat(today), share, outside=False)
        ]
    sys.stdout.buffer.write(msgpack.encode(said))


WHOLE: tuple[Callable[[Pack], Iterator[Problem]], ...] = (
    lessons.circles,
    common.dated_laws,
    common.double_terms,
    craft.letters,
    texts.vacancies,
    sources.entries,
)
"""Rules about all content together."""
NAMED: tuple[Callable[[Pack, Named], Iterator[Problem]], ...] = (common.unused, sources.uncited)
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
