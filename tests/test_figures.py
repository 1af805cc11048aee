"""The table of figures says what was done, and says plainly what was not.

Seen red with: rows only for tests that passed; rows in the order in which tests end.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytest_plugins = ["pytester"]

TESTS = """
    import time
    import pytest

    @pytest.mark.figures("Slow one")
    def test_slow(figures):
        figures(kills=1_000, lost=3)
        time.sleep(0.2)
        figures(lost=0)

    @pytest.mark.figures("Broken one")
    def test_broken(figures):
        figures(lost=7)
        assert 7 == 0

    @pytest.mark.figures("Absent one")
    @pytest.mark.skip(reason="no second disk here")
    def test_absent(figures):
        figures(lost=0)

    @pytest.mark.figures("Many in one")
    @pytest.mark.parametrize("mode", ["a", "b", "c"])
    def test_many(figures, mode):
        assert mode != "c", "stopped before it counted"
        figures(mode=mode, kills=20)

    def test_ordinary():
        pass
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Callable[..., pytest.RunResult]:
    """Run tests in a process of their own, with the table."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def with_table(tests: str, *options: str) -> pytest.RunResult:
        pytester.makepyfile(tests)
        return pytester.runpytest_subprocess("-p", "tests.figures", "-p", "no:asyncio", *options)

    return with_table


@pytest.mark.parametrize("processes", [0, 2])
def test_table(run: Callable[..., pytest.RunResult], processes: int) -> None:
    result = run(TESTS, "-n", str(processes))
    result.assert_outcomes(passed=4, failed=2, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "*= figures =*",
            "* cores, * Python *, SQLite *",
            "Slow one     passed  * s  kills 1,000, lost 0",
            "Broken one   FAILED  * s  lost 7",
            "Absent one   SKIPPED * s  no figures",
            "Many in one  FAILED  * s  mode a / b, kills 40",
            "4 rows: 1 passed, 1 skipped, 0 stopped, 2 failed",
            "FAILED: Broken one: assert 7 == 0",
            "SKIPPED: Absent one: Skipped: no second disk here",
            "FAILED: Many in one: AssertionError: stopped before it counted",
        ],
        consecutive=True,
    )


def test_no_table_without_figures(run: Callable[..., pytest.RunResult]) -> None:
    run("def test_ordinary(): pass").stdout.no_fnmatch_line("*= figures =*")


def test_figures_without_a_name_are_refused(run: Callable[..., pytest.RunResult]) -> None:
    run("def test_ordinary(figures): figures(lost=0)").assert_outcomes(errors=1)


def test_a_test_that_was_interrupted_has_not_passed(run: Callable[..., pytest.RunResult]) -> None:
    result = run("""
        import pytest

        @pytest.mark.figures("Cut short")
        def test_cut_short(figures):
            raise KeyboardInterrupt
    """)
    result.stdout.fnmatch_lines(["Cut short  STOPPED *", "1 rows: 0 passed, 0 skipped, 1 stopped, 0 failed"])
