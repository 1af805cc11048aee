"""Thirty days of a learner through line mode, at any hour of the day: due dates are those of py-fsrs by study day."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from fsrs import Card, Rating, Scheduler

from tests.content.pack import shipped
from tests.e2e.laptop import Laptop
from tests.line.oracle import reply
from tests.line.test_line import Reader
from tutor.cli.root import NOW, open_store
from tutor.learning.answers import Outcome
from tutor.learning.days import noon, study_day
from tutor.learning.events import Answered
from tutor.learning.log import Event
from tutor.learning.memory import AT_FIRST_SIGHT
from tutor.line.console import Console
from tutor.line.menu import Menu
from tutor.model import Catalogue
from tutor.service.workspace import Workspace

LESSON = "rollen-01"
BEGIN = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)


def _live(content: Catalogue, moment: datetime, rng: Random, command: str) -> list[Event]:
    """One evening in line mode; the learner knows most answers. Gives the log."""
    return _evening(content, moment, rng, command)[0]


def _evening(content: Catalogue, moment: datetime, rng: Random, command: str) -> tuple[list[Event], str]:
    """The log after an evening in line mode, and what was on the screen."""

    def learner(screen: str) -> str | None:
        if "Wat zit erin?" in screen:
            return "alle" if rng.random() < 0.8 else "geen"
        if "Jij bent aan zet. (letter" in screen[-80:]:
            return "a"
        gives_up = rng.random() >= 0.8 and "Raad maar" not in screen
        return "weet niet" if gives_up else reply(screen, content)

    with open_store() as store:
        workspace = Workspace(content, store, clock=lambda: moment, rng=rng)
        here = workspace.open(workspace.wanted(None))
        screen = io.StringIO()
        console = Console(Reader(learner, screen), screen, pauses=False, width=0)
        Menu(console, here, lambda *_: (here, ""), workspace).run(command)
        return list(store.events(here.learner)), screen.getvalue()


def _expected(events: list[Event]) -> dict[str, datetime]:
    """What py-fsrs says of the same log; a right answer that may be a guess is a mean of Good and Again."""
    scheduler = Scheduler(maximum_interval=180, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    cards: dict[str, Card] = {}
    for event in events:
        body = event.body
        if isinstance(body, Answered) and body.attempt == 1 and body.outcome is not Outcome.UNSCORED:
            day = noon(study_day(event.at))
            card = cards.get(event.subject) or Card(card_id=len(cards) + 1, due=day)
            wrong, _ = scheduler.review_card(card, Rating.Again, day)
            after, _ = scheduler.review_card(card, Rating.Good, day)
            next_day = max(day, card.last_review + timedelta(days=1)) if card.last_review else day
            before = scheduler.get_card_retrievability(card, next_day) if card.last_review else AT_FIRST_SIGHT
            assert body.guess is not None
            known = before / (before + body.guess * (1 - before)) if body.outcome is Outcome.RIGHT else 0
            after.stability = known * (after.stability or 0) + (1 - known) * (wrong.stability or 0)
            after.difficulty = known * (after.difficulty or 0) + (1 - known) * (wrong.difficulty or 0)
            after.due = day + timedelta(days=min(max(round(after.stability), 1), 180))
            cards[event.subject] = after
    return {item: card.due for item, card in cards.items()}


def test_thirty_days_give_the_due_dates_of_fsrs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop = Laptop(tmp_path / "thuis")
    monkeypatch.setenv("RAADSTUTOR_HOME", str(laptop.home))
    content, rng, events = shipped(), Random(11), list[Event]()
    for day in range(30):
        moment = BEGIN + timedelta(days=day, minutes=rng.randint(-600, 480))  # from half past nine to half past three
        monkeypatch.setenv(NOW, moment.isoformat())
        if day in (0, 1):
            events = _live(content, moment, rng, f"quiz {LESSON}" if day == 0 else "toets rollen-02")
        elif rng.random() < 0.7:
            events = _live(content, moment, rng, "herhalen")
    reviews = [event for event in events if event.kind == "answered"]
    assert len({event.at.date() for event in reviews}) > 10
    shown = json.loads(laptop.run("voortgang", "--json").out)
    assert {card["item"]: datetime.fromisoformat(card["due"]) for card in shown["cards"]} == _expected(events)


def test_a_month_of_ten_minutes_three_times_a_week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No session is longer than it was meant; lessons go on, what was learned comes back, and so does a casus."""
    laptop = Laptop(tmp_path / "thuis")
    monkeypatch.setenv("RAADSTUTOR_HOME", str(laptop.home))
    content, rng, screens, events = shipped(), Random(5), list[str](), list[Event]()
    for day in (0, 2, 4, 7, 9, 11, 14, 16, 18, 21, 23, 25, 28, 30, 32):
        moment = BEGIN + timedelta(days=day, minutes=rng.randint(-600, 480))
        monkeypatch.setenv(NOW, moment.isoformat())
        events, screen = _evening(content, moment, rng, "sessie 10")
        screens.append(screen)
    for screen in screens:
        told = re.search(r"Een sessie van ongeveer (\d+) minuten:", screen)
        assert told
        assert 8 <= int(told[1]) <= 12, "within 20 per cent"
        assert "Dat was je sessie." in screen.rstrip().splitlines()[-1]
    assert "etappe 1 van 4" in screens[0]
    assert "om te herhalen" in "".join(screens[2:])
    assert re.search(r"Waarom nu\? Op \d+ \w+ .*; nu herhalen is ongeveer \d+ dagen langer", "".join(screens))
    ended: dict[str, list[datetime]] = {}
    for event in events:
        if event.kind == "casus_ended":
            ended.setdefault(event.subject, []).append(event.at)
    first, again = next(times for times in ended.values() if len(times) > 1)[:2]
    assert (again - first).days >= 20
    assert sum(event.kind == "lesson_finished" for event in events) >= 3


def test_a_clock_that_was_wrong_once_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop = Laptop(tmp_path / "thuis")
    monkeypatch.setenv(NOW, "2099-06-01T10:00:00Z")
    laptop.run("regel", "quiz", "rollen-02", typed="weet niet\n" * 5 + "stop\n")
    for day in ("2026-12-02", "2027-06-02", "2028-03-31"):  # after that these items wait for their author
        monkeypatch.setenv(NOW, f"{day}T10:00:00Z")
        shown = json.loads(laptop.run("voortgang", "--json").out)
        assert len(shown["due"]) == len(shown["cards"]) > 0
        assert shown["forecast"][0]["items"] == len(shown["due"])


def test_a_bad_time_gets_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NOW, "morgen")
    result = Laptop(tmp_path / "thuis").run("regel", "lessen")
    assert result.code == 1
    assert "RAADSTUTOR_NU=morgen is geen tijd" in result.err
