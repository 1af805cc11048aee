"""The portable tests under the Python of Windows, in as many processes as there are cores."""

from __future__ import annotations

import os
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.wheels import ROOT
from scripts.windows.build import unpack_python
from scripts.windows.inputs import unpacked
from scripts.windows.wine import SHIMS, Trial, windows_path, wine

PART, LIMIT, ENOUGH = 6, 400, 420
"""Modules in one process, and seconds: for a process, and after which no other begins. Those of the store go first."""
RUN = """
import sys
sys.pycache_prefix = sys.argv[1]
import pytest
sys.exit(pytest.main(sys.argv[2:]))
"""


def make_python(inputs: Path, folder: Path) -> Path:
    """A Python of Windows that has the packages of the tests, the source of the program, and the shims."""
    folder.mkdir(parents=True)
    name = unpack_python(inputs / "python.zip", folder)
    unpacked(inputs / "tests", folder / "site")
    (folder / "sitecustomize.py").write_text(SHIMS, "utf-8")
    (folder / "toets.py").write_text(RUN, "utf-8")
    path = f"{name}.zip\n.\nsite\n{windows_path(ROOT)}\nimport site\n"
    (folder / f"{name}._pth").write_text(path, "utf-8")
    return folder


def pytest(python: Path, *words: str) -> tuple[int, str]:
    """Run pytest there; gives the exit code and what it printed."""
    place = windows_path(python / "pyc")
    given = ["-p", "no:cacheprovider", "-p", "no:xdist", "-q", "--no-header", *words]
    done = subprocess.run(
        [wine(), str(python / "python.exe"), "-X", "utf8", str(python / "toets.py"), place, *given],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        timeout=LIMIT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")


def suite(trial: Trial, inputs: Path) -> None:
    """Every module of tests can be imported there, and those that are marked portable pass."""
    python = make_python(inputs, trial.place / "toetspython")
    code, said = pytest(python, "--collect-only", "-m", "portable", "tests")
    chosen = sorted({line.partition("::")[0] for line in said.split("\n") if "::" in line})
    count = next(iter(re.findall(r"^(.*(?:collected|deselected|error).*)$", said, re.MULTILINE)[::-1]), said[-200:])
    trial.row("alle testmodules zijn te importeren op Windows", code == 0 and bool(chosen), count)
    began = time.monotonic()
    first = sorted(chosen, key=lambda name: (not name.startswith("tests/store/"), name))
    parts = [first[start : start + PART] for start in range(0, len(first), PART)]

    def tried(part: list[str]) -> tuple[int, str] | None:
        if time.monotonic() - began > ENOUGH:
            return None
        try:
            return pytest(python, "-m", "portable", "--tb=line", "-rf", *part)
        except subprocess.TimeoutExpired:
            return 1, f"FAILED {part[0]} and others: more than {LIMIT} seconds"

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(tried, parts))
    done = [result for result in results if result]
    totals: dict[str, int] = {}
    for _, said in done:
        for number, outcome in re.findall(r"(\d+) (passed|failed|skipped|error)", said.rstrip().rsplit("\n", 1)[-1]):
            totals[outcome] = totals.get(outcome, 0) + int(number)
    failed = [line for _, said in done for line in re.findall(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)]
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(totals.items()))
    left = sum(len(part) for part, result in zip(parts, results, strict=True) if result is None)
    told += f"; {len(chosen) - left} van {len(chosen)} modules" + (f" in {ENOUGH} seconden" if left else "")
    good = all(code == 0 for code, _ in done) and totals.get("passed", 0) > 0
    trial.row("de draagbare tests", good, "; ".join([told, *failed[:40]]))
