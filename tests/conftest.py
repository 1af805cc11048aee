"""What all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.figures"]

TOGETHER = {"tests/content/test_shipped.py", "tests/test_package.py"}
"""Modules whose tests share what takes seconds to make: all of such a module runs in one process."""

PORTABLE = (
    *("tests/service/test_files", "tests/store/test_database.py", "tests/store/test_private.py"),
    *("tests/store/test_pragmas.py", "tests/store/test_repair.py", "tests/store/test_schema.py"),
    *("tests/learning/test_grading.py", "tests/learning/test_memory.py", "tests/learning/test_progress.py"),
    *("tests/test_command.py", "tests/test_origin.py", "tests/test_system.py"),
)
"""What `make test-windows` runs with the Python of Windows too. A test for POSIX in there says so by a mark."""

# `make test-long` looks at a hundred examples of every law. That a machine is busy is no fault of a test.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", PATIENT, max_examples=30)
settings.register_profile("thorough", PATIENT, max_examples=100)
settings.load_profile("quick")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is portable."""
    for item in items:
        if item.nodeid.startswith(PORTABLE):
            item.add_marker("portable")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many processes again as there are cores: tests wait for terminals, disks and other processes."""
    cores = os.cpu_count() or 1
    return cores + cores // 2


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """In the place of marks for groups, which pytest-xdist 3.8 loses with pytest 9.2 (its issue 1386)."""
    from xdist.scheduler import LoadGroupScheduling  # type: ignore[import-untyped]

    class Together(LoadGroupScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            module = nodeid.partition("::")[0]
            return module if module in TOGETHER else nodeid

    return Together(config, log) if config.getvalue("dist") == "loadgroup" else None
