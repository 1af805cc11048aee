"""What is printed: the right things on the right sheets, and text of people as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal

import msgspec
import pytest

from tests.classroom.samples import PLAN, catalogue
from tests.content.pack import shipped
from tests.documents.test_html import EVIL, Safe
from tests.learning.samples import CATALOGUE, DILEMMA, ITEMS, LESSON, SINGLE
from tutor.classroom.content import INTERVISION, EveningContent, prepare
from tutor.classroom.votes import LETTERS, key_of, votable
from tutor.documents import prints
from tutor.model import CalendarEvent, CalendarGame, Debate, Municipality, RoleCard, TeamQuiz
from tutor.system import Refusal

START = datetime(2026, 11, 24, 19, 30)


def _parsed(html: str) -> Safe:
    parser = Safe()
    parser.feed(html)
    return parser


def evening(seed: int | None = 3) -> EveningContent:
    return prepare(PLAN, catalogue(), seed)


def test_one_sheet_has_everything_to_vote_with() -> None:
    page = prints.voting_cards()
    for word in ("A", "B", "C", "D", "EENS", "ONEENS"):
        assert f'class="panel">{word}<' in page
    assert prints.voting_cards(23).count(">ONEENS<") == 23


def test_dilemmas_come_four_on_a_sheet() -> None:
    page = prints.dilemma_cards([*ITEMS, *[msgspec.structs.replace(DILEMMA, id=f"les-z{n}") for n in range(4)]])
    assert (page.count("<article"), page.count("page grid")) == (5, 2)
    assert prints.dilemma_cards([DILEMMA], present=23).count("<article") == 5  # one for each table of five


def test_secrets_are_on_role_cards() -> None:
    plan = msgspec.structs.replace(PLAN, cards=(RoleCard(name="Pers", text="Je schrijft.", secret="Je weet al iets."),))
    page = prints.role_cards(plan)
    assert "Alleen voor jou: Je weet al iets." in page
    assert page.index("Vouw de strook") < page.index("Alleen voor jou") < page.index('class="flap"')
    assert prints.role_cards(plan, 23).count("<article") == 23
    with pytest.raises(Refusal, match="geen rollen"):
        prints.role_cards(PLAN)


def test_a_raad_has_one_chairman_however_many_play() -> None:
    """Seen red with: all roles again for everybody."""
    cards = tuple(RoleCard(name=name, text="x") for name in ("Burgemeester", "Griffier"))
    raad = msgspec.structs.replace(PLAN, cards=cards)
    page = prints.role_cards(raad, 23)
    assert [page.count(f"<h2>{name}</h2>") for name in ("Burgemeester", "Griffier", "Raadslid")] == [1, 1, 21]
    talk = msgspec.structs.replace(raad, activities=PLAN.activities[:1])
    assert prints.role_cards(talk, 23).count("<h2>Griffier</h2>") == 11


def test_every_sheet_says_what_it_is_and_nothing_gets_out_of_the_style() -> None:
    page = prints.role_cards(
        msgspec.structs.replace(PLAN, title='"}</style><b>', cards=(RoleCard(name="Pers", text="x"),))
    )
    assert '@bottom-left { content: "Rolkaarten\\3a  \\22 \\7d \\3c \\2f style\\3e \\3c b\\3e "' in page
    assert page.count("</style>") == 1
    assert "counter(page)" in page


def test_a_summary_has_every_core_step() -> None:
    page = prints.summary(LESSON, CATALOGUE.register)
    for expected in ("Je kent het doel.", "<strong>kern-een</strong>.", "<strong>kern-twee</strong>.", "morgen"):
        assert expected in page
    linked = msgspec.structs.replace(LESSON.steps[1], text="Een [motie](begrip:motie) telt. <b>x</b>")
    page = prints.summary(replace(LESSON, steps=(linked,)), CATALOGUE.register)
    assert "Een motie telt. &lt;b&gt;x&lt;/b&gt;" in page
    assert "Tekst van situatie" not in page


def test_a_summary_can_hold_what_went_wrong() -> None:
    page = prints.summary(LESSON, CATALOGUE.register, [SINGLE])
    assert "Wat misging" in page
    assert SINGLE.explanation in page
    assert "Wat misging" not in prints.summary(LESSON, CATALOGUE.register)


def test_a_drawing_is_a_picture_on_paper_with_its_words() -> None:
    """Seen red with the data of the drawing as code."""
    data = (
        'soort = "structuur"\ntitel = "Wie <b>?"\ndeel = [{naam = "Bestuur"}, {naam = "Staf & co", onder = "Bestuur"}]'
    )
    drawn = msgspec.structs.replace(LESSON.steps[1], text=f"```{{.tekening}}\n{data}\n```")
    page = prints.summary(replace(LESSON, steps=(drawn,)), CATALOGUE.register)
    assert "soort" not in page
    assert 'aria-label="Wie &lt;b&gt;? - Bestuur - Staf &amp; co (onder Bestuur)"' in page
    assert page.count("<svg") == page.count("</svg>") == 1
    assert ">└─ </text>" in page
    assert ">Staf &amp; co</text>" in page


def test_the_key_is_only_on_the_sheet_with_the_key() -> None:
    without, with_key = (prints.quiz(LESSON, CATALOGUE.register, key=key) for key in (False, True))
    for item in ITEMS:
        if item.scored:
            assert item.question in without
            assert item.explanation not in without
            assert item.explanation in with_key
    assert "Antwoord" not in without
    assert with_key.count("Antwoord:") == sum(item.scored for item in ITEMS)


def test_paper_leads_to_the_official_text() -> None:
    """Seen red with sources as words."""
    lesson = shipped().lessons["rollen-01"]
    address = "https://wetten.overheid.nl/jci1.3:c:BWBR0005416&amp;artikel=169&amp;g="
    for page in (
        prints.summary(lesson, shipped().register),
        prints.quiz(lesson, shipped().register, key=True),
    ):
        assert f'<a href="{address}' in page
        assert ">artikel 169" in page
    assert "wetten.overheid" not in prints.quiz(lesson, shipped().register, key=False)
    plan = shipped().plans[0]
    assert "wetten.overheid.nl" in prints.running_order(prepare(plan, shipped(), None), START, shipped().register)


def test_the_running_order_adds_up() -> None:
    page = prints.running_order(evening(), START, CATALOGUE.register)
    for words in (
        "19.30 Welkom (5 minuten)",
        "19.35 Nulmeting (10 minuten)",
        "Noem de huisregels.",
        "Einde om 22.45 uur.",
    ):
        assert words in page


def test_paper_alone_can_carry_the_evening() -> None:
    """Seen red with: only the names of stages, as it was; the key of the file instead of that of the evening."""
    content = evening(seed=1)
    page = prints.running_order(content, START, CATALOGUE.register)
    for item in content.items.values():
        assert item.question in page
        assert item.situation in page
        for index, option in enumerate(votable(item)):
            mark = " ✓" if index in key_of(item) else ""
            assert f"{LETTERS[index].upper()}. {option}{mark}<" in page
    assert "Wat viel je op?" in page


def test_arguments_stand_on_paper_once_and_steps_in_their_order() -> None:
    """Seen red with: the months of all cards before the cards; the seven steps without their names."""
    page = prints.running_order(evening(), START, CATALOGUE.register)
    debates = [item for item in evening().items.values() if isinstance(item, Debate)]
    assert [page.count(f'<p class="small">{word}: ') for word in ("Voor", "Tegen")] == [len(debates)] * 2
    assert page.count("Voor: ") == len(debates)
    steps = [f"{number}. {title} ({minutes} minuten)" for number, (title, minutes, _, _) in enumerate(INTERVISION, 1)]
    assert sorted(steps, key=page.index) == steps
    cards = tuple(
        CalendarEvent(text=f"Kaart over {name}.", month=at, explanation=f"Vóór 1 {name}.") for at, name in NAMES
    )
    game = CalendarGame(id="spel", title="Welke maand?", minutes=10, events=cards)
    plan = msgspec.structs.replace(PLAN, activities=(game,))
    page = prints.running_order(prepare(plan, catalogue(), 3), START, CATALOGUE.register)
    words = [word for _, name in NAMES for word in (f"Kaart over {name}.", f"{name.capitalize()}. Vóór 1 {name}.")]
    assert sorted(words, key=page.index) == words
    assert page.count("Vóór 1 maart.") == 1


NAMES: tuple[tuple[Literal[3, 11], str], ...] = ((3, "maart"), (11, "november"))


def test_without_an_evening_there_are_no_letters_to_be_wrong() -> None:
    page = prints.running_order(evening(None), START, CATALOGUE.register, letters=False)
    assert "A. " not in page
    assert " ✓" in page


def test_everything_that_an_evening_needs() -> None:
    made = prints.pack(evening(), START, 23, CATALOGUE)
    assert set(made) == {"draaiboek.html", "stemkaart.html", "dilemmakaarten.html", "antwoordblad.html"}
    wanted = msgspec.structs.replace(PLAN, prints=("kalender", "modellen"), cards=(RoleCard(name="Pers", text="x"),))
    more = prints.pack(prepare(wanted, catalogue(), 3), START, 23, CATALOGUE)
    assert set(more) - set(made) == {"jaarkalender.html", "modellen.html", "rolkaarten.html"}
    assert more["jaarkalender.html"].count('class="month"') == 12
    assert "Verzoekt het college" in more["modellen.html"]
    sheets = msgspec.structs.replace(PLAN, prints=("samenspel", "experiment"))
    forms = prints.pack(prepare(sheets, catalogue(), 3), START, 23, CATALOGUE)
    assert set(forms) - set(made) == {"samenspel.html", "experiment.html"}
    assert [forms["samenspel.html"].count(f"Afspraak {number}.") for number in (1, 2, 3, 4)] == [1, 1, 1, 0]
    assert all(
        word in forms["experiment.html"] for word in ("Onze vraag", "Wat meten we", "We stoppen als", "Op deze datum")
    )
    quiz = next(one for one in PLAN.activities if isinstance(one, TeamQuiz))
    assert made["antwoordblad.html"].count("card strip") == quiz.teams
    assert made["antwoordblad.html"].count("<li") == 2 * quiz.teams
    here = replace(CATALOGUE, municipality=Municipality(name="Ons Dorp", inhabitants=9_000))
    own = prints.pack(prepare(wanted, catalogue(), 3), START, 23, here)
    assert "De raad van de gemeente Ons Dorp, in vergadering" in own["modellen.html"]
    assert "gemeente …" not in own["modellen.html"]
    assert all('<header class="host">' in page for page in own.values())
    assert "A. " in made["dilemmakaarten.html"]


@pytest.mark.parametrize("key", [True, False])
def test_text_of_people_is_only_text(key: bool) -> None:
    evil = replace(LESSON, items=(msgspec.structs.replace(SINGLE, question=EVIL, explanation=EVIL),))
    parsed = _parsed(prints.quiz(evil, CATALOGUE.register, key=key))
    assert "script" not in parsed.tags
    assert EVIL in parsed.text
