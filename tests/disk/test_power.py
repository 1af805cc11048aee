"""The power goes at any moment: what was acknowledged is there, and nothing is half.

Every state that a disk may then hold is built, opened with the real program and compared. That the model sees what it
should is part of the tests: settings of SQLite that are known to lose answers lose them here, and those that are known
to be safe do not.

Seen red with: the settings below; an export without fsync, and one whose folder is not synced; an erasure in two
transactions; a backup that gets its name before its content is synced.
"""

from pathlib import Path

import pytest

from tests.disk import calls
from tests.disk.power import Outcome, cut
from tests.disk.recording import Recording, recorded, snapshot
from tests.figures import Figures

LONG_LIFE = 45
"""Answers that make some 12,000 states."""
SAFE = ("journal_mode=persist", "journal_mode=delete synchronous=3", "journal_mode=wal")
LOSING = ("journal_mode=delete", "journal_mode=wal synchronous=1")


def record(root: Path, life: str, answers: int, *settings: str) -> Recording:
    before = snapshot(root)
    run = calls.run(calls.python("tests.disk.learner", life, str(root), str(answers), *settings))
    assert (run.code, run.err) == (0, "")
    return recorded(root, before, run)


def answering(started: Path, memory: Path, settings: str, every: int = 1) -> Outcome:
    """What a power cut does to three answers with these settings."""
    return cut(record(started, "answers", 3, *settings.split()), memory, every=every)


def test_whatever_was_acknowledged_survives(root: Path, memory: Path) -> None:
    outcome = cut(record(root, "whole", 3), memory, every=7)
    assert outcome.examples == []
    assert outcome.states > 300


@pytest.mark.long
@pytest.mark.figures("Power cut at every moment")
def test_whatever_was_acknowledged_survives_at_every_moment(root: Path, memory: Path, figures: Figures) -> None:
    outcome = cut(record(root, "whole", LONG_LIFE), memory)
    figures(states=outcome.states, different=outcome.different, broken=len(outcome.examples), repaired=outcome.repaired)
    assert outcome.examples == []
    assert outcome.repaired == 0
    assert outcome.states > 12_000


@pytest.mark.long
@pytest.mark.parametrize("settings", SAFE)
def test_other_settings_that_are_safe_lose_nothing_in_the_model(started: Path, memory: Path, settings: str) -> None:
    assert answering(started, memory, settings).examples == []


@pytest.mark.parametrize("settings", LOSING)
def test_the_model_sees_what_other_settings_lose(started: Path, memory: Path, settings: str) -> None:
    """SQLite's own setting loses the last answer, the usual advice for speed many; neither damages the file."""
    outcome = answering(started, memory, settings)
    assert outcome.broken["lost"]
    assert set(outcome.broken) == {"lost"}


def test_the_model_sees_the_damage_without_syncing(started: Path, memory: Path) -> None:
    outcome = answering(started, memory, "journal_mode=delete synchronous=0", every=6)
    assert outcome.broken["lost"]
    assert outcome.broken["damaged"]


def test_the_model_sees_an_export_that_is_not_synced(root: Path, memory: Path) -> None:
    outcome = cut(record(root, "careless", 1), memory, every=4)
    assert outcome.broken["half an export"]
    assert outcome.broken["lost"]
