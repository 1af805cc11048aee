"""What is tried with the files that are handed out and their launchers: each function is a row, or a few."""

from __future__ import annotations

import io
import os
import re
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from pip._vendor import distlib

from scripts.wheels import ROOT, fix_times, sha256
from scripts.windows.build import make_msi
from scripts.windows.tried import QUIZ, stored
from scripts.windows.wine import Trial, prefix, quietly, run, running, say, windows_path
from tests.store.test_schema import released
from tutor import __version__
from tutor.store import FILE_NAME
from tutor.store.backup import backups

NAMES = ("map (1)", "R&D", "a^b", "wauw!", "a=b,c", "x & (y) ^z", "[h]{k} $1 #2", "’s avonds")
"""Folders that somebody has. Wine itself fails at `%` and `;`, which Windows does not."""
OLDER = "0.0.9"
DOUBLE_CLICK = """
import subprocess, sys
for line in sys.stdin.read().splitlines():
    file, _, words = line.partition("|")
    done = subprocess.run(f'cmd.exe /c ""{file}" {words}"', stdin=-3, stdout=-1, stderr=-2)
    print(done.returncode, done.stdout.decode("utf-8", "replace").split("\\r\\n")[0], flush=True)
"""
"""As Explorer starts a file; a line of input is a path, and words behind a bar."""
ENTRIES = """
import winreg
name = "Software/Microsoft/Windows/CurrentVersion/Uninstall".replace("/", chr(92))
with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, name, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as all_of_them:
    for number in range(winreg.QueryInfoKey(all_of_them)[0]):
        with winreg.OpenKey(all_of_them, winreg.EnumKey(all_of_them, number)) as entry:
            print(*(winreg.QueryValueEx(entry, value)[0] for value in ("DisplayName", "DisplayVersion")))
"""
"""What stands in the list of installed programs."""


