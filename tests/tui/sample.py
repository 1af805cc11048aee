"""A small catalogue with everything a screen can meet: every kind of item, a casus, tables, callouts and links."""

from __future__ import annotations

from datetime import date
from typing import Any

from tutor.model import (
    Article,
    Casus,
    CasusChoice,
    CasusNode,
    Catalogue,
    Dilemma,
    Gap,
    Gaps,
    Goal,
    Item,
    Judgement,
    Law,
    Lesson,
    LessonHead,
    Matching,
    Mistake,
    Module,
    ModuleHead,
    Multiple,
    Norm,
    Number,
    Open,
    Option,
    Ordering,
    Pair,
    Part,
    Person,
    Programme,
    Section,
    ShortText,
    Single,
    Statement,
    Statute,
    Step,
    StepRole,
    Stop,
    Term,
    Variation,
)

SITUATION = """\
Het is maandagavond in Waterveen. Mevrouw Bakker mailt je.

> ‘Waarom is de speeltuin dicht? Jullie zijn toch de baas?’

Wat antwoord je haar?
"""

ORGANS = """\
Elke gemeente heeft drie organen: de [raad](begrip:gemeenteraad), het **college** en de *burgemeester*.

| orgaan | hoofdtaak | voorbeeld |
|---|---|---|
| raad | stelt regels en geld vast en controleert het college | de begroting |
| college | voert besluiten uit en bestuurt van dag tot dag | een vergunning |
| burgemeester | openbare orde | een noodbevel |

> **Onthoud.** De raad is het hoogste orgaan. Zie ook [de situatie](stap:situatie) en [les twee](les:rollen-02).
"""

EXAMPLE = """\
Zo doe je dat:

* eerst **luisteren**:
  * bij wie?
  * hoe lang?
* dan vragen.

1. Wat spraken we af?
2. Wat gebeurt er?

> **Let op.** Beloof geen stem.

> **Lokaal.** Jullie reglement kan dit anders regelen.
"""


def base(letter: str, lesson: str = "rollen-01") -> dict[str, Any]:
    return {
        "id": f"{lesson}-{letter}",
        "goal": f"{lesson}-organen",
        "step": "organen",
        "question": f"Vraag {letter}: wie besluit?",
        "explanation": f"Uitleg bij {letter}.",
        "norm": Norm.LAW,
        "sources": ("gemeentewet 7",),
        "difficulty": 1,
    }


def options(letter: str) -> tuple[Option, ...]:
    return (
        Option(text=f"De raad ({letter}).", key=True, feedback=f"Ja, de raad ({letter})."),
        Option(text=f"Het college ({letter}).", feedback="Nee, het college voert uit."),
        Option(text=f"De griffie ({letter}).", feedback="Nee, de griffie ondersteunt."),
    )


def items(lesson: str) -> tuple[Item, ...]:
    return (
        Single(**base("a", lesson), options=options("a")),
        Single(**base("b", lesson), situation="Er ligt een mail.", hint="Kijk naar de eed.", options=options("b")),
        Multiple(**base("c", lesson), options=(*options("c"), Option(text="Ook de raad.", key=True, feedback="Ja."))),
        Ordering(
            **base("d", lesson),
            parts=tuple(Part(text=text, feedback=f"{text} hoort hier.") for text in ("Beeld", "Oordeel", "Besluit")),
        ),
        Matching(
            **base("e", lesson),
            pairs=(
                Pair(left="APV vaststellen", right="de raad", feedback="Regels."),
                Pair(left="Vergunning geven", right="het college", feedback="Uitvoering."),
            ),
            distractors=(Option(text="de griffier", feedback="De griffier besluit niet."),),
        ),
        Number(
            **base("f", lesson),
            answer=12,
            unit="leden",
            feedback="Meer dan de helft van 23 is 12.",
            mistakes=(Mistake(value=11, feedback="Elf is te weinig."),),
        ),
        ShortText(
            **base("g", lesson),
            answers=("amendement", "een amendement"),
            feedback="Ja, een amendement.",
            mistakes=(Mistake(value="motie", feedback="Een motie verandert niets."),),
        ),
        Open(
            **base("h", lesson),
            model_answer="Wat kost het?",
            criteria=(Part(text="Je vraagt naar geld.", feedback="Zonder geld geen kader."),),
        ),
        Statement(
            **base("i", lesson),
            decides="De raad.",
            floor="De wet zegt weinig.",
            pros=("Het helpt.",),
            cons=("Het kost geld.",),
            shifts=("Maar wat als het je buurman is?",),
        ),
        Dilemma(
            **base("j", lesson),
            decides="De raad.",
            floor="Artikel 28.",
            pros=("Voor.",),
            cons=("Tegen.",),
            options=(Option(text="Meestemmen", feedback="Kan."), Option(text="Wegblijven", feedback="Kan ook.")),
        ),
        *([gaps(lesson)] if lesson == "geld-01" else []),
    )


