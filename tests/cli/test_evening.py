"""What the command line does for the two windows of an evening: plans, terminals and reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from tests.classroom.samples import PLAN, catalogue
from tutor.cli import main, windows
from tutor.cli.evening import Wanted, mark_of, open_evening
from tutor.cli.output import Exit
from tutor.cli.root import reports_folder
from tutor.system import Refusal
from tutor.tui.classroom.app import ClassApp


@pytest.mark.parametrize("home", ["", "  "])
def test_reports_go_to_the_users_own_folder(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert reports_folder({"RAADSTUTOR_HOME": home}) == tmp_path / "Raadstutor-verslagen"


def test_reports_stay_with_data_that_is_elsewhere(tmp_path: Path) -> None:
    assert reports_folder({"RAADSTUTOR_HOME": f" {tmp_path} "}) == tmp_path / "Raadstutor-verslagen"


def test_without_a_home_reports_go_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nobody)
    monkeypatch.chdir(tmp_path)
    assert reports_folder({}) == tmp_path / "Raadstutor-verslagen"


@pytest.mark.parametrize("verb", ["bediening", "scherm"])
def test_a_window_needs_a_terminal(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["klas", verb]) == Exit.MISUSE
    assert capsys.readouterr().err.strip().endswith("gebruik de regelmodus: raadstutor klas regel.")


def test_a_plan_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAADSTUTOR_HOME", str(tmp_path))
    monkeypatch.setattr("tutor.cli.root.catalogue", lambda root: catalogue())
    with pytest.raises(Refusal, match="Het plan 'nietes' is er niet; kies uit avond"):
        windows.control(Wanted(plan="nietes"))


def test_the_beamer_shows_the_evening_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAADSTUTOR_HOME", str(tmp_path))
    monkeypatch.setattr("tutor.cli.root.catalogue", lambda root: catalogue())
    shown: list[str] = []

    def look(app: ClassApp) -> int:
        app.evening.refresh()
        shown.append(app.evening.session.id)
        return Exit.OK

    monkeypatch.setattr(windows, "run", look)
    with open_evening() as evening:
        first, second = evening.start(PLAN).id, evening.start(PLAN).id
    for mark in (None, first.removeprefix("klas-")[:6], None):
        windows.beamer(mark)
    assert shown == [second, first, first]
    with pytest.raises(Refusal, match="kijk met raadstutor klas avonden"):
        windows.beamer("nietes")


def test_what_an_evening_has_not_is_not_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAADSTUTOR_HOME", str(tmp_path / "gegevens"))
    only_talk = msgspec.structs.replace(PLAN, activities=PLAN.activities[:1])
    monkeypatch.setattr("tutor.cli.root.catalogue", lambda *_: replace(catalogue(), plans=(only_talk,)))
    target = tmp_path / "druk.html"
    for kind, said in (("dilemmas", "geen dilemma"), ("rollen", "geen rollen"), ("vragen", "klas pakket avond")):
        assert main(["klas", "druk", kind, "avond", "--naar", str(target)]) != Exit.OK
        assert said in capsys.readouterr().err
        assert not target.exists()


def test_a_folder_that_refuses_leaves_no_prepared_evening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAADSTUTOR_HOME", str(tmp_path / "gegevens"))
    monkeypatch.setattr("tutor.cli.root.catalogue", lambda root: catalogue())
    taken = tmp_path / "bestand"
    taken.write_text("hier staat al iets")
    assert main(["klas", "pakket", "avond", "--naar", str(taken)]) != Exit.OK
    assert main(["klas", "avonden"]) == Exit.OK
    assert "nog geen avond" in capsys.readouterr().out
    folder = tmp_path / "pakket"
    assert main(["klas", "pakket", "avond", "--naar", str(folder), "--start", "20:00"]) == Exit.OK
    with open_evening() as evening:
        (prepared,) = evening.evenings.all()
    assert f"{prepared.begins}" == "20:00:00"
    assert "20.00 Welkom" in (folder / "draaiboek.html").read_text(encoding="utf-8")


def test_what_was_said_in_an_evening_that_was_erased_is_in_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAADSTUTOR_HOME", str(tmp_path))
    monkeypatch.setattr("tutor.cli.root.catalogue", lambda root: catalogue())
    with open_evening() as evening:
        evening.start(PLAN)
        evening.note("Uniekwoord, zei iemand.")
        (held,) = evening.evenings.all()

    def holding() -> list[str]:
        return [file.name for file in tmp_path.rglob("*") if file.is_file() and b"Uniekwoord" in file.read_bytes()]

    assert len(holding()) > 1
    assert main(["klas", "avonden", "wis", mark_of(held), "--ja"]) == Exit.OK
    assert "ook uit de back-ups" in capsys.readouterr().out
    assert holding() == []
