"""The pictures in the documentation come from the app, and name no host on the web."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from scripts import folder_picture
from scripts.windows.build import LAUNCHERS

ROOT = Path(__file__).parents[2]
PICTURES = sorted((ROOT / "docs" / "beelden").glob("*.svg"))
NAMESPACE = "http://www.w3.org/2000/svg"


def load_script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = spec_from_file_location("screenshots", ROOT / "scripts" / "screenshots.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "screenshots", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_picture_names_no_host(path: Path) -> None:
    assert set(re.findall(r"https?://[^\s\"'<)]+|//[\w.]+", path.read_text(encoding="utf-8"))) <= {NAMESPACE}


async def test_a_picture_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    script = load_script(monkeypatch)
    shot = script.SHOTS[0]
    svg = await script.take(shot)
    assert "Dag Samira." in svg
    assert svg == await script.take(shot)


def test_every_picture_is_made_by_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    script = load_script(monkeypatch)
    assert {path.name for path in PICTURES} == {*(f"{shot.name}.svg" for shot in script.SHOTS), folder_picture.NAME}


def test_the_drawing_of_the_folder_shows_what_is_built() -> None:
    """Seen red with a launcher that was left out of the drawing."""
    drawn = (ROOT / "docs" / "beelden" / folder_picture.NAME).read_text("utf-8")
    assert drawn == folder_picture.drawing()
    assert re.findall(r">([^<>]+\.cmd)<", drawn) == [*LAUNCHERS]


def test_a_font_from_the_web_is_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    script = load_script(monkeypatch)
    svg = '<!-- https://a.b --><style>@font-face { src: url("https://c.d/e.woff2"); } x { font-family: Fira; }</style>'
    assert "http" not in script.without_web(svg)
