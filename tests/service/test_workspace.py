"""What a face works with: files where the user says, an index beside the data, progress kept for the next start."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.classroom.samples import PLAN
from tests.classroom.test_evening import Shelf, window
from tests.content.pack import Pack, with_content
from tests.tui.helpers import SampleWorkspace
from tutor.classroom.outcome import Report
from tutor.cli.root import now, open_store, open_workspace
from tutor.documents.form import Form
from tutor.exchange.group_files import unpack_set
from tutor.learning.events import Noted, StepRead
from tutor.learning.log import Draft, Event, stamped
from tutor.service.study import Study
from tutor.service.workspace import FRESH, MANY, Workspace
from tutor.store import Store
from tutor.store.repair import restore
from tutor.system import Refusal


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own."""
    monkeypatch.setenv("RAADSTUTOR_HOME", str(tmp_path / "raadstutor"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


def test_a_file_of_a_learner_goes_where_it_was_typed(home: Path) -> None:
    with open_workspace() as workspace:
        assert workspace.documents == home
        assert not workspace.taken("verslag.md")
        for typed, name in (("verslag.md", "verslag.md"), (" ~/ook.md ", "ook.md"), (str(home / "c.md"), "c.md")):
            assert workspace.write(typed, "tekst", Form.MARKDOWN, replace=False) == home / name
            assert workspace.taken(typed)
            assert (home / name).read_text(encoding="utf-8") == "tekst"


@pytest.mark.parametrize("typed", ["", "  ", "a\0b", "\x1b[2J", "~niemand-bekend/a.md", "weg/a.md", "."])
def test_what_is_no_file_is_refused(typed: str, home: Path) -> None:
    with open_workspace() as workspace, pytest.raises(Refusal):
        workspace.write(typed, "tekst", Form.MARKDOWN, replace=False)
    assert [path.name for path in home.iterdir()] == ["raadstutor"]


def test_searching_leaves_an_index_beside_the_data_and_closes_it(home: Path) -> None:
    with open_workspace() as workspace:
        study = workspace.open(workspace.create("Samira"))
        assert study.search("raad")
        assert (home / "raadstutor" / "zoeken.db").exists()
    with open_workspace() as workspace:
        assert workspace.open(workspace.profiles()[0]).search("raad")


def learned(workspace: Workspace, name: str, answers: int) -> Study:
    """A study with so many answers."""
    known = {profile.name: profile for profile in workspace.profiles()}
    study = workspace.open(known.get(name) or workspace.create(name))
    lesson = next(iter(workspace.catalogue.lessons.values()))
    for _ in range(answers):
        study.read_step(lesson, lesson.steps[0].anchor)
    return study


def snapshots_in(home: Path) -> list[Path]:
    return sorted((home / "raadstutor").glob("stand-*.bin"))


def test_a_start_replays_only_what_is_new(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_workspace() as workspace:
        before = learned(workspace, "Samira", FRESH)
        assert snapshots_in(home) == []
    assert len(snapshots_in(home)) == 1
    read: list[str | None] = []
    events = Store.events

    def counted(store: Store, learner: str, *, after: str | None = None) -> Iterator[Event]:
        read.append(after)
        return events(store, learner, after=after)

    monkeypatch.setattr(Store, "events", counted)
    with open_workspace() as workspace:
        again = workspace.open(workspace.profiles()[0])
        assert again.progress == before.progress
        learned(workspace, "Samira", 3)
    assert read == [before.progress.last] * 2
    kept = snapshots_in(home)[0].read_bytes()
    with open_workspace() as workspace:
        assert workspace.open(workspace.profiles()[0]).progress.events == before.progress.events + 3
    assert snapshots_in(home)[0].read_bytes() == kept, "three events are not worth a snapshot"


def test_a_log_that_grew_at_the_front_is_replayed_whole(home: Path) -> None:
    with open_workspace() as workspace:
        learned(workspace, "Samira", FRESH)
    with open_workspace() as workspace:
        profile = workspace.profiles()[0]
        (first, *_) = workspace._store.events(profile.id)
        older = stamped(
            Draft(subject="x", body=Noted(step="x", text="Ja")),
            id="01000000-0000-7000-8000-000000000000",
            learner=first.learner,
            device="x",
            at=first.at,
        )
        workspace._store.merge([older])
    with open_workspace() as workspace:
        assert len(workspace.open(workspace.profiles()[0]).progress.notebook.notes) == 1


def test_another_window_is_told_of_once(home: Path) -> None:
    """Seen red with a study that says it every time, and with one that takes its own answers for those of others."""
    with open_workspace() as workspace, open_workspace() as other:
        study = learned(workspace, "Samira", 2)
        assert not study.catch_up()
        learned(other, "Kofi", 2)
        assert not study.catch_up()
        for first in (True, False):
            before = study.progress.events
            learned(other, "Samira", 1)
            assert study.catch_up() == first
            assert study.progress.events == before + 1


def test_two_profiles_of_one_person_are_studied_as_one(home: Path) -> None:
    """Also from a snapshot; and apart again with all that each had."""
    with open_workspace() as workspace:
        alone = [learned(workspace, name, FRESH).progress.events for name in ("Samira", "Laptop")]
        samira, laptop = (workspace.find(name) for name in ("Samira", "Laptop"))
        one = workspace.join(samira, laptop)
        assert (one.name, set(one.ids)) == ("Samira", {samira.id, laptop.id})
        assert [profile.told for profile in workspace.profiles()] == ["Samira (2 profielen samen)"]
        study = workspace.open(one)
        assert study.progress.events == sum(alone)
        learned(workspace, "Samira", 1)
    with open_workspace() as workspace:
        again = workspace.open(workspace.find("Samira")).progress
        assert again.events == sum(alone) + 1
        assert again.last in {event.id for event in workspace._store.events(one.id)}
        with pytest.raises(Refusal, match="al één profiel"):
            workspace.join(one, laptop)
        workspace.part(workspace.find("Samira"))
        assert [workspace.open(workspace.find(name)).progress.events for name in ("Samira", "Laptop")] == [
            alone[0] + 1,
            alone[1],
        ]
        with pytest.raises(Refusal, match="niet samengevoegd"):
            workspace.part(samira)


def test_who_was_erased_in_another_window_leaves_nothing(home: Path) -> None:
    with open_workspace() as workspace:
        learned(workspace, "Samira", FRESH)
        with open_store() as other:
            other.erase(other.learners()[0].id)
    assert snapshots_in(home) == []


def test_a_long_replay_is_kept_at_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.service.workspace.FRESH", 10**9)
    with open_workspace() as workspace:
        study = workspace.open(workspace.create("Samira"))
        drafts = [Draft(subject="rollen-01", body=StepRead(page="stap:x"))] * MANY
        workspace._store.append(study.learner, drafts)
    with open_workspace() as workspace:
        workspace.open(workspace.profiles()[0])
        assert len(snapshots_in(home)) == 1


def test_content_changed_in_place_is_there_at_the_next_start(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with a start that looks at the times of folders only."""
    pack = Pack.copy(home / "inhoud")
    with_content(monkeypatch, pack.root)
    monkeypatch.setattr("tutor.store.content_cache.TICK", 0)
    with open_workspace():
        pass
    lesson = next((pack.root / "lessons" / "proef").glob("*.md"))
    text = lesson.read_text()
    with lesson.open("r+") as file:
        file.write(text.replace('titel = "', 'titel = "Anders: ', 1))
    with open_workspace(at_once=True) as workspace:
        assert "Anders" in next(iter(workspace.catalogue.lessons.values())).head.title
    monkeypatch.setattr("tutor.cli.root.read_content", lambda root: pytest.fail("nothing changed"))
    with open_workspace(at_once=True) as workspace:
        assert "Anders" in next(iter(workspace.catalogue.lessons.values())).head.title


def test_a_file_that_took_the_place_of_another_is_replayed_whole(home: Path) -> None:
    path = home / "raadstutor" / "voortgang.db"
    with open_workspace() as workspace:
        learned(workspace, "Samira", FRESH)
    with open_store() as store:
        copy = store.back_up()
        assert copy
    with open_workspace() as workspace:
        learned(workspace, "Samira", FRESH)
        restore(path, copy, clock=now)
        assert snapshots_in(home) == []
    assert snapshots_in(home) == [], "what a window knew of the file before belongs to that file"
    with open_workspace() as workspace:
        assert workspace.open(workspace.profiles()[0]).progress.events == FRESH + 1


def test_a_guest_who_did_nothing_learned_on_no_day(home: Path) -> None:
    with open_workspace() as workspace:
        guest = workspace.guest()
        assert guest.progress.events == 1, "the profile that is made for a guest"
        assert not guest.progress.active_days


def made() -> Report:
    shelf = Shelf()
    evening = window(shelf)
    evening.start(PLAN)
    evening.note("Een afspraak", agreement=True)
    return evening.report()


def test_all_of_an_evening_comes_in_a_folder_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "avond" / "verslagen"
    said = SampleWorkspace().write_report(made(), f" {folder} ", replace=False)
    assert str(folder) in said
    started = datetime(2026, 11, 24, 19, 31, tzinfo=UTC).astimezone()
    (own,) = folder.iterdir()
    assert own.name == f"{started:%Y-%m-%d}-avond"
    names = {path.suffix: path for path in own.iterdir() if path.stem.startswith("verslag")}
    assert set(names) == {".html", ".md", ".json", ".xlsx"}
    assert len({path.stem for path in names.values()}) == 1
    (taken_home,) = own.glob("herhaalset-*.json")
    assert unpack_set(taken_home.read_bytes()).items == list(made().review)
    assert names[".md"].stem == f"verslag-avond-{started:%Y-%m-%d-%H%M}"
    assert json.loads(names[".json"].read_text(encoding="utf-8"))["agreements"] == ["Een afspraak"]
    assert "Een afspraak" in names[".md"].read_text(encoding="utf-8")
    assert names[".html"].read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_home_folder_may_be_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME" if os.name == "posix" else "USERPROFILE", str(tmp_path))
    SampleWorkspace().write_report(made(), "~/verslagen", replace=False)
    assert len(list((tmp_path / "verslagen").glob("*/*"))) == 5


@pytest.mark.parametrize("folder", ["", "  ", "bestand", "bestand/verslagen", "~niemand-heet-zo/x", "a\x00b"])
def test_a_folder_that_cannot_be_is_refused_in_dutch(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bestand").write_text("", encoding="utf-8")
    with pytest.raises(Refusal, match=r"(Typ|kies)"):
        SampleWorkspace().write_report(made(), folder, replace=False)
