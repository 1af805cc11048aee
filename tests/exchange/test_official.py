"""The official text of a law from the XML of wetten.overheid.nl; what is no such file is refused in one sentence."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.content.statute import Official
from tutor.exchange.official import MOST, read
from tutor.system import Refusal

LAW = """<?xml version="1.0" encoding="utf-8"?>
<toestand bwb-id="BWBR0001941" inwerkingtreding="2027-01-01"><wetgeving><wet-besluit><wettekst><hoofdstuk>
<artikel label="Artikel 13b"><meta-data><jcis><al>ruis</al></jcis></meta-data>
<kop><label>Artikel</label> <nr status="officieel">13b</nr></kop>
<lid><lidnr>1</lidnr><al>Aanhef van het eerste lid:</al><lijst>
<li><li.nr>a.</li.nr><al>het een, of</al></li>
<li><li.nr>b.</li.nr><al>het <nadruk type="cur">ander</nadruk>.</al></li></lijst></lid>
<lid><lidnr>2.</lidnr><al>Tweede
lid.</al></lid></artikel>
<artikel><kop><nr>X 8</nr></kop><al>Zonder leden.</al></artikel>
<artikel><kop><nr>9</nr></kop></artikel>
</hoofdstuk></wettekst></wet-besluit></wetgeving></toestand>"""


def test_articles_paragraphs_and_lists() -> None:
    """Seen red with `kop` read as text, and with a number that stays on for the next part of a list."""
    assert read(LAW.encode(), "wet.xml") == Official(
        bwb="BWBR0001941",
        since=date(2027, 1, 1),
        articles={
            "13b": ("1. Aanhef van het eerste lid:", "a. het een, of", "b. het ander.", "2. Tweede lid."),
            "X8": ("Zonder leden.",),
        },
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"<toestand/>",
        LAW.replace("toestand", "regeling").encode(),
        LAW.replace("2027-01-01", "morgen").encode(),
        LAW.replace("BWBR0001941", "../../x").encode(),
        LAW.replace("<artikel", "<art").replace("</artikel", "</art").encode(),
        LAW.replace("<toestand", '<!DOCTYPE x [<!ENTITY a "b">]><toestand', 1).encode(),
        LAW.replace("utf-8", "utf-16")
        .replace("<toestand", '<!DOCTYPE x [<!ENTITY a "b">]><toestand', 1)
        .encode("utf-16"),
        b" " * (MOST + 1),
    ],
    ids=["empty", "zip", "bare", "other", "date", "id", "no articles", "entities", "utf-16", "large"],
)
def test_what_is_no_law_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read(data, "stuk.xml")
    assert str(refused.value).startswith("stuk.xml ")
    assert "\n" not in str(refused.value)


@given(st.data())
def test_a_changed_file_is_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(LAW.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refusal):
        assert read(bytes(raw), "stuk.xml").articles
