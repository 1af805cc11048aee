"""Judging lessons by the rules about one part at a time; many lessons by several processes at once.

A helper is this program again. It reads the same folder, judges its share, and says what it found as msgpack: nothing
that could run code goes from one to the other. What a helper cannot do is done here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from msgspec import MsgspecError, Struct, msgpack

from tutor import FOLDER
from tutor.content.characters import visible
from tutor.content.lint import craft, language
from tutor.content.lint.vocabulary import LongWord, words_of
from tutor.content.lint_context import LintContext, parts
from tutor.content.load import read_pack
from tutor.content.problem_kinds import Location
from tutor.content.rules import common, counting, lessons, played, sources, statutes, texts
from tutor.content.source import Pack, PlacedLesson
from tutor.content.verdicts import files
from tutor.model import Problem
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
    statutes.untold,
    counting.blurred,
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
PROGRAM = "import sys; from tutor.content.judging import help_out; help_out(*sys.argv[1:])"


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
