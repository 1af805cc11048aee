"""The portable tests under the Python of Windows, in as many processes as there are cores."""

from __future__ import annotations

import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.wheels import ROOT
from scripts.windows.build import unpack_python
from scripts.windows.inputs import unpacked
from scripts.windows.wine import SHIMS, Trial, windows_path, wine

LIMIT = 900
"""Seconds for all of them."""
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
    cores = os.cpu_count() or 1
    by_size = sorted(chosen, key=lambda name: -(ROOT / name).stat().st_size)
    parts = [part for part in (by_size[core::cores] for core in range(cores)) if part]
    with ThreadPoolExecutor(cores) as pool:
        results = list(pool.map(lambda part: pytest(python, "-m", "portable", "--tb=line", "-rf", *part), parts))
    totals: dict[str, int] = {}
    for _, told in results:
        for number, outcome in re.findall(r"(\d+) (passed|failed|skipped|error)", told.rsplit("\n", 2)[-2]):
            totals[outcome] = totals.get(outcome, 0) + int(number)
    failed = [line for _, told in results for line in re.findall(r"^FAILED (\S+)", told, re.MULTILINE)]
    told = f"{len(chosen)} modules; {', '.join(f'{number} {outcome}' for outcome, number in sorted(totals.items()))}"
    good = all(code == 0 for code, _ in results) and totals.get("passed", 0) > 0
    trial.row("de draagbare tests", good, told if good else f"{told}: {'; '.join(failed[:6])}")
    (trial.place.parent / "tests.txt").write_text("\n".join(told for _, told in results), "utf-8")
