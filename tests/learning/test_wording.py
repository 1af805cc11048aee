"""Reading typed numbers and words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.learning.wording import closest, normalise, read_number, same_unit, show_number


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12", 12, ""),
        ("12.", 12, ""),
        (" 1.305,79 ", 1305.79, ""),
        ("1.305", 1305, ""),
        ("1 200", 1200, ""),
        ("1\u202f305", 1305, ""),
        ("1\u00a0305\u00a0000", 1305000, ""),
        ("3.5", 3.5, ""),
        ("1.50", 1.5, ""),
        ("3.500", 3500, ""),
        ("0.500", 0.5, ""),
        ("0.125", 0.125, ""),
        ("0,500", 0.5, ""),
        (",5", 0.5, ""),
        (".5", 0.5, ""),
        ("12½", 12.5, ""),
        ("½", 0.5, ""),
        ("3 ½ ton euro", 350000, "euro"),
        ("-3", -3, ""),
        ("−3", -3, ""),
        ("–3", -3, ""),
        ("€ -50", -50, "euro"),
        ("-€ 50", -50, "euro"),
        ("€ 50", 50, "euro"),
        ("EUR 50", 50, "euro"),
        ("€50,-", 50, "euro"),
        ("€ 50,–", 50, "euro"),
        ("1.570.000 euro", 1570000, "euro"),
        ("€ 2,3 miljoen", 2300000, "euro"),
        ("€2,3 mln", 2300000, "euro"),
        ("€ 2,3 mln.", 2300000, "euro"),
        ("2,3 miljoen euro", 2300000, "euro"),
        ("€ 2,3 mio", 2300000, "euro"),
        ("€ 2,3 milj.", 2300000, "euro"),
        ("€ 2,3M", 2300000, "euro"),
        ("€ 2 miljard", 2 * 10**9, "euro"),
        ("2 mld", 2 * 10**9, ""),
        ("€ 350 duizend", 350000, "euro"),
        ("€ 3,5 ton", 350000, "euro"),
        ("€ 350k", 350000, "euro"),
        ("2 miljoen 300.000 euro", 2300000, "euro"),
        ("twee miljoen en driehonderd duizend euro", 2300000, "euro"),
        ("tweehonderdduizend", 200000, ""),
        ("twaalf", 12, ""),
        ("één lid", 1, "lid"),
        ("een lid", 1, "lid"),
        ("drieëntwintig leden", 23, "leden"),
        ("anderhalf jaar", 1.5, "jaar"),
        ("anderhalf miljoen", 1500000, ""),
        ("een half miljoen", 500000, ""),
        ("twee en een half", 2.5, ""),
        ("tweeëneenhalve week", 2.5, "week"),
        ("2 en een half", 2.5, ""),
        ("20%", 20, "%"),
        ("20 pct.", 20, "pct"),
        ("12 leden", 12, "leden"),
        ("3 mnd.", 3, "mnd"),
        ("5 m²", 5, "m2"),
        ("12 weken", 12, "weken"),
        ("3 3", 3, "3"),
        ("1e6", 1, "e6"),
        ("2 miljoen 300", 2000000, "300"),
    ],
)
def test_numbers_are_read_as_the_dutch_write_them(text: str, value: float, unit: str) -> None:
    assert read_number(text) == (value, unit)


SPOILT = ("1.5,2", "1.305.7", "1.000.00", "1,305,790", "1,305.79", "12.3456", "012.500", "12,5½", ",", "(12)", "12?")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "²",
        "€",
        "euro",
        "k",
        "l2",
        "<12",
        "12-13",
        "12/23",
        "1/2",
        "--5",
        "- -5",
        "ongeveer 12",
        "min 3",
        "1'305",
        *SPOILT,
    ],
)
def test_what_can_be_read_in_two_ways_is_no_number(text: str) -> None:
    assert read_number(text) is None


def test_a_ton_is_money_only_where_money_is_asked() -> None:
    assert read_number("3,5 ton", "euro") == (350000, "")
    assert read_number("3,5 ton", "kilo") == (3.5, "ton")
    assert read_number("5 m", "meter") == (5, "m")


SPACES = ("", " ", "\u00a0", "\u202f")
MINUS = ("-", "−", "–")
NOTATIONS: tuple[Callable[[Decimal, Callable[[tuple[str, ...]], str]], str], ...] = (
    lambda value, _: show_number(float(value)),
    lambda value, pick: show_number(float(value)).replace(".", pick((" ", "\u00a0", "\u202f", "\u2009"))),
    lambda value, _: f"{value:f}".replace(".", ","),
    lambda value, pick: f"€{pick(SPACES)}{f'{value:f}'.replace('.', ',')}",
    lambda value, pick: f"{f'{value:f}'.replace('.', ',')}{pick(SPACES)}{pick(('euro', 'EUR', '€', 'Euro.'))}",
    lambda value, pick: (
        f"{show_number(float(value / 1000))}{pick(SPACES)}{pick(('duizend', 'k', 'K', 'duizend euro'))}"
    ),
    lambda value, pick: f"€ {show_number(float(value / 100_000))} {pick(('ton', 'ton euro'))}",
    lambda value, pick: f"{show_number(float(value / 10**6))}{pick(SPACES)}{pick(('miljoen', 'mln', 'mln.', 'mio'))}",
    lambda value, pick: f"{show_number(float(value / 10**9))} {pick(('miljard', 'mld', 'miljard euro'))}",
)


@given(st.integers(0, 10**9).map(lambda n: Decimal(n) * 1000), st.sampled_from(NOTATIONS), st.booleans(), st.data())
def test_a_number_reads_back_from_each_notation(
    value: Decimal,
    write: Callable[[Decimal, Callable[[tuple[str, ...]], str]], str],
    minus: bool,
    data: st.DataObject,
) -> None:
    def pick(choices: tuple[str, ...]) -> str:
        return data.draw(st.sampled_from(choices))

    text = pick(MINUS) * minus + write(value, pick)
    read = read_number(text, "euro")
    assert read is not None, text
    assert (read[0], same_unit(read[1], "euro")) == (float(-value if minus else value), True), text


@given(st.integers(-(10**9), 10**9).map(lambda n: n / 100))
def test_a_number_shown_reads_back(value: float) -> None:
    assert read_number(show_number(value)) == (value, "")


KNOWN = (
    "leden",
    "lid",
    "euro",
    "€",
    "mln",
    "duizend",
    "k",
    "ton",
    "half",
    "en",
    "een",
    "twee",
    "12",
    "1.305",
    ",5",
    "½",
)


@given(
    st.lists(st.sampled_from(KNOWN), max_size=3),
    st.sampled_from(("appels", "x", "?", "of", "circa", "weken", "<", "l2", "/")),
    st.data(),
)
def test_a_number_with_an_unknown_rest_is_never_read(words: list[str], rest: str, data: st.DataObject) -> None:
    words.insert(data.draw(st.integers(0, len(words))), rest)
    read = read_number(data.draw(st.sampled_from((" ", "\u00a0"))).join(words), "leden")
    assert read is None or not same_unit(read[1], "leden")


@given(st.text())
def test_reading_never_fails(text: str) -> None:
    read_number(text)
    closest(text, ("amendement", "motie"))
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("given_unit", "asked", "same"),
    [
        ("", "leden", True),
        ("", "", True),
        ("lid", "leden", True),
        ("leden", "raadsleden", True),
        ("raadsleden", "leden", True),
        ("week", "weken", True),
        ("weken", "weken", True),
        ("maand", "maanden", True),
        ("mnd", "maanden", True),
        ("jr", "jaren", True),
        ("stem", "stemmen", True),
        ("zetel", "zetels", True),
        ("m²", "m2", True),
        ("€", "euro", True),
        ("euro's", "euro", True),
        ("%", "procent", True),
        ("euro", "euro per inwoner", True),
        ("euro per inwoners", "euro per inwoner", True),
        ("dagen", "weken", False),
        ("weekend", "weken", False),
        ("raadsvoorzitters", "raadsleden", False),
        ("kilometer", "meter", False),
        ("halfjaar", "jaar", False),
        ("per inwoner", "euro per inwoner", False),
        ("euro per dag", "euro per inwoner", False),
        ("x", "", False),
    ],
)
def test_units(given_unit: str, asked: str, same: bool) -> None:
    assert same_unit(given_unit, asked) is same


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("motei", "motie"),
        ("omtie", "motie"),
        ("amandement", "amendement"),
        ("amendment", "amendement"),
        ("ammandement", "amendement"),
        ("amandemend", "amendement"),
        ("interpelatie", "interpellatie"),
        ("interpellasie", "interpellatie"),
        ("aktieve informatieplicht", "actieve informatieplicht"),
        ("presydium", "presidium"),
        ("gehijmhouding", "geheimhouding"),
        ("zienswijzes", "zienswijze"),
        ("klachten", "klacht"),
        ("verordeningen", "verordening"),
        ("aktieve informatieplicht", "de actieve informatieplicht"),
        ("wijzigings voorstel", "wijzigingsvoorstel"),
        ("motie van wantrouwn", "een motie van wantrouwen"),
    ],
)
def test_a_slip_is_recognised(typed: str, known: str) -> None:
    assert closest(typed, ("iets anders", known)) == known


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("apv", "app"),
        ("passieve informatieplicht", "de actieve informatieplicht"),
        ("actief kiesrecht", "passief kiesrecht"),
        ("informatierecht", "informatieplicht"),
        ("inlichtingenrecht", "inlichtingenplicht"),
        ("rechtmatig", "onrechtmatig"),
        ("openbaar", "onopenbaar"),
        ("openbaar", "niet openbaar"),
        ("nietopenbaar", "openbaar"),
        ("afhankelijk", "onafhankelijk"),
        ("direct", "indirect"),
        ("select", "aselect"),
        ("centralisatie", "decentralisatie"),
        ("recht", "onrecht"),
        ("besluitbevoegd", "besluitonbevoegd"),
        ("belastingverhoging", "belastingverlaging"),
        ("verhogen", "verlagen"),
        ("werkgever", "werknemer"),
        ("teruggeven", "terugnemen"),
        ("kennisgeving", "kennisneming"),
        ("kwalitatief", "kwantitatief"),
        ("moreel", "amoreel"),
        ("rationeel", "irrationeel"),
        ("nodig", "onnodig"),
        ("eerste kamer", "tweede kamer"),
        ("voordeel", "nadeel"),
        ("toetreding", "uittreding"),
        ("inkomsten", "uitkomsten"),
        ("monisme", "dualisme"),
        ("binnenplans", "buitenplans"),
        ("progressief", "regressief"),
        ("publiekrechtelijk", "privaatrechtelijk"),
        ("verzwaren", "verlichten"),
        ("gemeenteblad", "gemeenteraad"),
        ("delegatie", "relegatie"),
        ("stemming", "onthouding"),
        ("opdrachtgeverschap", "opdrachtnemerschap"),
        ("aantreden", "aftreden"),
        ("intern toezicht", "extern toezicht"),
        ("minimum", "maximum"),
        ("meerderheid", "minderheid"),
        ("motie van vertrouwen", "motie van wantrouwen"),
        ("algemeen bestuur", "dagelijks bestuur"),
        ("amendement", "subamendement"),
        ("raad van burgemeester en wethouders", "college van burgemeester en wethouders"),
        ("artikel 1234", "artikel 1243"),
    ],
)
def test_an_opposite_is_never_bridged(typed: str, known: str) -> None:
    assert closest(typed, (known,)) is None
    assert closest(known, (typed,)) is None


def test_of_two_that_are_as_near_the_first_is_meant() -> None:
    assert closest("moties", ("moties!", "motie")) == "moties!"
    assert closest("klachd", ("klacht", "klachten")) == "klacht"
    assert closest("motiee", ("motief", "motie")) == "motief"


@pytest.mark.parametrize("written", ["'t presidium", "’t Presidium", "‘t presidium", "Het presidium.", "presidium"])
def test_an_article_does_not_count_however_it_is_written(written: str) -> None:
    assert normalise(written) == "presidium"
