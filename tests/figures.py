"""A table of what the reliability tests did, printed after the tests: a check that says no number can be empty.

`@pytest.mark.figures("Kill during an answer")` names the row, `figures(kills=1_000, lost=0)` fills it. A row is also
there when its test fails or is skipped, and says so.
"""

import os
import platform
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import pytest

ROW = "figures: row"
FIGURE = "figures: "
OUTCOMES = ("failed", "stopped", "skipped", "passed")
"""Worst first. Stopped: begun, and interrupted before its end."""
WIDTH = 72
"""Characters for the figures of a row; more of them go on a next line."""


class Figures(Protocol):
    """What the fixture gives."""

    def __call__(self, **counts: int | float | str) -> None:
        """Add figures to the row of this test, or replace those with the same name."""


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Record figures for the table. Call it before the assertions about them, so that a failing row has them too."""
    assert request.node.get_closest_marker("figures"), "name the row: @pytest.mark.figures(...)"

    def record(**counts: int | float | str) -> None:
        properties = request.node.user_properties
        names = {f"{FIGURE}{name}" for name in counts}
        properties[:] = [known for known in properties if known[0] not in names]
        properties.extend((f"{FIGURE}{name}", count) for name, count in counts.items())

    return record


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "figures(row): has a row in the table that `make test-long` prints")


def pytest_itemcollected(item: pytest.Item) -> None:
    if mark := item.get_closest_marker("figures"):
        item.user_properties.insert(0, (ROW, mark.args[0]))


@dataclass
class Row:
    """One test in the table; all its parameters together."""

    place: tuple[str, int]
    """File and line: the table has the order of the source, whichever test ends first."""
    title: str
    seconds: float = 0.0
    outcomes: dict[str, str] = field(default_factory=dict)
    """By test; a test that is not all right in one of its phases is not all right."""
    reasons: list[str] = field(default_factory=list)
    figures: dict[str, dict[str, object]] = field(default_factory=dict)
    """By test."""

    def add(self, report: pytest.TestReport) -> None:
        """Set-up, the test itself and tear-down each have a report."""
        test = report.nodeid
        self.seconds += report.duration
        self.figures.setdefault(test, {}).update(
            (name.removeprefix(FIGURE), count)
            for name, count in report.user_properties
            if name.startswith(FIGURE) and name != ROW
        )
        self.outcomes.setdefault(test, "stopped")
        if report.outcome == "passed" and report.when == "call" and self.outcomes[test] == "stopped":
            self.outcomes[test] = "passed"
        if report.outcome != "passed":
            self.outcomes[test] = report.outcome
            self.reasons.append(f"{report.outcome.upper()}: {self.title}: {_reason(report)}")

    @property
    def outcome(self) -> str:
        """Of the worst test."""
        return next(each for each in OUTCOMES if each in self.outcomes.values())

    def lines(self, title_width: int) -> Iterator[str]:
        """The row as text, over as many lines as its figures need."""
        outcome = self.outcome if self.outcome == "passed" else self.outcome.upper()
        first, *rest = list(_wrapped(_together(self.figures.values()))) or ["no figures"]
        yield f"{self.title:{title_width}}  {outcome:7}  {self.seconds:6.1f} s  {first}"
        indent = " " * (title_width + len("  passed     12.3 s  ") + 1)
        yield from (indent + line for line in rest)


def rows(reports: list[object]) -> list[Row]:
    """The rows of all tests that have one."""
    found: dict[str, Row] = {}
    for report in reports:
        if isinstance(report, pytest.TestReport) and (title := dict(report.user_properties).get(ROW)):
            path, line, _ = report.location
            function = report.nodeid.split("[")[0]
            found.setdefault(function, Row((path, line or 0), str(title))).add(report)
    return sorted(found.values(), key=lambda row: row.place)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    stats = terminalreporter.stats
    known = {id(report): report for reports in stats.values() for report in reports}
    table = rows(list(known.values()))
    if not table:
        return
    terminalreporter.section("figures")
    terminalreporter.write_line(
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}"
    )
    width = max(len(row.title) for row in table)
    for row in table:
        for line in row.lines(width):
            terminalreporter.write_line(line, red=row.outcome == "failed", yellow=row.outcome == "skipped")
    outcomes = [row.outcome for row in table]
    terminalreporter.write_line(
        f"{len(table)} rows: {', '.join(f'{outcomes.count(each)} {each}' for each in reversed(OUTCOMES))}"
    )
    for row in table:
        for reason in row.reasons:
            terminalreporter.write_line(reason)


def _reason(report: pytest.TestReport) -> str:
    """In one line why a test failed or was skipped."""
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2])
    crash = getattr(report.longrepr, "reprcrash", None)
    text = crash.message if crash else report.longreprtext
    return str(next(iter(text.splitlines()), ""))[:200]


def _together(tests: Iterable[dict[str, object]]) -> dict[str, object]:
    """The figures of all parameters: numbers add up, texts stand beside each other."""
    together: dict[str, object] = {}
    for figures in tests:
        for name, count in figures.items():
            match together.get(name), count:
                case None, _:
                    together[name] = count
                case int() | float() as known, int() | float():
                    together[name] = known + count
                case known, _ if str(count) not in str(known).split(" / "):
                    together[name] = f"{known} / {count}"
    return together


def _wrapped(figures: dict[str, object]) -> Iterator[str]:
    line = ""
    for name, count in figures.items():
        number = f"{count:,}" if isinstance(count, int | float) else str(count)
        part = f"{name.replace('_', ' ')} {number}"
        if line and len(line) + len(part) + 2 > WIDTH:
            yield f"{line},"
            line = part
        else:
            line = f"{line}, {part}" if line else part
    if line:
        yield line
