"""kill -9 of the real app in a real terminal, and of verbs that change everything: nothing that was shown gets lost.

Seen red with: feedback shown before the answer is stored, and answers kept in memory and stored at every third one.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

if os.name != "posix":
    pytest.skip("pseudo-terminals and signals of POSIX", allow_module_level=True)

from tests.content.pack import shipped
from tests.e2e.laptop import Laptop
from tests.e2e.player import NAME, Player
from tests.e2e.terminal import ENTER, ESCAPE, MORE, PAGE_DOWN, RIGHT, Terminal
from tests.figures import Figures
from tutor.cli.root import DEVICE, now
from tutor.learning.events import StepRead
from tutor.learning.log import Draft
from tutor.learning.overview import summarise
from tutor.learning.progress import Progress
from tutor.learning.quiz import Mode, Phase, QuizSession
from tutor.service.study import Study
from tutor.store import FILE_NAME, Store
from tutor.store.backup import backups, verdict

LESSON = "rollen-01"
F3 = "\x1bOR"
"""I do not know, also where letters are typed."""
VERBS = ("samenvoegen", "back-up", "wis", "migratie")


def answered(home: Path) -> list[str]:
    """Items answered, in the order of the log. Opening checks every row."""
    with Store.open(home / FILE_NAME, device="test", clock=now) as store:
        (profile,) = store.learners()
        return [event.subject for event in store.events(profile.id) if event.kind == "answered"]


def recomputed(home: Path) -> dict[str, object]:
    """What the log says, replayed here."""
    with Store.open(home / FILE_NAME, device="test", clock=now) as store:
        (profile,) = store.learners()
        summary = summarise(Progress.replay(store.events(profile.id)), shipped(), now())
    return {key: summary[key] for key in ("events", "answers", "goals", "quizzes")} | {"profile": profile.name}


def told(home: Path) -> dict[str, object]:
    """What the program says of it."""
    summary = json.loads(Laptop(home).run("voortgang", "--json").out)
    return {key: summary[key] for key in ("events", "answers", "goals", "quizzes", "profile")}


class Quiz:
    """All questions of a lesson in the app: every answer is that it is not known, which has feedback as well."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._player = Player(terminal, shipped())

    def open(self) -> None:
        """From the first screen to the question where the learner was."""
        self._player.come_back()
        self.terminal.press(RIGHT, ENTER)
        self.begin()

    def begin(self) -> None:
        """From the module to the question."""
        self.terminal.until(lambda: "o Oefenen" in self.terminal.keys, "module")
        self.terminal.press("o")
        self.terminal.until(lambda: self.asks or self.judged, "question")

    @property
    def place(self) -> tuple[int, int]:
        """The number of the question on the screen, from 1, and of how many; zeros when there is none."""
        words = self.terminal.rows[1].split()
        there = words[:1] == ["vraag"] and words[2:3] == ["van"]
        return (int(words[1]), int(words[3])) if there else (0, 0)

    @property
    def asks(self) -> bool:
        """Whether an answer can be given."""
        return "Weet ik niet" in self.terminal.keys and self.place > (0, 0)

    @property
    def judged(self) -> bool:
        """Whether feedback is on the screen: then the answer counts as acknowledged."""
        return "erder" in self.terminal.keys and not self.asks and self.place > (0, 0)

    def answer(self) -> None:
        """Answer, and wait for the feedback."""
        self.terminal.press(F3)
        self.terminal.until(lambda: self.judged, "feedback")

    def go_on(self) -> None:
        """To the next question; after the last one those that went wrong, and then the quiz starts again."""
        self.terminal.until(lambda: not self._more(), "end of the feedback")
        self.terminal.press(ENTER)
        self.terminal.until(lambda: self.asks or "Resultaat" in self.terminal.text, "next question or results")
        if not self.asks:
            self.terminal.press(ESCAPE)
            self.begin()

    def _more(self) -> bool:
        """Whether there is feedback below; turns the page."""
        if any(sign in self.terminal.place + self.terminal.keys for sign in (MORE, "Lees verder")):
            self.terminal.press(PAGE_DOWN)
            return True
        return False


def running(home: Path) -> QuizSession:
    """The quiz where the log says that the learner is."""
    with Store.open(home / FILE_NAME, device="test", clock=now) as store:
        (profile,) = store.learners()
        return Study(shipped(), store, profile.id, clock=now, rng=Random(0)).quiz(
            shipped().lessons[LESSON], Mode.PRACTICE
        )


def current(home: Path) -> str:
    """The id of the item where the log says that the learner is."""
    item = running(home).current
    assert item
    return item.id


