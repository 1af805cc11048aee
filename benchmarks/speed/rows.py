"""The rows of the table: what is measured, against what, and how much more it may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.speed import bulk, keys, starts
from benchmarks.speed.bench import Bench
from benchmarks.speed.figures import Samples


@dataclass(frozen=True)
class Row:
    """One thing that is measured."""

    name: str
    what: str
    target: float | None
    """The largest ratio that is good enough; None: only to know."""
    rounds: int
    measure: Callable[[Bench, int], Samples]
    limits: tuple[float, float] | None = None
    """Milliseconds that the median and the 99th percentile may take, where those count and not the ratio."""


ROWS = (
    Row("start", "start to the first useful screen, 20,000 events; floor: text and list", 1.35, 15, starts.start),
    Row("start-300", "the same with 300 lessons", 1.45, 15, starts.start_many),
    Row("start-cold", "the same, first start in a home", None, 7, starts.start_cold),
    Row("start-new", "first start of a new learner; floor: the second", 2, 7, starts.start_new),
    Row("start-300-cold", "the same with 300 lessons, first start in a home", None, 3, starts.start_cold_many),
    Row("start-updated", "the same, first start after one lesson changed", None, 7, starts.start_updated),
    Row("version", "--version; floor: python -c pass", 5, 25, starts.version),
    Row("help", "--help; floor: python -c pass", 5, 25, starts.usage),
    Row("highlight", "key to repaint in a quiz: the next option; floor: OptionList", 1.5, 60, keys.highlight),
    Row("answer", "answer to feedback, stored; floor: sqlite3 and the same picture", 2, 30, keys.answer),
    Row(
        "beamer",
        "trainer's key to the picture on the beamer, 20,000 events; floor: OptionList",
        None,
        200,
        keys.beamer,
        limits=(100, 200),
    ),
    Row("open-lesson", "opening a lesson of 1,000 words; floor: the text in a Static", 2.5, 20, keys.open_lesson),
    Row("check", "controleer, shipped content; floor: read, tomli, markdown-it", None, 5, bulk.check),
    Row("check-300", "the same, 300 lessons", 1.3, 3, bulk.check_many),
    Row("check-one", "the same, one lesson changed; floor: look at all, read and check one", 1.3, 7, bulk.check_one),
    Row("search-300", "seven searches in 300 lessons; floor: FTS5", 2, 7, bulk.search_many),
    Row("memory", "memory after the first screen; floor: text and list", 1.6, 5, starts.memory),
)
