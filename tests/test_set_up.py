"""What setting up says when it cannot: the real cause, in Dutch, whatever pip, venv and make have to say."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "scripts/set_up.py"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="make and .venv/bin are for Linux and macOS")


@pytest.fixture(scope="module")
def set_up() -> ModuleType:
    spec = importlib.util.spec_from_file_location("set_up", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_run(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> tuple[int, str]:
    """`make run` in a copy of what setting up needs: its exit code and all that it said."""
    for part in ("Makefile", "pyproject.toml", "scripts/set_up.py", "requirements/run.txt"):
        target = folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / part, target)
    done = subprocess.run(
        ["make", "run", *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("OSError: [Errno 28] No space left on device", "De schijf is vol"),
        ("OSError: [Errno 30] Read-only file system: '.venv'", "kan niets worden geschreven"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "de controlesom klopt niet"),
        (
            "WARNING: Retrying … NewConnectionError('Failed to establish a new connection')\n"
            "ERROR: No matching distribution found for click==8.5.1",
            "er is geen internet",
        ),
        ("ERROR: No matching distribution found for click==8.5.1", "waar pip zoekt"),
        ("ssl.SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "certificaat"),
        ("ERROR: Iets dat niemand kent", "Iets dat niemand kent"),
    ],
)
def test_the_cause_is_named(set_up: ModuleType, output: str, said: str) -> None:
    assert said in set_up.cause(output)


def test_an_old_python_can_read_the_script() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 4))


def test_a_colon_in_the_path_is_named(tmp_path: Path) -> None:
    code, said = make_run(tmp_path / "a:b")
    assert code
    assert "staat ‘:’" in said
    assert not (tmp_path / "a:b/.venv").exists()


def test_a_python_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, said = make_run(tmp_path, "PYTHON=/niet daar/python3")
    assert code
    assert "geen Python met de naam" in said
    assert "/niet daar/python3" in said


def test_a_space_in_the_path_of_python_is_no_reason_to_stop(tmp_path: Path) -> None:
    """Without internet, so that it ends there, and with settings of pip that cannot work in an environment."""
    link = tmp_path / "p p/python3"
    link.parent.mkdir()
    link.symlink_to(sys.executable)
    nowhere = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": "",
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RETRIES": "0",
        "PIP_USER": "1",
    }
    code, said = make_run(tmp_path / "kopie", f"PYTHON={link}", environment=nowhere)
    assert code
    assert "wordt klaargezet" in said
    assert "er is geen internet" in said


def test_an_environment_of_another_python_does_not_work(
    set_up: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an upgrade of the system: the link leads to a Python that has no packages there."""
    assert set_up.works() is (ROOT / ".venv/bin/python").exists()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path], check=True)
    monkeypatch.setattr(set_up, "PYTHON", str(tmp_path / "bin/python"))
    assert not set_up.works()
    (tmp_path / "bin/python").unlink()
    assert not set_up.works()
