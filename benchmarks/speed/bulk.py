"""Work on all content at once."""

from __future__ import annotations

import json
import subprocess

from benchmarks.speed.bench import Bench, in_turn
from benchmarks.speed.figures import FLOOR, OURS, Samples
from benchmarks.speed.installation import FLOORS, environment


def check(bench: Bench, rounds: int) -> Samples:
    """`controleer` of the content that the wheel brings."""
    return _checked(bench, rounds, str(bench.made.content))


def check_many(bench: Bench, rounds: int) -> Samples:
    """`controleer` of 300 lessons. It is measured without a round before: files were just written."""
    return _checked(bench, rounds, str(bench.many), warm=False)


def search_many(bench: Bench, rounds: int) -> Samples:
    """Seven queries."""
    file = bench.work / "zoeken.db"
    program = FLOORS.with_name("searching.py")
    with bench.content(bench.many):
        command = [str(part) for part in (bench.made.python, program, file, rounds)]
        shown = subprocess.run(
            command, check=True, cwd=bench.work, env=environment(bench.work), capture_output=True, text=True
        )
    found = json.loads(shown.stdout)
    return Samples(floor=found["floor"], ours=found["ours"], others={"index made": [found["made"]]})


def _checked(bench: Bench, rounds: int, folder: str, *, warm: bool = True) -> Samples:
    return in_turn(
        rounds,
        {
            FLOOR: lambda: bench.run(bench.made.python, FLOORS / "reading.py", folder),
            OURS: lambda: bench.run(bench.made.command, "controleer", folder),
        },
        warm=warm,
    )
