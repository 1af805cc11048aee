"""A pilot that goes on as soon as the app has nothing left to do.

Textual's own looks every 20 ms how busy the processor is. That makes up most of the time of a test, and on a busy
processor it goes on too early.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from textual._context import active_app
from textual.app import App

_PATIENCE = 10.0
"""Seconds after which an app that always has something to do is no longer waited for."""


async def _drained(end: float) -> None:
    """Wait until the loop has nothing left to run but timers, or until its clock says `end`."""
    loop = asyncio.get_running_loop()
    await asyncio.sleep(0)
    while loop._ready and loop.time() < end:  # type: ignore[attr-defined]
        await asyncio.sleep(0)


def _to_draw(app: App[object]) -> bool:
    """Whether the screen would do something at the next tick of its timer, 60 times a second."""
    if app._exit or not app._screen_stack:
        return False
    screen = app.screen
    return screen.is_running and bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


async def _idle(min_sleep: float = 0, max_sleep: float = _PATIENCE) -> None:
    app, end = active_app.get(), asyncio.get_running_loop().time() + max_sleep
    await _drained(end)
    while _to_draw(app) and asyncio.get_running_loop().time() < end:
        app.screen._on_timer_update()
        await _drained(end)


@contextmanager
def no_waiting() -> Iterator[None]:
    """Every pilot waits for the app, and no longer."""
    with patch("textual.app.wait_for_idle", _idle), patch("textual.pilot.wait_for_idle", _idle):
        yield