def stand_in(place: Path, python: Path, script: str) -> None:
    """A program of Windows that Wine lacks."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("__main__.py", script)
    launcher = Path(str(distlib.__file__)).with_name("t64.exe").read_bytes()
    place.write_bytes(launcher + f"#!{windows_path(python)}\n".encode() + packed.getvalue())


def launchers(trial: Trial) -> None:
    """The launchers from folders with signs that mean something to the console, and what they ask Windows Terminal."""
    odd, script, python = [], trial.place / "dubbelklik.py", str(trial.program / "python.exe")
    script.write_text(DOUBLE_CLICK, "utf-8")
    folders = {name: trial.place / "lastig" / name for name in NAMES}
    for folder in folders.values():
        shutil.copytree(trial.root, folder, copy_function=os.link, ignore=shutil.ignore_patterns("gegevens"))

    def clicked(file: str, words: str = "", among: Mapping[str, Path] = folders) -> list[tuple[str, str]]:
        typed = "".join(f"{windows_path(folder / file)}|{words}\n" for folder in among.values())
        home = windows_path(trial.place / "leeg")
        said = run(python, "-X", "utf8", str(script), typed=typed, RAADSTUTOR_HOME=home)[1].strip().split("\n")
        return list(zip(among, said, strict=True)) if len(said) == len(among) else [("niets", said[-1])]

    for name, said in clicked("Raadstutor.cmd", "voortgang"):
        own = windows_path(folders[name] / "Raadstutor.cmd") if name in folders else ""
        odd += [] if own in said and said.startswith("2 Er is nog geen") else [said]
    for file, words, answer in (
        ("Beamer.cmd", "niemand", "2 Hier hoort geen"),
        ("Bediening.cmd", "niemand", "2 "),
        ("Regelmodus.cmd", "voortgang", "0 Je leert als Ik."),
    ):
        odd += [said for _, said in clicked(file, words) if not said.startswith(answer)]
    alone = {"niet uitgepakt": trial.place / "lastig" / "niet uitgepakt"}
    shutil.copytree(trial.root, alone["niet uitgepakt"], ignore=shutil.ignore_patterns("gegevens", "programma-*"))
    odd += [said for _, said in clicked("Raadstutor.cmd", among=alone) if not said.startswith("1 De map programma-")]
    system, asked = prefix() / "drive_c/windows/system32", trial.place / "gevraagd.txt"
    write = f"import sys; open({windows_path(asked)!r}, 'a', encoding='utf-8').write('|'.join(sys.argv[1:]) + chr(10))"
    for program, text in (("where.exe", ""), ("wt.exe", write)):
        stand_in(system / program, trial.program / "python.exe", text)
    odd += [said for _, said in clicked("Raadstutor.cmd") if said[0] != "0"]
    wanted = {f"{windows_path(folder)}\\.|cmd.exe|/c|.\\Raadstutor.cmd" for folder in folders.values()}
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        got = {line.rpartition("-d|")[2] for line in asked.read_text("utf-8").splitlines()} if asked.exists() else set()
        if got >= wanted:
            break
        time.sleep(0.5)
    odd += sorted(wanted - got)
    for program in ("where.exe", "wt.exe"):
        (system / program).unlink()
    shutil.rmtree(trial.place / "lastig")
    trial.row("starters in mappen met lastige namen", not odd, "; ".join(odd) or " ".join(NAMES))


def updated(trial: Trial, archive: Path) -> None:
    """A new version unpacked over the old folder while that is open; and the old one started again."""
    old = trial.program
    other = old.with_name("programma-0.0.1")
    shutil.copytree(old, other, copy_function=shutil.copy)
    before = stored(trial, "Zoë")
    with running(*trial.command("regel", "--profiel", "Zoë", program=other)[1:]) as busy:
        say(busy, "quiz rollen-05\na\nweet niet\ngeen\n", "Opgeslagen.")
        with zipfile.ZipFile(archive) as new:
            new.extractall(trial.place)
        assert busy.stdin
        assert busy.stdout
        busy.stdin.write(b"a\nweet niet\ngeen\nstop\n")
        busy.stdin.close()
        said = busy.stdout.read().decode("utf-8", "replace")
    after = stored(trial, "Zoë")
    launcher, begin = trial.root / "Raadstutor.cmd", other / "start.py"
    newest = launcher.read_bytes()
    launcher.write_bytes(newest.replace(old.name.encode(), other.name.encode()))  # the old zip unpacked over it again
    begin.write_text('print("De oude versie.", flush=True)\n' + begin.read_text("utf-8"), "utf-8")
    again, shown = run("cmd", "/c", launcher.name, "voortgang", cwd=trial.root)
    launcher.write_bytes(newest)
    back = again == 0 and shown.startswith("De oude versie.\nVoortgang van ")
    good = "Traceback" not in said and after >= before + 2 and back
    trial.row(
        "nieuwe zip over de map die openstaat, en terug", good, f"{after - before} antwoorden erbij, {before} gebleven"
    )
    shutil.rmtree(other)


def older_file(trial: Trial) -> None:
    """A newer program takes a file of an older one over, with a backup; the older one refuses it then, and goes back.

    The newer program is this one with one more migration, that of the tests.
    """
    home, newer = trial.place / "een ouder bestand", trial.program.with_name("programma-99.0")
    released(home / FILE_NAME, ROOT / "tests/store/fixtures/alle-soorten.sql")
    file = home / FILE_NAME
    shutil.copytree(trial.program, newer, copy_function=shutil.copy)
    shutil.copy(ROOT / "tests/store/future.py", newer / "site")
    begin = (newer / "start.py").read_text("utf-8")
    (newer / "start.py").write_text(begin.replace("\nfrom tutor", "\nimport future\n\nfuture.upgrade()\nfrom tutor"))
    pack, odd = windows_path(trial.place / "ouder pakket.zip"), []

    def on(*words: str, code: int = 0, program: Path | None = None, typed: str = "") -> str:
        command = trial.command(*words, program=program or newer.with_name(f"programma-{__version__}"))
        found, said = run(*command[1:], typed=typed, RAADSTUTOR_HOME=windows_path(home))
        odd.extend([f"{words[:2]}: {found} {said[-150:]}"] if found != code or "Traceback" in said else [])
        return said

    def seen(program: Path | None = None) -> tuple[str, ...]:
        """All that somebody has there: answers, packs, settings, and files of their own."""
        learned = re.findall(r'"(?:answers|events|quizzes)": \d+', on("voortgang", "--json", program=program))
        own = [path for path in sorted((home / "pakketten").rglob("*")) if path.is_file() and path.name[0] != "."]
        sums = [sha256(path) for path in (home / "gemeente.toml", *own)]
        with closing(sqlite3.connect(file)) as connection:
            settings = connection.execute("SELECT * FROM setting ORDER BY key").fetchall()
        return (*learned, on("pakket", "lijst", program=program), str(settings), *sums)

    on("pakket", "maak", windows_path(ROOT / "docs/voorbeeld-pakket"), "--naar", pack)
    on("pakket", "zet", pack)
    on("nieuw", "gemeente", typed="Raalte\n39400\n")
    before = seen()
    shutil.rmtree(home / "back-ups", ignore_errors=True)
    after = seen(newer)
    kept = [one.path for one in backups(file) if _version(one.path) == 1]
    good = not odd and after == before and len(before) > 7 and bool(kept) and _version(file) == 2
    told = "; ".join(odd) or f"{' '.join(before[:3])}, een pakket en een gemeente, {len(kept)} back-up van het oude"
    trial.row("een ouder bestand met een nieuwer programma", good, told)
    whole = sha256(file)
    said = on("voortgang", code=1)
    refused = not odd and sha256(file) == whole and "gemaakt met een nieuwere versie" in said
    if kept:
        file.rename(home / "voortgang-nieuwer.db")
        shutil.copy(kept[-1], file)
    good = refused and bool(kept) and seen() == before
    trial.row("een nieuwer bestand geweigerd, en de weg terug", good, "; ".join(odd) or said.strip())
    shutil.rmtree(newer)


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def installed(trial: Trial, installer: Path) -> None:
    """The installer puts it there, keeps a version that is in use, and takes it away without the data."""
    code = quietly(str(installer), "/S")
    found = list(prefix().glob("drive_c/users/*/AppData/Local/Programs/Raadstutor"))
    if not found:
        trial.row("geïnstalleerd zonder rechten", False, f"exitcode {code}")
        return
    home = found[0]
    program = next(home.glob("programma-*"))
    version = trial.run("--version", program=program)[1]
    trial.run("regel", "--profiel", "Zoë", "--nieuw", typed=QUIZ + "stop\n", program=program)
    data = next(prefix().glob("drive_c/users/*/AppData/Local/raadstutor/voortgang.db"), None)
    good = code == 0 and data is not None and "het installatiebestand" in version and len(menu()) == 4
    trial.row("geïnstalleerd zonder rechten", good, version.split("\n")[1])
    old = home / "programma-0.0.1"
    shutil.copytree(program, old)
    with running(*trial.command("regel", "--profiel", "Zoë", program=old)[1:]) as busy:
        say(busy, "", "Zoë")
        quietly(str(installer), "/S")
        stayed = (old / "start.py").exists() and (old / "python.exe").exists()
        assert busy.stdin
        assert busy.stdout
        busy.stdin.write(b"quiz rollen-02\na\nweet niet\ngeen\nstop\n")
        busy.stdin.close()
        said = busy.stdout.read().decode("utf-8", "replace")
    quietly(str(installer), "/S")
    good = stayed and "Opgeslagen." in said and "Traceback" not in said and not old.exists()
    trial.row(
        "bijgewerkt terwijl het openstaat",
        good,
        "het oude venster sloeg nog op; daarna opgeruimd" if good else said[-100:],
    )
    quietly(str(home / "verwijder.exe"), "/S")
    deadline = time.monotonic() + 20
    while list(home.glob("programma-*")) and time.monotonic() < deadline:
        time.sleep(0.5)
    left = [path.name for path in home.glob("*")] if home.exists() else []
    trial.row(
        "verwijderd; wat geleerd is, staat er nog",
        not (left or menu()) and data is not None and data.exists(),
        ", ".join(left),
    )


def rolled_out(trial: Trial, msi: Path) -> None:
    """The MSI of the helpdesk: in Program Files, over an older one, never under a newer one, and away again."""
    home, older = prefix() / "drive_c/Program Files/Raadstutor", older_msi(trial)
    trial.since = time.monotonic()

    def there() -> list[str]:
        return sorted(path.name for path in home.glob("programma-*"))

    def at(*words: str, typed: str = "") -> tuple[int, str]:
        return trial.run(*words, program=home / there()[-1], typed=typed)

    def answers() -> int:
        said = at("voortgang", "--json", "--profiel", "Griffie")[1]
        return int(next(iter(re.findall(r'"answers": (\d+)', said)), 0))

    code, _ = run("msiexec", "/i", windows_path(older), "/qn")
    version = at("--version")[1] if there() else ""
    good = code == 0 and "het msi-bestand" in version and f"raadstutor {OLDER}" in version and len(menu()) == 4
    trial.row("het msi-bestand uitgerold", good, version.split("\n")[1] if good else f"exitcode {code} {version}")
    at("regel", "--profiel", "Griffie", "--nieuw", typed=QUIZ + "stop\n")
    before = answers()
    code, _ = run("msiexec", "/i", windows_path(msi), "/qn")
    now, listed = there(), entries(trial)
    same = answers() == before > 20
    good = code == 0 and same and now == [trial.program.name] and len(listed) == 1 and len(menu()) == 4
    trial.row(
        "het msi-bestand over een ouder", good, f"in de lijst: {', '.join(listed)}; {answers()} van {before} antwoorden"
    )
    code, _ = run("msiexec", "/i", windows_path(older), "/qn")
    good = code != 0 and there() == now and entries(trial) == listed
    trial.row("een ouder msi-bestand wordt geweigerd", good, f"exitcode {code}; {there()}")
    run("msiexec", "/x", windows_path(msi), "/qn")
    left = sum(1 for path in home.rglob("*") if path.is_file()) if home.exists() else 0
    trial.row("het msi-bestand verwijderd", not (left or menu()), f"{left} bestanden over, {len(menu())} in het menu")
    code, _ = run("msiexec", "/i", windows_path(older), "/qn")
    same = bool(there()) and answers() == before
    trial.row("dan mag het oudere msi-bestand weer", code == 0 and same, f"exitcode {code}; {there()}")
    run("msiexec", "/x", windows_path(older), "/qn")


def older_msi(trial: Trial) -> Path:
    """An MSI of the same program with a lower number."""
    place = trial.place / "ouder"
    root = place / "Raadstutor"
    shutil.copytree(trial.root, root, ignore=shutil.ignore_patterns("gegevens"))
    program = (root / trial.program.name).rename(root / f"programma-{OLDER}")
    own = program / "site/tutor/__init__.py"
    for path in (*root.glob("*.cmd"), own):
        number = trial.program.name.removeprefix("programma-").encode()
        path.write_bytes(path.read_bytes().replace(number, OLDER.encode()))
    shutil.rmtree(own.with_name("__pycache__"))
    fix_times(root)
    make_msi(root, place / "ouder.msi", OLDER)
    shutil.rmtree(root)
    return place / "ouder.msi"


def entries(trial: Trial) -> list[str]:
    """Raadstutor in the list of installed programs, once for each version."""
    script = trial.place / "lijst.py"
    script.write_text(ENTRIES, "utf-8")
    said = run(str(trial.program / "python.exe"), "-X", "utf8", str(script))[1]
    return [line for line in said.split("\n") if line.startswith("Raadstutor")]


def menu() -> list[Path]:
    """What the start menu has."""
    return list(prefix().glob("drive_c/**/Start Menu/Programs/Raadstutor/*.lnk"))
