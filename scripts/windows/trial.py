"""Builds twice, tries the folder, the installer and the MSI under Wine, and prints a table: `make test-windows`.

    python -m scripts.windows.trial --inputs MAP [--built MAP] [--only NAAM …]

`--inputs`: what `scripts.windows.inputs` fetched. Wine is not Windows: `scripts/windows/wine.py` bridges its gaps, and
what cannot be seen here stands in docs/windows.md.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.unix import build as unix
from scripts.wheels import ROOT, sha256
from scripts.windows import build as windows
from scripts.windows import installs, tried
from scripts.windows.suite import suite
from scripts.windows.verbs import verbs
from scripts.windows.wine import Trial, computer


def built(inputs: Path, out: Path) -> Path:
    """Everything that is handed out, from the source on."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out / "wheel"), str(ROOT)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (app,) = (out / "wheel").glob("*.whl")
    windows.build(inputs / "python.zip", sha256(inputs / "python.zip"), app, inputs / "windows", out)
    unix.build(app, inputs / "unix", out)
    return out


def build_twice(trial: Trial, inputs: Path, folder: Path) -> Path:
    """Two builds, at the same time where there are cores for it; gives the first."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        first, second = pool.map(lambda name: built(inputs, folder / name), ("een", "nog een"))
    other = tried.same(first, second)
    names = sorted(path.name for path in first.glob("Raadstutor-*"))
    sizes = ", ".join(f"{name} {(first / name).stat().st_size / 1e6:.1f} MB" for name in names)
    trial.row(
        "twee keer gebouwd, dezelfde bytes", not other and len(names) == 4, f"anders: {other}" if other else sizes
    )
    return first


def table(trial: Trial, seconds: float) -> str:
    """What came of everything, to paste somewhere."""
    lines = ["| | geprobeerd | uitkomst | s |", "|---|---|---|---|"]
    lines += [
        f"| {'goed' if row.good else '**FOUT**'} | {row.name} | {row.told.replace('|', '/')} | {row.seconds:.0f} |"
        for row in trial.rows
    ]
    good = sum(row.good for row in trial.rows)
    load = f", belasting {os.getloadavg()[1]:.1f} op {os.cpu_count()} kernen"
    return "\n".join([*lines, "", f"{good} van {len(trial.rows)} goed, in {seconds:.0f} seconden{load}"])


def main() -> int:
    """Try everything; the exit code is 1 when something went wrong."""
    parser = argparse.ArgumentParser(prog="python -m scripts.windows.trial")
    parser.add_argument("--inputs", type=Path, required=True)
    parser.add_argument("--built", type=Path, help="a first build, instead of two")
    parser.add_argument("--only", nargs="*", metavar="NAAM", help="some of what is tried, by the names in this file")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server of Wine goes too
    inputs = given.inputs.resolve()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="proef ") as place, computer(Path(place) / "wine"):
        folder = Path(place)
        trial = Trial(folder / "Zoë Ünal & co")
        first = given.built.resolve() if given.built else build_twice(trial, inputs, folder)
        archive = next(first.glob("*-windows-x64.zip"))
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(trial.place)
        trial.data.mkdir()
        steps: dict[str, Callable[[], object]] = {
            "les": lambda: tried.lesson(trial),
            "herstel": lambda: tried.repair_and_restore(trial),
            "opdrachten": lambda: verbs(trial),
            "avond": lambda: tried.evening(trial),
            "pijpen": lambda: tried.pages(trial),
            "ernaast": lambda: tried.beside(trial),
            "vast": lambda: tried.held(trial),
            "stop": lambda: tried.killed(trial),
            "gedeeld": lambda: tried.shared(trial),
            "stick": lambda: tried.sticks(trial),
            "bijwerken": lambda: installs.updated(trial, archive),
            "ouder": lambda: installs.older_file(trial),
            "namen": lambda: installs.launchers(trial),
            "start": lambda: tried.start(trial),
            "installeren": lambda: installs.installed(trial, next(first.glob("*-installeren.exe"))),
            "uitrollen": lambda: installs.rolled_out(trial, next(first.glob("*.msi"))),
            "tests": lambda: suite(trial, inputs),
        }
        for name in given.only or steps:
            try:
                steps[name]()
            except (subprocess.SubprocessError, OSError, StopIteration) as problem:
                trial.row(f"{name}: kwam niet af", False, repr(problem)[:200])
    print(table(trial, time.monotonic() - began))
    return 0 if all(row.good for row in trial.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
