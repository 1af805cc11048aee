"""One bit of a learner's file falls over: it is noticed, named, and leads to `gegevens herstel`, or it harms nothing.

A start reads profiles and events before the whole file was checked, so each row must prove itself when it is read.
Seen red with: rows decoded without looking at their checksum (122 of 1,500 flips ended in a crash).
"""

from __future__ import annotations

import gc
import json
from collections import Counter
from itertools import cycle
from pathlib import Path
from random import Random

import pytest

from tests.content.pack import GOOD, with_content
from tests.figures import Figures
from tests.learning.played import do_everything
from tests.learning.samples import CATALOGUE
from tests.store.helpers import Clock, everything, open_store
from tutor.cli import main
from tutor.cli.output import Exit
from tutor.cli.root import DEVICE, read_content
from tutor.service.evening import Evening
from tutor.service.study import Study
from tutor.service.workspace import Workspace
from tutor.store import Store, StoreError
from tutor.tui.app import TutorApp
from tutor.tui.shell import Shell

EVENTS = 300
PAGE = 4_096
VERBS = (
    ("voortgang", "--json"),
    ("gegevens",),
    ("gegevens", "--json"),
    ("exporteer", "voortgang", "{folder}/uit.json", "--vervang"),
    ("klas", "groep", "--json"),
    ("klas", "verslag"),
    ("regel", "overzicht"),
    ("zoek", "griffier", "--profiel", "Samira"),
    ("gegevens", "back-up"),
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file of about 300 events: every kind, three learners and an evening."""
    path = tmp_path_factory.mktemp("goed") / "gegevens" / "voortgang.db"
    clock, content = Clock(), read_content(GOOD)
    with open_store(path, clock) as store:
        for seed, name in enumerate(("Samira", "Joost", "Nel")):
            learner = store.rename_learner(store.add_learner(f"{name}?").id, name).id
            do_everything(Study(CATALOGUE, store, learner, clock=clock, rng=Random(seed)))
        store.remember("thema", "donker")
        store.remember(DEVICE, "laptop")  # else a start has something to store, and looks at all of the file first
        store.erase(store.add_learner("Weg").id)
        evening = Evening(content, store, clock=clock, rng=Random(1))
        evening.start(content.plans[0])
        while len(everything(store)) + len(list(store.events(evening.session.id))) < EVENTS:
            evening.set_present(12)
            evening.vote(tuple(range(len(evening.session.stage.slide.options))))
            evening.forward()
        evening.note("Een goed gesprek.")
        evening.end()
    return path.read_bytes()


def told(store: Store) -> list[str]:
    """All that a face can learn from a store."""
    learners = store.learners()
    logs = [*(learner.id for learner in learners), store.recall("klas.laatst") or ""]
    facts = [
        *learners,
        store.recall("thema"),
        *store.tombstones(),
        *(event for log in logs for event in store.events(log)),
    ]
    return list(map(repr, facts))


class Flips:
    """Flips bits of one file, one at a time, and sees what the program makes of it."""

    def __init__(self, good: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.good = good
        self.folder = folder
        self.path = folder / "thuis" / "voortgang.db"
        self.path.parent.mkdir(mode=0o700)
        monkeypatch.setenv("RAADSTUTOR_HOME", str(self.path.parent))
        with_content(monkeypatch, GOOD)  # small: a start takes 10 ms instead of 60
        monkeypatch.setattr("tutor.cli.windows.need_screens", lambda: None)
        monkeypatch.setattr("tutor.cli.windows.run", self._run)
        self.tally: Counter[str] = Counter()
        self.crashes: list[str] = []
        self._put(good)
        with open_store(self.path, Clock()) as store:
            self.told = told(store)

    def _put(self, content: bytes) -> None:
        for file in self.path.parent.glob("**/*"):
            if file.is_file() and file.name.startswith(("voortgang", "stand-", "zoeken", "crash", "fout")):
                file.unlink()
        self.path.write_bytes(content)
        self.path.chmod(0o600)

    def _run(self, app: Shell) -> int:
        """What the app reads before and while the whole file is checked."""
        gc.enable()  # as the app does: without, thousands of starts take all memory of the machine
        assert isinstance(app, TutorApp)
        workspace = app.workspace
        assert isinstance(workspace, Workspace)
        before = told(workspace._store)
        assert set(before) <= {*self.told, "None"}, "something was believed that was never written"
        for profile in workspace.profiles():
            study = workspace.open(profile)
            study.may_review()
            study.search("griffier")
        workspace.inspect()
        assert before == self.told, "wrong data that nobody noticed"
        return Exit.OK

    def flip(self, chance: Random, verb: tuple[str, ...]) -> None:
        """Flip one bit; start the app, then run a verb."""
        content = bytearray(self.good)
        place, bit = chance.randrange(len(content)), chance.randrange(8)
        content[place] ^= 1 << bit
        for command in ((), tuple(word.format(folder=self.folder) for word in verb)):
            self._put(bytes(content))
            code = main(command)
            self.tally[{0: "harmless", 3: "noticed", 70: "crashed"}.get(code, "refused")] += 1
            if code not in (Exit.OK, Exit.DAMAGED):
                reports = [file.read_text(encoding="utf-8")[-400:] for file in self.path.parent.glob("fout*")]
                self.crashes.append(f"bit {bit} of byte {place}, raadstutor {' '.join(command)}: {code} {reports}")


def flipped(flips: Flips, times: int) -> None:
    chance, verbs = Random(times), cycle(VERBS)
    for _ in range(times):
        flips.flip(chance, next(verbs))


@pytest.fixture
def flips(good: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flips:
    return Flips(good, tmp_path, monkeypatch)


def test_the_good_file_is_good(flips: Flips, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ((), *VERBS):
        assert main([word.format(folder=flips.folder) for word in verb]) == Exit.OK, (verb, capsys.readouterr().err)
    capsys.readouterr()
    assert main(["voortgang", "--json", "--profiel", "Samira"]) == Exit.OK
    assert json.loads(capsys.readouterr().out)


def test_one_flipped_bit_is_noticed_or_harmless(flips: Flips) -> None:
    flipped(flips, 40)
    assert flips.crashes == []
    assert flips.tally["noticed"] > 30


def test_every_bit_of_the_schema(flips: Flips) -> None:
    """SQLite names what is wrong there, and Python cannot read a name that is no text; or a text becomes bytes."""
    found: Counter[str] = Counter()
    for place in range(PAGE - 200, PAGE):
        for bit in (0, 3, 5, 7):
            content = bytearray(flips.good)
            content[place] ^= 1 << bit
            flips._put(bytes(content))
            try:
                with Store.open(flips.path, device="x", clock=Clock(), inspected=False) as store:
                    store.learners()
                    store.inspect()
            except StoreError as error:
                found[type(error).__name__] += 1
    assert found == {"Damaged": sum(found.values())}
    assert found["Damaged"] > 500


@pytest.mark.long
@pytest.mark.figures("One flipped bit in a learner's file")
def test_two_thousand_flipped_bits_are_noticed_or_harmless(flips: Flips, figures: Figures) -> None:
    flipped(flips, 2_000)
    figures(events=EVENTS, flips=2_000, starts=sum(flips.tally.values()), **{"crashed": 0, **flips.tally})
    assert flips.crashes == []
