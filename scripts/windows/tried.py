"""What is tried with the folder for Windows: each function is a row, or a few."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.wheels import sha256
from scripts.windows.wine import Trial, drive, run, running, say, windows_path, worked
from tests.exchange.test_official import LAW

KILLS, STARTS = 12, 8
QUIZ = "quiz rollen-01\n" + "a\nweet niet\ngeen\n" * 40
"""Each kind of question takes one of these, and asks again after the others."""
HOLD = """
import ctypes, sys, time
from ctypes import wintypes
open_file = ctypes.windll.kernel32.CreateFileW
open_file.restype = wintypes.HANDLE
handle = open_file(sys.argv[1], 0x80000000, int(sys.argv[2]), None, 3, 0, None)
print("vast", flush=True)
time.sleep(float(sys.argv[3]))
"""
"""Holds a file, for a number of seconds, and lets others do so much with it: 0 nothing, as Excel; 1 read."""
KILL = """
import subprocess, sys
for turn in range(int(sys.argv[2])):
    words = [sys.executable, "-u", "-X", "utf8", sys.argv[1], "regel", "--profiel", f"Kill {turn}", "--nieuw"]
    child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    child.stdin.write(sys.stdin.buffer.readline().replace(b"|", b"\\n"))
    child.stdin.flush()
    told = 0
    for line in child.stdout:
        told += b"Opgeslagen." in line
        if told > turn:
            break
    child.terminate()
    told += child.stdout.read().count(b"Opgeslagen.")
    print(told, child.wait(), flush=True)
"""
"""TerminateProcess, after more and more answers."""
EDITOR = """
import os, sys
from pathlib import Path
from tutor.cli.preview import Desk
from tutor.model import Catalogue, Problem, Severity
problem = Problem(os.path.join("lessons", "raalte", "01-les.md"), 7, Severity.ERROR, "x", "Fout.", "Herstel.")
Desk(Path(sys.argv[1]), Catalogue(), None).edit(problem)
"""
"""What F9 does in `kijk`."""
BARE = """
import asyncio, os
from textual.app import App
from textual.widgets import OptionList, Static
class Bare(App):
    def compose(self):
        yield Static("Kale app")
        yield OptionList("een", "twee", "drie", "vier", "vijf")
async def shown():
    async with Bare().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        os._exit(0)
asyncio.run(shown())
"""
OURS = """
import asyncio, gc, os, sys
start = sys.argv[1]
exec(open(start).read().partition("from tutor")[0], {"__file__": start})
gc.disable()
from tutor.tui.app import TutorApp
from tutor.cli.root import open_workspace, wanted_profile
async def shown():
    with open_workspace(at_once=True, window=True) as workspace:
        app = TutorApp(workspace, profile=wanted_profile(workspace, "Zoë", new=False))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
        os._exit(0)
asyncio.run(shown())
"""
"""The first screen of both, without a terminal; what comes at the end, such as a backup, does not count.