def kill_often(home: Path, kills: int, seed: int) -> int:
    """Each time some answers, and then the plug at a random moment around one more. Gives how many were kept."""
    rng = Random(seed)
    Laptop(home).run("regel", "--profiel", NAME, "--nieuw", "stop")
    with Store.open(home / FILE_NAME, device="test", clock=now) as store:
        store.remember(f"rondleiding:{store.learners()[0].id}", "klaar")
    shown: list[str] = []
    for number in range(kills):
        before = running(home)
        with Terminal(home) as terminal:
            quiz = Quiz(terminal)
            quiz.open()
            if shown:
                assert quiz.place == before.place, "another question than the one it stopped at"
                assert quiz.judged is (before.phase is Phase.FEEDBACK), "another moment than the one it stopped at"
            for _ in range(rng.randint(0, 2)):
                if quiz.judged:
                    quiz.go_on()
                quiz.answer()
                shown.append(current(home))
            if quiz.judged:
                quiz.go_on()
            asked = current(home)
            terminal.press(F3)
            if number % 2:
                terminal.changes(rng.random() * 0.1)
            else:
                terminal.until(lambda: quiz.judged, "feedback")  # noqa: B023
            if quiz.judged:
                shown.append(asked)
            terminal.kill()
        stored = answered(home)
        assert stored[: len(shown)] == shown, "feedback was on the screen, and the answer is gone"
        assert len(stored) <= len(shown) + 1, "more was stored than was answered"
        shown = stored
        assert told(home) == recomputed(home)
    return len(shown)


def test_two_kills_in_a_quiz(tmp_path: Path) -> None:
    kill_often(tmp_path / "thuis", 2, seed=1)


@pytest.mark.long
@pytest.mark.figures("The app killed in a terminal")
def test_forty_kills_in_a_quiz(tmp_path: Path, figures: Figures) -> None:
    figures(kills=40, answers_kept=kill_often(tmp_path / "thuis", 40, seed=2))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data of two learners with some history, and the history of a third on a stick."""
    folder = tmp_path_factory.mktemp("vol")
    for home, names in (("thuis", ("Anna", "Bram")), ("elders", ("Nel",))):
        with Store.open(folder / home / FILE_NAME, device="test", clock=now) as store:
            for name in names:
                learner = store.add_learner(name).id
                for _ in range(20):
                    store.append(learner, [Draft(subject="rollen-01", body=StepRead(page="stap:organen"))] * 100)
            store.remember(DEVICE, "test")
            store.back_up()
    assert Laptop(folder / "elders").run("exporteer", "voortgang", str(folder / "nel.json")).code == 0
    return folder


def contents(path: Path) -> dict[str, int]:
    """How many events each learner has."""
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT learner, count(*) FROM event GROUP BY learner"))


def command(verb: str, folder: Path) -> list[str]:
    if verb == "migratie":
        return ["-c", _MIGRATE, str(folder / "thuis" / FILE_NAME)]
    words = {
        "samenvoegen": ["samenvoegen", str(folder / "nel.json"), "--ja"],
        "back-up": ["gegevens", "back-up"],
        "wis": ["gegevens", "wis", "Anna", "--ja"],
    }
    return ["-m", "tutor", *words[verb]]


_MIGRATE = """
import sys
from pathlib import Path
from tests.store import future, workers
future.upgrade()
workers.migrate(Path(sys.argv[1]))
"""


def start(verb: str, folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "RAADSTUTOR_HOME": str(folder / "thuis")}
    return subprocess.Popen([sys.executable, *command(verb, folder)], env=environment, stdout=subprocess.DEVNULL)


def kill_verb(verb: str, full: Path, tmp_path: Path, kills: int) -> int:
    """All or nothing after each kill, and everything once the verb is run again. Gives how many kills came in time."""
    rng, hits = Random(verb), 0
    shutil.copytree(full, tmp_path / "heel")
    begin = time.monotonic()
    assert start(verb, tmp_path / "heel").wait(60) == 0
    lasted = time.monotonic() - begin
    file = Path("thuis") / FILE_NAME
    before, after = contents(full / file), contents(tmp_path / "heel" / file)
    for number in range(kills):
        folder = tmp_path / str(number)
        shutil.copytree(full, folder)
        process = start(verb, folder)
        time.sleep(lasted * rng.uniform(0.4, 1))
        process.kill()
        hits += process.wait(60) != 0
        assert contents(folder / file) in (before, after), "half of it"
        assert verdict(folder / file) == () or verb == "migratie"
        assert all(verdict(backup.path) == () for backup in backups(folder / file)), "half a backup has a name"
        again = start(verb, folder).wait(60)
        assert again == 0 or (verb == "wis" and contents(folder / file) == after)
        assert contents(folder / file) == after
        if verb == "wis":
            Laptop(folder / "thuis").run("gegevens")
            assert all("Anna" not in everything(one) for one in (folder / "thuis").rglob("*")), "left behind"
    return hits


def everything(path: Path) -> str:
    return path.read_bytes().decode("latin-1") if path.is_file() else ""


@pytest.mark.parametrize("verb", ["samenvoegen", "wis"])
def test_a_verb_is_killed(verb: str, full: Path, tmp_path: Path) -> None:
    kill_verb(verb, full, tmp_path, 1)


@pytest.mark.long
@pytest.mark.figures("A verb killed")
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_killed_often(verb: str, full: Path, tmp_path: Path, figures: Figures) -> None:
    hits = kill_verb(verb, full, tmp_path, 10)
    figures(kills=10, before_the_end=hits)
    assert hits > 3
