"""What `gemeente.toml` says, and how it comes into the lessons.

Seen red with: a seat at the wrong side of a border; quorum of half; a rule in the box of another slot.
"""

from pathlib import Path

import pytest
from msgspec import structs

from tests.content.pack import ROOT, shipped
from tutor.content.layers import layered
from tutor.content.markdown import drawing_in, is_drawing, parse, plain, played_in, with_own_drawings
from tutor.content.municipality import read_municipality
from tutor.learning.drawing import counts, in_room, told
from tutor.model import Municipality, Partnership, Severity
from tutor.model.drawing import Seats, Structure
from tutor.model.municipality import LAW_SEATS, SLOTS, filled_in, taken_out

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


@pytest.mark.parametrize("name", ["", "   ", "Raalte\\nToestand: in orde.", "R" * 101, "Raalte\\u2028x", "a\\tb"])
@pytest.mark.parametrize("line", [2, 9])
def test_a_name_is_one_line(tmp_path: Path, name: str, line: int) -> None:
    """`gegevens` and the first page of a report print it: a second line there could say anything."""
    old = {2: '"Raalte"', 9: '"GGD IJsselland"'}[line]
    found, problems = read(tmp_path, RAALTE.replace(old, f'"{name}"'))
    assert found is None
    assert [(at, severity) for _, at, severity in problems] == [(line, Severity.ERROR)]


def png(width: int = 40, height: int = 50, size: int = 0) -> bytes:
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + head + b"\x00" * max(4, size - 29)


def jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc2\x00\x0b\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\x01\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04JF" + frame + b"\xff\xd9"


@pytest.mark.parametrize(
    ("name", "picture", "begins"),
    [
        ("wapen.png", png(), "data:image/png;base64,iVBORw0KGgo"),
        ("wapen.png", png(2_000, 2_000, 204_800), "data:image/png;base64,"),
        ("logo.bin", jpeg(640, 480), "data:image/jpeg;base64,/9j/"),
        ("wapen.png", png(2_001, 50), ""),
        ("wapen.png", png(50, 60_000), ""),
        ("wapen.png", png(size=204_801), ""),
        ("wapen.jpg", jpeg(4_000, 10), ""),
        ("wapen.jpg", b"\xff\xd8\xff", ""),
        ("wapen.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", ""),
        ("wapen.png", b"<svg/>", ""),
        ("wapen.gif", b"GIF89a", ""),
        ("wapen.png", None, ""),
        ("../wapen.png", png(), ""),
        ("map/wapen.png", png(), ""),
        ("C:wapen.png", png(), ""),
        (".wapen.png", png(), ""),
        ("koppeling.png", png(), ""),
    ],
)
def test_a_coat_of_arms_is_a_small_picture_beside_the_file(
    tmp_path: Path, name: str, picture: bytes | None, begins: str
) -> None:
    """Seen red with: a link to a picture elsewhere; a picture of 60,000 lines; what only calls itself PNG.

    Without a picture that may be used, the municipality keeps its name and seats.
    """
    here = tmp_path / "hier"
    (here / "map").mkdir(parents=True)
    if name == "koppeling.png":
        (tmp_path / "elders.png").write_bytes(png())
        (here / name).symlink_to(tmp_path / "elders.png")
    elif picture is not None and ":" not in name:
        (here / name).write_bytes(picture)
    found, problems = read(here, f'wapen = "{name}"{RAALTE}')
    assert found
    assert (found.name, found.seats) == ("Raalte", 25)
    assert found.emblem.startswith(begins)
    assert bool(found.emblem) == bool(begins)
    assert problems == ([] if begins else [("wapen-onbruikbaar", 1, Severity.WARNING)])


SEATS = """Kijk.

```{.tekening}
soort = "stoelen"
titel = "De stemming"
zetels = 23
VOTES
```

En dan?"""


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ("onthouden = 2\nvoor = 9\ntegen = 9", "Uitgesteld: 10 voor en 10 tegen, en de vergadering is niet voltallig"),
        ("voor = 7\ntegen = 4\nonthouden = 1", "Ongeldig: 12 van de 24 die mogen stemmen doen mee; nodig 13"),
        ("aanwezig = 11", "Openen mag niet: 12 van 25 zittende leden tekenden; nodig 13"),
        ("aanwezig = 12", "Openen mag: 13 van 25"),
    ],
)
def test_a_drawing_of_waterveen_is_drawn_for_the_own_raad_too(votes: str, said: str) -> None:
    here = Municipality(name='Ons "Dorp"', inhabitants=39_400)
    text = with_own_drawings(SEATS.replace("VOTES", votes), (), here)
    assert text.startswith(SEATS.replace("VOTES", votes).partition("```\n")[0]), "that of Waterveen stays"
    played = played_in(parse(text))
    assert isinstance(played, Seats)
    assert (played.seats, played.title) == (25, 'Bij jullie (Ons "Dorp"): 25 zetels')
    assert said in " ".join(told(played)), told(played)
    plain = SEATS.replace("VOTES", votes)
    assert with_own_drawings(plain, (), Municipality(name="X", inhabitants=31_400)) == plain, (
        "as many seats as Waterveen"
    )
    assert with_own_drawings(plain.replace("23", "45"), (), here) == plain.replace("23", "45"), "no raad of Waterveen"


