"""Good Dutch that a language check must leave alone: a warning that is not worth mending makes people deaf."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.pack import BANK, LESSON, Pack

TAIL = "Zoek één oud amendement op."
STEM = 'vraag = "Welk middel past daarbij?"'
THIRD = 'tekst = "Hij stelt de stemming uit."'
HINT = 'hint = "Kofi wil de tekst van het besluit houden."'
FEEDBACK = "Uitstel geeft het college nog geen opdracht. Vraag er dus om."


@pytest.mark.parametrize(
    "text",
    [
        "De raad dient te veel moties in.",
        "Nel wordt wethouder. Zij wordt beëdigd in de raad.",
        "Er wordt gestemd.",
        "Zeg niet ‘inzake’ of ‘teneinde’.",
        "De zaal wordt groot en het wordt laat.",
        "> Betreffende uw brief: wij zullen teneinde een en ander te bespreken een overleg plannen.",
        "De vergoeding is € 1.305,79 per maand. Dat geldt tot 1 jan. 2027. Om 19.30 uur beginnen B en W.",
        "Vraag de Waterschapsverordening van Omgevingsdienst Veenland op.",
        "> **Let op.** De raad stemt morgen.",
        "Nel telt: " + "; ".join(["de raad", "het college"]) + ".",
        "- Eerst dit.\n- Dan dat.",
    ],
)
def test_text_of_a_lesson(text: str, tmp_path: Path) -> None:
    pack = Pack.copy(tmp_path)
    pack.replace(LESSON, TAIL, f"{TAIL}\n\n{text}")
    assert pack.problems() == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (STEM, 'vraag = "Wat past hier NIET bij?"'),
        (STEM, 'vraag = "Waarom mag de raad dit niet?"'),
        (STEM, 'vraag = "Mag dat niet?"'),
        (STEM, 'vraag = "Wat doe je als het college niet antwoordt?"'),
        (STEM, 'vraag = "Wie is degene die geen stem heeft?"'),
        (THIRD, 'tekst = "Hij stelt er een vraag over."'),
        (THIRD, 'tekst = "Hij vraagt eerst B en W."'),
        (THIRD, 'tekst = "Hij wacht."'),
        (HINT, 'hint = "Denk aan het college."'),
        (FEEDBACK, "Dat is de eerste stap. De optie van de motie is beter."),
        (FEEDBACK, "Het antwoord staat in 2 * 3 * 4, en < 5."),
        (THIRD, 'tekst = "Quorum is de helft van de raad."'),
        (FEEDBACK, "Bij het quorum tel je de zittende leden. Je neemt meer dan de helft."),
        (FEEDBACK, "Het artikel staat in de krant, op bladzijde 20."),
    ],
)
def test_text_of_an_item(old: str, new: str, tmp_path: Path) -> None:
    pack = Pack.copy(tmp_path)
    pack.replace(BANK, old, new)
    assert pack.problems() == ()


def test_an_absolute_word_is_fine_where_the_key_has_one_too(tmp_path: Path) -> None:
    pack = Pack.copy(tmp_path)
    pack.replace(BANK, THIRD, 'tekst = "Dat doet alleen het college."')
    pack.replace(BANK, 'tekst = "Hij dient een motie in."', 'tekst = "Dat doet alleen de raad."')
    assert pack.problems() == ()
