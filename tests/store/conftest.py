from pathlib import Path

import pytest

from tests.store.helpers import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file will be; its folder does not exist yet."""
    return tmp_path / "gegevens" / "voortgang.db"
