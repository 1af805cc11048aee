"""Faults in language and craft."""

from __future__ import annotations

from tests.content.pack import BANK, CASUS, LESSON
from tests.content.planted import Fault

STEM = 'vraag = "Welk middel past daarbij?"'
WHY = "Een wens aan het college vraagt om een uitspraak van de raad."
KEY = 'tekst = "Hij dient een motie in."'
WRONG = 'tekst = "Hij wijzigt het besluit."'
THIRD = 'tekst = "Hij stelt de stemming uit."'
HINT = "Kofi wil de tekst van het besluit houden."
TAIL = "Zoek één oud amendement op."
CORE = "Het besluit zelf blijft gelijk."
FEEDBACK = "Uitstel geeft het college nog geen opdracht. Vraag er dus om."
HARD = "Organisaties realiseren individuele kwaliteiten via formele procedures. "
BREATHLESS = "De raad telt " + "en telt " * 9 + "en stemt."

LANGUAGE = (
    Fault("lange-zin", LESSON, TAIL, BREATHLESS),
    Fault("lange-zin", BANK, FEEDBACK, BREATHLESS),
    Fault("lange-zin", CASUS, "De raad wacht op jou.", BREATHLESS),
    Fault("lijdende-vorm", LESSON, TAIL, "Er wordt gestemd en het besluit wordt genomen."),
    Fault("ambtelijk-woord", LESSON, TAIL, "Stel vragen inzake het besluit."),
    Fault("ambtelijk-woord", BANK, FEEDBACK, "Het college dient dit te regelen."),
    Fault("ambtelijk-woord", CASUS, "De raad wacht op jou.", "Indien je wacht, gebeurt er niets."),
    Fault("lang-woord", LESSON, TAIL, "Zoek het kwaliteitshandvest op."),
    Fault("lang-woord", BANK, FEEDBACK, "Kies een rechtmatigheidsonderzoek."),
    Fault("moeilijk-leesbaar", LESSON, TAIL, HARD * 4, 'titel = "Hoe'),
    Fault("te-moeilijk", LESSON, TAIL, HARD * 9, 'titel = "Hoe'),
    Fault("lange-stap", LESSON, CORE, f"{CORE} " + "Zo gaat dat. " * 25, "## Een motie"),
    Fault("lange-stap", LESSON, TAIL, "Zo gaat dat. " * 60, "## Morgen"),
    Fault("lange-vraag", BANK, STEM, f'vraag = "{"Zo gaat dat. " * 12}Welk middel past daarbij?"'),
    Fault("lange-feedback", BANK, FEEDBACK, "Zo gaat dat. " * 21),
    Fault("lange-feedback", BANK, WHY, "Zo gaat dat. " * 21),
)

CRAFT = (
    Fault(
        "ongelijke-opties",
        BANK,
        WRONG,
        'tekst = "Hij wijzigt de tekst van het hele besluit."',
        '[[item.optie]]\ntekst = "Hij dient',
    ),
    Fault(
        "goed-is-langst",
        BANK,
        KEY,
        'tekst = "Hij dient een motie in over de zwemclub."',
        '[[item.optie]]\ntekst = "Hij dient',
    ),
    Fault("alle-of-geen", BANK, THIRD, 'tekst = "Geen van deze middelen."'),
    Fault("alle-of-geen", BANK, THIRD, 'tekst = "Alle antwoorden kloppen."'),
    Fault("absoluut-woord", BANK, THIRD, 'tekst = "Hij stemt altijd tegen."'),
    Fault("absoluut-woord", BANK, THIRD, 'tekst = "Alleen het college kan dit."'),
    Fault("plaats-in-lijst", BANK, FEEDBACK, "Lees wat hierboven staat."),
    Fault("plaats-in-lijst", BANK, FEEDBACK, "Kies liever optie A."),
    Fault("los-van-les", BANK, STEM, 'vraag = "Wat klopt volgens deze les?"'),
    Fault("los-van-les", BANK, HINT, "Kijk in de tabel."),
    Fault("ontkenning", BANK, STEM, 'vraag = "Wat past hier niet bij?"'),
    Fault("artikelnummer", BANK, STEM, 'vraag = "In welk artikel staat dat?"'),
    Fault("hint-verraadt", BANK, HINT, "Denk aan een motie."),
    Fault("hint-verraadt", BANK, "Neem de helft en rond naar boven af.", "Het zijn er 12."),
    Fault("hint-verraadt", BANK, "Dit middel verandert de tekst zelf.", "Het is een amendement."),
)
