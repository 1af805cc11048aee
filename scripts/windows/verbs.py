"""Every verb of README on Windows beside the same verb here: exit code and words."""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.windows.wine import Trial, run, windows_path
from tests.e2e.verbs import calls

MOMENT = "2026-11-24T19:30:00+01:00"
"""The time for both, so that what is said can be compared."""
CHANCE = {"regel", "voortgang", "klas", "exporteer", "gegevens", "samenvoegen", "--inhoud"}
"""Verbs in which chance shuffles options, so that other answers are right: only the exit code is compared."""
ALIKE = (
    (r"\S*python\S* -m tutor", "raadstutor"),
    (r"[A-Z]:\\[^\n]*?(thuis|daar)(?=[\\\s.,;:)\"]|$)", r"/\1"),
    (r"/[^\n]*?(thuis|hier)(?=[/\s.,;:)\"]|$)", r"/\1"),
    (r"(?<=[\w-])\\(?=[\w.-])", "/"),
    (r"/(hier|daar)\b", "/map"),
    (r"""(['"])(/map[^'"\n]*)\1""", r"\2"),  # a shell of each system has its own quotes
)
"""What differs between two computers and means the same."""


def verbs(trial: Trial) -> None:
    """Every verb that draws no screens ends as it does here, and says the same."""
    here, there = trial.place / "hier", trial.place / "daar"
    for folder in (here, there):
        folder.mkdir(parents=True)
    with ThreadPoolExecutor(2) as pool:  # each in its own order, and both at once
        known = pool.submit(lambda: [_here(here, *call) for call in calls(here)])
        found = pool.submit(lambda: [_there(trial, there, *call) for call in calls(there)])
        results = list(zip(calls(there), known.result(), found.result(), strict=True))
    odd, other, same = [], [], 0
    for (words, _), (wanted, text), (code, said) in results:
        name = " ".join(words[:2])
        if code != wanted or "Traceback" in said:
            odd.append(f"{name}: {code} in plaats van {wanted}")
        if words[0] not in CHANCE:
            changed = _different(said, text)
            other += [f"{name}: {changed}"] if changed else []
            same += not changed
    told = f"{len(results)} opdrachten"
    trial.row("alle opdrachten van README: exitcode als op Linux", not odd, "; ".join(odd) or told)
    told = f"{same} van {same + len(other)} waarin geen toeval is"
    trial.row("dezelfde opdrachten: woorden als op Linux", not other, "; ".join([told, *other]))


def _here(folder: Path, words: tuple[str, ...], typed: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tutor", *words],
        input=typed.encode(),
        env={**os.environ, "RAADSTUTOR_HOME": f"{folder} thuis", "RAADSTUTOR_NU": MOMENT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode()


def _there(trial: Trial, folder: Path, words: tuple[str, ...], typed: str) -> tuple[int, str]:
    on_windows = [windows_path(Path(word)) if word.startswith(str(folder)) else word for word in words]
    home = f"{windows_path(folder)} thuis"
    return run(*trial.command(*on_windows)[1:], typed=typed, RAADSTUTOR_HOME=home, RAADSTUTOR_NU=MOMENT)


def _different(said: str, wanted: str) -> str:
    """The first lines that differ, or nothing."""
    one, two = (_alike(text).split("\n") for text in (wanted, said))
    changed = [line for line in difflib.unified_diff(one, two, n=0, lineterm="") if line[:3] not in ("---", "+++")]
    return " / ".join(line for line in changed[:4] if not line.startswith("@@"))


def _alike(text: str) -> str:
    for pattern, instead in ALIKE:
        text = re.sub(pattern, instead, text, flags=re.MULTILINE)
    return text
