"""May we open, is the vote valid, and what is decided? Gemeentewet 20 and 28 to 32, for one vote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from tutor.model import Decision
from tutor.model.drawing import Seats
from tutor.tools.meeting import BadVote, Count, Vote, decide, explain, majority_of, opening, validity
from tutor.tools.tool import Fields, Setting, Sort, Tool, ToolAnswer, ToolField

VOTING = "stemmen"
WATERVEEN = 23
"""Seats of the raad in the lessons."""
MOST_SEATS = 100
ABOUT = {
    "voorstel": "een voorstel",
    "voordracht": "personen, en er is een voordracht",
    "personen": "personen, en de keuze is vrij",
}
BEFORE = {
    "niets": "niets: dit is de eerste keer",
    "dicht": "de vergadering kon niet open; nu dezelfde onderwerpen (artikel 20)",
    "ongeldig": "een stemming die ongeldig was (artikel 29)",
    "gestaakt": "een vergadering waarin de stemmen staakten (artikel 32)",
    "herstemming": "stemmen staakten over personen; dit is de herstemming (artikel 31)",
}
_LABELS = {
    "zetels": "Zetels van de raad",
    "leeg": "Lege zetels",
    "aanwezig": "Leden die de presentielijst tekenden",
    "niet-mee": "Leden die niet mogen meedoen (artikel 28)",
    "voor": "Stemmen voor",
    "tegen": "Stemmen tegen",
    "blanco": "Blanco of ongeldige briefjes (bij personen)",
}
_AGAIN = (
    "De burgemeester roept opnieuw op, met minstens 24 uur ertussen. Dan is er voor dezelfde onderwerpen geen minimum "
    "(artikel 20, lid 2 en 3, en artikel 29, lid 2)."
)
_OTHER = "Voor andere onderwerpen van die vergadering gelden de gewone regels (artikel 20, lid 3)."
_RECUSED = (
    "Niet meedoen is een plicht, geen keuze: voor wie het persoonlijk aangaat, of wie over eigen rekening zou oordelen "
    "(artikel 28). Bij hoofdelijke stemming stemt ieder ander in de zaal voor of tegen (artikel 32, lid 2)."
)
_BLANK = "In de tekening staan blanco briefjes bij ‘stemt niet mee’."


def _fields(setting: Setting) -> tuple[ToolField, ...]:
    seats = setting.host.seats if setting.host else WATERVEEN
    asked = [
        ToolField(name=name, label=label, sort=Sort.NUMBER, value={"zetels": str(seats)}.get(name, ""))
        for name, label in _LABELS.items()
    ]
    about = ToolField(
        name="over", label="Waarover stemt de raad?", sort=Sort.CHOICE, value="voorstel", options=tuple(ABOUT.items())
    )
    before = ToolField(
        name="vooraf", label="Wat ging vooraf?", sort=Sort.CHOICE, value="niets", options=tuple(BEFORE.items())
    )
    return (*asked, about, before)


def _answer(fields: Fields, setting: Setting) -> ToolAnswer:
    typed = {name: fields[name].strip() for name in _LABELS}
    wrong = next((name for name, text in typed.items() if text and not re.fullmatch(r"[0-9]{1,3}", text)), None)
    if wrong:
        return ToolAnswer(trouble=f"Schrijf een getal bij ‘{_LABELS[wrong]}’.")
    for name, options in (("over", ABOUT), ("vooraf", BEFORE)):
        if fields[name] not in options:
            return ToolAnswer(trouble=f"Kies bij ‘{name}’ uit: {', '.join(options)}.")
    numbers = {name: int(text or 0) for name, text in typed.items()}
    persons, before = fields["over"] != "voorstel", fields["vooraf"]
    vote = Vote(
        seats=numbers["zetels"],
        sitting=numbers["zetels"] - numbers["leeg"],
        recused=numbers["niet-mee"],
        for_=numbers["voor"],
        against=numbers["tegen"],
        blank=numbers["blanco"],
        persons=persons,
        nominated=fields["over"] == "voordracht" or before == "herstemming",
        exempt=before == "ongeldig",
        reopened=before == "dicht",
        reconvened=before == "gestaakt",
        revote=before == "herstemming",
    )
    signed = numbers["aanwezig"] if typed["aanwezig"] else vote.took_part + vote.recused
    voted = bool(typed["voor"] or typed["tegen"])
    if trouble := _trouble(vote, signed, before):
        return ToolAnswer(trouble=trouble)
    if not voted and not typed["aanwezig"]:
        needed = f"om te openen tekenen er minstens {majority_of(vote.sitting)} van de {vote.sitting} (artikel 20)"
        return ToolAnswer(trouble=f"Vul in wie er zijn, of hoe er is gestemd: {needed}.", waiting=True)
    if voted and not vote.for_ + vote.against:
        return ToolAnswer(trouble="Er is geen stem uitgebracht. Vul in hoeveel leden voor en tegen zijn.")
    return _counted(vote, signed, voted=voted, listed=bool(typed["aanwezig"]))


def _trouble(vote: Vote, signed: int, before: str) -> str:
    if not 0 < vote.seats <= MOST_SEATS:
        return f"Een raad heeft hier 1 tot en met {MOST_SEATS} zetels."
    if vote.sitting < 1:
        return "Er zijn niet meer lege zetels dan zetels, en er is minstens één lid."
    if before == "herstemming" and not vote.persons:
        return "Een herstemming is er alleen over personen (artikel 31). Kies iets anders bij wat vooraf ging."
    if before == "gestaakt" and vote.persons:
        return "Artikel 32 gaat niet over personen: daar volgt meteen een herstemming (artikel 31)."
    try:
        decide(vote)
    except BadVote as bad:
        return str(bad)
    if signed > vote.sitting:
        return f"Er zijn {vote.sitting} zittende leden; {signed} handtekeningen kan niet."
    if vote.took_part > signed:
        return f"Er tekenden {signed} leden, maar er zijn {vote.took_part} stemmen."
    return ""


def _counted(vote: Vote, signed: int, *, voted: bool, listed: bool) -> ToolAnswer:
    """What the articles say of a vote that can be; without votes only whether the meeting may open."""
    opened = opening(vote.sitting, signed)
    if vote.reopened and not opened.met:
        sentence = (
            f"Openen mag: voor dezelfde onderwerpen is er nu geen minimum; {signed} leden tekenden (artikel 20, lid 3)."
        )
        opened = Count(sentence=sentence, met=True)
    counts, decision, notes = [opened], None, []
    room = partial(Seats, title="De zaal", seats=vote.seats, empty=vote.seats - vote.sitting)
    drawing = room(present=signed)
    sources = ["gemeentewet 20"]
    if not opened.met:
        notes.append(_AGAIN)
    elif not voted:
        may = vote.sitting - vote.recused
        minimum = (
            "Er is nu geen minimum"
            if vote.exempt or vote.reopened
            else f"Straks moeten er {majority_of(may)} van de {may} meedoen"
        )
        notes.append(f"{minimum} (artikel 29). Vul de stemmen in, dan zie je wat er besloten is.")
        sources.append("gemeentewet 29")
    else:
        decision = decide(vote)
        drawing = room(present=signed, abstaining=vote.recused + vote.blank, pros=vote.for_, cons=vote.against)
        if decision is not Decision.INVALID:
            counts.append(validity(vote))
        counts.append(Count(sentence=explain(decision, vote), met=decision is Decision.ADOPTED))
        tie = "gemeentewet 31" if vote.persons else "gemeentewet 32"
        sources += ["gemeentewet 29", "gemeentewet 30", *([tie] if vote.for_ == vote.against else [])]
    if vote.reopened:
        notes.append(_OTHER)
    if vote.recused:
        notes.append(_RECUSED)
        sources.insert(1, "gemeentewet 28")
    if vote.blank and decision:
        notes.append(_BLANK)
    if voted and not listed:
        notes.append(f"Zonder presentielijst tel ik wie stemde en wie niet meedoet: {signed}.")
    return ToolAnswer(
        drawing=drawing,
        counts=tuple(counts),
        notes=tuple(notes),
        sources=tuple(sources),
        facts=_facts(vote, signed, opened, decision, [count.sentence for count in counts]),
    )


def _facts(
    vote: Vote, signed: int, opened: Count, decision: Decision | None, sentences: list[str]
) -> Mapping[str, object]:
    free = vote.exempt or vote.reopened
    return {
        "seats": vote.seats,
        "sitting": vote.sitting,
        "signed": signed,
        "may_open": opened.met,
        "valid": None if decision is None else decision is not Decision.INVALID,
        "decision": decision,
        "needed_to_open": 0 if vote.reopened else majority_of(vote.sitting),
        "needed_to_be_valid": 0 if free else majority_of(vote.sitting - vote.recused),
        "needed_to_carry": majority_of(vote.for_ + vote.against) if decision else None,
        "sentences": sentences,
    }


TOOLS = (
    Tool(
        id=VOTING,
        sort=VOTING,
        title="Mogen we stemmen, en wat is besloten?",
        lesson="rollen-04",
        bare=("voor", "tegen", "niet-mee"),
        fields=_fields,
        answer=_answer,
    ),
)
