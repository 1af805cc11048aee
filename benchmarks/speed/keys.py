"""From a key to the last byte of the picture that it brings."""

from __future__ import annotations

import tomllib
from functools import partial
from itertools import cycle

from benchmarks.speed.bench import HOME, Bench, in_turn
from benchmarks.speed.figures import FLOOR, OURS, Samples
from benchmarks.speed.installation import environment
from benchmarks.speed.practice import RIGHT, text
from benchmarks.speed.screen import DOWN, ENTER, ESCAPE, UP, Program

CTRL_P, PALETTE = "\x10", "Oefenen: Een lange"


def highlight(bench: Bench, rounds: int) -> Samples:
    """Moving the highlight between the options of a question."""
    ways = cycle((DOWN, UP))
    with (
        bench.content(bench.practice),
        bench.floor("bare_list") as floor,
        bench.app(bench.home("highlight")) as app,
    ):
        floor.until("de laatste keuze")
        _to_quiz(app)

        def moved(program: Program, key: str) -> float:
            program.press(key)
            return program.complete() * 1000

        for program in (floor, app):
            moved(program, DOWN)  # so that there is room to go up
        keys: list[str] = []

        def first() -> float:
            keys.append(next(ways))
            return moved(floor, keys[-1])

        return in_turn(rounds, {FLOOR: first, OURS: lambda: moved(app, keys[-1])})


def answer(bench: Bench, rounds: int) -> Samples:
    """An answer, stored, and the feedback on it."""
    home = bench.home("answer")
    copied = bench.home("answer-floor")
    other = bench.home("answer-text")
    with (
        bench.content(bench.practice),
        bench.floor("bare_answer", next(copied.glob("*.db"))) as floor,
        bench.floor("bare_answer", next(other.glob("*.db")), "text") as text,
        bench.app(home) as app,
    ):
        for bare in (floor, text):
            bare.still(1)
        _to_quiz(app)

        def answered(program: Program) -> float:
            program.press("1")
            program.until(RIGHT)
            seconds = program.complete()
            program.press(ENTER)
            program.complete()
            return seconds * 1000

        measures = {FLOOR: floor, "only the text changes": text, OURS: app}
        return in_turn(rounds, {name: partial(answered, program) for name, program in measures.items()})


def beamer(bench: Bench, rounds: int) -> Samples:
    """The trainer makes the beamer black and brings the page back: from that key to the page in the other window."""
    plan = tomllib.loads(next(bench.made.content.rglob("01-*avond.toml")).read_text("utf-8"))
    words = plan["activiteit"][0]["titel"].split()[0]
    home = environment(bench.home("beamer"))
    command = bench.made.command
    with (
        bench.floor("bare_list") as floor,
        Program([command, "klas", "bediening", plan["id"]], home, bench.work) as trainer,
        Program([command, "klas", "scherm"], home, bench.work) as wall,
    ):
        floor.until("de laatste keuze")
        trainer.until("Hoeveel mensen")
        trainer.complete()
        trainer.press(ENTER)
        wall.until(words)
        wall.complete(0.5)
        ways = cycle((DOWN, UP))

        def moved() -> float:
            floor.press(next(ways))
            return floor.complete() * 1000

        def shown() -> float:
            trainer.press(".")
            trainer.complete(0.3)
            wall.complete(0.3)
            wall.press("")
            trainer.press(".")
            seconds = wall.until(words)
            trainer.complete()
            return seconds * 1000

        moved()  # so that there is room to go up
        return in_turn(rounds, {FLOOR: moved, OURS: shown})


def open_lesson(bench: Bench, rounds: int) -> Samples:
    """A lesson whose one step has 1,000 words."""
    page = bench.work / "page.txt"
    with bench.content(bench.practice):
        words = text(bench.made.content)
        page.write_text(words, "utf-8")
        first = " ".join(words.split()[:3])
        with bench.floor("bare_page", page) as floor, bench.app(bench.home("open-lesson")) as app:
            floor.until("Kale app")
            app.until(*HOME, "Een lange les")
            app.complete(0.5)
            return in_turn(rounds, {FLOOR: lambda: _opened(floor, first), OURS: lambda: _opened(app, first)})


def _opened(program: Program, text: str) -> float:
    program.press("1")
    program.until(text)
    seconds = program.complete()
    program.press(ESCAPE)
    program.complete(0.3)  # an Escape by itself is waited for
    return seconds * 1000


def _to_quiz(app: Program) -> None:
    """All questions of the long lesson: its own quiz has six, and what comes after those is no question."""
    app.until(*HOME)
    app.complete(0.5)
    for keys in (CTRL_P, PALETTE, DOWN, ENTER):
        app.press(keys)
        app.busy(1.0)  # the cursor in the field blinks, so it is never still
    app.until("agendapunt")
    app.complete(0.5)
