"""References to the law, read and written."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.pack import shipped
from tutor.content.lint_context import Mentions
from tutor.content.statute import (
    BadReference,
    Official,
    Reference,
    address,
    cite,
    cite_all,
    parse,
    sheets,
)
from tutor.content.statute import sources as told_sources
from tutor.model import Article, Catalogue, Law, LawText, Norm, Statute

REGISTER = {
    law.id: law
    for law in (
        Law(
            id="gemeentewet",
            name="Gemeentewet",
            short="Gw",
            text_date=date(2026, 10, 1),
            articles=("12", "160"),
            other_texts=(LawText(text_date=date(2025, 1, 1), articles=("12",)),),
        ),
        Law(id="reglement-van-orde", name="Reglement van orde van jullie raad", short="RvO", sort="lokaal"),
    )
}


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("gemeentewet 160 lid 1 d", Reference("gemeentewet", "160", "1", "d")),
        ("gemeentewet 160 lid 1 onder d", Reference("gemeentewet", "160", "1", "d")),
        ("  gemeentewet   160  lid 1 ", Reference("gemeentewet", "160", "1")),
        ("gemeentewet 15 a", Reference("gemeentewet", "15", None, "a")),
        ("gemeentewet 155a", Reference("gemeentewet", "155a")),
        ("gemeentewet 107e lid 2a aa", Reference("gemeentewet", "107e", "2a", "aa")),
        ("kieswet X8", Reference("kieswet", "X8")),
        ("kieswet X 8 lid 2", Reference("kieswet", "X8", "2")),
        ("awb 2:4", Reference("awb", "2:4")),
        ("rechtspositiebesluit 3.1.6", Reference("rechtspositiebesluit", "3.1.6")),
        ("rechtspositiebesluit 3.1.4a lid 1", Reference("rechtspositiebesluit", "3.1.4a", "1")),
        ("omgevingswet 16.15b", Reference("omgevingswet", "16.15b")),
        ("wmo2015 2.1.2", Reference("wmo2015", "2.1.2")),
        ("reglement-van-orde", Reference("reglement-van-orde")),
    ],
)
def test_references_as_authors_write_them(text: str, reference: Reference) -> None:
    assert parse(text) == reference
    assert parse(str(reference)) == reference


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "gw-", "Gemeentewet 6", "gemeentewet lid 1", "gemeentewet d", "gemeentewet art. 6"],
        *["gemeentewet 6, lid 1", "gemeentewet 6 lid", "gemeentewet 6 lid 1 abc", "gemeentewet 6 7"],
        *["gemeentewet 6 lid 1 d e", "reglement van orde", "gemeentewet 6 lid een"],
    ],
)
def test_what_is_no_reference_is_refused_in_dutch(text: str) -> None:
    with pytest.raises(BadReference, match="is geen verwijzing; schrijf het id van de bron"):
        parse(text)


@given(st.text(st.sampled_from("ab 1.:lid XonderZ-\n"), max_size=20))
def test_what_parses_reads_back_the_same(text: str) -> None:
    try:
        reference = parse(text)
    except BadReference:
        return
    assert parse(str(reference)) == reference


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("gemeentewet 160 lid 1 d", "artikel 160, lid 1, onder d, Gemeentewet"),
        ("gemeentewet 160 d", "artikel 160, onder d, Gemeentewet"),
        ("gemeentewet 160", "artikel 160 Gemeentewet"),
        ("gemeentewet", "Gemeentewet"),
        ("reglement-van-orde", "Reglement van orde van jullie raad"),
        ("kieswet X8", "artikel X 8 kieswet"),
    ],
)
def test_references_as_people_read_them(text: str, cited: str) -> None:
    assert cite(parse(text), REGISTER) == cited


def test_the_long_form_says_which_text_was_read() -> None:
    assert cite_all(["gemeentewet 160"], REGISTER, dated=True) == "artikel 160 Gemeentewet (tekst van 1 oktober 2026)"
    assert cite_all(["reglement-van-orde"], REGISTER, dated=True) == "Reglement van orde van jullie raad"
    assert cite_all(["kieswet X8"], REGISTER, dated=True) == "artikel X 8 kieswet"
    assert cite_all(["gemeentewet 12 lid 1"], REGISTER, dated=True).endswith("Gemeentewet (tekst van 1 januari 2025)")


def test_several_sources_in_one_line() -> None:
    sources = ("gemeentewet 160", "Onzin!", "reglement-van-orde")
    assert cite_all(sources, REGISTER) == "artikel 160 Gemeentewet; Onzin!; Reglement van orde van jullie raad"
    assert cite_all(sources[:1], REGISTER, dated=True) == "artikel 160 Gemeentewet (tekst van 1 oktober 2026)"
    assert cite_all((), REGISTER) == ""


def test_articles_of_one_law_share_its_name_and_its_date() -> None:
    assert cite_all(["gemeentewet 7", "gemeentewet 160"], REGISTER) == "artikelen 7 en 160 Gemeentewet"
    dated = cite_all(["gemeentewet 7", "gemeentewet 28 lid 1", "gemeentewet 12", "kieswet X8"], REGISTER, dated=True)
    assert dated == (
        "artikel 7; artikel 28, lid 1, Gemeentewet (tekst van 1 oktober 2026);"
        " artikel 12 Gemeentewet (tekst van 1 januari 2025); artikel X 8 kieswet"
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Zie artikel 28.", ["28"]),
        ("Artikel 155a geldt (artikel 20).", ["155a", "20"]),
        ("Zie artikel 32, lid 4 en 5, Gemeentewet.", ["32 gemeentewet"]),
        ("Zie artikel 160, lid 1, onder d, van de Gemeentewet.", ["160 gemeentewet"]),
        ("Zie artikel 160 lid 1 d Gw.", ["160 gemeentewet"]),
        ("Zie artikel 169, leden 2 en 3.", ["169"]),
        ("Zie artikel 189 en 192, Gemeentewet.", ["189 gemeentewet", "192 gemeentewet"]),
        ("Zie artikelen 155, lid 1, en 169, leden 2 en 3, Gemeentewet.", ["155 gemeentewet", "169 gemeentewet"]),
        ("Zie artikelen 12, 15, 41c en 69.", ["12", "15", "41c", "69"]),
        ("De artikelen 28 tot en met 32 gelden.", ["28", "32"]),
        ("De artikelen X 1 en X8 gelden.", ["X1", "X8"]),
        ("Zie artikel 2:4\nlid 2.", ["2:4"]),
        ("Zie artikel 3.1.4a, lid 1.", ["3.1.4a"]),
        ("Het artikel in de krant van 12 mei. Artikelen over 28 leden.", []),
    ],
)
def test_articles_that_a_text_names(text: str, named: list[str]) -> None:
    found = Mentions(REGISTER.values()).find(text)
    assert [" ".join(filter(None, mention)) for mention in found] == named


TOLD = {
    "gemeentewet": Statute(
        law="gemeentewet",
        review_by=date(2027, 10, 1),
        entries=(
            Article(number="12", heading="Een register", paragraphs=("Alles is openbaar.",)),
            Article(number="160", heading="Het college", labels=("1", "1a"), paragraphs=("Besturen.", "En meer.")),
        ),
    )
}


CATALOGUE = Catalogue(laws=tuple(REGISTER.values()), statutes=TOLD)


def test_an_article_is_shown_once_with_what_is_cited_of_it() -> None:
    """Seen red with a sheet for each reference, and with the numbers 1, 2 in place of those of the law."""
    register, cited = sheets(("gemeentewet 12", "gemeentewet 160 lid 1a", "gemeentewet 160 lid 1 d"), CATALOGUE)
    assert (register.title, register.heading) == ("Artikel 12 Gemeentewet", "Een register")
    assert register.paragraphs == (("", "Alles is openbaar."),)
    assert register.read_on == date(2025, 1, 1)
    assert cited.paragraphs == (("1", "Besturen."), ("1a", "En meer."))
    assert cited.cited == {"1", "1a"}


def test_a_source_of_which_nothing_is_told_is_still_named() -> None:
    order, unknown, odd = sheets(("reglement-van-orde", "opiumwet 13b", "?!"), Catalogue(laws=CATALOGUE.laws))
    assert (order.title, order.address) == ("Reglement van orde van jullie raad", "")
    assert unknown.title == "Artikel 13b opiumwet"
    assert odd.title == "?!"
    assert order.paragraphs == unknown.paragraphs == odd.paragraphs == ()


@pytest.mark.parametrize(("since", "newer"), [(date(2026, 10, 1), False), (date(2027, 1, 1), True)])
def test_the_official_text_stands_beside_ours_and_says_when_it_is_newer(since: date, newer: bool) -> None:
    text = Official("BWBR0005416", since, {"160": ("1. Het college is bevoegd.",)})
    (sheet,) = sheets(("gemeentewet 160",), CATALOGUE, lambda _: text)
    assert sheet.official == ("1. Het college is bevoegd.",)
    assert sheet.newer is newer


@pytest.mark.parametrize(
    ("article", "link"),
    [("160", "&artikel=160&g=2026-10-01"), ("12", "&artikel=12&g=2025-01-01"), ("X8", "&artikel=X%208&g=2026-10-01")],
)
def test_the_official_text_is_linked_at_the_date_on_which_it_was_read(article: str, link: str) -> None:
    law = msgspec.structs.replace(REGISTER["gemeentewet"], bwb="BWBR0005416")
    assert address(law, article) == f"https://wetten.overheid.nl/jci1.3:c:BWBR0005416{link}"


def test_without_a_register_no_article_has_a_law() -> None:
    """Seen red with a KeyError: a draft in a folder of its own has no laws yet."""
    assert [mention.law for mention in Mentions(()).find("Dat staat in artikel 147 van de wet.")] == [None]


@pytest.mark.parametrize(
    ("norm", "sources", "said"),
    [
        (Norm.CUSTOM, ("gebruik",), "Dit is een gebruik in veel raden, geen wet."),
        (Norm.CUSTOM, ("gebruik", "x"), "Dit is een gebruik in veel raden, geen wet. Bron: x."),
        (Norm.LAW, ("gebruik", "x"), "Dit staat in de wet. Bron: gebruik; x."),
    ],
)
def test_what_the_norm_says_is_no_source_beside_it(norm: Norm, sources: tuple[str, ...], said: str) -> None:
    """Once it was: a custom in many councils, no law; source: a custom in many councils."""
    one = msgspec.structs.replace(next(iter(shipped().items.values())), norm=norm, sources=sources)
    assert told_sources(one, {}) == said


def test_a_sum_is_no_custom() -> None:
    """Once ten times € 110.000 was "a custom in many councils, no law"."""
    assert told_sources(shipped().items["sociaal-02-g"], {}) == "Dit reken of tel je zelf uit."
