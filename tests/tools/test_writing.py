"""Papers: what is written, and whether it holds what the lesson teaches. The examples are those of the lessons."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.pack import shipped
from tests.tools.test_terms import TODAY
from tutor.content.statute import parse
from tutor.documents.prints import FORMS
from tutor.model import Municipality
from tutor.tools.shelf import TOOLS, of_sort
from tutor.tools.tool import PaperPart, Setting, ToolAnswer, WrittenPaper, as_text, points_of

SIGNED = "Samira el Idrissi, Fractie Oost"
EVERY = {"onderwerp": "De Dorpsstraat", "gemeente": "Waterveen", "dag": "3-12-2026", "indieners": SIGNED}
GOOD: Mapping[str, Mapping[str, str]] = {
    "motie": {
        "feiten": "op dinsdag 43 vrachtwagens door de Dorpsstraat reden",
        "argumenten": "kinderen daar naar school fietsen",
        "verzoek": "om de raad vóór 1 maart twee andere routes te sturen, met de kosten erbij",
    },
    "amendement": {
        "voorstel": "Begroting 2027",
        "plaats": "punt 4",
        "oud": "€ 410.000",
        "nieuw": "€ 460.000",
        "toelichting": "De bibliotheek blijft op zaterdag open.",
        "bedrag": "€ 50.000 per jaar",
        "dekking": "drukwerk, elk jaar",
    },
    "schriftelijke-vragen": {
        "aanleiding": "De brug naar Sluisdorp gaat in maart dicht.",
        "vragen": "Wat wist u, en wanneer?\nWelke stappen zet u nu?",
        "antwoord": "15 december",
    },
    "zienswijze": {
        "regeling": "Omgevingsdienst Veenland",
        "opening": "Uw dienst kwam vorig jaar vaker op tijd",
        "punten": "u het nieuwe systeem (€ 1 per inwoner) uit uw spaarpot betaalt\nu het toezicht (€ 1,75) uitlegt",
        "antwoord": "28 juni",
    },
    "initiatiefvoorstel": {
        "besluit": "de Verordening buurtgeld vast te stellen\nhiervoor € 60.000 op de begroting te zetten",
        "waarom": "Straten wachten twee jaar op een bankje.",
        "bedrag": "€ 60.000 per jaar",
        "dekking": "drukwerk",
        "uitvoering": "over aanvragen te beslissen",
    },
}


def ask(name: str, host: Municipality | None = None, **changed: str) -> ToolAnswer:
    tool, setting = TOOLS[name], Setting(TODAY, host)
    return tool.answer(tool.filled(setting, {**EVERY, **GOOD[name], **changed}), setting)


def written(answer: ToolAnswer) -> str:
    assert answer.paper
    return as_text(answer.paper)


def missing(answer: ToolAnswer) -> list[str]:
    return [one.sentence for one in answer.counts if not one.met]


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_whole_paper_passes_every_check(name: str) -> None:
    answer = ask(name)
    assert missing(answer) == []
    assert "…" not in written(answer)
    assert len(answer.counts) > 3


@pytest.mark.parametrize(
    ("name", "changed", "sentence"),
    [
        ("motie", {"feiten": " \n- "}, "Schrijf een feit"),
        ("motie", {"argumenten": ""}, "Schrijf een argument"),
        ("motie", {"verzoek": ""}, "Schrijf het dictum"),
        ("motie", {"verzoek": "om twee andere routes te sturen"}, "wanneer het klaar is"),
        ("motie", {"verzoek": "om vóór 1 maart alles te doen tegen het verkeer"}, "‘alles te doen’"),
        ("motie", {"indieners": ""}, "Wie dient het in"),
        ("motie", {"dag": "31-2-2026"}, "Vul onderwerp, gemeente en dag in"),
        ("amendement", {"plaats": ""}, "het punt of artikel"),
        ("amendement", {"oud": ""}, "de nieuwe"),
        ("amendement", {"nieuw": "€ 410.000"}, "dezelfde als de oude"),
        ("amendement", {"dekking": ""}, "waar het vandaan komt (artikel 189, lid 2)"),
        ("amendement", {"dekking": "", "bedrag": ""}, "waar het vandaan komt (artikel 189, lid 2)"),
        ("amendement", {"toelichting": ""}, "Schrijf waarom"),
        ("schriftelijke-vragen", {"aanleiding": ""}, "Noem het feit"),
        ("schriftelijke-vragen", {"vragen": "Wat wist u? En wanneer?"}, "Eén vraag per regel"),
        ("schriftelijke-vragen", {"vragen": "Waarom doet u niets?"}, "iets wat je kunt nagaan"),
        ("schriftelijke-vragen", {"antwoord": ""}, "wanneer je het antwoord nodig hebt"),
        ("zienswijze", {"opening": ""}, "wat goed gaat"),
        ("zienswijze", {"punten": "1 euro\n2 euro\n3 euro\n4 euro"}, "4 punten: kies er 3"),
        ("zienswijze", {"punten": "u het uitlegt"}, "een cijfer"),
        ("zienswijze", {"punten": "wij hebben zorgen over € 1"}, "Bij ‘zorgen’"),
        ("initiatiefvoorstel", {"besluit": "buurtgeld belangrijk te vinden"}, "‘belangrijk’ is een mening"),
        ("initiatiefvoorstel", {"dekking": ""}, "waar het vandaan komt"),
        ("initiatiefvoorstel", {"uitvoering": ""}, "van het college"),
    ],
)
def test_what_the_lesson_teaches_is_asked_for(name: str, changed: dict[str, str], sentence: str) -> None:
    """Seen red with: a cover that is asked for only when a cost was filled in; a mark of a list taken for a point."""
    assert any(sentence in said for said in missing(ask(name, None, **changed)))


@pytest.mark.parametrize(
    "when",
    [
        "vóór 1 juni",
        "binnen drie maanden",
        "in 2027",
        "deze maand",
        "bij de volgende begroting",
        "elk kwartaal",
        "1-6-2027",
    ],
)
def test_a_request_may_say_when_in_many_ways(when: str) -> None:
    assert missing(ask("motie", None, verzoek=f"een plan te sturen {when}")) == []


def test_a_motion_that_only_speaks_out_needs_no_day() -> None:
    answer = ask("motie", None, dictum="spreekt-uit", verzoek="dat de Dorpsstraat veilig hoort te zijn")
    assert missing(answer) == []
    assert "spreekt uit" in written(answer)


def test_a_motion_is_written_as_in_the_lesson() -> None:
    text = written(ask("motie"))
    first = "De raad van de gemeente Waterveen, in vergadering bijeen op 3 december 2026,"
    order = [first, "constaterende dat", "overwegende dat", "verzoekt het college", "orde van de dag.", SIGNED]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "over een onderwerp dat niet op de agenda staat" in " ".join(text.split())
    assert "bij agendapunt 7" in written(ask("motie", None, agendapunt="7"))


def test_an_amendment_has_old_and_new_text_and_cover() -> None:
    text = written(ask("amendement"))
    assert text.index("€ 410.000") < text.index("wordt") < text.index("€ 460.000")
    assert "Het geld komt uit: drukwerk, elk jaar." in " ".join(text.split())


def test_a_view_goes_to_who_must_answer() -> None:
    assert "Aan het dagelijks bestuur van Omgevingsdienst Veenland" in written(ask("zienswijze"))
    assert "Aan het college van burgemeester en wethouders" in written(ask("zienswijze", None, aan="college"))
    assert "graag vóór …\n" in written(ask("zienswijze", None, antwoord=""))
    assert "2. u het toezicht (€ 1,75) uitlegt." in written(ask("zienswijze"))


def test_the_municipality_fills_in_its_name() -> None:
    tool, setting = TOOLS["motie"], Setting(TODAY, Municipality(name="Raalte", inhabitants=39_400))
    assert "gemeente Raalte" in written(tool.answer(tool.filled(setting, {}), setting))


def test_the_empty_form_asks_the_same() -> None:
    """What is printed for an evening comes from here: one truth for the parts of a motion and an amendment."""
    labels = {field.label for field in TOOLS["motie"].fields(Setting(TODAY))}
    assert {line for line in FORMS["modellen"]["Motie"] if line.endswith(":")} - labels == {
        "Verzoekt het college / spreekt uit:"
    }
    assert list(FORMS["modellen"]) == ["Motie", "Amendement"]


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_wrong_choice_gets_a_sentence(name: str) -> None:
    for field in TOOLS[name].fields(Setting(TODAY)):
        if field.options:
            assert f"Kies bij ‘{field.name}’ uit" in ask(name, None, **{field.name: "x"}).trouble


def test_every_source_is_told_in_our_own_words() -> None:
    for tool in of_sort("schrijven"):
        for source in ask(tool.id).sources:
            assert shipped().statutes[parse(source).law].article(parse(source).article or "")


@pytest.mark.parametrize("name", sorted(GOOD))
@given(texts=st.lists(st.text(max_size=60), min_size=14, max_size=14))
def test_any_words_make_a_paper(name: str, texts: list[str]) -> None:
    """Whatever is typed: a paper, with nothing lost of its points."""
    names = [field.name for field in TOOLS[name].fields(Setting(TODAY)) if not field.options]
    typed = dict(zip(names, texts, strict=False))
    answer = ask(name, None, **typed)
    assert isinstance(answer.paper, WrittenPaper)
    said = [line for piece in answer.paper.pieces if piece.part is not PaperPart.HEADING for line in piece.lines]
    for field in TOOLS[name].fields(Setting(TODAY)):
        if field.sort == "punten":
            for point in points_of(typed.get(field.name, "")):
                assert any(point.rstrip(".") in line for line in said)


def test_points_lose_their_own_marks() -> None:
    assert points_of("- een;\n• twee\n\n3. drie,\n 4) vier .") == ("een", "twee", "drie", "vier .")
    assert points_of("2027 begint\n1-6 is te laat") == ("2027 begint", "1-6 is te laat")
