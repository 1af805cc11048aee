"""Where nothing can be kept, every function says so in Dutch, reading goes on, and nothing that was stored is lost.

Seen red with: exports by `open(path, "w")` (half a file on a full disk), and windows that do not try whether they can
store anything.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

if os.name != "posix":
    pytest.skip("pseudo-terminals, mounts and limits of POSIX", allow_module_level=True)

from tests.e2e import confined
from tests.e2e.confined import Place
from tests.e2e.laptop import Laptop, Result
from tests.e2e.terminal import CTRL_S, ENTER, ESCAPE, Terminal
from tutor.service.phrases import NOTHING_KEPT
from tutor.store import FILE_NAME

Setup = Callable[[Path], AbstractContextManager[Place]]
CTRL_P, CTRL_Q = "\x10", "\x11"
FAST = (confined.full_disk if os.geteuid() == 0 else confined.read_only_folder,)
"""When this one is right, the others mostly are; a disk takes the rights of root."""
SAFE = "Wat al opgeslagen was, is er nog"
LATER = "2026-12-24T10:00:00+01:00"
"""When there is something to review."""


everywhere = pytest.mark.parametrize(
    "setup",
    [
        pytest.param(setup, id=setup.__name__, marks=() if setup in FAST else pytest.mark.long)
        for setup in confined.SETUPS
    ],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data of two learners and of an evening, all as it should be; and beside it what comes on a stick."""
    tmp_path = tmp_path_factory.mktemp("goed")
    laptop, other = Laptop(tmp_path / "thuis"), Laptop(tmp_path / "elders")
    other.run("regel", "--profiel", "Nel", "--nieuw", "quiz", "rollen-01", typed="a\nb\n")
    other.run("klas", "regel", "integriteitsavond", typed="\n\n")
    assert other.run("exporteer", "voortgang", str(tmp_path / "nel.json")).code == 0
    assert other.run("klas", "herhaalset", "--naar", str(tmp_path / "set.json")).code == 0
    laptop.run("regel", "--profiel", "Bram", "--nieuw", "les", "rollen-02")
    laptop.run("regel", "--profiel", "Anna", "--nieuw", "quiz", "rollen-01", typed="a\nb\na\n")
    laptop.run("klas", "regel", "integriteitsavond", typed="\n\n")
    assert laptop.run("gegevens").code == 0
    return tmp_path


@pytest.fixture
def home(folder: Path, tmp_path: Path) -> Path:
    """A copy of it all, to spoil."""
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / "thuis"


def stored(home: Path) -> bytes:
    return (home / FILE_NAME).read_bytes()


def summary(home: Path) -> object:
    return json.loads(Laptop(home).run("voortgang", "--json", "--profiel", "Anna").out)


