"""Progress from one laptop to another through the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.e2e.laptop import Laptop
from tests.store.test_erasure import traces
from tutor.exchange.parcel import pack


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
    assert "Nel (nieuw hier): 3 antwoorden" in first.out
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
    said = griffie.run("samenvoegen", str(stick), "--ja").out
    assert "Nel: gewist; dat blijft zo" in said
    assert "raadstutor exporteer groep BESTAND" in said  # a file that names nobody still counts


def test_who_cleans_up_does_not_take_the_owner_along(home: Laptop, griffie: Laptop, tmp_path: Path) -> None:
    """Seen red with tombstones in each export, and with one that erased after a plain yes."""
    old, later = tmp_path / "nel.json", tmp_path / "griffie.json"
    home.run("exporteer", "voortgang", str(old))
    griffie.run("regel", "--profiel", "Bob", "--nieuw", "quiz", "rollen-01", typed="a\n")
    griffie.run("samenvoegen", str(old), "--ja")
    assert griffie.run("gegevens", "wis", "Nel", "--overal", str(tmp_path / "x.json"), "--ja").code == 2
    assert griffie.run("gegevens", "wis", "Nel", "--ja").code == 0
    griffie.run("exporteer", "voortgang", str(later))
    assert json.loads(later.read_text())["content"]["erased"] == []
    forged = later.with_name("vervalst.json")
    forged.write_bytes(pack((), [learner_of(old)], "griffie"))
    for stick in (later, forged, forged):
        answer = home.run("samenvoegen", str(stick), typed="ja\nNel\n")
        assert answer.code == 0
        assert "vraagt om overal gewist" not in answer.out
    assert "komt niet van de computer waar dat profiel is gemaakt" in answer.out
    assert json.loads(home.run("voortgang", "--json", "--profiel", "Nel").out)["answers"] > 0


def learner_of(stick: Path) -> str:
    return str(json.loads(stick.read_text())["content"]["events"][0]["learner"])


def test_who_wants_to_be_forgotten_everywhere_is(home: Laptop, griffie: Laptop, tmp_path: Path) -> None:
    """The owner asks; elsewhere the name must be typed, and for thirty days there is a way back."""
    stick, request = tmp_path / "nel.json", tmp_path / "weg.json"
    home.run("exporteer", "voortgang", str(stick))
    griffie.run("samenvoegen", str(stick), "--ja")
    before = griffie.run("voortgang", "--json", "--profiel", "Nel").out
    assert home.run("gegevens", "wis", "Nel", "--overal", str(request), typed="Nel\n").code == 0
    assert "Nel" not in home.run("gegevens").out
    for arguments, typed in ((["--ja"], "Nel\n"), ([], "ja\n"), ([], "")):
        said = griffie.run("samenvoegen", str(request), *arguments, typed=typed).out
        assert "vraagt om overal gewist te worden" in said
        assert griffie.run("voortgang", "--json", "--profiel", "Nel").out == before
    assert "Terughalen kan 30 dagen" in griffie.run("samenvoegen", str(request), typed="Nel\n").out
    assert griffie.run("voortgang", "--profiel", "Nel").code == 2
    assert "gegevens terughalen Nel" in griffie.run("gegevens").out
    assert json.loads(griffie.run("gegevens", "--json").out)["sealed"][0]["profile"] == "Nel"
    assert "Nel: gewist; dat blijft zo." in griffie.run("samenvoegen", str(stick), "--ja").out
    assert griffie.run("gegevens", "terughalen", "nel").code == 0
    assert griffie.run("voortgang", "--json", "--profiel", "Nel").out == before
    assert "verzegeld" not in " ".join(path.name for path in griffie.home.iterdir())
    assert griffie.run("gegevens", "herstel").code == 0, "no back-up has the tombstone any more"
    assert griffie.run("voortgang", "--json", "--profiel", "Nel").out == before


def test_a_sealed_back_up_goes_by_itself_or_at_once(
    home: Laptop, griffie: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, request = tmp_path / "nel.json", tmp_path / "weg.json"
    home.run("exporteer", "voortgang", str(stick))
    home.run("gegevens", "wis", "Nel", "--overal", str(request), "--ja")
    for name in ("griffie", "bureau"):
        laptop = Laptop(tmp_path / name)
        laptop.run("samenvoegen", str(stick), "--ja")
        laptop.run("samenvoegen", str(request), typed="Nel\n")
        assert list(traces(laptop.home, "verzegeld"))
    assert laptop.run("gegevens", "wis", "Nel", typed="Nel\n").code == 0
    assert not list(traces(laptop.home, "Nel")), "at once"
    later = datetime.now(UTC) + timedelta(days=29)
    monkeypatch.setenv("RAADSTUTOR_NU", later.isoformat())
    assert "terughalen" in griffie.run("gegevens").out
    monkeypatch.setenv("RAADSTUTOR_NU", (later + timedelta(days=2)).isoformat())
    griffie.run("gegevens")
    assert not list(traces(griffie.home, "Nel")), "by itself"
    assert griffie.run("gegevens", "terughalen", "Nel").code == 1


def test_line_mode_can_do_all_of_it(home: Laptop, griffie: Laptop, tmp_path: Path) -> None:
    stick, request = tmp_path / "nel.json", tmp_path / "weg.json"
    home.run("exporteer", "voortgang", str(stick))
    home.run("gegevens", "wis", "Nel", "--overal", str(request), "--ja")
    said = griffie.run(
        "regel",
        typed=f"overnemen {stick}\nnee\novernemen {stick}\nja\nhernoem Ik als Kim\nsamen Kim met Nel\nja\nprofiel\n"
        "los Kim\nprofiel Nel\nvoortgang\n"
        f"overnemen {request}\nNel\nprofiel\nwis Kim\nnee\nwis Kim\nKim\nprofiel\nstop\n",
    ).out
    for words in (
        "Nel (nieuw hier): 3 antwoorden",
        "Er is niets veranderd.",
        "Opgeslagen: 8 gebeurtenissen overgenomen.",
        "Ik heet nu: Kim",
        "Je leert als Kim.",
        "Dit is nu één profiel: Kim (2 profielen samen).",
        "weer losse profielen: ",
        "Je leert als Nel.",
        "Nel vraagt om overal gewist te worden",
        "Nel is hier gewist. Terughalen kan 30 dagen met: ",
        "Je kijkt mee als gast.",
        "Alles van Kim is gewist, ook uit de back-ups.",
    ):
        assert words in said, words
        said = said[said.index(words) :]
    assert "Kim" not in griffie.run("gegevens").out
    assert griffie.run("regel", typed="samen Kim\nhernoem Kim\nlos Kim\nstop\n").code == 2


def test_a_request_and_an_old_export_together_bring_nobody_in(home: Laptop, griffie: Laptop, tmp_path: Path) -> None:
    stick, request = tmp_path / "nel.json", tmp_path / "weg.json"
    home.run("exporteer", "voortgang", str(stick))
    home.run("gegevens", "wis", "Nel", "--overal", str(request), "--ja")
    assert "Nel" not in griffie.run("samenvoegen", str(request), str(stick), "--ja").out
    assert griffie.run("voortgang").code == 2


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


def test_a_large_file_is_announced_before_it_is_read(
    home: Laptop, griffie: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "nel.json"
    home.run("exporteer", "voortgang", str(stick))
    assert griffie.run("samenvoegen", str(stick)).err == ""
    monkeypatch.setattr("tutor.exchange.parcel.LARGE", 100)
    monkeypatch.setattr("tutor.exchange.parcel.MAX_EVENTS", 2)
    said = griffie.run("samenvoegen", str(stick), "--ja")
    assert said.code == 1
    assert said.err.startswith(f"{stick} is 0 MB; lezen kan even duren. In een bestand passen 250.000 gebeurtenissen")


def test_an_export_is_private(home: Laptop, tmp_path: Path) -> None:
    stick = tmp_path / "nel.json"
    home.run("exporteer", "voortgang", str(stick))
    assert stick.stat().st_mode & 0o777 == 0o600
