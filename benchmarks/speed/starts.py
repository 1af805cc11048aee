"""From the start of the program to a screen that can be used, and what it then holds in memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from time import sleep

from benchmarks.speed.bench import HOME, NAME, Bench, in_turn
from benchmarks.speed.figures import FLOOR, OURS, Samples
from benchmarks.speed.screen import Program

TEXT, LIST = "only a text", "a text and a list"
_FLOORS = {TEXT: ("bare_text", ("Kale app",)), LIST: ("bare_list", ("Kale app", "de laatste keuze"))}
SETTLED = 0.5
"""Seconds after the first screen at which memory is looked at."""
_SOME_LESSON = Path("lessons", "rollen", "09-griffie.md")


def start(bench: Bench, rounds: int) -> Samples:
    """With the content that the wheel brings."""
    home = bench.home("start")
    return _in_turn(bench, rounds, lambda: _shown(bench.app(home)))


def start_many(bench: Bench, rounds: int) -> Samples:
    """With 300 lessons."""
    home = bench.home("start-many")
    with bench.content(bench.many):
        return _in_turn(bench, rounds, lambda: _shown(bench.app(home)))


def start_cold(bench: Bench, rounds: int) -> Samples:
    """For the first time in a home, where nothing was kept yet but the learner's file."""
    return _in_turn(bench, rounds, lambda: _shown(bench.app(bench.home("start-cold"))))


def start_cold_many(bench: Bench, rounds: int) -> Samples:
    """The same with 300 lessons."""
    with bench.content(bench.many):
        return _in_turn(bench, rounds, lambda: _shown(bench.app(bench.home("start-cold-many"))))


def start_new(bench: Bench, rounds: int) -> Samples:
    """The very first start after an installation, beside the next start of the same learner."""
    home = bench.work / "start-new"

    def first() -> float:
        shutil.rmtree(home, ignore_errors=True)
        return _shown(bench.app(home), NAME)

    return in_turn(rounds, {OURS: first, FLOOR: lambda: _shown(bench.app(home), NAME)})


def start_updated(bench: Bench, rounds: int) -> Samples:
    """The first time after one lesson got another text."""
    home = bench.home("start-updated")
    lesson = bench.made.content / _SOME_LESSON
    before = lesson.read_bytes()

    def updated() -> float:
        lesson.write_bytes(lesson.read_bytes() + b"\n")
        return _shown(bench.app(home))

    try:
        return _in_turn(bench, rounds, updated)
    finally:
        lesson.write_bytes(before)


def memory(bench: Bench, rounds: int) -> Samples:
    """MB after the first screen."""
    home = bench.home("memory")
    return in_turn(
        rounds,
        {
            FLOOR: lambda: _held(_floor(bench, LIST), *_FLOORS[LIST][1]),
            TEXT: lambda: _held(_floor(bench, TEXT), *_FLOORS[TEXT][1]),
            OURS: lambda: _held(bench.app(home), *HOME),
        },
        unit="MB",
    )


def version(bench: Bench, rounds: int) -> Samples:
    """`--version`."""
    return _answered(bench, rounds, "--version")


def usage(bench: Bench, rounds: int) -> Samples:
    """`--help`."""
    return _answered(bench, rounds, "--help")


def _answered(bench: Bench, rounds: int, option: str) -> Samples:
    return in_turn(
        rounds,
        {
            FLOOR: lambda: bench.run(bench.made.python, "-c", "pass"),
            OURS: lambda: bench.run(bench.made.command, option),
        },
    )


def _in_turn(bench: Bench, rounds: int, ours: Callable[[], float]) -> Samples:
    return in_turn(
        rounds,
        {
            FLOOR: lambda: _shown(_floor(bench, LIST), *_FLOORS[LIST][1]),
            TEXT: lambda: _shown(_floor(bench, TEXT), *_FLOORS[TEXT][1]),
            OURS: ours,
        },
    )


def _floor(bench: Bench, name: str) -> Program:
    return bench.floor(_FLOORS[name][0])


def _shown(app: Program, *texts: str) -> float:
    """Milliseconds until these texts are on the screen, by default those of home."""
    with app:
        seconds = app.until(*(texts or HOME))
        app.complete()
    return seconds * 1000


def _held(app: Program, *texts: str) -> float:
    """MB."""
    with app:
        app.until(*texts)
        app.complete()
        sleep(SETTLED)
        return app.memory()
