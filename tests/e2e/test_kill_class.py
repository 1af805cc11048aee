"""kill -9 of an evening in line mode, and of verbs: the same place with all counts, whatever was typed last.

Seen red with: tables that are not stored; an evening whose time is stored after it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random, SystemRandom
from time import sleep

import pytest

from tests.classroom.samples import PLAN, catalogue
from tests.e2e.talker import Talker
from tests.figures import Figures
from tutor.classroom import live
from tutor.classroom.content import CORRECTED
from tutor.classroom.records import Ballot, OnWall
from tutor.classroom.session import ClassSession
from tutor.classroom.votes import Counts
from tutor.cli.root import now
from tutor.model import Meeting, TeamQuiz
from tutor.service.evening import Evening
from tutor.store import FILE_NAME, Store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="fork and signals of POSIX")
PROMPTS = ("Opdracht",)
COMMANDS = (
    *("", "", "", "terug", "naar", "naar", "aanwezig", "ongedaan", "toon"),
    *("+a", "+a", "+b", "-a", "counts", "counts", "tafels", "tafels"),
    *("noteer", "afspraak", "parkeer", "verbeter", "weg", "besluit", "titel"),
    *("vraag", "herhaal", "wijzig", "wijzig", "begin", "loot", "teams", "fracties", "punten"),
)


@dataclass
class Kept:
    """What must be stored, kept beside it from what was typed."""

    votes: dict[Ballot, Counts] = field(default_factory=dict)
    tables: dict[Ballot, tuple[Counts, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    agreements: list[str] = field(default_factory=list)
    parked: list[str] = field(default_factory=list)
    resolved: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    points: dict[int, int] = field(default_factory=dict)
    teams: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    title: str = PLAN.title
    wall: OnWall | None = None
    again: int = 0
    begins: str = ""
    drawn: int = 0
    present: int = 0
    cursor: tuple[int, int, int] = (0, 0, 0)

    def after(self, line: str, before: ClassSession) -> Kept:
        """With a line that was done, in an evening that stood as in `before`; itself when nothing came of it."""
        verb, _, rest = line.partition(" ")
        match verb:
            case "" | "terug" | "naar":
                where = {"": before.forward, "terug": before.back}.get(verb)
                return replace(self, cursor=where() if where else (int(rest) - 1, 0, 0), wall=None)
            case "noteer":
                return replace(self, notes=[*self.notes, rest])
            case "afspraak":
                return replace(self, agreements=[*self.agreements, rest])
            case "parkeer":
                return replace(self, parked=[*self.parked, rest])
            case "verbeter":
                return self._mended(*rest.split(" ", 1))
            case "besluit":
                kept = {**self.resolved, before.activity.id: rest}
                return replace(self, resolved=kept, wall=OnWall.DECISION)
            case "titel":
                return replace(self, title=rest)
            case "vraag":
                stem = rest.partition(" |")[0]
                if not live.mendable(before):
                    return replace(self, asked=[*self.asked, stem])
                at = int(before.stage.item.removeprefix(live.FROM_ROOM)) - 1
                return replace(self, asked=[stem if place == at else one for place, one in enumerate(self.asked)])
            case "wijzig" if before.stage.item:
                return replace(self, corrected=[*self.corrected, rest.partition(" |")[0]])
            case "herhaal" if not isinstance(live.repeated(before), str):
                return replace(self, again=self.again + 1)
            case "begin":
                return replace(self, begins=rest)
            case "loot" if self.present:
                return replace(self, drawn=self.drawn + 1, wall=OnWall.DRAWN)
            case "teams" | "fracties" if isinstance(before.activity, TeamQuiz):
                return replace(self, teams=tuple(rest.split(", ")))
            case "teams" | "fracties" if isinstance(before.activity, Meeting):
                return replace(self, parties=tuple(rest.split(", ")))
            case "punten" if isinstance(before.activity, TeamQuiz):
                team, points = map(int, rest.split())
                return replace(self, points={**self.points, team: points}) if team <= len(before.teams) else self
            case "aanwezig":
                return replace(self, present=int(rest))
            case "toon" if before.can_show(OnWall(rest)):
                return replace(self, wall=before.showing(OnWall(rest))[0])
            case _ if before.ballot and (verb[-1:].isdigit() or verb[:1] in "+-"):
                tables = tuple(tuple(map(int, table.split())) for table in line.split("/")) if "/" in line else ()
                counts = tuple(map(sum, zip(*tables, strict=True))) or self._counts(line, before.counts)
                told = {**self.tables, before.ballot: tables}
                return replace(self, votes={**self.votes, before.ballot: counts}, tables=told)
        return self

    def _mended(self, number: str, text: str = "") -> Kept:
        said = [*self.notes, *self.agreements, *self.parked]
        if int(number) > len(said):
            return self
        said[int(number) - 1] = text
        first, second = len(self.notes), len(self.notes) + len(self.agreements)
        parts = said[:first], said[first:second], said[second:]
        notes, agreements, parked = ([one for one in part if one] for part in parts)
        return replace(self, notes=notes, agreements=agreements, parked=parked)

    def _counts(self, line: str, counts: Counts) -> Counts:
        if line[0] not in "+-":
            return tuple(map(int, line.split()))
        index, step = ord(line[1]) - ord("a"), 1 if line[0] == "+" else -1
        return tuple(max(0, count + step) if place == index else count for place, count in enumerate(counts))

    @classmethod
    def of(cls, session: ClassSession) -> Kept:
        """What is stored."""
        items = session.content.items.items()
        return cls(
            votes=dict(session.votes),
            tables=dict(session.tables),
            notes=[note.text for note in session.notes],
            agreements=[note.text for note in session.agreements],
            parked=[note.text for note in session.parked],
            resolved={name: f"{one.text} omdat {'; '.join(one.reasons)}" for name, one in session.resolved.items()},
            asked=[item.question for name, item in items if name.startswith(live.FROM_ROOM)],
            corrected=[item.question for name, item in items if name.startswith(CORRECTED)],
            points=dict(session.points),
            teams=session.team_names,
            parties=session.parties,
            title=session.title,
            wall=session.on_wall,
            again=sum(one.id.startswith(live.AGAIN) for one in session.plan.activities),
            begins=f"{session.begins:%H.%M}" if session.begins else "",
            drawn=len(session.drawn),
            present=session.present,
            cursor=session.cursor,
        )


class Expected:
    """What must be there after each line, and before it, to undo it."""

    def __init__(self) -> None:
        self.kept = [Kept()]

    @property
    def now(self) -> Kept:
        return self.kept[-1]

    def take(self, line: str, before: ClassSession) -> None:
        """A line that was done."""
        if line == "ongedaan":
            self.kept = self.kept[: max(1, len(self.kept) - 1)]
        elif (after := self.now.after(line, before)) is not self.now:
            self.kept.append(after)


def stored(home: Path) -> ClassSession:
    with Store.open(home / FILE_NAME, device="test", clock=now) as store:
        evening = Evening(catalogue(), store, clock=now, rng=Random(0))
        return evening.resume()


def command(rng: Random, session: ClassSession) -> str:
    number, options = rng.randrange(10**6), len(session.counts or (0, 0))
    votes = " / ".join(" ".join(str(rng.randrange(20)) for _ in range(options)) for _ in range(3))
    typed = {
        "counts": votes.partition(" /")[0],
        "tafels": votes,
        "noteer": f"noteer zin {number}",
        "afspraak": f"afspraak dat {number}",
        "parkeer": f"parkeer zaak {number}",
        "verbeter": f"verbeter {rng.randint(1, 9)} beter {number}",
        "weg": f"verbeter {rng.randint(1, 9)}",
        "besluit": f"besluit We doen {number} omdat het moet; het mag",
        "titel": f"titel Avond {number}",
        "toon": f"toon {rng.choice(list(OnWall))}",
        "vraag": f"vraag Mag {number} dat? | Ja | *Nee",
        "begin": f"begin {rng.randrange(24):02}.{rng.randrange(60):02}",
        "teams": f"teams Rood, Blauw {number}, Geel",
        "fracties": f"fracties Dorp, Stad {number}",
        "punten": f"punten {rng.randint(1, 4)} {rng.randrange(9)}",
        "aanwezig": f"aanwezig {rng.randrange(46)}",
        "naar": f"naar {rng.randint(1, len(session.plan.activities))}",
        "wijzig": f"wijzig Mag {number}?",
    }
    word = rng.choice(COMMANDS)
    if word == "wijzig" and (item := session.content.items.get(session.stage.item)):
        _, *options_ = live.text_of(item).split(" | ")
        return " | ".join((typed[word], *options_))
    return typed.get(word, word)


def kill_often(home: Path, kills: int, seed: int) -> int:
    """How many commands of an evening were done and found back."""
    trainer, commands = Talker(home, "avond", PROMPTS), 0
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
            assert Kept.of(session) == expected.now, f"{line!r} was done, and is not stored"
        line = command(rng, session)
        trainer.type(line)
        sleep(rng.random() * 0.01)
        _, done = trainer.kill()
        after = stored(home)
        if done or Kept.of(after) != expected.now:
            expected.take(line, session)
        assert Kept.of(after) == expected.now, f"killed at {line!r}"
        session = after
        place = f"Activiteit {session.activity_index + 1} van {len(session.plan.activities)}: {session.activity.title}"
        assert place in trainer.screen
        assert f" {session.stage.name}. " in trainer.screen
    trainer.leave()
    return commands


def test_sixty_kills(tmp_path: Path) -> None:
    kill_often(tmp_path, 60, seed=1)


@pytest.mark.long
@pytest.mark.figures("Killed during an evening")
def test_five_hundred_kills(tmp_path: Path, figures: Figures) -> None:
    """In five evenings, each of them about as long as a real one."""
    kept = sum(kill_often(tmp_path / str(seed), 100, seed) for seed in range(2, 7))
    figures(kills=500, commands_kept=kept)


Listed = dict[str, tuple[str, str, str, tuple[str, ...]]]
"""By id: title, state, time at which it begins, and what was agreed."""


def listed(home: Path, ended: int = 0) -> Listed:
    """All evenings that are there. `ended`: how many to hold and close first."""
    with Store.open(home / FILE_NAME, device="test", clock=now) as store:
        for _ in range(ended):
            evening = Evening(catalogue(), store, clock=now, rng=SystemRandom())
            evening.start(PLAN)
            evening.note(f"Geheim {evening.session.id}", agreement=True)
            evening.end()
        found = Evening(catalogue(), store, clock=now, rng=Random(0)).evenings.all()
        return {
            one.id: (
                one.title,
                str(one.state),
                f"{one.begins:%H.%M}" if one.begins else "",
                tuple(note.text for note in one.agreements),
            )
            for one in found
        }


def verb_for(rng: Random, there: Listed, home: Path) -> tuple[str, str, Listed]:
    """A verb, the evening that it is about, and what must be there when it was done."""
    name = rng.choice([*there])
    title, state, begins, agreed = there[name]
    new = f"Avond {rng.randrange(10**6)}"
    match rng.choice(("hernoem", "heropen", "wis", "pakket")):
        case "hernoem":
            return f"klas avonden hernoem {name} '{new}'", name, {**there, name: (new, state, begins, agreed)}
        case "heropen":
            state = "open" if state == "afgesloten" else state
            return f"klas avonden heropen {name}", name, {**there, name: (title, state, begins, agreed)}
        case "wis":
            return f"klas avonden wis {name} --ja", name, {key: one for key, one in there.items() if key != name}
    folder = home.parent / "papier"
    return f"klas pakket integriteitsavond --start 20.15 --naar {folder} --vervang", "", there


def kill_verbs(home: Path, kills: int, seed: int) -> tuple[int, int]:
    """How many verbs were done, and how many of those that were killed had done it."""
    rng, done, half = Random(seed), 0, 0
    there = listed(home, ended=3)
    server = Talker(home, "klas", PROMPTS)
    erased: set[str] = set()
    for number in range(kills):
        line, about, after = verb_for(rng, there, home)
        killed = rng.random() < 0.8
        if killed:
            server.type(line)
            sleep(rng.random() * 0.3)
            _, finished = server.kill()
        else:
            server.say(line)
            finished = True
        found = listed(home)
        new = [one for name, one in found.items() if name not in there]
        if not about:  # the evening that was prepared is there whole, or not at all
            assert new in ([], [("Integriteit: een avond met de hele raad", "klaargezet", "20.15", ())]), line
            after = {**after, **{name: one for name, one in found.items() if name not in there}}
            assert new or not finished, f"{line} was done, and is not stored"
        assert found == after or (not finished and found == there), line
        done += finished
        half += not finished and found != there
        erased |= {*there} - {*found}
        there = found
        if len(there) < 3 or number % 20 == 19:
            there = listed(home, ended=2)
    server.say("klas avonden")  # whoever was killed while sweeping is followed by somebody who sweeps
    server.leave()
    left = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert erased
    assert [name for name in erased if f"Geheim {name}".encode() in left] == []
    return done, half


def test_verbs_of_an_evening_are_killed_fifty_times(tmp_path: Path) -> None:
    kill_verbs(tmp_path / "data", 50, seed=3)


@pytest.mark.long
@pytest.mark.figures("Killed during a verb of an evening")
def test_verbs_of_an_evening_are_killed_five_hundred_times(tmp_path: Path, figures: Figures) -> None:
    done, half = kill_verbs(tmp_path / "data", 500, seed=4)
    figures(verbs=500, done=done, done_before_the_kill=half)
