"""`--version` says how the program came here, how it is updated there, and of when its content is.

Seen red with `pyproject.toml` looked for before the receipt of uv, with a stick taken for the folder it was copied
from, and with a row of README that lacked its route.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from tutor.origin import UPDATE, Route, content_date, route, version

ROOT = Path(__file__).parents[1]
CASES = [
    (Route.SOURCE, "linux", "x/tutor", ["x/pyproject.toml"]),
    (Route.SOURCE_ON_WINDOWS, "win32", "x/tutor", ["x/pyproject.toml"]),
    (Route.PIPX, "linux", "omgeving/lib/tutor", ["omgeving/pipx_metadata.json"]),
    (Route.PIPX, "linux", "x/tutor", ["omgeving/pipx_metadata.json", "x/pyproject.toml"]),
    (Route.UV, "linux", "x/tutor", ["omgeving/uv-receipt.toml", "x/pyproject.toml"]),
    (Route.PIP, "linux", "omgeving/lib/site-packages/tutor", []),
    (Route.FOLDER, "win32", "R/programma-1/site/tutor", ["R/programma-1/start.py"]),
    (Route.INSTALLER, "win32", "R/programma-1/site/tutor", ["R/programma-1/start.py", "R/verwijder.exe"]),
    (Route.MSI, "win32", "Program Files/R/programma-1/site/tutor", ["Program Files/R/programma-1/start.py"]),
    (Route.UNIX_FOLDER, "darwin", "R/programma-1/site/tutor", ["R/programma-1/start.py", "R/Raadstutor.command"]),
    (Route.STICK, "win32", "R/programma-1/site/tutor", ["R/programma-1/start.py", "R/gegevens/voortgang.db"]),
    (Route.STICK, "linux", "R/p/site/tutor", ["R/p/start.py", "R/gegevens/x", "R/Raadstutor.command"]),
]


@pytest.mark.parametrize(("way", "platform", "package", "files"), CASES)
def test_each_route_is_known_by_what_it_leaves(
    way: Route, platform: str, package: str, files: list[str], tmp_path: Path
) -> None:
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    found, folder = route(tmp_path / package, tmp_path / "omgeving", platform)
    assert found is way
    assert (tmp_path / package).is_relative_to(folder) or folder == tmp_path / "omgeving"


def test_every_route_has_its_row_where_people_look() -> None:
    assert UPDATE.keys() == set(Route) == {way for way, *_ in CASES}
    for page in ("README.md", "docs/installeren.md"):
        text = (ROOT / page).read_text("utf-8")
        table = text.split("## Bijwerken\n")[1].split("\n#")[0]
        rows = re.findall(r"^\| ([^|`]+) \|", table, re.MULTILINE)
        assert {row for row in rows if row != "je hebt"} == set(Route), page


def test_the_date_is_the_newest_of_the_lessons() -> None:
    heads = [tomllib.loads(path.read_text("utf-8").split("+++")[1]) for path in ROOT.glob("lessons/*/*.md")]
    dates = [head["peildatum"] for head in heads if "peildatum" in head]
    assert len(dates) > 50
    assert content_date(ROOT) == max(dates)


def test_content_without_a_date_has_none(tmp_path: Path) -> None:
    assert content_date(tmp_path) is None


def test_what_it_says_is_four_lines() -> None:
    way = Route.SOURCE_ON_WINDOWS if sys.platform == "win32" else Route.SOURCE
    first, came, day, update = version().split("\n")
    assert re.fullmatch(r"raadstutor \d+\.\d+\.\d+", first)
    assert came == f"Gekomen met: {way} ({ROOT})."
    assert re.fullmatch(r"De inhoud is van \d+ [a-z]+ 20\d\d\.", day)
    assert update == f"Bijwerken: {UPDATE[way]}."