Ours begins as the file in the folder does.
"""


def stored(trial: Trial, name: str, kind: str = '"answered"') -> int:
    """How many answers, or other events, of a profile are in the file."""
    parcel = trial.place / "telling.json"
    parcel.unlink(missing_ok=True)
    trial.run("exporteer", "voortgang", windows_path(parcel), "--profiel", name)
    return parcel.read_text("utf-8").count(kind) if parcel.exists() else 0


def lesson(trial: Trial) -> None:
    """A lesson and its questions from a path with spaces and accents, with the data beside it."""
    trial.run("regel", "--profiel", "Zoë", "--nieuw", typed=QUIZ + "stop\n")
    code, _ = trial.run("regel", "les", "rollen-02", typed="\na\nweet niet\ngeen\n" * 60 + "stop\n")
    kept, read = stored(trial, "Zoë"), stored(trial, "Zoë", '"lesson_moved"')
    good = code == 0 and kept > 20 and read > 3 and (trial.data / "voortgang.db").exists()
    trial.row("een les vanaf een pad met spaties, é en &", good, f"{kept} antwoorden en {read} stappen opgeslagen")
    version = trial.run("--version")[1]
    trial.row("--version noemt de stick", "een stick met de map gegevens" in version, version.split("\n")[1])


def repair_and_restore(trial: Trial) -> None:
    """A damaged file is repaired, and a backup put back, with nothing left behind."""
    trial.run("gegevens", "back-up")
    file = trial.data / "voortgang.db"
    whole = file.read_bytes()
    before = stored(trial, "Zoë")
    file.write_bytes(whole[:100] + bytes(400) + whole[500:])
    damaged, _ = trial.run("voortgang")
    mended, _ = trial.run("gegevens", "herstel")
    after = stored(trial, "Zoë")
    good = (damaged, mended) == (3, 0) and before == after > 0
    trial.row(
        "een beschadigd bestand hersteld", good, f"exitcodes {damaged} en {mended}; {after} van {before} antwoorden"
    )
    back, _ = trial.run("gegevens", "terugzetten", "--ja")
    good = back == 0 and trial.run("gegevens")[0] == 0 and stored(trial, "Zoë") == before
    trial.row("een back-up teruggezet", good, f"{stored(trial, 'Zoë')} van {before} antwoorden")


def evening(trial: Trial) -> None:
    """An evening in line mode: hands are counted and the report is written."""
    votes = "aanwezig 14\n" + "verder\n7 6 1\n" * 30 + "afspraak Wij bellen.\nklaar\n"
    code, _ = trial.run("klas", "regel", "integriteitsavond", typed=votes)
    report, said = trial.run("klas", "verslag", "--vorm", "csv")
    hands = len(re.findall(r'"7"$', said, re.MULTILINE))
    good = (code, report) == (0, 0) and hands > 0
    trial.row(
        "een klasavond in regels, handen geteld",
        good,
        f"{said.count(chr(10))} regels in het verslag, {hands} met handen",
    )


def killed(trial: Trial) -> None:
    """Nothing that was acknowledged is missing after TerminateProcess."""
    script = trial.place / "beëindig.py"
    script.write_text(KILL, "utf-8")
    typed = (QUIZ.replace("\n", "|") + "\n") * KILLS
    words = (str(trial.program / "python.exe"), "-X", "utf8", str(script), str(trial.program / "start.py"), str(KILLS))
    _, said = run(*words, typed=typed, RAADSTUTOR_HOME=windows_path(trial.data))
    told = [int(number) for number, _ in re.findall(r"^(\d+) (-?\d+)$", said, re.MULTILINE)]
    lost = sum(max(0, number - stored(trial, f"Kill {turn}")) for turn, number in enumerate(told))
    sound = trial.run("gegevens")[0] == 0
    good = len(told) == KILLS and sum(told) > KILLS and lost == 0 and sound
    trial.row("TerminateProcess midden in een quiz", good, f"{len(told)} keer, {sum(told)} bevestigd, {lost} kwijt")


def held(trial: Trial) -> None:
    """A file that another program holds is named as such, and nothing is lost."""
    script, python = trial.place / "houd.py", str(trial.program / "python.exe")
    script.write_text(HOLD, "utf-8")
    target = trial.place / "leerverslag.html"
    target.write_text("van een ander", "utf-8")
    with running(python, str(script), windows_path(target), "0", "60") as holder:
        say(holder, "", "vast")
        code, said = trial.run("exporteer", "leerverslag", windows_path(target), "--profiel", "Zoë", "--vervang")
    good = code == 1 and "Traceback" not in said and "ander programma" in said
    trial.row("een verslag dat openstaat", good and target.read_text("utf-8") == "van een ander", said[-110:])
    file = trial.data / "voortgang.db"
    before = stored(trial, "Zoë")
    with running(python, str(script), windows_path(file), "0", "60") as holder:
        say(holder, "", "vast")
        code, said = trial.run("voortgang", "--profiel", "Zoë")
    good = code == 1 and "Traceback" not in said and stored(trial, "Zoë") == before
    trial.row("voortgang.db dat een ander vasthoudt", good, f"exitcode {code}: {said[-110:]}")
    with running(python, str(script), windows_path(file), "1", "3") as holder:
        say(holder, "", "vast")
        with running(*trial.command("regel", "--profiel", "Zoë")[1:], PYTHONUNBUFFERED="1") as tutor:
            say(tutor, "quiz rollen-02\n", "Je leert als")
            time.sleep(4)
            assert tutor.stdin
            tutor.stdin.write(b"quiz rollen-02\na\nweet niet\ngeen\na\nweet niet\ngeen\nstop\n")
            tutor.stdin.close()
            assert tutor.stdout
            told = tutor.stdout.read().decode().count("Opgeslagen.")
    kept = stored(trial, "Zoë") - before
    trial.row("drie seconden geen schrijven bij de start", kept >= told > 0, f"{told} bevestigd, {kept} erbij")


def pages(trial: Trial) -> None:
    """Line mode through pipes is UTF-8 in and out, whatever the console of that country speaks."""
    script, source, target = (trial.root / name for name in ("proef.cmd", "in.txt", "uit.txt"))
    source.write_text("privé\nzoek raad\nquiz rollen-01\na\nweet niet\ngeen\nstop\n", "utf-8")
    odd = []
    for page in (437, 850, 1252):
        line = f'@chcp {page} >nul\r\n@call "%~dp0Raadstutor.cmd" regel <in.txt >uit.txt 2>&1\r\n'
        script.write_bytes(line.encode("ascii"))
        code, _ = run("cmd", "/c", script.name, cwd=trial.root)
        said = target.read_bytes().decode("utf-8", "replace")
        if code or "�" in said or any(text not in said for text in ("als Zoë", "privé", "…", "Opgeslagen.")):
            odd.append(f"{page}: {code} {said[:80]}")
    for path in (script, source, target):
        path.unlink()
    trial.row(
        "regelmodus door pijpen in drie tekentabellen",
        not odd,
        "437, 850 en 1252: é en … zijn UTF-8" if not odd else odd[0],
    )


def beside(trial: Trial) -> None:
    """What an author and a griffier do, from a folder as OneDrive names it, with what Windows and Word leave there."""
    place = trial.place / "OneDrive - Gemeente Waterveen" / "Eigen lessen (1)"
    place.mkdir(parents=True)
    pack, odd = place / "raalte", []

    def on(*words: str, code: int = 0, wanted: str = "") -> None:
        on_windows = [windows_path(place / word[1:]) if word.startswith("@") else word for word in words]
        found, said = trial.run(*on_windows)
        if found != code or wanted not in said or "Traceback" in said:
            odd.append(f"{words[:2]}: {found} {said[-150:]}")

    on("nieuw", "pakket", "@raalte")
    on("nieuw", "vragen", "@raalte")
    for path in [path for path in pack.rglob("*") if path.is_file()]:  # as Notepad writes them
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    for left in ("lessons/raalte/~$01-les.md", "lessons/Thumbs.db", "desktop.ini", "lessons/raalte/01-les - kopie.bak"):
        (pack / left).write_bytes(b"\x05Griffier")
    on("nieuw", "les", "@raalte")
    on("controleer", "@raalte", wanted="0 fouten")
    on("pakket", "maak", "@raalte", "--naar", "@raalte (1).zip", wanted="3 lessen")
    on("pakket", "zet", "@raalte (1).zip", wanted="3 lessen")
    with zipfile.ZipFile(place / "raalte (1).zip") as made:
        odd += [name for name in made.namelist() if "~$" in name or not name.endswith((".md", ".toml"))]
    on("pakket", "weg", "raalte")
    (place / "vragen (1).csv").write_bytes(
        b"\xef\xbb\xbfvraag;antwoord 1;antwoord 2;goed\r\nWie besluit?;Raad;College;1\r\n"
    )
    (place / "~$vragen.xlsx").write_bytes(b"\x05Griffier")
    on("importeer", "vragen", "@vragen (1).csv", "--naar", "@uit csv", wanted="1 vraag overgenomen")
    on("importeer", "vragen", "@~$vragen.xlsx", "--naar", "@niets", code=1, wanted="herken ik niet")
    (place / "wet (1).xml").write_text(LAW, "utf-8", newline="\r\n")
    on("wetten", "inlezen", "@wet (1).xml")
    on("wetten", "weg", "opiumwet")
    on("klas", "pakket", "integriteitsavond", "--naar", "@avond van 1 december", wanted="Klaar om te printen")
    script, told = trial.place / "plek.py", place / "geopend.txt"
    script.write_text(EDITOR, "utf-8")
    write = f"import sys; open({windows_path(told)!r}, 'w', encoding='utf-8').write(sys.argv[1])"
    (trial.place / "editor met spatie.py").write_text(write, "utf-8")
    editor = f'"{windows_path(trial.program / "python.exe")}" "{windows_path(trial.place / "editor met spatie.py")}"'
    run(str(trial.program / "python.exe"), "-X", "utf8", str(script), windows_path(pack), EDITOR=editor, VISUAL="")
    deadline = time.monotonic() + 30
    while not told.exists() and time.monotonic() < deadline:
        time.sleep(0.5)
    if not told.exists() or told.read_text("utf-8") != windows_path(pack / "lessons/raalte/01-les.md"):
        odd.append("F9 in kijk")
    trial.row(
        "naast Word, Kladblok en OneDrive", not odd, "; ".join(odd) or "BOM, CRLF, ~$-bestanden en een map met ( )"
    )


@contextmanager
def read_only(folder: Path) -> Iterator[bool]:
    """A disk that is write-protected, where this computer can make one; gives whether."""
    mounted = not subprocess.run(
        ["mount", "--bind", "-o", "ro", str(folder), str(folder)], stderr=subprocess.DEVNULL, check=False
    ).returncode
    modes = {} if mounted else {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
    for path, mode in modes.items():
        path.chmod(mode & 0o555)
    try:
        yield mounted or bool(os.geteuid())
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)
        for path, mode in modes.items():
            path.chmod(mode)


def shared(trial: Trial) -> None:
    """A program that nobody may write in, as in Program Files, and two people with an account on that computer."""
    folder = trial.place / "gedeeld"
    shutil.copytree(trial.root, folder, copy_function=os.link, ignore=shutil.ignore_patterns("gegevens"))
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    words = trial.command(program=folder / trial.program.name)[1:]
    kept = []
    with read_only(folder) as made:
        for user in ("Anna", "Bé"):
            place = windows_path(trial.place / user)
            typed = QUIZ + "stop\n"
            run(*words, "regel", "--profiel", user, "--nieuw", typed=typed, LOCALAPPDATA=place, RAADSTUTOR_HOME="")
            code, said = run(*words, "voortgang", "--json", LOCALAPPDATA=place, RAADSTUTOR_HOME="")
            kept += re.findall(rf'"profile": "{user}"(?s:.)*?"answers": ([1-9]\d+)', said) if code == 0 else []
    same = before == {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    good = made and same and len(kept) == 2
    trial.row(
        "een map die niemand mag veranderen, twee gebruikers", good, f"{' en '.join(kept)} antwoorden, apart bewaard"
    )


def sticks(trial: Trial) -> None:
    """A stick that is write-protected, that is pulled out, and that gets another letter."""
    stick = trial.place / "stick"
    shutil.copytree(trial.root, stick / "Raadstutor", copy_function=shutil.copy)
    data = stick / "Raadstutor/gegevens"
    words = ["-X", "utf8", rf"{{}}:\Raadstutor\{trial.program.name}\start.py"]

    def on(letter: str, *verb: str, typed: str = "") -> tuple[int, str]:
        start = [rf"{letter}:\Raadstutor\{trial.program.name}\python.exe", *words[:2], words[2].format(letter)]
        return run(*start, *verb, typed=typed)

    with drive("e", stick):
        before = sha256(data / "voortgang.db")
        with read_only(stick) as made:
            look, seen = on("E", "voortgang", "--profiel", "Zoë")
            code, said = on("E", "regel", "--profiel", "Zoë", typed="quiz rollen-03\na\nstop\n")
        same = before == sha256(data / "voortgang.db")
        good = made and look == 0 and "Traceback" not in said + seen and same and "Opgeslagen." not in said
        told = next(
            (line for line in said.split("\n") if "schr" in line or "alleen-lezen" in line or "bewaard" in line),
            said[-100:],
        )
        trial.row(
            "een stick die beveiligd is tegen schrijven", good, f"exitcode {code}: {told}" if made else "niet te maken"
        )
        on("E", "inhoud")
        copy = data / "inhoud.bin"
        kept = (copy.stat().st_mtime_ns, sha256(copy)) if copy.exists() else None
    with drive("f", stick):
        code, _ = on("F", "inhoud")
        good = code == 0 and kept is not None and kept == (copy.stat().st_mtime_ns, sha256(copy))
        trial.row("een andere letter: de kopie van de lessen blijft", good)
    with drive("g", stick) as link:
        start = [rf"G:\Raadstutor\{trial.program.name}\python.exe", "-u", *words[:2], words[2].format("G")]
        with running(*start, "regel", "--profiel", "Zoë") as tutor:
            confirmed = say(tutor, "quiz rollen-04\na\nweet niet\ngeen\n", "Opgeslagen.").count("Opgeslagen.")
            link.unlink()
            gone = stick.rename(trial.place / "in de jas")
            assert tutor.stdin
            assert tutor.stdout
            tutor.stdin.write(b"a\nweet niet\ngeen\nstop\n")
            tutor.stdin.close()
            said = tutor.stdout.read().decode("utf-8", "replace")
            code = tutor.wait()
        confirmed += said.count("Opgeslagen.")
    gone.rename(stick)
    with drive("g", stick):
        code_after, _ = on("G", "gegevens")
        before_pull = stored(trial, "Zoë")  # where the stick was copied from
        parcel = trial.place / "stick.json"
        on("G", "exporteer", "voortgang", windows_path(parcel), "--profiel", "Zoë")
        kept_now = parcel.read_text("utf-8").count('"answered"') - before_pull
    good = "Traceback" not in said and code_after == 0 and kept_now >= confirmed > 0
    sentence = next((line for line in said.split("\n") if "stick" in line or "niet" in line), said[-100:])
    trial.row("een stick die eruit gaat", good, f"{confirmed} bevestigd, {kept_now} er nog; {sentence[:140]}")
    shutil.rmtree(stick)


def start(trial: Trial) -> None:
    """The first screen against that of the same Python with Textual alone, at their least work, in turn.

    Seconds of processor and not of the clock: what else this computer does would decide.
    """
    python, home, own_start = str(trial.program / "python.exe"), windows_path(trial.data), trial.program / "start.py"
    took: dict[str, list[float]] = {}
    wrong = ""
    for turn in range(2 * STARTS):
        name, text = (("kaal", BARE), ("eigen", OURS))[turn % 2]
        script = trial.place / f"{name}.py"
        script.write_text(text, "utf-8")
        before = worked()
        wrong += run(python, "-X", "utf8", str(script), windows_path(own_start), RAADSTUTOR_HOME=home)[1]
        took.setdefault(name, []).append(worked() - before)
    bare, own = (min(took[name][1:]) for name in ("kaal", "eigen"))
    told = f"{own / bare:.2f} (hooguit 1,5): {1000 * own:.0f} en {1000 * bare:.0f} ms processor"
    trial.row("het eerste scherm tegen kaal Textual", not wrong and own <= 1.5 * bare, wrong[-200:] or told)


def same(first: Path, second: Path) -> list[str]:
    """What two builds made differently."""
    names = {path.name for path in (*first.glob("Raadstutor-*"), *second.glob("Raadstutor-*"))}
    return [
        name
        for name in sorted(names)
        if not all((folder / name).exists() for folder in (first, second))
        or sha256(first / name) != sha256(second / name)
    ]
