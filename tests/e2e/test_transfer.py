"""Progress from one laptop to another through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.laptop import Laptop


@pytest.fixture
def home(tmp_path: Path) -> Laptop:
    laptop = Laptop(tmp_path / "thuis")
    laptop.run("regel", "--profiel", "Nel", "--nieuw", "quiz", "rollen-01", typed="a\nb\nc\n")
    return laptop


@pytest.fixture
def griffie(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "griffie")


def test_merging_twice_is_merging_once(home: Laptop, griffie: Laptop, tmp_path: Path) -> None:
    stick = tmp_path / "nel.json"
    assert home.run("exporteer", "voortgang", str(stick)).code == 0
    first = griffie.run("samenvoegen", str(stick), "--ja")
    assert "nieuw, 0 hier al" in first.out
    assert "Opgeslagen" in first.out
    progress = griffie.run("voortgang", "--json", "--profiel", "Nel").out
    second = griffie.run("samenvoegen", str(stick), str(stick), "--ja")
    assert "Er verandert niets." in second.out
    assert griffie.run("voortgang", "--json", "--profiel", "Nel").out == progress
    assert json.loads(progress)["answers"] == json.loads(home.run("voortgang", "--json").out)["answers"] > 0


def test_nothing_comes_in_without_a_yes(home: Laptop, griffie: Laptop, tmp_path: Path) -> None:
    stick = tmp_path / "nel.json"
    home.run("exporteer", "voortgang", str(stick), "--profiel", "nel")
    assert "niets overgenomen" in griffie.run("samenvoegen", str(stick), typed="nee\n").out
    assert griffie.run("voortgang").code != 0
    assert "Opgeslagen" in griffie.run("samenvoegen", str(stick), typed="ja\n").out


def test_one_bad_file_stops_the_whole_merge(home: Laptop, griffie: Laptop, tmp_path: Path) -> None:
    good, bad = tmp_path / "nel.json", tmp_path / "stuk.json"
    home.run("exporteer", "voortgang", str(good))
    bad.write_bytes(good.read_bytes()[:-40])
    result = griffie.run("samenvoegen", str(good), str(bad), "--ja")
    assert result.code == 1
    assert f"{bad}: Dit is voortgang van Raadstutor, maar het bestand is afgebroken" in result.err
    assert result.err.count("\n") == 1
    assert griffie.run("voortgang").code != 0


def test_who_was_erased_stays_erased(home: Laptop, griffie: Laptop, tmp_path: Path) -> None:
    stick = tmp_path / "nel.json"
    home.run("exporteer", "voortgang", str(stick))
    griffie.run("samenvoegen", str(stick), "--ja")
    griffie.run("gegevens", "wis", "Nel", "--ja")
    assert "Nel: gewist; dat blijft zo" in griffie.run("samenvoegen", str(stick), "--ja").out


@pytest.mark.parametrize("erasure_first", [True, False])
def test_an_erasure_reaches_a_third_laptop_in_any_order(
    home: Laptop, griffie: Laptop, tmp_path: Path, *, erasure_first: bool
) -> None:
    """Deletion survives merging: an old export does not bring back who was erased elsewhere."""
    old, later = tmp_path / "nel.json", tmp_path / "griffie.json"
    home.run("exporteer", "voortgang", str(old))
    griffie.run("regel", "--profiel", "Bob", "--nieuw", "quiz", "rollen-01", typed="a\n")
    griffie.run("samenvoegen", str(old), "--ja")
    griffie.run("gegevens", "wis", "Nel", "--ja")
    griffie.run("exporteer", "voortgang", str(later), "--profiel", "Bob")
    third = Laptop(tmp_path / "derde")
    outs = [
        third.run("samenvoegen", str(path), "--ja").out for path in ((later, old) if erasure_first else (old, later))
    ]
    assert ("Nel: elders gewist; wordt hier ook gewist" in outs[1]) is not erasure_first
    assert "Nel" not in third.run("gegevens").out
    assert "Bob" in third.run("gegevens").out
    again = third.run("samenvoegen", str(old), str(later), "--ja").out
    assert "Nel: gewist; dat blijft zo" in again
    assert "Er verandert niets." in again


def test_an_erasure_waits_for_a_yes(home: Laptop, griffie: Laptop, tmp_path: Path) -> None:
    old, later = tmp_path / "nel.json", tmp_path / "griffie.json"
    home.run("exporteer", "voortgang", str(old))
    griffie.run("regel", "--profiel", "Bob", "--nieuw", "quiz", "rollen-01", typed="a\n")
    griffie.run("samenvoegen", str(old), "--ja")
    griffie.run("gegevens", "wis", "Nel", "--ja")
    griffie.run("exporteer", "voortgang", str(later))
    assert "niets overgenomen" in home.run("samenvoegen", str(later), typed="nee\n").out
    assert home.run("voortgang", "--profiel", "Nel").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["samenvoegen", "bestaat-niet.json"], 1, "het bestaat niet"),
        (["samenvoegen", "."], 1, "het is geen bestand"),
        (
            ["exporteer", "voortgang", "x.json", "--profiel", "Niemand"],
            2,
            "Er is geen profiel met de naam Niemand.",
        ),
        (["exporteer", "voortgang", "map/die/er/niet/is/x.json"], 1, "kan ik niet schrijven"),
    ],
)
def test_what_cannot_be_done_gets_one_sentence(home: Laptop, arguments: list[str], code: int, sentence: str) -> None:
    result = home.run(*arguments)
    assert result.code == code
    assert sentence in result.err
    assert result.err.count("\n") == 1


def test_an_export_is_private(home: Laptop, tmp_path: Path) -> None:
    stick = tmp_path / "nel.json"
    home.run("exporteer", "voortgang", str(stick))
    assert stick.stat().st_mode & 0o777 == 0o600
