"""Faults that show when an item is played: right answers that are wrong, cannot be typed or are given away."""

from __future__ import annotations

from tests.content.pack import BANK
from tests.content.planted import Fault

OPTION = """
[[item.optie]]
tekst = "Hij gaat voor de {number}e keer naar huis."
misvatting = "half-is-genoeg"
feedback = "Dan gebeurt er niets."
"""
PART = """
[[item.onderdeel]]
tekst = "De raad drinkt het {number}e kopje koffie."
feedback = "Dan is er koffie."
"""
PAIR = """
[[item.paar]]
links = "Nummer {number}"
rechts = "motie"
feedback = "Een wens is een motie."
"""
DISTRACTOR = """
[[item.afleider]]
tekst = "{text}"
misvatting = "motie-wijzigt-besluit"
feedback = "Met vragen krijg je een antwoord, geen besluit."
"""
GAP_AT = '[[item.gat]]\nantwoorden = ["motie"]'
GAP_MOTIE = 'moeilijkheid = 1\n\n[[item.gat]]\nantwoorden = ["motie"]'
LAST_OPTION = 'feedback = "Uitstel geeft het college nog geen opdracht. Vraag er dus om."\n'
LAST_PART = 'feedback = "Dit komt als laatste."\n'
LAST_PAIR = 'feedback = "Een andere tekst vraagt een amendement."\n'
LAST_DISTRACTOR = 'feedback = "Met vragen krijg je een antwoord, geen besluit."\n'
ANSWERS = 'antwoorden = ["amendement", "een amendement"]'
MISTAKE = 'waarde = "motie"'
OTHER_MISTAKE = '[[item.fout]]\nwaarde = {value}\nfeedback = "Kijk nog eens."\n\n'
SHORT_MISTAKE = '[[item.fout]]\nwaarde = "motie"'
NUMBER = "antwoord = 12\n"
NUMBER_MISTAKE = "[[item.fout]]\nwaarde = 11\n"
TOO_LITTLE = 'feedback = "Elf is minder dan de helft van 23. Je hebt er één meer nodig."'
NOT_A_MOTIE = 'feedback = "Een motie verandert het besluit niet."'
TOO_MUCH = 'feedback = "Dat is meer dan hij vraagt. Kies een uitspraak van de raad."'
A_WISH = 'feedback = "Dat is een motie. Een amendement gaat over de tekst."'


def _many(template: str) -> str:
    return "".join(template.format(number=number, text=f"vraag {number}") for number in range(2, 27))


UNTYPABLE = (
    *("terug", "Stop", " menu", "hint", "lees", "?", "hulp", "weet niet", "Weet ik niet", "€", "…"),
    *("ik weet het zeker", "een gok", "amendement, denk ik", "een wijziging " * 15, "de ene,\\nde andere"),
)


