"""Where one gets by following arrows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping


def reach(edges: Mapping[str, Collection[str]], start: Iterable[str]) -> set[str]:
    """Everything that can be reached from the start, the start included. Every target is a key of `edges`."""
    found: set[str] = set()
    todo = set(start)
    while todo:
        found |= todo
        todo = {target for name in todo for target in edges[name]} - found
    return found
