"""Everybody may copy and change the project, and the page on licences names each package that runs with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| ([a-z0-9-]+) \| (.+) \|$", re.MULTILINE)
WORDS = {"publiek domein": "public domain", "MIT": "mit", "PSF-2.0": "psf|python software foundation"}
"""What to look for in the metadata of a package, where it is not the words of the table before the first `-`."""


def installed(name: str, extras: frozenset[str] = frozenset()) -> Iterator[str]:
    """The packages that this one needs to run, on this system or on Windows, as far as they are here."""
    for line in distribution(name).requires or ():
        needed = Requirement(line)
        environments = ({"extra": extra, "sys_platform": system} for extra in ("", *extras) for system in ("", "win32"))
        if needed.marker and not any(needed.marker.evaluate(environment) for environment in environments):
            continue
        try:
            distribution(needed.name)
        except PackageNotFoundError:
            continue
        yield canonicalize_name(needed.name)
        yield from installed(needed.name, frozenset(needed.extras))


def table() -> dict[str, str]:
    return dict(ROW.findall((ROOT / "docs/licenties.md").read_text(encoding="utf-8"))[1:])


def licence(name: str) -> str:
    """All that the metadata of a package says about its licence."""
    metadata = distribution(name).metadata
    lines = [line for key in ("License", "License-Expression", "Classifier") for line in metadata.get_all(key) or ()]
    return "\n".join(line for line in lines if "::" not in line or "License" in line).casefold()


def test_the_page_names_the_packages_that_run() -> None:
    needed = set(installed("raadstutor")) - {"pip"}  # sqlite-utils asks for it and Python has it; nothing runs it
    assert set(table()) == needed


@pytest.mark.parametrize("name", sorted(table()))
def test_the_page_names_the_licence_that_the_package_has(name: str) -> None:
    said = table()[name]
    assert re.search(WORDS.get(said, said.partition("-")[0].casefold()), licence(name))


def test_the_metadata_name_the_licences_in_the_tree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "EUPL-1.2 AND CC-BY-4.0"
    first_lines = [(ROOT / name).read_text(encoding="utf-8").splitlines()[0] for name in project["license-files"]]
    assert first_lines == ["EUROPEAN UNION PUBLIC LICENCE v. 1.2", "Creative Commons Attribution 4.0 International"]
