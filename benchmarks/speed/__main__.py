"""Measures, prints the table and writes JSON: `make bench`, or `make bench ARGS="start version --rounds 5"`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.speed.bench import Bench, note
from benchmarks.speed.figures import Result, table
from benchmarks.speed.installation import ROOT, install
from benchmarks.speed.rows import ROWS, Row

FOLDER = ROOT / ".bench"


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 1 when a row misses its target."""
    wanted = _parser().parse_args(arguments)
    if wanted.list:
        for row in ROWS:
            print(f"{row.name:16} {row.what}")
        return 0
    rows = [row for row in ROWS if any(fnmatch(row.name, name) for name in wanted.rows or ["*"])]
    if not rows:
        print(f"no such row; there are: {', '.join(row.name for row in ROWS)}", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    note("the wheel, in an environment of its own")
    made = install(FOLDER)
    with TemporaryDirectory(dir=FOLDER, prefix="run-") as work:
        bench = Bench(made, Path(work))
        results = [_measured(row, bench, wanted.rounds) for row in rows]
    print(table(results))
    wanted.json.parent.mkdir(parents=True, exist_ok=True)
    wanted.json.write_text(json.dumps(_document(results), indent=1) + "\n", "utf-8")
    return int(any(result.verdict.lower().startswith("not") for result in results))


def _measured(row: Row, bench: Bench, rounds: int | None) -> Result:
    note(row.name)
    result = Result(row.name, row.what, row.target, row.measure(bench, rounds or row.rounds), row.limits)
    note(f"{row.name}: {result.samples.ratio:.2f} {result.verdict}")
    return result


def _document(results: Sequence[Result]) -> dict[str, object]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "rows": [result.plain() for result in results],
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help="which rows, * and ? allowed; by default all")
    parser.add_argument("--rounds", type=int, help="so many rounds for every row")
    parser.add_argument("--json", type=Path, default=FOLDER / "speed.json", help="where the figures go (%(default)s)")
    parser.add_argument("--list", action="store_true", help="only tell which rows there are")
    return parser


if __name__ == "__main__":
    sys.exit(main())
