"""What the tests of windows share."""

from collections.abc import Iterator

import pytest

from tests.tui.idle import no_waiting


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with no_waiting():
        yield
