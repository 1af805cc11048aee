"""A newer program takes over all that an older one left, and there is a way back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.store.helpers import raw
from tutor.cli.output import Exit
from tutor.store.backup import backups

ROOT = Path(__file__).parents[2]
OLDER = "import sys; from tutor.cli import main; sys.exit(main(sys.argv[1:]))"
NEWER = f"from tests.store import future; future.upgrade(); {OLDER}"
"""The same program with another migration."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "thuis é"


def run(home: Path, *words: str, program: str = OLDER, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, *words],
        cwd=ROOT,
        env={**os.environ, "RAADSTUTOR_HOME": str(home)},
        input=typed,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def version(path: Path) -> int:
    with raw(path) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def settings(path: Path) -> list[object]:
    with raw(path) as connection:
        return connection.execute("SELECT * FROM setting ORDER BY key").fetchall()


def own(home: Path) -> dict[str, str]:
    """What somebody put there, as it is."""
    files = [home / "gemeente.toml", *(path for path in (home / "pakketten").rglob("[!.]*") if path.is_file())]
    return {path.relative_to(home).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def progress(home: Path, program: str = OLDER) -> dict[str, object]:
    done = run(home, "voortgang", "--json", program=program)
    assert done.returncode == Exit.OK, done.stderr
    return {name: value for name, value in json.loads(done.stdout).items() if name in ("answers", "events", "quizzes")}


def test_an_update_keeps_everything_and_the_older_program_can_be_started_again(home: Path, tmp_path: Path) -> None:
    """Seen red with a migration without a backup, with one that empties the settings, and with a version that is not
    looked at.
    """
    quiz = "quiz rollen-01\n" + "a\nweet niet\ngeen\n" * 4 + "stop\n"
    assert run(home, "regel", "--profiel", "Samira", "--nieuw", typed=quiz).returncode == Exit.OK
    pack = str(tmp_path / "pakket.zip")
    assert run(home, "pakket", "maak", str(ROOT / "docs/voorbeeld-pakket"), "--naar", pack).returncode == Exit.OK
    assert run(home, "pakket", "zet", pack).returncode == Exit.OK
    assert run(home, "nieuw", "gemeente", typed="Raalte\n39400\n").returncode == Exit.OK
    file = home / "voortgang.db"
    before, kept, put, packs = progress(home), settings(file), own(home), run(home, "pakket", "lijst").stdout
    assert len(put) > 2
    shutil.rmtree(home / "back-ups")
    assert kept

    assert progress(home, NEWER) == before
    assert version(file) == 2
    assert settings(file) == kept
    assert own(home) == put
    assert run(home, "pakket", "lijst", program=NEWER).stdout == packs

    newer = file.read_bytes()
    refused = run(home, "voortgang")
    assert (refused.returncode, refused.stdout) == (Exit.PROBLEMS, "")
    assert "gemaakt met een nieuwere versie" in refused.stderr
    assert "Werk Raadstutor bij" in refused.stderr
    assert file.read_bytes() == newer

    back = [backup.path for backup in backups(file) if version(backup.path) == 1][-1]
    file.rename(home / "voortgang-nieuwer.db")
    shutil.copy(back, file)
    assert progress(home) == before
    assert settings(file) == kept
