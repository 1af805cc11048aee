"""Gain at equal minutes in every world, beside rivals as they come and rivals with their best knob.

    python -m benchmarks.leren                      eight worlds, 5 minutes a session, a few learners: under 3 minutes
    python -m benchmarks.leren --whole              3, 5 and 8 minutes, more learners, tuned rivals
    python -m benchmarks.leren --log reviews.csv    how well recall is predicted on a log of real answers

Gain is what is known beyond what the lessons alone leave. A ratio is that of the gains of all learners together; its
interval (95%) is a bootstrap over learners.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from fnmatch import fnmatch
from functools import cache, partial
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path
from random import Random
from statistics import fmean

from benchmarks.leren.learner import LESSONS, SESSIONS, YEAR, Life, Policy, Setting, Shape, live
from benchmarks.leren.log import compare, predict, read
from benchmarks.leren.ours import Ours
from benchmarks.leren.rivals import FIXED, LEITNER, Before, ByFsrs, Chance, Rival, Sm2, Steps, fsrs, ssp_mmc
from benchmarks.leren.worlds import ActR, Fsrs, Hlr, Mcm
from tutor.content.load import load

ROOT = Path(__file__).parents[2]
WORLDS = (
    Setting("FSRS-6", Fsrs),
    Setting("FSRS-6, spread .5", Fsrs, spread=0.5),
    Setting("FSRS-6, transfer .3", Fsrs, transfer=0.3),
    Setting("FSRS-6, transfer .6", Fsrs, transfer=0.6),
    Setting("transfer .3, costs, prior knowledge", Fsrs, transfer=0.3, uneven=True),
    Setting("ACT-R", ActR),
    Setting("MCM", Mcm),
    Setting("HLR", Hlr),
)
PAID = ("FSRS-6", "ACT-R")
"""Worlds in which lessons are paid out of the same minutes as well."""
NOTHING, OURS, BEFORE = "niets", "Raadstutor", Before().name
RIVALS: tuple[Callable[[], Rival], ...] = (
    lambda: Steps("vast 1-3-7-16-35-75", FIXED),
    lambda: Steps("Leitner 1-2-4-8-16-32", LEITNER),
    Sm2,
    lambda: fsrs(0.7),
    lambda: fsrs(0.8),
    lambda: fsrs(0.9),
    lambda: fsrs(0.8, "recall"),
    lambda: ByFsrs("SSP-MMC", ssp_mmc()),
    Chance,
)


def _stretched(stretch: float) -> tuple[Callable[[], Rival], ...]:
    return (
        lambda: Steps(f"vast x {stretch}", [step * stretch for step in FIXED]),
        lambda: Steps(f"Leitner x {stretch}", [step * stretch for step in LEITNER]),
        lambda: Sm2(f"SM-2 x {stretch}", stretch),
    )


def _retained(retention: float) -> tuple[Callable[[], Rival], ...]:
    return tuple(partial(fsrs, retention, by) for by in ("due", "recall", "difficulty"))


def _lessons_first(make: Callable[[], Rival]) -> Rival:
    rival = make()
    rival.name, rival.lessons_first = f"{rival.name}, lessons first", True
    return rival


LESSONS_FIRST = tuple(partial(_lessons_first, make) for make in RIVALS)
"""What a learner does who is wiser than the program: no card before the lessons are done."""
TUNED = tuple(
    make for makes in (*map(_stretched, (0.5, 2.0, 4.0)), *map(_retained, (0.5, 0.7, 0.8, 0.9, 0.95))) for make in makes
)
"""Each family over its own knob; the best of them is chosen afterwards, per world and minutes, which no learner can."""
POLICIES: tuple[Callable[[], Rival], ...] = (*RIVALS, Before, *TUNED, *LESSONS_FIRST)
SHARES = (0.4, 0.6, 0.8)
"""Parts of the minutes in which ours is asked for what the queue of before knows."""
QUICK, WHOLE, PURSE = (5.0,), (3.0, 5.0, 8.0), (5.0, 10.0)
"""Minutes a session; the last when lessons are paid from them."""
FEW, MANY = 6, 24
"""Learners."""
Gains = dict[str, list[float]]
"""What each policy adds to the lessons, learner by learner, in items."""


@dataclass(frozen=True)
class Job:
    """A year to live."""

    world: int
    minutes: float
    seed: int
    policy: int
    """-2 for none, -1 for ours, else a place in `POLICIES`."""
    part: float = 1.0
    """Of the minutes."""
    paid: bool = False
    """Whether lessons cost minutes."""
    lessons: int = LESSONS


@cache
def shape(lessons: int) -> Shape:
    """The content that is shipped, so many lessons of it."""
    return Shape.of(load(ROOT)[0], lessons)


def lived(job: Job) -> tuple[Job, str, Life]:
    """In a process of its own."""
    policy: Policy | None = None
    if job.policy != -2:
        policy = Ours(shape(job.lessons)) if job.policy == -1 else POLICIES[job.policy]()
    life = live(WORLDS[job.world], shape(job.lessons), job.seed, policy, job.minutes * job.part, paid=job.paid)
    return job, policy.name if policy else NOTHING, life


def ratio(ours: Sequence[float], other: Sequence[float], rounds: int = 2000) -> tuple[float, float, float]:
    """Ours over the other, both summed over the same learners, with a 95% bootstrap interval over learners."""
    rng, number = Random(7), len(ours)
    found = []
    for _ in range(rounds):
        drawn = rng.choices(range(number), k=number)
        found.append(sum(ours[at] for at in drawn) / sum(other[at] for at in drawn))
    found.sort()
    return sum(ours) / sum(other), found[round(0.025 * rounds)], found[round(0.975 * rounds) - 1]


def minutes_for(wanted: float, known: Sequence[tuple[float, float]]) -> float:
    """In how many minutes this gain is reached, between measured (minutes, gain); beyond them nothing is known."""
    for (less, low), (more, high) in pairwise(sorted(known)):
        if low <= wanted <= high:
            return less + (wanted - low) / (high - low) * (more - less)
    return math.nan


@dataclass(frozen=True)
class Cell:
    """One world at so many minutes."""

    world: str
    minutes: float
    paid: bool
    mean: Gains
    after: Gains
    shares: list[tuple[float, float]]
    """Minutes, and what ours gains in them."""
    lessons: dict[str, float]
    """Done in the year."""

    def best(self, names: Iterable[str], gains: Gains) -> str:
        """Which of these gains most over all learners."""
        return max((name for name in names if name in gains), key=lambda name: fmean(gains[name]))


def cells(jobs: Sequence[Job], processes: int) -> list[Cell]:
    """Everything lived, world by world."""
    lives: dict[tuple[bool, int, float], dict[tuple[str, float], dict[int, Life]]] = {}
    with Pool(processes) as pool:
        for done, (job, name, life) in enumerate(pool.imap_unordered(lived, jobs), 1):
            found = lives.setdefault((job.paid, job.world, job.minutes), {})
            found.setdefault((name, job.part), {})[job.seed] = life
            if sys.stderr.isatty():
                print(f"\r{done} of {len(jobs)}", end="", file=sys.stderr)
    return [_cell(WORLDS[at].name, minutes, paid, lives[paid, at, minutes]) for paid, at, minutes in sorted(lives)]


def _cell(world: str, minutes: float, paid: bool, lives: dict[tuple[str, float], dict[int, Life]]) -> Cell:
    none = lives.pop((NOTHING, 1.0), None) or {seed: Life(0, 0, 0, 0) for seed in lives[OURS, 1.0]}
    mean, after, shares, lessons = Gains(), Gains(), [], {}
    for (name, part), found in lives.items():
        gain = [found[seed].mean - none[seed].mean for seed in sorted(none)]
        if name == OURS:
            shares.append((fmean(life.minutes for life in found.values()), fmean(gain)))
        if part == 1:
            mean[name] = gain
            after[name] = [found[seed].after - none[seed].after for seed in sorted(none)]
            lessons[name] = fmean(life.lessons for life in found.values())
    return Cell(world, minutes, paid, mean, after, shares, lessons)


def table(found: Sequence[Cell]) -> str:
    """Markdown."""
    come, tuned = {make().name for make in RIVALS}, {make().name for make in TUNED}
    lines = [
        "| world | minutes | ours / best rival as it comes | 60 days after | which rival | ours / best tuned | which "
        "| ours / before | minutes for the same as before |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for cell in (cell for cell in found if not cell.paid):
        best, last = cell.best(come, cell.mean), cell.best(come, cell.after)
        row = [cell.world, f"{cell.minutes:g}", _shown(ratio(cell.mean[OURS], cell.mean[best]))]
        row += [_shown(ratio(cell.after[OURS], cell.after[last])), best]
        if (tuned - come) & cell.mean.keys():
            knob = cell.best(come | tuned, cell.mean)
            row += [_shown(ratio(cell.mean[OURS], cell.mean[knob])), knob]
        else:
            row += ["", ""]
        row.append(_shown(ratio(cell.mean[OURS], cell.mean[BEFORE])))
        year = cell.minutes * SESSIONS * (YEAR // 7)
        same = minutes_for(fmean(cell.mean[BEFORE]), [(0.0, 0.0), *cell.shares])
        row.append("" if math.isnan(same) or len(cell.shares) == 1 else f"{same / year:.2f}")
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines)


def purse(found: Sequence[Cell]) -> str:
    """Markdown: what is known when lessons cost minutes, and how many lessons were done."""
    come, first = {make().name for make in RIVALS}, {make().name for make in LESSONS_FIRST}
    lines = [
        "| world | minutes | ours: items known (lessons) | best rival, reviews first | ours / it "
        "| best rival, lessons first | ours / it | before, reviews first | ours / it |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for cell in (cell for cell in found if cell.paid):
        row = [cell.world, f"{cell.minutes:g}", _known(cell, OURS)]
        for name in (cell.best(come, cell.mean), cell.best(first, cell.mean), BEFORE):
            row += [f"{name}: {_known(cell, name)}", _shown(ratio(cell.mean[OURS], cell.mean[name]))]
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines)


def _known(cell: Cell, name: str) -> str:
    return f"{fmean(cell.mean[name]):.0f} ({cell.lessons[name]:.0f})"


def _shown(figures: tuple[float, float, float]) -> str:
    return "{:.2f} ({:.2f}-{:.2f})".format(*figures)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables, and writes what was measured as JSON when asked."""
    wanted = _parser().parse_args(arguments)
    if wanted.log:
        predicted = predict(read(wanted.log))
        print(f"{len(predicted)} answers on a later day, of {len({one.card for one in predicted})} cards; log-loss")
        for name, (mean, low, high) in compare(predicted).items():
            print(f"{name:24} {mean:.4f} ({low:.4f} to {high:.4f})")
        return 0
    worlds = [at for at, world in enumerate(WORLDS) if fnmatch(world.name, wanted.world)]
    number = wanted.learners or (MANY if wanted.whole else FEW)
    policies = range(-2, len(RIVALS) + 1 + (len(TUNED) if wanted.whole else 0))
    jobs = (
        []
        if wanted.paid
        else [
            Job(world, minutes, seed, policy, part, lessons=wanted.lessons)
            for world in worlds
            for minutes in wanted.minutes or (WHOLE if wanted.whole else QUICK)
            for seed in range(number)
            for policy in policies
            for part in ((1.0, *SHARES) if wanted.whole and policy == -1 else (1.0,))
        ]
    )
    if wanted.paid or not wanted.minutes:
        first = len(POLICIES) - len(LESSONS_FIRST)
        jobs += [
            Job(world, minutes, seed, policy, paid=True, lessons=wanted.lessons)
            for world in worlds
            if WORLDS[world].name in PAID
            for minutes in wanted.minutes or PURSE
            for seed in range(number)
            for policy in (*range(-1, len(RIVALS) + 1), *range(first, len(POLICIES)))
        ]
    ssp_mmc()  # before the processes part, so that it is solved once
    lessons, items = len(shape(wanted.lessons).lessons), len(shape(wanted.lessons).ids)
    print(f"{number} learners, a year, {lessons} lessons with {items} items, {SESSIONS} sessions a week\n")
    found = cells(jobs, wanted.processes)
    print(
        "\n\n".join(
            shown(found) for paid, shown in ((False, table), (True, purse)) if paid in {cell.paid for cell in found}
        )
    )
    if wanted.json:
        wanted.json.write_text(json.dumps([asdict(cell) for cell in found], indent=1) + "\n", "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.leren", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--whole", action="store_true", help="all minutes, more learners, rivals with their best knob")
    parser.add_argument("--world", default="*", metavar="PATTERN", help="only worlds with such a name")
    parser.add_argument("--minutes", type=float, nargs="+", help="of a session")
    parser.add_argument("--learners", type=int)
    parser.add_argument("--lessons", type=int, default=LESSONS, help="as many as are taken in the first half year")
    parser.add_argument("--paid", action="store_true", help="only with lessons that cost minutes")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the gains of all learners go")
    parser.add_argument("--log", type=Path, metavar="FILE", help="a log of reviews: card, rating 1-4, time")
    return parser


if __name__ == "__main__":
    sys.exit(main())
