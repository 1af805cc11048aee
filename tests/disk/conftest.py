import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.disk.calls import why_not
from tests.disk.learner import BROUGHT, FOLDER, NAME, PARCEL, STICK, Life, parcel_of
from tutor.exchange.parcel import pack


@pytest.fixture(scope="session", autouse=True)
def strace() -> None:
    """Without strace there is nothing to test; a machine that guards changes has to have it."""
    if sys.platform != "linux":
        pytest.skip("strace is for Linux")
    if reason := why_not():
        if os.environ.get("CI"):
            pytest.fail(f"{reason}; install it, or allow ptrace", pytrace=False)
        pytest.skip(reason)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A place for many short-lived folders: in memory, where a sync costs nothing, or else on the disk."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else tmp_path) as folder:
        yield Path(folder) / "laptop"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A laptop on which nothing was done yet, with a stick in it that holds a parcel."""
    root = tmp_path / "laptop"
    (root / STICK).mkdir(parents=True)
    (root / STICK / PARCEL).write_bytes(pack(parcel_of(BROUGHT, 5)))
    return root


@pytest.fixture(scope="session")
def _started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("begonnen") / "laptop"
    root.joinpath(FOLDER).mkdir(parents=True)
    with Life(root).open() as store:
        store.add_learner(NAME)
    return root


@pytest.fixture
def started(_started: Path, tmp_path: Path) -> Path:
    """A laptop with a profile."""
    return Path(shutil.copytree(_started, tmp_path / "laptop"))
