"""An evening driven by lines, with a report that equals what was typed."""

from __future__ import annotations

from io import StringIO

import pytest

from tests.classroom.samples import PLAN
from tests.classroom.test_evening import Shelf, window
from tutor.line import classroom
from tutor.line.console import Console
from tutor.service.evening import Evening


def drive(*lines: str, evening: Evening | None = None) -> tuple[str, Evening]:
    if evening is None:
        evening = window(Shelf())
        evening.start(PLAN)
    screen = StringIO()
    source = StringIO("".join(f"{line}\n" for line in lines))
    classroom.run(Console(source, screen, pauses=False, width=0), evening)
    return screen.getvalue(), evening


def test_a_vote_discussion_and_second_vote() -> None:
    printed, evening = drive(
        "aanwezig 12", "naar 3", "", "", "", "4 6", "4 6 2", "-b", "+a", "", "", "a=9 b=3", "", "klaar"
    )
    assert "Typ 3 getallen" in printed
    assert "Geteld: A 4, B 6, C 2." in printed
    assert "Geteld: A 5, B 5, C 2." in printed
    assert "Advies: Laat tweetallen overleggen" in printed
    assert "A✓ Ja 1: 5, 42 procent" in printed
    assert "█" not in printed
    assert "De zaal: Stem nog eens." in printed
    assert "De avond is afgesloten." in printed
    (item,) = evening.report().items
    assert [one.counts for one in item.rounds] == [(5, 5, 2), (9, 3, 0)]


def test_a_question_is_mended_and_tables_are_shown() -> None:
    printed, evening = drive(
        *("aanwezig 12", "naar 3", "", "", "", "1 4 1 / 3 2 1", "toon tafels", "wijzig"),
        *("wijzig Vraag a! | *Ja | Nee | Soms", "6 4 2"),
    )
    assert "Tafel 2. A 3, B 2, C 1" in printed
    assert "Nu staat er: Vraag a? | *Ja | Nee | Soms" in printed
    assert "Voor jou: Verbeterd tijdens deze avond" in printed
    assert [[one.counts for one in item.rounds] for item in evening.report().items] == [[(4, 6, 2)], [(6, 4, 2)]]


def test_totals_are_doubted_but_kept() -> None:
    printed, evening = drive("aanwezig 10", "naar 3", "", "", "", "4 6 2")
    assert "2 meer dan de 10 aanwezigen" in printed
    assert evening.session.counts == (4, 6, 2)


def test_the_raad_decides_by_law() -> None:
    printed, _ = drive("naar 8", "", "", "stem 12", "stem 6 6", "stem 30 1", "stem 12 10 1")
    assert "Typ stem, voor, tegen" in printed
    assert "artikel 32, lid 4" in printed
    assert "past niet bij 23 leden" in printed
    assert "12 voor en 10 tegen: aangenomen." in printed


def test_notes_points_clock_black_plan_and_report() -> None:
    printed, evening = drive(
        "noteer Tafel 2 twijfelt",
        "afspraak We melden giften",
        "klok 90",
        "klok",
        "zwart",
        "zwart",
        "plan",
        "punten 1 3",
        "naar 7",
        "punten 2 5",
        "naar 99",
        "dansen",
        "?",
        "verslag",
        "stop",
    )
    for expected in (
        "De klok loopt: nog 90 seconden.",
        "De klok staat stil",
        "De beamer is zwart.",
        "De beamer is aan.",
        "1. Welkom, 5 minuten (nu)",
        "In een teamquiz: typ punten",
        "Team 2 heeft 5 punten.",
        "Kies een activiteit van 1 tot en met 12;",
        "Dat ken ik hier niet.",
        "## Afspraken",
        "De avond is bewaard",
    ):
        assert expected in printed
    assert [note.text for note in evening.session.agreements] == ["We melden giften"]


def test_trainer_notes_are_for_the_trainer() -> None:
    printed, evening = drive("stop")
    assert "Voor jou: Noem de huisregels." in printed
    assert "huisregels" not in "".join(evening.session.page)


def test_stopping_and_going_on_in_another_window() -> None:
    shelf = Shelf()
    evening = window(shelf)
    evening.start(PLAN)
    drive("naar 3", evening=evening)
    again = window(shelf)
    again.resume()
    printed, _ = drive("", evening=again)
    assert "Activiteit 3 van 12: Wie beslist? Klaar." in printed.replace("?.", "?")


@pytest.mark.parametrize("count", [200])
def test_walking_through_everything(count: int) -> None:
    printed, evening = drive(*[""] * count)
    assert "Dit is het einde van het plan." in printed
    assert evening.session.activity == PLAN.activities[-1]


@pytest.mark.parametrize("number", ["9" * 5000, "²", "-3", "1234"])
def test_numbers_that_cannot_be_do_not_end_the_evening(number: str) -> None:
    commands = ["aanwezig", "naar", "klok", "stem 1", "punten 1"]
    printed, evening = drive(
        "naar 8", "", "", *(f"{verb} {number}" for verb in commands), "naar 7", f"punten 1 {number}"
    )
    assert "Typ aanwezig en een getal van 0 tot en met 999" in printed
    assert evening.session.present == 0
    assert evening.session.points == {}
    assert evening.session.outcomes == {}


def test_a_hand_for_a_letter_that_is_no_option() -> None:
    _, evening = drive("naar 3", "", "", "", "+ß", "+z", "+a")
    assert evening.session.counts == (1, 0, 0)


def test_a_point_can_come_back() -> None:
    printed, _ = drive("naar 8", "", "", "stem 3 2", "stem 3 2 0 opnieuw")
    assert "artikel 29" in printed
    assert "3 voor en 2 tegen: aangenomen." in printed


def test_the_end_of_the_clock_is_said() -> None:
    """The clock of these tests moves a minute with each thing that is done."""
    printed, _ = drive("klok 90", "noteer Tafel 2", "noteer Tafel 3", "noteer Tafel 4")
    first, second, third = printed.split("Genoteerd.")[:3]
    assert "Tijd!" not in first + second
    assert "Tijd! De klok is om." in third
