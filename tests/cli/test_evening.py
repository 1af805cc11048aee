"""What the command line does for the two windows of an evening: plans, terminals and reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classroom.samples import catalogue
from tutor.cli import main, windows
from tutor.cli.evening import Wanted
from tutor.cli.exits import Exit
from tutor.cli.root import reports_folder
from tutor.system import Refusal


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