PLAYED = (
    Fault(
        "te-veel-delen",
        BANK,
        LAST_OPTION,
        LAST_OPTION + _many(OPTION),
        '[[item.optie]]\ntekst = "Hij dient een motie in."',
    ),
    Fault(
        "te-veel-delen",
        BANK,
        LAST_PART,
        LAST_PART + _many(PART),
        '[[item.onderdeel]]\ntekst = "De raad praat over het voorstel."',
    ),
    Fault(
        "te-veel-delen",
        BANK,
        LAST_PAIR,
        LAST_PAIR + _many(PAIR),
        '[[item.paar]]\nlinks = "Een wens aan het college"',
    ),
    Fault(
        "te-veel-delen",
        BANK,
        LAST_DISTRACTOR,
        LAST_DISTRACTOR + _many(DISTRACTOR),
        '[[item.afleider]]\ntekst = "schriftelijke vragen"',
    ),
    Fault("dubbele-optie", BANK, 'tekst = "Hij wijzigt het besluit."', 'tekst = "Hij dient een mótie in!"'),
    Fault("dubbele-optie", BANK, 'rechts = "amendement"', 'rechts = "De motie."'),
    Fault(
        "dubbele-optie",
        BANK,
        LAST_DISTRACTOR,
        LAST_DISTRACTOR + DISTRACTOR.format(text="Schriftelijke vragen."),
        'tekst = "Schriftelijke vragen."',
    ),
    Fault(
        "dubbele-optie",
        BANK,
        SHORT_MISTAKE,
        OTHER_MISTAKE.format(value='"Een mótie"') + SHORT_MISTAKE,
        'waarde = "motie"',
    ),
    Fault(
        "dubbele-optie",
        BANK,
        NUMBER_MISTAKE,
        OTHER_MISTAKE.format(value="11.0") + NUMBER_MISTAKE,
        "waarde = 11\n",
    ),
    Fault("fout-is-goed", BANK, "waarde = 11\n", "waarde = 12\n"),
    Fault("fout-is-goed", BANK, "waarde = 11\n", 'waarde = "elf"\n'),
    Fault("fout-is-goed", BANK, NUMBER, f"{NUMBER}tolerantie = 1\n", "waarde = 11\n"),
    Fault("fout-is-goed", BANK, MISTAKE, 'waarde = "Een amendement."'),
    Fault("fout-is-goed", BANK, MISTAKE, 'waarde = "’t amendement!"'),
    Fault("fout-is-goed", BANK, MISTAKE, "waarde = 3"),
    Fault("negatieve-tolerantie", BANK, NUMBER, f"{NUMBER}tolerantie = -1\n", "tolerantie = -1"),
    Fault("goed-is-fout", BANK, NUMBER, "antwoord = 0.00000001\n"),
    Fault("goed-is-fout", BANK, 'eenheid = "leden"', 'eenheid = "leden (minstens)"'),
    Fault("goed-is-fout", BANK, 'eenheid = "leden"', 'eenheid = "duizend leden"'),
    *(Fault("niet-te-typen", BANK, ANSWERS, ANSWERS.replace("]", f', "{answer}"]')) for answer in UNTYPABLE),
    Fault("niet-te-typen", BANK, MISTAKE, 'waarde = "Terug"'),
    Fault("niet-te-typen", BANK, MISTAKE, 'waarde = "!"'),
    Fault("tekst-bij-vragen", BANK, 'les = "proef-01"', 'les = "proef-01"\n\n[[tekst]]\nid = "brief"', "[[tekst]]"),
    Fault("onbekende-tekst", BANK, 'id = "proef-01-k"', 'id = "proef-01-k"\nbij = "brief"', 'bij = "brief"'),
    Fault("gaten-en-antwoorden", BANK, "en een andere tekst is een ___.", "en meer is er niet."),
    Fault("te-weinig-delen", BANK, 'antwoorden = ["motie"]', "antwoorden = []"),
    Fault(
        "dubbele-optie", BANK, 'antwoorden = ["amendement", "wijzigingsvoorstel"]', 'antwoorden = ["Motie!"]', GAP_AT
    ),
    Fault(
        "niet-te-typen",
        BANK,
        GAP_MOTIE,
        GAP_MOTIE.replace("1\n", "1\ntypen = true\n", 1).replace("motie", "stop"),
        'antwoorden = ["stop"]',
    ),
    Fault(
        "niet-te-typen",
        BANK,
        GAP_MOTIE,
        GAP_MOTIE.replace("1\n", "1\ntypen = true\n", 1).replace("motie", "a; b"),
        'antwoorden = ["a; b"]',
    ),
    Fault("punt-als-duizendtal", BANK, NUMBER, "antwoord = 1.305\n"),
    Fault("punt-als-duizendtal", BANK, NUMBER, "antwoord = 12.500  # euro\n"),
    Fault("punt-als-duizendtal", BANK, "waarde = 11\n", "waarde = 1.000\n"),
    Fault("feedback-verraadt", BANK, TOO_LITTLE, 'feedback = "Elf is te weinig. Het zijn er 12."'),
    Fault("feedback-verraadt", BANK, TOO_LITTLE, 'feedback = "Elf is te weinig: twaalf leden."'),
    Fault("feedback-verraadt", BANK, NOT_A_MOTIE, 'feedback = "Nee. Een Amendement wijzigt de tekst."'),
    Fault("feedback-verraadt", BANK, TOO_MUCH, 'feedback = "Dat is te veel. Hij dient een motie in."'),
    Fault("feedback-verraadt", BANK, A_WISH, 'feedback = "Nee. De raad stemt er eerst over."'),
    Fault("hint-verraadt", BANK, 'hint = "Neem de helft en rond naar boven af."', 'hint = "Het zijn er twaalf."'),
)
