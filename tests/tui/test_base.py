"""What all screens share."""

from __future__ import annotations

import ast
from pathlib import Path
from unittest.mock import patch

import pytest

import tutor.tui
from tests.tui.helpers import START, SampleWorkspace, opened, press
from tutor.service.workspace import Profile
from tutor.store import StoreError
from tutor.tui.screens.profiles import ProfilesScreen
from tutor.tui.tour import Guide

HANDLER = "on_"
NOT_DISPATCHED = {"on_event"}
"""Methods of Textual with the name of a handler, that are called as ordinary methods."""


def repeated(source: str) -> list[str]:
    """Handlers that call the handler of a base class."""
    return [
        f"{method.name}, line {call.lineno}"
        for method in ast.walk(ast.parse(source))
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) and method.name not in NOT_DISPATCHED
        for call in ast.walk(method)
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith(f"super().{HANDLER}")
    ]


def test_no_handler_calls_that_of_its_base() -> None:
    """Textual calls the handlers of all base classes: with `super()` they run twice."""
    files = Path(tutor.tui.__file__).parent.rglob("*.py")
    found = {path.name: calls for path in files if (calls := repeated(path.read_text(encoding="utf-8")))}
    assert found == {}


def test_a_repeated_handler_is_noticed() -> None:
    assert repeated("class A:\n    async def on_mount(self):\n        super().on_mount()") == ["on_mount, line 3"]
    assert repeated("class A:\n    def watch_x(self):\n        super().watch_x()") == []


@pytest.mark.parametrize("key", ["n", "z", "v"])
async def test_the_tour_is_shown_once_when_a_screen_comes_into_view(key: str) -> None:
    async with opened(SampleWorkspace()) as (_, pilot):
        with patch.object(Guide, "look") as shown:
            await press(pilot, key)
            assert shown.call_count == 1
            await press(pilot, "escape")
            assert shown.call_count == 2


async def test_a_disk_that_fails_while_profiles_are_read_is_told() -> None:
    desk = SampleWorkspace()
    known = [Profile(id="1", name="Samira", created=START)]
    with patch.object(desk, "profiles", side_effect=[known, known, StoreError("De stick is weg.")]):
        async with opened(desk) as (app, pilot):
            await press(pilot, "p")
            assert isinstance(app.screen, ProfilesScreen)
            assert app.screen.query_one("Picker").texts[0].endswith("Samira")  # type: ignore[attr-defined]
