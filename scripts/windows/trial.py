"""Tries the Windows folder and installer under Wine, and prints what came of it: `make test-windows`.

    python -m scripts.windows.trial --built MAP [--again MAP]

Wine is not Windows. Its gaps are bridged in `WINE` and `run` only: no console (standard input and output are pipes)
and no window. What cannot be seen here stands in docs/windows.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scripts.wheels import sha256
from scripts.windows.build import WINE
from tests.e2e.verbs import calls

KILLS = 6
HOLD = """
import ctypes, sys, time
from ctypes import wintypes
open_file = ctypes.windll.kernel32.CreateFileW
open_file.restype = wintypes.HANDLE
handle = open_file(sys.argv[1], 0x80000000, 0, None, 3, 0, None)
print("held", flush=True)
time.sleep(30)
"""
"""Holds a file as Excel does: nobody else may read, write or replace it."""


@dataclass
class Trial:
    """A folder with Raadstutor in it, and what was tried there."""

    place: Path
    rows: list[tuple[str, bool, str]] = field(default_factory=list)

    @property
    def root(self) -> Path:
        """What somebody double-clicks in."""
        return self.place / "Raadstutor"

    @property
    def program(self) -> Path:
        """The versioned folder."""
        return next(self.root.glob("programma-*"))

    @property
    def data(self) -> Path:
        """Beside the launchers, as on a stick."""
        return self.root / "gegevens"

    def empty(self) -> None:
        """Throw away what was learned in it."""
        shutil.rmtree(self.data)
        self.data.mkdir()

    def run(self, *words: str, typed: str = "") -> tuple[int, str]:
        """Run a verb; gives the exit code and all that was said."""
        return wine(str(self.program / "python.exe"), "-X", "utf8", str(self.program / "start.py"), *words, typed=typed)

    def row(self, name: str, good: bool, told: str = "") -> None:
        """Keep, and say, what came of it."""
        self.rows.append((name, good, told))
        print(f"{'goed' if good else 'FOUT':5} {name:55} {told}", flush=True)


def wine(*words: str, typed: str = "", cwd: Path | None = None) -> tuple[int, str]:
    """Run a program of Windows; gives the exit code and its output."""
    done = subprocess.run(
        [_wine(), *words],
        input=typed.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        cwd=cwd,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")


def _wine() -> str:
    found = next(filter(None, map(shutil.which, WINE)), None)
    if not found:
        sys.exit("Ik heb wine64 nodig: apt-get install wine64.")
    return found


def windows_path(path: Path) -> str:
    """How a program of Windows calls a file of this computer."""
    return "Z:" + str(path).replace("/", "\\")


def verbs(trial: Trial) -> None:
    """Every verb that draws no screens ends as it does here."""
    trial.empty()
    odd, count = [], 0
    here, there = trial.place / "hier", trial.place / "daar"
    for folder in (here, there):
        folder.mkdir()
    environ = {**os.environ, "RAADSTUTOR_HOME": str(trial.place / "thuis hier")}
    for (words, typed), (known, _) in zip(calls(there), calls(here), strict=True):
        on_windows = [windows_path(Path(word)) if word.startswith(str(there)) else word for word in words]
        code, said = trial.run(*on_windows, typed=typed)
        wanted = subprocess.run(
            [sys.executable, "-m", "tutor", *known], input=typed.encode(), env=environ, capture_output=True, check=False
        ).returncode
        count += 1
        if code != wanted or "Traceback" in said:
            odd.append(f"{' '.join(words)}: {code} in plaats van {wanted}")
    trial.row("alle opdrachten van de README", not odd, f"{count} opdrachten" if not odd else "; ".join(odd[:4]))


def repair_and_restore(trial: Trial) -> None:
    """A damaged file is repaired, and a backup put back, with nothing left behind."""
    trial.run("regel", "--profiel", "Zoë", "--nieuw", typed="quiz rollen-01\na\nb\nc\na\nstop\n")
    trial.run("gegevens", "back-up")
    file = trial.data / "voortgang.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + bytes(400) + whole[500:])
    damaged, _ = trial.run("voortgang")
    mended, said = trial.run("gegevens", "herstel")
    after, _ = trial.run("gegevens")
    trial.row("een beschadigd bestand hersteld", (damaged, mended, after) == (3, 0, 0), said.strip()[:60])
    back, said = trial.run("gegevens", "terugzetten", "--ja")
    trial.row("een back-up teruggezet", back == 0 and trial.run("gegevens")[0] == 0, said.strip()[-60:])


def evening(trial: Trial) -> None:
    """An evening in line mode: hands are counted and the report is written."""
    votes = "aanwezig 14\n" + "verder\n7 6 1\n" * 30 + "afspraak Wij bellen.\nklaar\n"
    code, _ = trial.run("klas", "regel", "integriteitsavond", typed=votes)
    report, said = trial.run("klas", "verslag", "--vorm", "csv")
    trial.row("een klasavond in regels, met verslag", (code, report) == (0, 0) and said.count("\n") > 5)


def killed(trial: Trial) -> None:
    """Nothing that was acknowledged is missing after TerminateProcess."""
    lost = kept = 0
    start = [_wine(), str(trial.program / "python.exe"), "-u", "-X", "utf8", str(trial.program / "start.py")]
    for turn in range(KILLS):
        process = subprocess.Popen(
            [*start, "regel", "--profiel", f"Kill {turn}", "--nieuw"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"quiz rollen-01\n" + b"a\n\n" * 200)
        process.stdin.flush()
        time.sleep(4 + turn)
        process.kill()
        process.stdin.close()
        told = process.stdout.read().count(b"Opgeslagen.")
        process.wait()
        parcel = trial.place / f"kill{turn}.json"
        trial.run("exporteer", "voortgang", windows_path(parcel), "--profiel", f"Kill {turn}")
        stored = parcel.read_text("utf-8").count('"answered"') if parcel.exists() else 0
        kept, lost = kept + told, lost + max(0, told - stored)
    trial.row("TerminateProcess midden in een quiz", kept > 0 == lost, f"{KILLS} keer, {kept} bevestigd, {lost} kwijt")


def held(trial: Trial) -> None:
    """A file that another program holds is named as such, and nothing is lost."""
    target = trial.place / "leerverslag.html"
    target.write_text("van een ander", "utf-8")
    script = trial.place / "houd.py"
    script.write_text(HOLD, "utf-8")
    trial.run("regel", "--profiel", "Hans", "--nieuw", typed="stop\n")
    words = [_wine(), str(trial.program / "python.exe"), str(script), windows_path(target)]
    holder = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert holder.stdout
    holder.stdout.readline()
    code, said = trial.run("exporteer", "leerverslag", windows_path(target), "--profiel", "Hans", "--vervang")
    holder.kill()
    holder.wait()
    good = code == 1 and "Traceback" not in said and target.read_text("utf-8") == "van een ander"
    trial.row("een bestand dat in gebruik is", good and "ander programma" in said, said.strip()[:60])


def languages(trial: Trial) -> None:
    """What comes out of a pipe is UTF-8, whatever the console of that country speaks."""
    script = trial.root / "proef.cmd"
    told = []
    for page in (437, 850, 1252):
        script.write_bytes(f'@chcp {page} >nul\r\n@call "%~dp0Raadstutor.cmd" zoek raad\r\n'.encode("ascii"))
        told.append(wine("cmd", "/c", script.name, cwd=trial.root))
    script.unlink()
    trial.row("pijpen zijn UTF-8 in elke tekentabel", all(code == 0 and "…" in said for code, said in told))


def start(trial: Trial) -> None:
    """The program against the same Python with Textual alone, at their fastest of five."""
    python = str(trial.program / "python.exe")
    bare = min(
        _timed(lambda: wine(python, "-X", "utf8", "-c", "import textual.app, textual.widgets")) for _ in range(5)
    )
    os.environ["RAADSTUTOR_HOME"] = windows_path(trial.data)  # where the lessons are kept as they were read
    ours = "import tutor.tui.app, tutor.tui.screens.today, tutor.cli.root as root; root.catalogue()"
    wine(python, "-X", "utf8", "-c", ours)
    own = min(_timed(lambda: wine(python, "-X", "utf8", "-c", ours)) for _ in range(5))
    del os.environ["RAADSTUTOR_HOME"]
    trial.row("start tegen kaal Textual", own <= 1.5 * bare, f"{own / bare:.2f} (hooguit 1,5)")


def _timed(act: Callable[[], object]) -> float:
    before = time.perf_counter()
    act()
    return time.perf_counter() - before


def installed(trial: Trial, installer: Path) -> None:
    """The installer puts it there, keeps a version that is in use, and takes it away without the data."""
    code, _ = wine(str(installer), "/S")
    found = list(_prefix().glob("drive_c/users/*/AppData/Local/Programs/Raadstutor"))
    trial.row("geïnstalleerd zonder rechten", code == 0 and bool(found))
    if not found:
        return
    home = found[0]
    old = home / "programma-0.0.1"
    shutil.copytree(next(home.glob("programma-*")), old)
    sleeper = "import time; print(1, flush=True); time.sleep(60)"
    words = [_wine(), str(old / "python.exe"), "-c", sleeper]
    busy = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert busy.stdout
    busy.stdout.readline()
    wine(str(installer), "/S")
    stayed = (old / "start.py").exists()
    busy.kill()
    busy.wait()
    time.sleep(1)
    wine(str(installer), "/S")
    trial.row("bijgewerkt terwijl het open staat", stayed and not old.exists())
    wine(str(home / "verwijder.exe"), "/S")
    deadline = time.monotonic() + 20
    while home.exists() and time.monotonic() < deadline:
        time.sleep(0.5)
    trial.row("verwijderd", not list(home.glob("programma-*")))


def _prefix() -> Path:
    return Path(os.environ["WINEPREFIX"])


def same(first: Path, second: Path) -> Iterator[tuple[str, bool]]:
    """Whether two builds gave the same bytes."""
    for path in sorted(first.glob("Raadstutor-*")):
        yield path.name, sha256(path) == sha256(second / path.name)


def main() -> int:
    """Try everything; the exit code is 1 when something went wrong."""
    parser = argparse.ArgumentParser(prog="python -m scripts.windows.trial")
    parser.add_argument("--built", type=Path, required=True)
    parser.add_argument("--again", type=Path)
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="proef ") as folder:
        place = Path(folder) / "Zoë Ünal & co"
        os.environ.setdefault("WINEPREFIX", str(Path(folder) / "wine"))
        os.environ["WINEDEBUG"] = "-all"
        trial = Trial(place)
        with zipfile.ZipFile(next(given.built.glob("*-windows-x64.zip"))) as archive:
            archive.extractall(place)
        trial.data.mkdir()
        if given.again:
            equal = dict(same(given.built, given.again))
            trial.row("twee keer gebouwd, dezelfde bytes", all(equal.values()), ", ".join(equal))
        repair_and_restore(trial)
        verbs(trial)
        evening(trial)
        killed(trial)
        held(trial)
        languages(trial)
        start(trial)
        installed(trial, next(given.built.glob("*-installeren.exe")))
    print(
        f"{sum(good for _, good, _ in trial.rows)} van {len(trial.rows)} goed, {time.monotonic() - began:.0f} seconden"
    )
    return 0 if all(good for _, good, _ in trial.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
