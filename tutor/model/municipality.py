"""What is particular to the municipality of whoever learns here: `gemeente.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import field

from tutor.model.content import Content

FILE_NAME = "gemeente.toml"
LAW_SEATS = (
    (3_000, 9), (6_000, 11), (10_000, 13), (15_000, 15), (20_000, 17), (25_000, 19), (30_000, 21), (35_000, 23),
    (40_000, 25), (45_000, 27), (50_000, 29), (60_000, 31), (70_000, 33), (80_000, 35), (100_000, 37), (200_000, 39),
)  # fmt: skip
"""Most inhabitants, and members of the raad: Gemeentewet 8 lid 1."""
MOST_SEATS = 45
SLOTS: Mapping[str, str] = {
    "agressie-melden": "Bij wie meldt een raadslid agressie, en wat doet de gemeente dan?",
    "basistoets": "Doet de raad een integriteitstoets van kandidaat-wethouders?",
    "geschenk-grens": "Tot welk bedrag mag je een geschenk houden, en bij wie meld je het?",
    "indienen-termijn": "Tot wanneer dien je moties en amendementen in?",
    "initiatief": "Hoe dien je een initiatiefvoorstel in?",
    "interpellatie": "Hoe vroeg vraag je een interpellatie aan?",
    "melding-onderzoek": "Wie onderzoekt een melding over integriteit?",
    "mondelinge-vragen": "Hoe laat meld je een mondelinge vraag, en hoeveel mag je er stellen?",
    "nevenfuncties": "Bij wie geef je een nevenfunctie door?",
    "participatie": "Wat staat er in de participatieverordening over evalueren en uitdagen?",
    "scholing": "Wat is er geregeld voor scholing van raadsleden?",
    "vragen-termijn": "Hoeveel dagen heeft het college voor antwoord op schriftelijke vragen?",
}
"""What lessons ask of a municipality, by the name of the slot: `{lokaal:vragen-termijn}`."""
COUNTED = ("zetels", "quorum", "wethouders", "regelingen")
"""Slots that are worked out, or listed."""
LOCAL = "> **Lokaal.** "
"""How a box begins that a municipality can fill."""
_BOX = re.compile(re.escape(LOCAL) + r"(?:\{lokaal:([^{}\n]*)\} ?)?")


class Partnership(Content, frozen=True, kw_only=True):
    """A gemeenschappelijke regeling that the municipality takes part in."""

    name: str
    sort: Literal[
        "openbaar lichaam",
        "bedrijfsvoeringsorganisatie",
        "gemeenschappelijk orgaan",
        "centrumgemeente",
        "lichte regeling",
    ] = "openbaar lichaam"


class Municipality(Content, frozen=True, kw_only=True):
    """A municipality. All numbers follow from its inhabitants, unless it says otherwise."""

    name: str
    inhabitants: int
    emblem: str = ""
    """Its coat of arms or logo: in the file the name of a picture beside it, once that was read its `data:` address."""
    stated_seats: int | None = None
    """Only where the raad has not the number that goes with its inhabitants now: Gemeentewet 8 lid 2."""
    orders: dict[str, str] = field(default_factory=dict)
    """What its own reglement van orde says, by slot; likewise its gedragscode, and other rules."""
    code: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    partnerships: tuple[Partnership, ...] = ()

    @property
    def law_seats(self) -> int:
        """Members of the raad by Gemeentewet 8 lid 1."""
        return next((seats for most, seats in LAW_SEATS if self.inhabitants <= most), MOST_SEATS)

    @property
    def seats(self) -> int:
        """Members that the raad has."""
        return self.stated_seats or self.law_seats

    @property
    def quorum(self) -> int:
        """Members who must be present when no seat is empty: more than half (Gemeentewet 20 lid 1)."""
        return self.seats // 2 + 1

    @property
    def aldermen(self) -> int:
        """Most wethouders: twenty percent of the raad, to the nearest whole number, at least two (36 lid 1 and 5)."""
        return max(2, _rounded(self.seats * 20))

    @property
    def part_time_aldermen(self) -> int:
        """Most of them when some work part time: twenty-five percent (36 lid 3 and 5)."""
        return max(2, _rounded(self.seats * 25))

    @property
    def rules(self) -> Mapping[str, str]:
        """What fills the slots."""
        return {
            "zetels": f"{self.seats} zetels",
            "quorum": f"{self.quorum} van de {self.seats} leden, als geen zetel leeg is",
            "wethouders": f"hooguit {self.aldermen} wethouders, of {self.part_time_aldermen} als er in deeltijd werken",
            **({"regelingen": _regelingen(len(self.partnerships))} if self.partnerships else {}),
            **self.orders,
            **self.code,
            **self.others,
        }

    @property
    def together(self) -> str:
        """Its gemeenschappelijke regelingen, each with its kind."""
        return "; ".join(f"{one.name} ({one.sort})" for one in self.partnerships)


def taken_out(text: str) -> tuple[str, tuple[str, ...]]:
    """The Markdown of a step without its slots, and the slot of each box `Lokaal`; no slots at all for a step without.

    A slot anywhere else stays in the text.
    """
    names = tuple((match[1] or "").strip() for match in _BOX.finditer(text))
    return _BOX.sub(LOCAL, text), names if any(names) else ()


def filled_in(text: str, names: tuple[str, ...], municipality: Municipality) -> str:
    """The Markdown of a step with what the municipality says at the beginning of its boxes."""
    rules, waiting = municipality.rules, iter(names)

    def box(match: re.Match[str]) -> str:
        rule = rules.get(next(waiting, ""))
        return f"{LOCAL}{_sentence(rule, municipality)} " if rule else match[0]

    return _BOX.sub(box, text) if names else text


def _sentence(rule: str, municipality: Municipality) -> str:
    """A local rule in Markdown, in which its own characters mean nothing."""
    words = " ".join(f"Bij jullie ({municipality.name}): {rule.rstrip('. ')}.".split())
    return re.sub(r"([\\`*_\[\]<>{}|~])", r"\\\1", words)


def _regelingen(count: int) -> str:
    """In a box; a drawing below it names them."""
    return f"{count} gemeenschappelijke {'regeling' if count == 1 else 'regelingen'}"


def _rounded(hundredths: int) -> int:
    """A percentage to the nearest whole number; halves do not occur with an odd number of seats."""
    return (2 * hundredths + 100) // 200