@pytest.mark.parametrize("seats", [LAW for _, LAW in LAW_SEATS if LAW != 23])
@pytest.mark.parametrize(
    "votes",
    ["onthouden = 2\nvoor = 9\ntegen = 9", "voor = 7\ntegen = 4\nonthouden = 1", "aanwezig = 11", "aanwezig = 12"],
)
def test_the_same_comes_out_with_any_number_of_seats(votes: str, seats: int) -> None:
    """Or there is no drawing, in a raad that is too small for it."""
    plain = SEATS.replace("VOTES", votes)
    text = with_own_drawings(plain, (), Municipality(name="X", inhabitants=1, stated_seats=seats))
    first, own = played_in(parse(plain)), played_in(parse(text))
    assert isinstance(first, Seats)
    assert isinstance(own, Seats)
    if own == first:
        assert seats < 17
        return
    there = [[count.met for count in counts(drawing, in_room(drawing))] for drawing in (first, own)]
    assert there[0] == there[1]


def test_partnerships_fill_a_box() -> None:
    here = Municipality(name="Raalte", inhabitants=39_400)
    text, names = taken_out("> **Lokaal.** {lokaal:regelingen} Zoek ze op.")
    assert filled_in(text, names, here) == "> **Lokaal.** Zoek ze op."
    here = structs.replace(
        here,
        partnerships=(
            Partnership(name="GGD"),
            Partnership(name="Afval", sort="lichte regeling"),
            Partnership(name="Milieu"),
        ),
    )
    filled = "> **Lokaal.** Bij jullie (Raalte): 3 gemeenschappelijke regelingen. Zoek ze op."
    assert filled_in(text, names, here) == filled
    drawn = with_own_drawings(f"{filled}\n\nVraag het.", names, here)
    assert drawn.startswith(f"{filled}\n\n```")
    assert drawn.endswith("```\n\nVraag het.")
    assert plain(parse(drawn)).split("\n")[1:-1] == [
        "Bij jullie (Raalte): jullie regelingen.",
        "- Gemeente Raalte",
        "- Openbaar lichaam (onder Gemeente Raalte): algemeen bestuur, dagelijks bestuur en voorzitter",
        "- GGD (onder Openbaar lichaam)",
        "- Milieu (onder Openbaar lichaam)",
        "- Lichte regeling (onder Gemeente Raalte): afspraken, geen eigen bestuur",
        "- Afval (onder Lichte regeling)",
    ]
    assert with_own_drawings(filled, ("scholing",), here) == filled, "another box"


STRUCTURE = '```{.tekening}\nsoort = "structuur"\ntitel = "Lichaam"\nbij_jullie = true\n[[deel]]\nnaam = "AB"\n```'


@pytest.mark.parametrize("name", ["GGD", 'A"B', "a`b", "```", "Openbaar lichaam", "Gemeente Raalte", "x]] # y"])
def test_partnerships_are_drawn_below_a_drawing_that_says_so(name: str) -> None:
    """Whatever they are called; twice the same name is one. Seen red with every drawing of a structure."""
    here = Municipality(
        name="Raalte",
        inhabitants=39_400,
        partnerships=(
            Partnership(name=name),
            Partnership(name=name),
            Partnership(name="Afval", sort="lichte regeling"),
        ),
    )
    text = with_own_drawings(STRUCTURE, (), here)
    first, *own = [drawing_in(token.content) for token in parse(text) if is_drawing(token)]
    assert isinstance(first, Structure)
    if name in ("Openbaar lichaam", "Gemeente Raalte"):
        assert own == [], "a part below itself cannot be drawn"
        return
    (drawn,) = own
    assert isinstance(drawn, Structure)
    assert [unit.name for unit in drawn.units] == [
        "Gemeente Raalte",
        "Openbaar lichaam",
        name,
        "Lichte regeling",
        "Afval",
    ]
    assert text.count("```{.tekening}") == 2
    assert with_own_drawings(STRUCTURE.replace("true", "false"), (), here) == STRUCTURE.replace("true", "false")
    assert with_own_drawings(STRUCTURE, (), structs.replace(here, partnerships=())) == STRUCTURE


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
    assert filled == {
        "rollen-05",
        "integriteit-06",
        "regio-01",
        "regio-02",
        "rollen-04",
        "integriteit-04",
    }  # the last two draw seats, and regio-02 regelingen
    assert content.lesson_of["rollen-05-a"] is content.lessons["rollen-05"]
    assert [len(module.lessons) for module in content.modules] == [len(module.lessons) for module in shipped().modules]
    assert list(content.items) == list(shipped().items)


def test_every_slot_is_asked_by_a_lesson() -> None:
    asked = {name for lesson in shipped().lessons.values() for step in lesson.steps for name in step.local if name}
    assert asked == {*SLOTS, "regelingen"}
    assert all("{lokaal" not in path.read_text("utf-8") for path in (ROOT / "quizzes").rglob("*.toml"))


def test_each_box_gets_its_own_rule() -> None:
    text = "> **Lokaal.** Een.\n\n> **Lokaal.** {lokaal:scholing} Twee."
    assert taken_out(text) == ("> **Lokaal.** Een.\n\n> **Lokaal.** Twee.", ("", "scholing"))
    assert tuple(sorted(LAW_SEATS)) == LAW_SEATS
