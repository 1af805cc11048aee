"""Whether a paper holds what its lesson asks for. Each check says what is there, or what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tutor.dates import MONTHS
from tutor.tools.meeting import Count
from tutor.tools.terms import read_day
from tutor.tools.tool import Fields, points_of

MOST_POINTS = 3
"""Of a zienswijze: more, and the reader picks."""
_PERIOD = (
    "dag|week|weken|maand|maanden|kwartaal|jaar|zomer|winter|voorjaar|najaar|vergadering|raadsvergadering|begroting"
)
_WHEN = re.compile(
    rf"\b(?:{'|'.join(MONTHS)}|20\d\d|\d{{1,2}}-\d{{1,2}}"
    rf"|(?:binnen|na|elke?|ieder|iedere|komende?|volgende?|deze|dit) (?:\w+ )?(?:{_PERIOD}))\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"al het mogelijke|alles te doen|alles op alles|alles in het werk|zo (?:snel|spoedig|veel) mogelijk|waar mogelijk"
    r"|aandacht te (?:besteden|hebben|schenken)|zich in te zetten",
    re.IGNORECASE,
)
_WORRY = re.compile(r"\bzorgen?\b", re.IGNORECASE)
_OPINION = re.compile(r"\b(?:vindt?|belangrijk|onderschrijft|spreekt uit|hecht|hoopt)\b", re.IGNORECASE)
_EURO = re.compile(r"(?:€ ?|\beuro )([\d.,]*\d)|([\d.,]*\d) euro\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:wanneer|hoeveel|hoe vaak|hoe lang|welke?|wie|wat|waar)\b", re.IGNORECASE)


def _check(met: object, there: str, missing: str) -> Count:
    return Count(sentence=there if met else missing, met=bool(met))


def _amounts(text: str) -> set[str]:
    return {(one or other).rstrip(".,") for one, other in _EURO.findall(text)}


def common(fields: Fields, today: date) -> Iterator[Count]:
    """What every paper needs."""
    known = fields["onderwerp"].strip() and fields["gemeente"].strip() and read_day(fields["dag"], today)
    yield _check(known, "Onderwerp, gemeente en dag staan erin.", "Vul onderwerp, gemeente en dag in (3-11-2026).")
    if "indieners" in fields:
        signed = points_of(fields["indieners"])
        yield _check(
            signed, "Er staat wie het indient.", "Wie dient het in, en van welke fractie? Eén raadslid is genoeg."
        )


def motion(fields: Fields) -> Iterator[Count]:
    """A fact, an argument and a request that says who, what and when."""
    facts, reasons, asked = (points_of(fields[name]) for name in ("feiten", "argumenten", "verzoek"))
    yield _check(facts, "Er is een constatering: een feit.", "Schrijf een feit dat iedereen kan nagaan.")
    yield _check(reasons, "Er is een overweging: een argument.", "Schrijf een argument: waarom is dit goed?")
    yield _check(asked, "Er is een dictum: wat de raad vraagt of vindt.", "Schrijf het dictum: wie moet wat doen?")
    if fields["dictum"] == "verzoekt":
        when = _WHEN.search(fields["verzoek"])
        yield _check(when, "Het verzoek noemt wanneer.", "Zet in het verzoek wanneer het klaar is, zoals vóór 1 juni.")
    if vague := _VAGUE.search(fields["verzoek"]):
        yield _check(False, "", f"‘{vague[0]}’: wanneer is dat klaar? Noem wie, wat en wanneer.")


def amendment(fields: Fields) -> Iterator[Count]:
    """Old and new, where it stands, why, and who pays."""
    old, new = points_of(fields["oud"]), points_of(fields["nieuw"])
    where = fields["voorstel"].strip() and fields["plaats"].strip()
    yield _check(where, "Er staat bij welk voorstel en welk punt.", "Noem het voorstel, en het punt of artikel erin.")
    yield _check(
        old and new, "De oude en de nieuwe tekst staan erin.", "Schrijf de tekst die er nu staat, en de nieuwe."
    )
    if old and new:
        yield _check(old != new, "De nieuwe tekst is anders.", "De nieuwe tekst is dezelfde als de oude.")
    why = points_of(fields["toelichting"])
    yield _check(why, "Er staat waarom.", "Schrijf waarom: twee zinnen zijn genoeg.")
    yield from _cover(fields, _amounts(fields["oud"]) != _amounts(fields["nieuw"]))


def _cover(fields: Fields, changes_amount: bool) -> Iterator[Count]:
    cost, cover = fields["bedrag"].strip(), fields["dekking"].strip()
    if cost or changes_amount:
        missing = "Het gaat om geld. Zeg wat het kost en waar het vandaan komt (artikel 189, lid 2)."
        yield _check(cost and cover, "Er staat wat het kost, en de dekking.", missing)


def questions(fields: Fields) -> Iterator[Count]:
    """A fact, one thing at a time, something that can be checked, and when."""
    asked = points_of(fields["vragen"])
    fact = points_of(fields["aanleiding"])
    yield _check(fact, "Er staat van welk feit je uitgaat.", "Noem het feit waar je van uitgaat.")
    yield _check(asked, "Er is een vraag.", "Schrijf een vraag.")
    if odd := next((one for one in asked if one.count("?") != 1 or not one.endswith("?")), ""):
        yield _check(False, "", f"Eén vraag per regel, met een vraagteken aan het eind: ‘{odd[:40]}’.")
    if asked:
        loose = next((one for one in asked if not _ASKS.search(one)), "")
        missing = f"Vraag iets wat je kunt nagaan: een datum, een bedrag, een stap. ‘{loose[:40]}’ doet dat niet."
        yield _check(not loose, "Elke vraag vraagt iets wat je kunt nagaan.", missing)
    yield _check(
        fields["antwoord"].strip(), "Er staat wanneer je antwoord wilt.", "Zeg wanneer je het antwoord nodig hebt."
    )


def view(fields: Fields) -> Iterator[Count]:
    """One good thing, at most three points with a figure, and a day for the answer."""
    points = points_of(fields["punten"])
    if fields["aan"] == "bestuur":
        yield _check(
            fields["regeling"].strip(), "Er staat aan welk bestuur.", "Noem de regeling waar de brief heen gaat."
        )
    yield _check(fields["opening"].strip(), "De opening zegt wat goed gaat.", "Begin met één zin over wat goed gaat.")
    enough = 0 < len(points) <= MOST_POINTS
    many = f"{len(points)} punten: kies er {MOST_POINTS}, met het meeste geld of de meeste inwoners."
    yield _check(enough, "Er zijn een tot drie punten.", many if points else "Schrijf een tot drie punten.")
    if points:
        bare = next((one for one in points if not re.search(r"\d", one)), "")
        yield _check(not bare, "Elk punt heeft een cijfer.", f"Geef elk punt een cijfer: ‘{bare[:40]}’ heeft er geen.")
    if _WORRY.search(f"{fields['opening']} {fields['punten']}"):
        yield _check(
            False,
            "",
            "Bij ‘zorgen’ hoeft niemand iets te doen. Schrijf een voorwaarde: wat, hoeveel, en hoe zie je het?",
        )
    yield _check(
        fields["antwoord"].strip(), "Het slot zegt wanneer je antwoord wilt.", "Zeg op welke dag je antwoord wilt."
    )


def initiative(fields: Fields) -> Iterator[Count]:
    """A decision to which the raad can say yes or no, why, money, and what the college does."""
    decided = points_of(fields["besluit"])
    yield _check(decided, "Er is een besluit.", "Schrijf het besluit als eerste: wat staat er als de raad ja zegt?")
    if opinion := _OPINION.search(fields["besluit"]):
        yield _check(False, "", f"‘{opinion[0]}’ is een mening. Een besluit regelt iets: stelt vast, geeft, wijzigt.")
    yield _check(points_of(fields["waarom"]), "Er staat waarom.", "Schrijf welk probleem het is, en voor wie.")
    yield from _cover(fields, bool(_amounts(fields["besluit"])))
    done = points_of(fields["uitvoering"])
    yield _check(done, "Er staat wat het college doet.", "Schrijf wat je van het college vraagt.")
