"""Ratios of medians with their spread, and the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import median
from typing import Any

RESAMPLES = 2_000
"""Of the bootstrap; its interval is that of 95%."""
FEW = 3
"""With fewer rounds nothing can be said about the spread."""
FLOOR, OURS = "floor", "ours"


@dataclass(frozen=True)
class Samples:
    """What was measured in turn: round by round one figure for each side."""

    floor: Sequence[float]
    ours: Sequence[float]
    others: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """Other floors that were measured in the same rounds."""
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Median of ours over median of the floor."""
        return median(self.ours) / median(self.floor)

    def percentile(self, part: int) -> float:
        """So many of a hundred figures of ours are not larger."""
        return sorted(self.ours)[max(0, -(-len(self.ours) * part // 100) - 1)]

    @property
    def interval(self) -> tuple[float, float]:
        """Where that ratio lies in 95 of 100 cases when rounds are drawn again, by bootstrap over whole rounds."""
        rng, rounds = Random(1), list(zip(self.floor, self.ours, strict=True))
        drawn = (rng.choices(rounds, k=len(rounds)) for _ in range(RESAMPLES))
        found = sorted(median(ours for _, ours in one) / median(floor for floor, _ in one) for one in drawn)
        return found[RESAMPLES // 40], found[-RESAMPLES // 40 - 1]


@dataclass(frozen=True)
class Result:
    """A row of the table."""

    name: str
    what: str
    target: float | None
    samples: Samples
    limits: tuple[float, float] | None = None
    """What the median and the 99th percentile may be, where it is not the ratio that counts."""

    @property
    def verdict(self) -> str:
        """Whether the target is met; `unsure` when it lies in the interval."""
        if self.limits is not None:
            figures = median(self.samples.ours), self.samples.percentile(99)
            kept = all(figure <= limit for figure, limit in zip(figures, self.limits, strict=True))
            return "met" if kept else "NOT MET"
        if self.target is None:
            return ""
        low, high = self.samples.interval
        if low <= self.target < high:
            return "met, unsure" if self.samples.ratio <= self.target else "not met, unsure"
        return "met" if self.samples.ratio <= self.target else "NOT MET"

    def plain(self) -> dict[str, Any]:
        """JSON values."""
        samples = self.samples
        return {
            "name": self.name,
            "what": self.what,
            "unit": samples.unit,
            "rounds": len(samples.ours),
            "floor": median(samples.floor),
            "ours": median(samples.ours),
            "ratio": samples.ratio,
            "interval": samples.interval,
            "p99": samples.percentile(99),
            "ratio_of_minima": min(samples.ours) / min(samples.floor),
            "target": self.target,
            "verdict": self.verdict,
            "others": {name: median(found) for name, found in samples.others.items()},
            "samples": {FLOOR: samples.floor, OURS: samples.ours, **samples.others},
        }


HEAD = ("row", "what", "rounds", "floor", "ours", "ratio", "95%", "of minima", "target", "")


def table(results: Iterable[Result]) -> str:
    """All rows below each other, as Markdown."""
    rows = [HEAD, *map(_row, results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(result: Result) -> tuple[str, ...]:
    samples = result.samples
    low, high = samples.interval
    others = "".join(f"; {name} {median(found):.1f}" for name, found in samples.others.items())
    if result.limits is not None:
        median_limit, slowest = result.limits
        others += f"; p99 {samples.percentile(99):.1f}; limits {median_limit:.0f} and {slowest:.0f} {samples.unit}"
    return (
        result.name,
        result.what + others,
        str(len(samples.ours)),
        f"{median(samples.floor):.1f} {samples.unit}",
        f"{median(samples.ours):.1f} {samples.unit}",
        f"{samples.ratio:.2f}",
        f"{low:.2f}-{high:.2f}" if len(samples.ours) >= FEW else "",
        f"{min(samples.ours) / min(samples.floor):.2f}",
        f"{result.target:.2f}" if result.target is not None else "",
        result.verdict,
    )
