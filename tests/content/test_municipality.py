"""What `gemeente.toml` says, and how it comes into the lessons.

Seen red with: a seat at the wrong side of a border; quorum of half; a rule in the box of another slot.
"""

from pathlib import Path

import pytest

from tests.content.pack import ROOT, shipped
from tutor.content.layers import layered
from tutor.content.municipality import read_municipality
from tutor.model import Municipality, Severity
from tutor.model.municipality import LAW_SEATS, SLOTS, taken_out

RAALTE = """
naam = "Raalte"
inwoners = 39400
[reglement]
vragen-termijn = "30 dagen; artikel 38 *reglement* van orde."
[gedragscode]
geschenk-grens = "€ 50; artikel 4.2"
[[regeling]]
naam = "GGD IJsselland"
soort = "openbaar lichaam"
"""


@pytest.mark.parametrize(
    ("inhabitants", "seats"),
    # from the text of article 8 as it stands in the law, both sides of each border
    [
        *((1, 9), (3_000, 9), (3_001, 11), (6_000, 11), (6_001, 13), (10_001, 15), (15_001, 17), (20_001, 19)),
        *((25_001, 21), (30_001, 23), (35_000, 23), (35_001, 25), (40_001, 27), (45_001, 29), (50_001, 31)),
        *((60_001, 33), (70_001, 35), (80_000, 35), (80_001, 37), (100_000, 37), (100_001, 39), (200_000, 39)),
        *((200_001, 45), (900_000, 45)),
    ],
)
def test_seats_go_with_inhabitants(inhabitants: int, seats: int) -> None:
    assert Municipality(name="X", inhabitants=inhabitants).seats == seats


@pytest.mark.parametrize(
    ("seats", "quorum", "aldermen", "part_time"),
    [
        *((9, 5, 2, 2), (11, 6, 2, 3), (13, 7, 3, 3), (19, 10, 4, 5), (23, 12, 5, 6), (25, 13, 5, 6)),
        *((39, 20, 8, 10), (45, 23, 9, 11)),
    ],
)
def test_what_follows_from_seats(seats: int, quorum: int, aldermen: int, part_time: int) -> None:
    here = Municipality(name="X", inhabitants=1, stated_seats=seats)
    assert (here.quorum, here.aldermen, here.part_time_aldermen) == (quorum, aldermen, part_time)


def read(folder: Path, text: str) -> tuple[Municipality | None, list[tuple[str, int, Severity]]]:
    (folder / "gemeente.toml").write_text(text, encoding="utf-8")
    found, problems = read_municipality(folder)
    return found, [(problem.code, problem.line, problem.severity) for problem in problems]


def test_a_file_is_read(tmp_path: Path) -> None:
    assert read_municipality(tmp_path) == (None, ())
    found, problems = read(tmp_path, RAALTE)
    assert found
    assert not problems
    assert (found.seats, found.partnerships[0].name) == (25, "GGD IJsselland")


def test_other_seats_are_a_note(tmp_path: Path) -> None:
    found, problems = read(tmp_path, 'naam = "X"\ninwoners = 39400\nzetels = 23\n')
    assert found
    assert found.seats == 23
    assert problems == [("ander-zetelaantal", 3, Severity.WARNING)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('naam = "X"\ninwoners = 0\n', "verkeerde-waarde", 2),
        ('naam = "X"\ninwoners = 5\nzetels = 47\n', "verkeerde-waarde", 3),
        ('naam = "X"\n', "ontbrekende-sleutel", 1),
        ('naam = "X"\ninwoners = 5\n[reglement]\nvragentermijn = "30"\n', "onbekende-lokale-regel", 4),
        ('naam = "X"\ninwoners = 5\n[reglement]\nvragen-termijn = 30\n', "verkeerd-type", 4),
        (f'naam = "X"\ninwoners = 5\n[reglement]\nvragen-termijn = "{"a" * 301}"\n', "verkeerde-waarde", 4),
        ('naam = "X"\ninwoners = 5\n[[regeling]]\nnaam = "A"\nsoort = "club"\n', "verkeerde-waarde", 5),
        ("naam = ", "toml", 1),
    ],
)
def test_faults_have_their_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    found, problems = read(tmp_path, text)
    assert found is None
    assert [(code, line, Severity.ERROR)] == problems


def test_boxes_of_lessons_are_filled(tmp_path: Path) -> None:
    found, _ = read(tmp_path, RAALTE)
    content = layered(shipped(), None, found)
    box = r"> **Lokaal.** Bij jullie (Raalte): 30 dagen; artikel 38 \*reglement\* van orde. Hoe je een vraag instuurt"
    assert any(box in step.text for step in content.lessons["rollen-05"].steps)
    assert not any("Bij jullie" in step.text for step in shipped().lessons["rollen-05"].steps)
    filled = {name for name, lesson in content.lessons.items() for step in lesson.steps if "Bij jullie (" in step.text}
    assert filled == {"rollen-05", "integriteit-06"}
    assert content.lesson_of["rollen-05-a"] is content.lessons["rollen-05"]
    assert [len(module.lessons) for module in content.modules] == [len(module.lessons) for module in shipped().modules]
    assert list(content.items) == list(shipped().items)


def test_every_slot_is_asked_by_a_lesson() -> None:
    asked = {name for lesson in shipped().lessons.values() for step in lesson.steps for name in step.local if name}
    assert asked == set(SLOTS)
    assert all("{lokaal" not in path.read_text("utf-8") for path in (ROOT / "quizzes").rglob("*.toml"))


def test_each_box_gets_its_own_rule() -> None:
    text = "> **Lokaal.** Een.\n\n> **Lokaal.** {lokaal:scholing} Twee."
    assert taken_out(text) == ("> **Lokaal.** Een.\n\n> **Lokaal.** Twee.", ("", "scholing"))
    assert tuple(sorted(LAW_SEATS)) == LAW_SEATS
