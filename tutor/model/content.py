"""What all content has in common, Dutch keys for authors and English names for code, and a problem found in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

KEYS: Mapping[str, str] = {
    "abstaining": "onthouden",
    "activities": "activiteit",
    "after": "daarna",
    "also": "ook",
    "amount": "bedrag",
    "answer": "antwoord",
    "answers": "antwoorden",
    "articles": "artikelen",
    "at_home": "bij_jullie",
    "audience": "doelgroep",
    "bars": "balk",
    "bases": "vanaf",
    "branches": "tak",
    "call": "zaal",
    "cards": "rolkaart",
    "choices": "keuze",
    "code": "gedragscode",
    "condition": "als",
    "cons": "tegen",
    "consequence": "gevolg",
    "counts": "telt",
    "criteria": "criterium",
    "debrief": "nabespreking",
    "decides": "wie_beslist",
    "decisive": "beslist",
    "difficulty": "moeilijkheid",
    "discuss": "gespreksvragen",
    "distractors": "afleider",
    "does": "doet",
    "drawing": "tekening",
    "elsewhere": "anders",
    "emblem": "wapen",
    "empty": "leeg",
    "ending": "einde",
    "entries": "artikel",
    "events": "gebeurtenis",
    "explanation": "uitleg",
    "files": "bestanden",
    "fixed": "vast",
    "floor": "ondergrens",
    "flows": "pijl",
    "follow_up": "vervolg",
    "format": "formaat",
    "gaps": "gat",
    "goal": "doel",
    "goals": "doel",
    "heading": "kop",
    "held_back": "achtergehouden",
    "not_for": "niet_voor",
    "only_for": "alleen_voor",
    "inhabitants": "inwoners",
    "instead_of": "in_plaats_van",
    "items": "items",
    "judgement": "oordeel",
    "key": "goed",
    "labels": "lidnummers",
    "law": "wet",
    "leaving": "wisselt",
    "left": "links",
    "lesson": "les",
    "licence": "licentie",
    "members": "wie",
    "minutes": "minuten",
    "month": "maand",
    "misconception": "misvatting",
    "mistakes": "fout",
    "model_answer": "modelantwoord",
    "moments": "moment",
    "name": "naam",
    "nodes": "knoop",
    "number": "nummer",
    "options": "optie",
    "order": "volgorde",
    "orders": "reglement",
    "organs": "orgaan",
    "origin": "van",
    "other_texts": "andere_tekst",
    "others": "overig",
    "outcome": "dan",
    "pairs": "paar",
    "paragraphs": "leden",
    "partnerships": "regeling",
    "parts": "onderdeel",
    "passage": "bij",
    "peildatum": "peildatum",
    "points": "punt",
    "preparation": "voorbereiding",
    "prequestions": "prikvragen",
    "prerequisites": "voorkennis",
    "present": "aanwezig",
    "prints": "druk",
    "pros": "voor",
    "question": "vraag",
    "questions": "item",
    "reasoned": "reden",
    "review_by": "herzien_voor",
    "right": "rechts",
    "role": "rol",
    "seats": "zetels",
    "secret": "geheim",
    "sections": "deel",
    "sentence": "zin",
    "shares": "deel",
    "shifts": "schuif",
    "short": "kort",
    "situation": "situatie",
    "sort": "soort",
    "sources": "bronnen",
    "speaking_seconds": "spreektijd",
    "stated_seats": "zetels",
    "step": "stap",
    "steps": "stap",
    "stops": "halte",
    "talking_point": "gesprekspunt",
    "target": "naar",
    "term": "term",
    "text": "tekst",
    "text_date": "tekst_van",
    "title": "titel",
    "today": "vandaag",
    "tolerance": "tolerantie",
    "trainer": "trainer",
    "trainer_after": "trainer_na",
    "typed": "typen",
    "under": "onder",
    "unit": "eenheid",
    "units": "deel",
    "value": "waarde",
    "variations": "wat_als",
    "version": "versie",
    "what": "wat",
    "when": "op",
    "words": "woorden",
}
"""English field name -> the key that an author writes."""

Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z", max_length=60)]
"""An explicit, stable content id: lowercase letters, digits and single hyphens."""


class Norm(StrEnum):
    """What makes the answer right: the law, or something softer."""

    LAW = "wet"
    STANDING_ORDERS = "reglement"
    CODE_OF_CONDUCT = "gedragscode"
    CUSTOM = "gebruik"
    JUDGEMENT = "afweging"


class Content(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, rename=KEYS):
    """Base of everything that authors write: frozen, Dutch keys, unknown keys refused."""


def revision(content: Struct) -> str:
    """Hash of everything an author wrote: a changed item keeps its id and its history, but is recognised."""
    from hashlib import sha256  # not needed to show anything

    return sha256(msgspec.json.encode(content)).hexdigest()[:16]


class Severity(StrEnum):
    """How bad a problem in the content is."""

    ERROR = "fout"
    WARNING = "waarschuwing"


class Problem(Struct, frozen=True, order=True):
    """Something wrong in the content: where, what, and how to mend it."""

    path: str
    """Relative to the content folder, with forward slashes."""
    line: int
    severity: Severity
    code: str
    """Stable short name of the rule, such as `onbekende-sleutel`."""
    message: str
    """Dutch: what is wrong."""
    remedy: str
    """Dutch: how to mend it."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity}: {self.message} {self.remedy} [{self.code}]"
