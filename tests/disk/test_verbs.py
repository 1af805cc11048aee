"""The disk is full, fails or refuses, once, while a verb of the command line writes; or the verb is killed there.

A verb that ends well did what it says. Any other ends with one line in Dutch, leaves all as it was or wholly done,
and can be given again.
Seen red with: a writer that swallows the error and says that the file is there; one that writes in place; an erasure
that does not go on at the next start.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.disk import calls
from tests.disk.calls import Run
from tests.disk.faults import Fault, faults, spread
from tests.disk.learner import FOLDER, NAME, PARCEL, STICK, data_file, fingerprint, rows_of
from tests.disk.recording import recorded, snapshot
from tests.e2e.laptop import Laptop
from tests.figures import Figures
from tests.store.helpers import START, problems
from tests.store.test_erasure import traces
from tutor.cli.output import Exit
from tutor.cli.root import NOW

OLD = b"van de vorige keer"
PLAN = "integriteitsavond"


@dataclass(frozen=True, slots=True)
class Verb:
    """What a user types; `@` stands for the stick."""

    words: str
    writes: str = ""
    """The file that it makes, on the stick."""
    prepare: Callable[[Path], None] = lambda root: None
    """What happened before, given the laptop."""

    def arguments(self, root: Path) -> list[str]:
        named = {"@": f"{root / STICK}/", "NAAM": NAME}
        return [word.replace("@", named["@"]).replace("NAAM", named["NAAM"]) for word in self.words.split()]


def damage(root: Path) -> None:
    path = data_file(root)
    path.write_bytes(path.read_bytes().replace(b"rollen-01", b"rollen-99", 1))


VERBS = (
    Verb("exporteer voortgang @mee.json --vervang", writes="mee.json"),
    Verb("exporteer leerverslag @verslag.md --profiel NAAM --vervang", writes="verslag.md"),
    Verb("klas verslag --vorm html --naar @avond.html --vervang", writes="avond.html"),
    Verb("klas herhaalset --naar @vragen.json --vervang", writes="vragen.json"),
    Verb(f"samenvoegen @{PARCEL} --ja"),
    Verb("gegevens back-up"),
    Verb("gegevens wis NAAM --ja"),
    Verb("gegevens herstel", prepare=damage),
)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NOW, START.isoformat())


@pytest.fixture
def used(root: Path) -> Path:
    """A laptop on which somebody learned and an evening began, with files of an earlier time on the stick."""
    laptop = Laptop(root / FOLDER)
    assert laptop.run("regel", "--profiel", NAME, "--nieuw", "quiz", "rollen-01", typed="a\nb\nc\n").code == 0
    assert laptop.run("klas", "regel", PLAN, typed="stop\n").code == 0
    assert laptop.run("gegevens", "back-up").code == 0
    for verb in VERBS:
        if verb.writes:
            (root / STICK / verb.writes).write_bytes(OLD)
    return root


class Trial:
    """A verb on a laptop that is put back each time."""

    def __init__(self, verb: Verb, used: Path, root: Path) -> None:
        """Also does it once without a fault."""
        self.verb, self._used, self._root = verb, used, root
        self._fresh()
        self._before = snapshot(root)
        self._content = [self._stored()]
        run = self._run()
        assert (run.code, run.err) == (0, ""), verb
        self._content.append(self._stored())
        self._made = self._written()
        self.faults = list(faults(recorded(root, self._before, run)))

    def suffer(self, fault: Fault) -> int:
        """Go through one fault; the exit code."""
        self._fresh()
        run = self._run(fault)
        done = self._stored() == self._content[1] and self._written() == self._made
        assert self._written() in (OLD, self._made), "half a file"
        if fault.kills:
            assert run.code == -9
        elif run.code == Exit.OK:
            assert done, "it said that it was done"
            assert run.err == ""
        else:
            self._explained(run)
        assert not list(self._root.rglob("fout-*")), "a report of an error that is to be expected"
        self._mended()
        return run.code

    def _explained(self, run: Run) -> None:
        assert run.code == Exit.PROBLEMS
        assert run.err.count("\n") == 1
        assert run.err.endswith(".\n")
        assert "Errno" not in run.err
        assert "Traceback" not in run.err

    def _mended(self) -> None:
        """Given again, the verb does it; or it was done, and there is nothing left to do."""
        laptop = Laptop(self._root / FOLDER)
        if self.verb.words != "gegevens herstel":
            assert laptop.run("gegevens").code == 0
            assert self._stored() in self._content
        again = laptop.run(*self.verb.arguments(self._root))
        erased = self.verb.words.startswith("gegevens wis") and again.code == Exit.MISUSE
        assert erased or (again.code, again.err) == (0, "")
        assert self._stored() == self._content[1]
        assert self._written() == self._made
        assert not list((self._root / STICK).glob(".*")), "what a killed run left is swept by the next one"
        assert problems(data_file(self._root)) == ()
        if self.verb.words.startswith("gegevens wis"):
            assert not list(traces(self._root / FOLDER, NAME))

    def _fresh(self) -> None:
        shutil.rmtree(self._root, ignore_errors=True)
        shutil.copytree(self._used, self._root)
        self.verb.prepare(self._root)

    def _run(self, fault: Fault | None = None) -> Run:
        command = calls.python("tutor", *self.verb.arguments(self._root))
        home = {"RAADSTUTOR_HOME": str(self._root / FOLDER)}
        return calls.run(command, env=home, inject=fault.injection if fault else "")

    def _stored(self) -> str:
        return fingerprint(rows_of(data_file(self._root)))

    def _written(self) -> bytes:
        return (self._root / STICK / self.verb.writes).read_bytes() if self.verb.writes else OLD


def suffer(used: Path, memory: Path, verbs: tuple[Verb, ...], most: int) -> dict[int, int]:
    """How often each exit code came, over at most so many faults."""
    codes: dict[int, int] = {}
    for verb in verbs:
        trial = Trial(verb, used, memory)
        for fault in spread(trial.faults, most // len(verbs)):
            try:
                code = trial.suffer(fault)
            except AssertionError as error:
                error.add_note(f"{fault.what} at {fault.call} in {verb.words}")
                raise
            codes[code] = codes.get(code, 0) + 1
    return codes


def test_a_verb_does_it_or_says_why_not(used: Path, memory: Path) -> None:
    codes = suffer(used, memory, VERBS[:1], 4)
    assert codes[Exit.PROBLEMS]


@pytest.mark.long
@pytest.mark.figures("Fault or kill while a verb writes")
def test_each_verb_does_it_or_says_why_not(used: Path, memory: Path, figures: Figures) -> None:
    codes = suffer(used, memory, VERBS, 160)
    figures(faults=sum(codes.values()), **{f"exit {code}": count for code, count in sorted(codes.items())})
    assert sum(codes.values()) > 100
    assert codes[Exit.PROBLEMS] > 30
