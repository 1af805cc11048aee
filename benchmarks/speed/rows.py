"""The rows of the table: what is measured, against what, and how much more it may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.speed import starts
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


ROWS = (
    Row("start", "start to the first useful screen, 20,000 events; floor: text and list", 1.35, 15, starts.start),
    Row("start-10k", "the same with 10,000 lessons", 1.45, 15, starts.start_many),
    Row("start-cold", "the same, first start in a home", None, 7, starts.start_cold),
    Row("start-10k-cold", "the same with 10,000 lessons, first start in a home", None, 1, starts.start_cold_many),
    Row("start-updated", "the same, first start after one lesson changed", None, 7, starts.start_updated),
    Row("version", "--version; floor: python -c pass", 5, 25, starts.version),
    Row("help", "--help; floor: python -c pass", 5, 25, starts.usage),
    Row("memory", "memory after the first screen; floor: text and list", 1.6, 5, starts.memory),
)