def run_all(place: Place, commands: list[tuple[list[str], str]]) -> list[Result]:
    """What all these commands did, in one process where the place is as it is."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.many_verbs"],
        input=json.dumps(commands),
        stdout=subprocess.PIPE,
        env={**os.environ, "RAADSTUTOR_HOME": str(place.home)},
        preexec_fn=place.confine,
        encoding="utf-8",
        check=True,
    )
    return [Result(**result) for result in json.loads(done.stdout)]


READING = (
    (["gegevens"], "Toestand: in orde"),
    (["gegevens", "--json"], '"profiles": ['),
    (["voortgang"], "Voortgang van Anna."),
    (["voortgang", "--json"], '"answers": 3'),
    (["zoek", "motie"], "Open met: woord motie"),
    (["zoek", "motie", "--profiel", "Anna", "--json"], '"query": "motie"'),
    (["inhoud"], "rollen-01"),
    (["klas", "plannen"], "integriteitsavond"),
    (["klas", "groep"], "te weinig antwoorden"),
    (["klas", "verslag"], "# "),
    (["regel", "lessen"], NOTHING_KEPT),
    (["regel", "notities"], NOTHING_KEPT),
    (["regel", "voortgang"], NOTHING_KEPT),
    (["regel", "--profiel", "Bram", "woord", "motie"], "motie"),
)
WRITING = (
    (["gegevens", "back-up"], "", ""),
    (["gegevens", "herstel"], "", ""),
    (["gegevens", "wis", "Anna", "--ja"], "", ""),
    (["samenvoegen", "nel.json", "--ja"], "", "Nel (nieuw hier): "),
    (["herhaalset", "set.json", "--ja"], "", ""),
    (["regel", "--profiel", "Nieuw", "--nieuw"], "", ""),
    (["regel", "quiz", "rollen-02"], "a\n", "Vraag 1 van"),
    (["regel"], "quiz rollen-02\na\nb\n", "Vraag 1 van"),
    (["regel", "les", "rollen-01"], "", "Les: Wie bestuurt de gemeente?"),
    (["regel", "lees", "rollen-01", "organen"], "", "Uit les"),
    (["klas", "regel", "raad-in-beraad"], "", ""),
    (["klas", "regel"], "\n", "Activiteit"),
)
"""Arguments, what is typed, and what can be read all the same."""
EXPORTS = (
    ["exporteer", "voortgang", "{}/uit.json", "--vervang"],
    ["exporteer", "leerverslag", "{}/uit.html", "--vervang"],
    ["klas", "druk", "letters", "--naar", "{}/uit.html", "--vervang"],
    ["klas", "herhaalset", "--naar", "{}/uit.json", "--vervang"],
    ["klas", "verslag", "--vorm", "html", "--naar", "{}/uit.html", "--vervang"],
)

ERASE = ["gegevens", "wis"]
"""What a full disk does not stop, because old backups make room: see `tests/store/test_erasure.py`."""


@everywhere
def test_all_verbs(setup: Setup, home: Path) -> None:
    before = summary(home)
    writing = [each for each in WRITING if setup is not confined.full_disk or each[0][:2] != ERASE]
    with setup(home) as place:
        content = stored(home)
        commands = [*((args, "") for args, _ in READING), *((args, typed) for args, typed, _ in writing)]
        results = dict(zip([json.dumps(c) for c in commands], run_all(place, commands), strict=True))
        for args, words in READING:
            result = results[json.dumps((args, ""))]
            assert (result.code, result.err) == (0, ""), args
            assert words in result.out, (args, result.out)
        for args, typed, words in writing:
            result = results[json.dumps((args, typed))]
            assert result.code == 1, (args, result)
            assert words in result.out, (args, result.out)
            assert "Opgeslagen" not in result.out, args
            assert place.words in result.err, (args, result.err)
            assert result.err.count("\n") == 1, result.err
            assert SAFE in result.err or setup is confined.small_files, (args, result.err)
        assert stored(home) == content
        assert not [*home.rglob("fout-*"), *home.rglob("*.herstel*"), *home.rglob("*.tmp")]
    assert summary(home) == before


def test_on_a_full_disk_somebody_can_be_erased(home: Path) -> None:
    with confined.full_disk(home) as place:
        (result,) = run_all(place, [([*ERASE, "Anna", "--ja"], "")])
        assert (result.code, result.err) == (0, ""), result
        assert b"Anna" not in stored(home)


@everywhere
def test_exports_are_whole_or_not_there(setup: Setup, home: Path, tmp_path: Path) -> None:
    """Into the folder where nothing can be kept: what stood there before stays, and nothing half is left."""
    old = {home / name: f"{name} van vorig jaar" for name in ("uit.json", "uit.html")}
    for path, text in old.items():
        path.write_text(text, encoding="utf-8")
    (tmp_path / "goed").mkdir()
    with setup(home) as place:
        names = {path.name for path in home.iterdir()}
        bad = run_all(place, [([part.format(home) for part in args], "") for args in EXPORTS])
        good = run_all(place, [([part.format(tmp_path / "goed") for part in args], "") for args in EXPORTS])
        for args, result in zip(EXPORTS, bad, strict=True):
            fits = result.code == 0 and setup in (confined.read_only_file, confined.small_files)
            assert fits or (result.code == 1 and result.err.count("\n") == 1 and str(home) in result.err), (
                args,
                result,
            )
        for path, text in old.items():
            there = path.read_text(encoding="utf-8")
            new = setup in (confined.read_only_file, confined.small_files) and there.rstrip().endswith(("</html>", "}"))
            assert new or there == text
        assert {path.name for path in home.iterdir()} == names
        assert setup is confined.small_files or [result.code for result in good] == [0] * len(EXPORTS)


@dataclass(frozen=True)
class Person:
    """Somebody at the app who looks whether it still answers."""

    terminal: Terminal
    words: str

    def sees(self, text: str) -> None:
        self.terminal.until(lambda: text in " ".join(self.terminal.text.split()), text)
        assert "Traceback" not in self.terminal.text

    def is_told(self) -> None:
        """A message says that it was not kept; wait until it is gone again, to see the next one."""
        self.terminal.until(lambda: "Let op" in self.terminal.text, "message")

    def press(self, *keys: str) -> None:
        self.terminal.press(*keys)

    def close(self) -> None:
        """Escape, and time for all that it closes, so that no other key comes with it."""
        self.terminal.press(ESCAPE)
        while self.terminal.changes(0.4):
            pass

    def home(self) -> None:
        """Back to the first screen, however many screens are open."""
        for _ in range(6):
            if "p Profiel" in self.terminal.keys:
                return
            self.close()
        self.sees("p Profiel")


@everywhere
def test_the_app(setup: Setup, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAADSTUTOR_NU", LATER)
    before = summary(home)
    with setup(home) as place:
        content = stored(home)
        with Terminal(home, confine=place.confine) as terminal:
            _use_everything(Person(terminal, place.words))
            terminal.press(CTRL_Q)
            assert terminal.ends() == 0
        assert stored(home) == content
        assert not list(home.rglob("fout-*"))
    assert summary(home) == before


def _use_everything(person: Person) -> None:
    _look_at_the_first_screen(person)
    person.press("h")
    person.sees("Weet ik niet")
    person.press("0")
    person.is_told()
    assert "F3 Weet ik" in person.terminal.keys  # no feedback: that would look as if it was kept
    person.home()
    person.press("v")
    person.sees("Wanneer je leerde")
    person.press("l")
    person.sees("Ctrl+R: ook mijn resultaten")
    person.home()
    _search_and_keep(person)
    for wanted, seen in (("Casus: De", "Jij bent aan zet."), ("Zelfscan", "wat ben je?")):
        person.press(CTRL_P)
        person.sees("bijvoorbeeld")
        person.press(wanted)
        person.terminal.changes(2)
        person.press(ENTER)
        person.sees(seen)
        person.press("1")
        person.is_told()
        person.home()
    person.sees(NOTHING_KEPT)


def _look_at_the_first_screen(person: Person) -> None:
    person.sees("Wie ben je?")
    person.sees(NOTHING_KEPT)
    person.press("3")
    person.sees("Hoe heet je?")
    person.press("Nieuw", ENTER)
    person.sees(person.words)
    person.close()
    person.press("1")
    person.sees("Welkom!")
    person.press(ESCAPE)
    person.terminal.until(lambda: "Welkom!" not in person.terminal.text, "end of the tour")
    person.sees(NOTHING_KEPT)


def _search_and_keep(person: Person) -> None:
    person.press("z")
    person.sees("Typ een paar woorden")
    person.press("dakkapel")
    person.sees("Lessen")
    person.press(ENTER)
    person.sees("stap ")
    person.press("n")
    person.sees("Notitie bij")
    person.press("Vraag de griffier", CTRL_S)
    person.is_told()
    person.sees("Vraag de griffier")
    person.close()
    person.close()
    person.press("b")
    person.is_told()
    person.home()


@everywhere
def test_line_mode(setup: Setup, home: Path) -> None:
    before = summary(home)
    with setup(home) as place, Terminal(home, "regel", confine=place.confine) as terminal:
        person = Person(terminal, place.words)
        person.sees(NOTHING_KEPT)
        person.press("quiz rollen-02\r")
        person.sees("Vraag 1 van")
        person.press("a\r")
        person.sees("Je bent terug in het menu.")
        assert "Opgeslagen." not in terminal.text
        person.press("lees rollen-01 organen\r")
        person.sees("Uit les Wie bestuurt")
        person.press("profiel Nieuw\r")
        person.press("gast\r")
        person.sees("Je kijkt mee als gast.")
        person.press("quiz rollen-02\r")
        person.sees("Vraag 1 van")
        person.press("a\r")
        person.sees("Enter = ")
        person.press("stop\r")
        assert terminal.ends() == 0
    assert summary(home) == before


@pytest.mark.parametrize("setup", [confined.full_disk, pytest.param(confined.read_only_mount, marks=pytest.mark.long)])
def test_where_no_file_can_be_made(setup: Setup, tmp_path: Path) -> None:
    """A new stick that is full or locked: no profile, but a guest can learn."""
    home = tmp_path / "thuis"
    home.mkdir()
    with setup(home) as place, Terminal(home / "nieuw") as terminal:
        person = Person(terminal, place.words)
        person.sees("Welkom")
        person.sees(NOTHING_KEPT)
        person.press("2")
        person.sees("Dag gast")
        terminal.press(CTRL_Q)
        assert terminal.ends() == 0
