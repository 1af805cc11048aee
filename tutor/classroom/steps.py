"""The steps of the conversations that every evening holds in the same way: what is asked, and what the room does."""

from __future__ import annotations

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
    ("Vragen naar feiten", 8, "", "Stel open vragen. Geef nog geen raad"),
    ("Wat zou jij doen? Schrijf stil op", 4, "", "Schrijf stil, in één zin"),
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
