"""What the command line does for the two windows of an evening: plans, terminals and reports."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.classroom.samples import PLAN, catalogue
from tests.classroom.test_evening import Shelf, window
from tutor.classroom.report import Report
from tutor.cli import evening, main
from tutor.cli.exits import Exit, Refusal


def made() -> Report:
    shelf = Shelf()
    evening = window(shelf)
    evening.start(PLAN)
    evening.note("Een afspraak", agreement=True)
    return evening.report()


def test_a_report_in_three_forms(tmp_path: Path) -> None:
    folder = tmp_path / "avond" / "verslagen"
    said = evening.write_report(made(), f" {folder} ", replace=False)
    assert str(folder) in said
    names = {path.suffix: path for path in folder.iterdir()}
    assert set(names) == {".html", ".md", ".json"}
    assert len({path.stem for path in names.values()}) == 1
    started = datetime(2026, 11, 24, 19, 31, tzinfo=UTC).astimezone()
    assert names[".md"].stem == f"verslag-avond-{started:%Y-%m-%d-%H%M}"
    assert json.loads(names[".json"].read_text(encoding="utf-8"))["agreements"] == ["Een afspraak"]
    assert "Een afspraak" in names[".md"].read_text(encoding="utf-8")
    assert names[".html"].read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_home_folder_may_be_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME" if os.name == "posix" else "USERPROFILE", str(tmp_path))
    evening.write_report(made(), "~/verslagen", replace=False)
    assert len(list((tmp_path / "verslagen").iterdir())) == 3


@pytest.mark.parametrize("folder", ["", "  ", "bestand", "bestand/verslagen", "~niemand-heet-zo/x", "a\x00b"])
def test_a_folder_that_cannot_be_is_refused_in_dutch(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bestand").write_text("", encoding="utf-8")
    with pytest.raises(Refusal, match=r"(Typ|kies)"):
        evening.write_report(made(), folder, replace=False)


@pytest.mark.parametrize("home", ["", "  "])
def test_reports_go_to_the_users_own_folder(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert evening.reports_folder({"RAADSTUTOR_HOME": home}) == tmp_path / "Raadstutor-verslagen"


def test_reports_stay_with_data_that_is_elsewhere(tmp_path: Path) -> None:
    assert evening.reports_folder({"RAADSTUTOR_HOME": f" {tmp_path} "}) == tmp_path / "Raadstutor-verslagen"


def test_without_a_home_reports_go_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nobody)
    monkeypatch.chdir(tmp_path)
    assert evening.reports_folder({}) == tmp_path / "Raadstutor-verslagen"


@pytest.mark.parametrize("verb", ["bediening", "scherm"])
def test_a_window_needs_a_terminal(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["klas", verb]) == Exit.MISUSE
    assert capsys.readouterr().err.strip().endswith("gebruik de regelmodus: raadstutor klas regel.")


def test_a_plan_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAADSTUTOR_HOME", str(tmp_path))
    monkeypatch.setattr(evening, "catalogue", catalogue)
    with pytest.raises(Refusal, match="Het plan 'nietes' is er niet; kies uit avond"):
        evening.control("nietes", rehearsal=False)
