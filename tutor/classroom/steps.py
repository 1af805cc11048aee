"""What every evening says alike: what the room does, notes for the trainer, and the steps of conversations."""

from __future__ import annotations

from collections.abc import Mapping

NOTED = "Noteer met o wat gezegd wordt; met v komt het op de muur."
SCORE = "Druk het nummer van elk team dat het goed heeft. Met i geef je teams een naam."
UNANSWERED = "Geef nog geen antwoord en laat geen uitslag zien: dat komt bij de tweede meting."
MOVED = "Vraag wie nu anders kiest, en waarom."
TOGETHER = "Tel af: drie, twee, een. Dan gaan alle letters tegelijk omhoog."
THINK = "Denk zelf, 1 minuut. Praat nog niet"
SEE, LISTEN = "Kijk wat de zaal koos", "Luister mee"
OWN = "Lokaal: deze vraag is van jullie zelf, Raadstutor keek haar niet na."
MENDED = "Verbeterd tijdens deze avond: dat deel keek Raadstutor niet na."
PHASE: Mapping[str, str] = {
    "Situatie": "Lees voor.",
    "Stil denken": "Start de klok met k, en bewaak de stilte.",
    "Stem": "Geen overleg: ieder kiest zelf.",
    "Stem 1": "Tel eerst links en dan rechts, en typ het met t.",
    "Stem 2": "Tel opnieuw. Straks hoor je wie wisselde, en waarom.",
    "3 Regels": "Lees voor. Hier valt voor de zaal niets te kiezen.",
    "4 Belanghebbenden": "Noteer met o wie er genoemd wordt; met v komt het op de muur.",
    "6 Weging": "Loot met z wie er iets zegt: dan praten ook de stille mensen.",
    "Ondergrens": "Lees voor. Hier valt voor de zaal niets te kiezen.",
    "Gesprek": "Eerst twee minuten in tweetallen. Loot dan met z wie er iets zegt.",
    "Bespreking": "Start de klok met k, en bewaak de tijd van elke spreker.",
    "Stand": "Lees de stand voor, van onder naar boven.",
}
"""What a trainer who does this for the first time does in a phase that has no notes of its own."""

DECIDE = "7 Besluit"
WEIGHING: tuple[tuple[str, str, str], ...] = (
    ("4 Belanghebbenden", "Wie raakt dit? Wie zit niet aan tafel?", "Noem wie dit raakt"),
    ("5 Argumenten", "Wat pleit voor, wat tegen?", "Eerst een argument, dan een ander"),
    ("6 Weging", "Wat weegt het zwaarst? En als het morgen in de krant staat?", "Noem één ding dat zwaar weegt"),
    (DECIDE, "Wat doe je, en wat doe je voor wie verliest?", "Zeg wat jij zou doen, en waarom"),
)
"""The steps of a moral deliberation that need no case on paper: name, question, and what the room does."""
RESOLVE = "Leg besluit en redenen vast met j."
OWN_CASE: tuple[tuple[str, str, str, str], ...] = (
    (
        "1 Situatie",
        "Wat gebeurde er? Wat is feit, wat is gerucht?",
        "Noteer de kern met o; met v komt zij op de muur.",
        "Luister, en vraag alleen naar feiten",
    ),
    (
        "2 Vraag",
        "Wat is de vraag, in één zin? Wie is aan zet?",
        "Stemmen? Zet de keuzes erbij met q, en kom terug.",
        "Zoek samen de vraag",
    ),
    (
        "3 Regels",
        "Ligt het al vast in een wet, een verordening of de gedragscode?",
        "Laat iemand het opzoeken.",
        "Zoek op wat al vastligt",
    ),
)
"""The steps before them for a case of the room itself: name, question, note for the trainer, what the room does."""

INTERVISION: tuple[tuple[str, int, str, str], ...] = (
    ("Inbrengen: wat gebeurde er?", 5, "De inbrenger vertelt. De anderen luisteren alleen.", "Luister alleen"),
    (
        "Vragen naar feiten",
        8,
        "Is een vraag eigenlijk een raad? Laat haar opnieuw stellen.",
        "Stel open vragen. Geef nog geen raad",
    ),
    ("Wat zou jij doen? Schrijf stil op", 4, "Bewaak de stilte. Ook jij zegt niets.", "Schrijf stil, in één zin"),
    ("Ronde: ieders eerste keuze", 8, "De inbrenger noteert en zegt niets.", "Om de beurt: je eerste keuze"),
    ("Wat deed de inbrenger, en waarom?", 5, "Nu pas vertelt de inbrenger hoe het ging.", "Luister: zo ging het"),
    (
        "Waar zit het echte dilemma?",
        10,
        "Zoek samen waarden die botsen, niet de schuldige.",
        "Zoek samen welke waarden botsen",
    ),
    ("Wat neem je mee?", 5, "Ieder één zin; de inbrenger het laatst.", "Om de beurt, één zin"),
)
"""The incident method: title, minutes, note for the trainer, and what the room does."""