def gaps(lesson: str) -> Gaps:
    return Gaps(
        **base("k", lesson),
        sentence="De ___ stelt de begroting vast, en het ___ voert haar uit.",
        gaps=(
            Gap(answers=("raad",), feedback="Geld is van de raad."),
            Gap(answers=("college",), feedback="Het voert uit."),
        ),
        distractors=(Option(text="presidium", feedback="Dat bereidt voor."),),
    )


def casus(lesson: str) -> Casus:
    ends = tuple(
        CasusNode(id=f"einde-{word}", text=f"Het is klaar ({word}).", ending=word, debrief=f"Deze weg is {word}.")
        for word in Judgement
    )
    return Casus(
        id=f"{lesson}-casus",
        lesson=lesson,
        goals=(f"{lesson}-organen",),
        title="Drie vragen in één mail",
        role="raadslid",
        start="mail",
        floor="De raad stelt vast, het college voert uit.",
        sources=("gemeentewet 7",),
        nodes=(
            CasusNode(
                id="mail",
                text="Mevrouw Bakker **mailt** je.",
                choices=(choice("Je belt de wethouder.", "gebeld"), choice("Je doet niets.", "einde-zwak")),
            ),
            CasusNode(
                id="gebeld",
                text="De wethouder neemt op.",
                role="griffier",
                choices=(choice("Je vraagt door.", "einde-sterk"), choice("Je bedankt.", "einde-kan")),
            ),
            *ends,
        ),
        variations=(Variation(id="spoed", question="Maar wat als er spoed is?", target="gebeld"),),
    )


def choice(text: str, target: str) -> CasusChoice:
    return CasusChoice(
        text=text, target=target, consequence=f"Gevolg: {text}", feedback="Handig.", judgement=Judgement.DEFENSIBLE
    )


def lesson(number: int, title: str, module: str = "rollen") -> Lesson:
    name = f"{module}-{number:02}"
    return Lesson(
        head=LessonHead(
            id=name,
            title=title,
            goals=(
                Goal(id=f"{name}-organen", text="Je noemt de drie bestuursorganen."),
                Goal(id=f"{name}-hoogste", text="Je legt uit waarom de raad het hoogste orgaan is."),
            ),
            minutes=10,
            audience=("raadslid",),
            sources=("gemeentewet 7",),
            peildatum=date(2026, 11, 23),
            review_by=date(2028, 3, 31),
            prequestions=(f"{name}-a",),
        ),
        module=module,
        steps=(
            Step(anchor="situatie", title="De mail van mevrouw Bakker", role=StepRole.SITUATION, text=SITUATION),
            Step(anchor="organen", title="Drie organen", role=StepRole.CORE, text=ORGANS, check=f"{name}-b"),
            Step(anchor="voorbeeld", title="Zo doe je dat", role=StepRole.EXAMPLE, text=EXAMPLE),
            Step(anchor="gesprek", title="Voor in je fractie", role=StepRole.DISCUSSION, text="Praat erover."),
            Step(anchor="morgen", title="Morgen doen", role=StepRole.TOMORROW, text="Open één stuk."),
        ),
        items=items(name),
        cases=(casus(name),),
    )


PROGRAMME = Programme(
    id="eerste-week",
    title="Je eerste week",
    text="Drie dingen voor je eerste vergadering.",
    audience=("raadslid",),
    sections=(
        Section(
            title="Thuis",
            stops=(
                Stop(lesson="rollen-01", minutes=3, what="stap", step="organen"),
                Stop(lesson="rollen-02", minutes=10),
            ),
        ),
        Section(
            title="In de bus",
            stops=(
                Stop(lesson="geld-01", minutes=5, what="quiz"),
                Stop(lesson="geld-01", minutes=5, what="casus"),
            ),
        ),
    ),
)

CATALOGUE = Catalogue(
    modules=(
        Module(
            head=ModuleHead(id="rollen", title="Rollen en instrumenten", order=1, text="Wie doet wat in de gemeente?"),
            lessons=(lesson(1, "Wie bestuurt de gemeente?"), lesson(2, "Drie rollen, één raadslid")),
        ),
        Module(
            head=ModuleHead(id="geld", title="Geld en grip", order=2, text="De begroting begrijpen."),
            lessons=(lesson(1, "Wat is een begroting?", "geld"),),
        ),
    ),
    laws=(Law(id="gemeentewet", name="Gemeentewet", short="Gw", text_date=date(2026, 10, 1), articles=("7",)),),
    statutes={
        "gemeentewet": Statute(
            law="gemeentewet",
            review_by=date(2027, 10, 1),
            entries=(
                Article(
                    number="7",
                    heading="Wie de raad kiest",
                    paragraphs=("De inwoners kiezen de raad.", "De raad vertegenwoordigt alle inwoners."),
                ),
            ),
        )
    },
    terms=(
        Term(
            id="gemeenteraad",
            term="gemeenteraad",
            explanation="Het hoogste bestuur van de gemeente.",
            sources=("gemeentewet 7",),
            also=("raad",),
        ),
        Term(id="college", term="college", explanation="Burgemeester en wethouders samen."),
    ),
    programmes=(PROGRAMME,),
    people=(Person(id="prins", name="Joke Prins", role="griffier", text="Zij helpt de raad.", also=("de griffier",)),),
)
