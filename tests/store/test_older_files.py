"""A file of the program before events were typed, with every kind of event, opens and means what it meant.

`alle-soorten.json` is what that program itself made of the file, but for two better rules: the day turns at four, so
what was done after midnight belongs to the evening before, and an item comes back on a day, not at an hour; and a right
answer proves no more than a guess among its options leaves to prove. Later keys are passed over. The file also holds
what that program let in: an answer and a note longer than may be stored now, a kind of a newer program, and a field
that such a program added.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.classroom.samples import catalogue
from tests.learning.samples import CASUS, CATALOGUE
from tests.store.helpers import Clock, everything, open_store
from tests.store.test_schema import released
from tutor.classroom.replay import replay
from tutor.classroom.session import ClassSession
from tutor.exchange.parcel import pack, travels, unpack
from tutor.learning.events import Noted, Unknown
from tutor.learning.log import KINDS, MAX_TEXT
from tutor.learning.overview import summarise
from tutor.learning.progress import freeze, thaw
from tutor.service.evening import ON_THE_WALL
from tutor.service.study import Study
from tutor.store import Store

FIXTURE = Path(__file__).parent / "fixtures" / "alle-soorten.sql"
EXPECTED: dict[str, Any] = json.loads(FIXTURE.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.fixture
def old(path: Path) -> Path:
    released(path, FIXTURE)
    return path


def now_of(store: Store) -> datetime:
    return max(event.at for event in everything(store)) + timedelta(days=20)


def meaning(study: Study) -> dict[str, Any]:
    """What a learner can see of a log."""
    progress, at = study.progress, study.now()
    return {
        "events": progress.events,
        "summary": summarise(progress, CATALOGUE, at),
        "due": list(progress.memory.due(at)),
        "dues": {item: str(history.due) for item, history in progress.memory.cards.items()},
        "places": {lesson: place.page for lesson, place in progress.places.items()},
        "visited": {lesson: sorted(pages) for lesson, pages in progress.visited.items()},
        "guesses": sorted(progress.guesses),
        "running": sorted(progress.quizzes),
        "endings": {casus: sorted(seen) for casus, seen in progress.endings.items()},
        "casus": [[taken.node, taken.choice] for taken in study.open_casus(CASUS).path],
        "notes": [note.text for note in progress.notebook.notes.values()],
        "bookmarks": [place.step for place in progress.notebook.bookmarks],
        "actions": {lesson: str(action.planned) for lesson, action in progress.notebook.actions.items()},
        "scans": [
            [scan.role, scan.asked, scan.right, sorted(scan.known), [list(one) for one in scan.answers]]
            for scan in progress.scans
        ],
        "assigned": progress.assigned,
        "days": sorted(map(str, progress.active_days)),
    }


def then(found: object, expected: object) -> object:
    """What was found, without keys that were added since."""
    if isinstance(found, dict) and isinstance(expected, dict):
        return {name: then(value, expected[name]) for name, value in found.items() if name in expected}
    if isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        return [then(one, other) for one, other in zip(found, expected, strict=True)]
    return found


def seen(session: ClassSession) -> list[object]:
    """What came out of an evening."""
    return [
        session.present,
        len(session.votes),
        [note.text for note in session.notes],
        [note.text for note in session.agreements],
        {str(team): points for team, points in session.points.items()},
        {point: str(outcome.decision) for point, outcome in session.outcomes.items()},
        session.black,
        list(session.cursor),
    ]


def studied(store: Store, learner: str, at: datetime) -> Study:
    return Study(CATALOGUE, store, learner, clock=lambda: at, rng=Random(1))


SINCE = {
    *("class_mended", "class_shown", "class_undone", "class_prepared", "class_named", "class_reopened", "class_teams"),
    *("class_planned", "class_repeated", "class_corrected"),
    *(
        "class_asked",
        "class_drawn",
        "class_paired",
        "class_parked",
        "class_parties",
        "class_resolved",
        "class_seats",
        "class_speaks",
    ),
    *("profile_joined", "profile_parted", "profile_role", "profile_programme", "filled"),
}
"""Kinds that programs learned after these files were made."""


def test_it_holds_every_kind() -> None:
    assert set(EXPECTED["kinds"]) == {*KINDS, "from_the_future"} - SINCE


def test_it_means_what_it_meant(old: Path) -> None:
    with open_store(old, Clock()) as store:
        (samira,) = store.learners()
        assert samira.name == "Samira"
        assert store.recall("thema") == "donker"
        assert len(store.tombstones()) == 1
        at = now_of(store)
        study = studied(store, samira.id, at)
        expected = {name: value for name, value in EXPECTED.items() if name in meaning(study)}
        assert then(meaning(study), expected) == expected
        kept = thaw(freeze(study.progress))
        assert kept is not None
        again = Study(CATALOGUE, store, samira.id, clock=lambda: at, rng=Random(1), known=kept)
        assert then(meaning(again), expected) == expected
        evening = store.recall(ON_THE_WALL)
        assert evening
        session = replay(store.events(evening), catalogue())
        assert session is not None
        assert json.loads(json.dumps(seen(session))) == EXPECTED["evening"]


def test_only_what_a_newer_program_wrote_is_unknown(old: Path) -> None:
    with open_store(old, Clock()) as store:
        evening = store.recall(ON_THE_WALL)
        assert evening
        events = [*everything(store), *store.events(evening)]
    assert {event.kind for event in events if isinstance(event.body, Unknown)} == {"from_the_future"}
    assert any(isinstance(event.body, Noted) and len(event.body.text) > MAX_TEXT for event in events)


def test_it_travels_whole_and_to_the_letter(old: Path, tmp_path: Path) -> None:
    with open_store(old, Clock()) as store, open_store(tmp_path / "b" / "voortgang.db", Clock()) as other:
        events = everything(store)
        assert all(map(travels, events))
        parcel = unpack(pack(events, store.tombstones()))
        assert list(parcel.events) == events
        assert other.merge(parcel.events) == len(events)
        assert everything(other) == events
        assert store.merge(unpack(pack(everything(other))).events) == 0, "the same events, spelled the same"
        (samira,) = other.learners()
        at = now_of(other)
        assert meaning(studied(other, samira.id, at)) == meaning(studied(store, samira.id, at))
