"""What happens when something goes wrong, and when the window closes."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tui.helpers import MODULE, SampleWorkspace, opened, press, seen, settled, told
from tutor.cli.root import open_workspace
from tutor.store import StoreError
from tutor.store.backup import FOLDER
from tutor.store.upkeep import NO_BACKUP
from tutor.tui.app import TutorApp
from tutor.tui.screens.quiz import QuizScreen
from tutor.tui.screens.today import TodayScreen

if sys.platform != "win32":
    import pty

SCRIPT = """
import sys
from tests.tui.helpers import SampleWorkspace
from tutor.tui.app import TutorApp

desk = SampleWorkspace()
app = TutorApp(desk, profile=desk.create("Samira"))
app.run()
sys.exit(app.return_code)
"""
RESTORED = b"\x1b[?1049l"
"""Leaves the second screen of the terminal."""


def until(master: int, mark: bytes, seconds: float = 20) -> bytes:
    """What the terminal received up to a mark."""
    found = b""
    end = time.monotonic() + seconds
    while mark not in found and time.monotonic() < end:
        if select.select([master], [], [], 0.1)[0]:
            try:
                found += os.read(master, 65536)
            except OSError:
                break
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("number", [signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)])
def test_a_signal_stops_with_its_code_and_gives_the_terminal_back(number: signal.Signals) -> None:
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color"}
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdin=slave, stderr=slave, cwd=root, env=environment
    ) as process:
        os.close(slave)
        until(master, b"Samira")
        process.send_signal(number)
        rest = until(master, RESTORED)
        assert process.wait(20) == 128 + number
        assert RESTORED in rest
    os.close(master)


async def stumble(app: TutorApp) -> None:
    async with app.run_test() as pilot:
        secret = "mijn antwoord"
        app.call_later(lambda: len(secret) // 0)
        await pilot.pause()


async def test_an_unexpected_error_stops_without_showing_anything(capfd: pytest.CaptureFixture[str]) -> None:
    """No traceback, no values of variables: those may be a learner's words."""
    app = TutorApp(SampleWorkspace())
    with pytest.raises(ZeroDivisionError):
        await stumble(app)
    assert capfd.readouterr() == ("", "")
    assert isinstance(app.failure, ZeroDivisionError)
    assert app.return_code == 1


async def test_a_full_disk_while_answering_is_told_and_nothing_is_acknowledged() -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        await press(pilot, *MODULE, "o")
        assert isinstance(app.screen, QuizScreen)
        desk.fill_disk()
        before = app.screen.session
        await press(pilot, "1", "enter")
        assert app.screen.session is before
        assert "Niet opgeslagen" in told(app)
        assert "vol" in told(app)
        assert "Jouw antwoord" not in told(app)
        desk.fill_disk(False)
        await press(pilot, "enter")
        if app.screen.session is before:
            await press(pilot, "1", "enter")
        assert len(app.screen.session.attempts) == 1
        assert "Jouw antwoord" in told(app)


async def test_that_no_backup_can_be_made_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with a shell that does not ask, and with a store that tells it every time."""
    monkeypatch.setenv("RAADSTUTOR_HOME", str(tmp_path))
    (tmp_path / FOLDER).write_text("no folder")
    with open_workspace() as desk:
        samira = desk.create("Samira")
        desk.remember(f"rondleiding:{samira.id}", "klaar")
        app = TutorApp(desk, profile=samira)
        async with app.run_test(size=(100, 40), notifications=True) as pilot:
            await settled(app, pilot)
            assert NO_BACKUP in told(app)
            app.clear_notifications()
            await press(pilot, *MODULE, "o")
            assert isinstance(app.screen, QuizScreen)
            await press(pilot, "1", "enter")
            assert len(app.screen.session.attempts) == 1
            assert NO_BACKUP not in told(app)


async def test_ctrl_c_tells_how_to_stop() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "ctrl+c")
        assert "Druk op Ctrl+Q" in told(app)
        assert app.is_running


async def test_nothing_moves() -> None:
    """Animations send kilobytes over a slow line and make some people dizzy."""
    async with opened(SampleWorkspace()) as (app, _):
        assert app.animation_level == "none"


async def test_no_color_keeps_everything_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, *MODULE)
        assert app.no_color
        assert "▶ 1 · Wie bestuurt de gemeente?" in seen(app)
        assert "nog niet" in seen(app)


async def test_a_profile_that_cannot_be_opened_is_told() -> None:
    class Closed(SampleWorkspace):
        def open(self, profile: object) -> object:  # type: ignore[override]
            raise StoreError("Het bestand is weg.")

    async with opened(Closed()) as (app, _):
        assert not isinstance(app.screen, TodayScreen)
        assert "Het bestand is weg." in told(app)
