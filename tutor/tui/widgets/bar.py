"""How far something is, in words and as a bar. The words carry it; the bar is there for the eye."""

from __future__ import annotations

from textual.content import Content

from tutor.tui.text import line, plain

FULL, EMPTY = "━", "─"


def bar(done: int, total: int, width: int) -> Content:
    """A bar of `width` cells. Not full before everything is done, and not empty once something is."""
    cells = round(width * done / total) if total else 0
    cells = min(max(cells, 1 if done else 0), width if done >= total else width - 1)
    return line((FULL * cells, "$accent"), (EMPTY * (width - cells), "$rule"))


def counted(done: int, total: int, unit: str, width: int = 12) -> Content:
    """`━━━─────  3 van 10 lessen`."""
    return line(bar(done, total, width), plain(f"  {done} van {total} {unit}", "$text-muted"))
