"""kill -9 of an evening in line mode: the same place with all counts, whatever was typed last."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import sleep

import pytest

from tests.classroom.samples import PLAN, catalogue
from tests.e2e.talker import Talker
from tests.figures import Figures
from tutor.classroom import live
from tutor.classroom.records import Ballot
from tutor.classroom.session import ClassSession
from tutor.classroom.votes import Counts
from tutor.cli.root import now
from tutor.service.evening import Evening
from tutor.store import FILE_NAME, Store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="fork and signals of POSIX")
PROMPTS = ("Opdracht",)
COMMANDS = (
    "",
    "",
    "",
    "terug",
    "+a",
    "+a",
    "+b",
    "-a",
    "counts",
    "noteer",
    "aanwezig",
    "naar",
    "parkeer",
    "vraag",
    "herhaal",
    "begin",
    "loot",
)


class Expected:
    """What must be stored, kept beside it from what was typed."""

    def __init__(self) -> None:
        self.votes: dict[Ballot, Counts] = {}
        self.notes: list[str] = []
        self.parked: list[str] = []
        self.asked: list[str] = []
        self.again = 0
        self.begins = ""
        self.drawn = 0
        self.present = 0
        self.cursor = (0, 0, 0)

    def take(self, line: str, before: ClassSession) -> None:
        """A line that was done, in an evening that stood as in `before`."""
        verb, _, rest = line.partition(" ")
        match verb:
            case "":
                self.cursor = before.forward()
            case "terug":
                self.cursor = before.back()
            case "naar":
                self.cursor = (int(rest) - 1, 0, 0)
            case "noteer":
                self.notes.append(rest)
            case "parkeer":
                self.parked.append(rest)
            case "vraag":
                stem = rest.partition(" |")[0]
                if live.mendable(before):
                    self.asked[int(before.stage.item.removeprefix(live.FROM_ROOM)) - 1] = stem
                else:
                    self.asked.append(stem)
            case "herhaal":
                self.again += not isinstance(live.repeated(before), str)
            case "begin":
                self.begins = rest
            case "loot":
                self.drawn += self.present > 0
            case "aanwezig":
                self.present = int(rest)
            case _ if before.ballot:
                self.votes[before.ballot] = self._counts(line, before.counts)

    def _counts(self, line: str, counts: Counts) -> Counts:
        if line[0] not in "+-":
            return tuple(map(int, line.split()))
        index, step = ord(line[1]) - ord("a"), 1 if line[0] == "+" else -1
        return tuple(max(0, count + step) if place == index else count for place, count in enumerate(counts))

    def holds(self, session: ClassSession) -> bool:
        """Whether this is all there is."""
        asked = [item.question for name, item in session.content.items.items() if name.startswith(live.FROM_ROOM)]
        again = sum(one.id.startswith(live.AGAIN) for one in session.plan.activities)
        begins = f"{session.begins:%H.%M}" if session.begins else ""
        if (self.again, self.begins) != (again, begins):
            return False
        return (self.votes, self.notes, self.parked, self.asked, self.drawn, self.present, self.cursor) == (
            dict(session.votes),
            [note.text for note in session.notes],
            [note.text for note in session.parked],
            asked,
            len(session.drawn),
            session.present,
            session.cursor,
        )


@pytest.fixture
def trainer(tmp_path: Path) -> Iterator[Talker]:
    talking = Talker(tmp_path, "avond", PROMPTS)
    yield talking
    talking.leave()


def stored(home: Path) -> ClassSession:
    with Store.open(home / FILE_NAME, device="test", clock=now) as store:
        evening = Evening(catalogue(), store, clock=now, rng=Random(0))
        return evening.resume()


def command(rng: Random, session: ClassSession) -> str:
    match rng.choice(COMMANDS):
        case "counts":
            return " ".join(str(rng.randrange(20)) for _ in session.counts or (0, 0))
        case "noteer":
            return f"noteer zin {rng.randrange(10**6)}"
        case "parkeer":
            return f"parkeer zaak {rng.randrange(10**6)}"
        case "vraag":
            return f"vraag Mag {rng.randrange(10**6)} dat? | Ja | *Nee"
        case "begin":
            return f"begin {rng.randrange(24):02}.{rng.randrange(60):02}"
        case "aanwezig":
            return f"aanwezig {rng.randrange(46)}"
        case "naar":
            return f"naar {rng.randint(1, len(PLAN.activities))}"
        case other:
            return other


def kill_often(trainer: Talker, home: Path, kills: int, seed: int) -> int:
    """How many commands were done and found back."""
    commands = 0
    rng = Random(seed)
    expected = Expected()
    session = stored(home)
    for _ in range(kills):
        for _ in range(rng.randint(0, 4)):
            line = command(rng, session)
            trainer.say(line)
            commands += 1
            expected.take(line, session)
            session = stored(home)
            assert expected.holds(session), f"{line!r} was done, and is not stored"
        line = command(rng, session)
        trainer.type(line)
        sleep(rng.random() * 0.01)
        _, done = trainer.kill()
        after = stored(home)
        if done or not expected.holds(after):
            expected.take(line, session)
        assert expected.holds(after), f"killed at {line!r}"
        session = after
        place = f"Activiteit {session.activity_index + 1} van {len(session.plan.activities)}: {session.activity.title}"
        assert place in trainer.screen
        assert f" {session.stage.name}. " in trainer.screen
    return commands


def test_sixty_kills(trainer: Talker, tmp_path: Path) -> None:
    kill_often(trainer, tmp_path, 60, seed=1)


@pytest.mark.long
@pytest.mark.figures("Killed during an evening")
def test_five_hundred_kills(trainer: Talker, tmp_path: Path, figures: Figures) -> None:
    figures(kills=500, commands_kept=kill_often(trainer, tmp_path, 500, seed=2))
