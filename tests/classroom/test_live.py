"""What a trainer makes up during the evening: it is the same in every window, and what is typed wrong is refused."""

from __future__ import annotations

from random import Random
from typing import Literal

import msgspec
import pytest

from tests.classroom.samples import PLAN, catalogue
from tests.classroom.test_evening import Shelf, to, window
from tests.classroom.test_wall import begun, kept, shown
from tests.learning.samples import ITEMS
from tutor.classroom import live
from tutor.classroom.content import EveningContent, prepare
from tutor.classroom.records import Ballot, OnWall
from tutor.classroom.slide import DrawnRow, Space, pages
from tutor.classroom.stages import expand
from tutor.documents.report import markdown
from tutor.learning.evening_events import ClassAsked
from tutor.model import AgendaPoint, CalendarEvent, CalendarGame, Debate, Dilemma, Item, Meeting, OwnCase, Single
from tutor.service.evening import Evening


def window_of(items: tuple[Item, ...]) -> Evening:
    shelf = Shelf()
    evening = Evening(catalogue(items), shelf, clock=shelf.clock, rng=Random(5))
    evening.start(PLAN)
    return evening


def asked(evening: Evening, line: str) -> ClassAsked | str:
    return live.asked(evening.session, *live.question_of(line))


def test_a_question_from_the_room_follows_and_is_voted_on_like_any_other() -> None:
    shelf = Shelf()
    evening, other = begun(shelf), window(shelf, follows=True)
    to(evening, "vraag", "Stem 1")
    activities = len(evening.session.plan.activities)
    kept(evening, asked(evening, "Mag dat, vanavond? | Ja | * Nee |  Weet  niet "))
    assert evening.session.activity.id == "vraag"
    assert len(evening.session.plan.activities) == activities + 1
    to(evening, "zaal-1", "Stem 1")
    evening.vote((5, 6, 1))
    to(evening, "zaal-1", "Stem 2")
    evening.vote((2, 10, 0))
    evening.forward()
    assert "B✓ Nee 1: 6, 50 procent" in shown(evening)
    assert evening.forward().activity.id == "lijn"
    other.refresh()
    assert other.session == evening.session == window(shelf).resume()
    (item,) = [one for one in evening.report().items if one.item == "zaal-1"]
    assert [one.right for one in item.rounds] == [0.5, 0.8333]
    assert "zaal-1" not in evening.take_home()


def test_undoing_takes_the_question_away_again() -> None:
    evening = begun()
    before = evening.session.plan
    kept(evening, asked(evening, "Mag dat? | Ja | Nee"))
    assert evening.undo().plan == before
    kept(evening, asked(evening, "Mag dat? | Ja | Nee"))
    kept(evening, asked(evening, "En dit? | Ja | Nee"))
    assert {"zaal-1", "zaal-2"} <= evening.session.content.items.keys()


def test_a_question_that_is_mended_is_another_one_from_there_on() -> None:
    """Seen red with: the text of the question changed under the votes on it; a misconception of an answer that went."""
    shelf = Shelf()
    evening, other = begun(shelf), window(shelf, follows=True)
    to(evening, "vraag", "Stem 1")
    evening.vote((2, 8, 2))
    line = live.value_of("wijzig", evening.session)
    assert line == "Vraag a? | *Ja | Nee | Soms"
    kept(evening, live.corrected(evening.session, line.replace("Vraag a?", "Mag de raad dit?").replace("Nee", "Nooit")))
    assert (evening.session.stage.name, evening.session.counts) == ("Stem 1", (0, 0, 0))
    assert "Mag de raad dit?" in shown(evening)
    evening.vote((6, 4, 2))
    to(evening, "vraag", "Stem 2")
    kept(evening, live.corrected(evening.session, "Mag de raad dit? | Ja | *Nooit | Soms"))
    evening.vote((3, 9, 0))
    to(evening, "vraag", "Uitleg")
    assert live.SINCE_CORRECTED.split(",")[0] in shown(evening)
    other.refresh()
    assert other.session == evening.session == window(shelf).resume()
    made = evening.report()
    assert [(one.item, [result.counts for result in one.rounds]) for one in made.items] == [
        ("les-a", [(2, 8, 2)]),
        ("verbeterd-1-les-a", [(6, 4, 2)]),
        ("verbeterd-2-les-a", [(3, 9, 0)]),
    ]
    assert [one.question for one in made.items] == [
        f"{ITEMS[0].stem} (zoals ze eerst gesteld is)",
        f"{ITEMS[0].setting} Mag de raad dit? (tijdens de avond verbeterd)".strip(),
        f"{ITEMS[0].setting} Mag de raad dit? (tijdens de avond verbeterd)".strip(),
    ]
    assert [one.rounds[0].right for one in made.items] == [0.1667, 0.5, 0.75]
    assert made.follow_up == (("les", "De les"),), "of the plan; the first vote, with 17 percent right, is over"
    one = evening.session.content.items["verbeterd-1-les-a"]
    assert isinstance(one, Single)
    assert [option.misconception for option in one.options] == [None, None, "misvatting-soms"]
    assert "les-a" not in evening.take_home()
    assert "verbeterd-2-les-a" in next(one for one in evening.session.plan.activities if one.id == "quiz").items  # type: ignore[union-attr]
    evening.undo()
    assert [one.item for one in evening.report().items] == ["les-a", "verbeterd-1-les-a", "verbeterd-2-les-a"]


def test_every_question_can_be_mended_as_it_is_offered() -> None:
    """Seen red with: a dilemma that was offered with `*`, and then refused for it."""
    evening = begun()
    for place in evening.session.places:
        evening.jump(*place.cursor[:2])
        if evening.session.stage.item:
            line = live.value_of("wijzig", evening.session)
            assert "niets veranderd" in str(live.corrected(evening.session, line)), line
            kept(evening, live.corrected(evening.session, f"Nu: {line}"))
            assert live.value_of("wijzig", evening.session) == f"Nu: {line}"


def test_points_for_a_question_stay_with_it_when_it_is_mended() -> None:
    """Seen red with: questions of a quiz looked for among those that it asks now."""
    evening = begun()
    to(evening, "quiz", "Teams overleggen")
    evening.score(1, 1)
    kept(evening, live.corrected(evening.session, "Anders? | *Ja | Nee | Soms"))
    evening.score(2, 1)
    assert [(one.item, one.points) for one in evening.report().won] == [
        ("les-a", {1: 1}),
        ("verbeterd-1-les-a", {2: 1}),
    ]


@pytest.mark.parametrize(
    ("activity", "stage", "line", "said"),
    [
        ("welkom", "Uitleg", "Wat?", "geen vraag"),
        ("vraag", "Stem 1", "", "Nu staat er: Vraag a? | *Ja | Nee | Soms"),
        ("vraag", "Stem 1", "Vraag a? | *Ja |  Nee | Soms", "niets veranderd"),
        ("vraag", "Stem 1", "Wat? | *Ja | Nee", "en 3 antwoorden"),
        ("vraag", "Stem 1", "Wat? | *Ja | Nee | ja", "hetzelfde"),
        ("vraag", "Stem 1", "Wat? | Ja | Nee | Soms", "Zet een *"),
        ("vraag", "Stem 1", "Wat? | *Ja | *Nee | Soms", "Zet een *"),
        ("lijn", "Stem 1", "Wat? | Eens | Oneens", "zonder antwoorden"),
        ("beraad", "Stem 1", "Wat? | *Ja | Nee", "laat * weg"),
    ],
)
def test_a_question_that_cannot_be_mended_so_is_left_as_it_is(activity: str, stage: str, line: str, said: str) -> None:
    evening = begun()
    to(evening, activity, stage)
    assert said in str(live.corrected(evening.session, line))


def test_what_a_table_chose_is_on_the_wall_when_the_trainer_wants() -> None:
    """Seen red with: the tables of the first vote shown for the second."""
    evening = begun()
    to(evening, "vraag", "Stem 1")
    assert not evening.session.can_show(OnWall.TABLES)
    evening.vote((4, 6, 2), tables=((1, 4, 1), (3, 2, 1)))
    evening.show(OnWall.TABLES)
    assert [row for row in shown(evening).splitlines() if row.startswith("Tafel")] == [
        "Tafel 1. A 1, B 4, C 1",
        "Tafel 2. A 3, B 2, C 1",
    ]
    to(evening, "vraag", "Stem 2")
    evening.vote((11, 1, 0), tables=((5, 1, 0), (6, 0, 0)))
    evening.show(OnWall.TABLES)
    assert "Tafel 2. 1: A 3, B 2, C 1; 2: A 6" in shown(evening)
    evening.hand(0)
    assert evening.session.tables[Ballot("vraag", "les-a", "2")] == (), "a hand of nobody knows which table"


def test_a_matter_of_opinion_has_no_right_answer_anywhere() -> None:
    evening = begun()
    kept(evening, asked(evening, "Wat wil jij? | Een park | Huizen"))
    to(evening, "zaal-1", "Stem 1")
    evening.vote((7, 5))
    for stage in evening.session.stages[evening.session.activity_index]:
        assert not any(note.startswith(("Goed", "Niet")) for note in stage.notes)
    to(evening, "zaal-1", "Onthullen")
    assert "✓" not in shown(evening)
    assert evening.report().items[0].rounds[0].right is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Mag dat?", "twee tot vier antwoorden"),
        ("| Ja | Nee", "twee tot vier antwoorden"),
        ("Mag dat? | a | b | c | d | e", "twee tot vier antwoorden"),
        ("Mag dat? | Ja | ja ", "hetzelfde"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(line: str, said: str) -> None:
    assert said in str(asked(begun(), line))


def test_one_can_go_to_each_question_of_a_quiz() -> None:
    evening = begun()
    places = {place.number: place for place in evening.session.places}
    assert places["7"].title == "Pubquiz"
    assert places["7.2"].cursor[0] == 6
    evening.jump(*places["7.2"].cursor[:2])
    assert evening.session.stage.item == "les-e"
    assert "3.1" not in places


def test_groups_hold_everybody_once_and_nobody_sits_alone() -> None:
    evening = begun()
    for size in range(2, 13):
        drawn = live.groups(evening.session, Random(size), size)
        assert not isinstance(drawn, str)
        assert sorted(seat for group in drawn.groups for seat in group) == list(range(1, 13))
        assert min(map(len, drawn.groups)) >= size
    assert "12 mensen" in str(live.groups(evening.session, Random(1), 13))


def test_nobody_is_drawn_twice_before_all_were() -> None:
    evening = begun()
    for _ in range(24):
        evening.draw()
        assert f"Stoel {evening.session.drawn[-1]}" in shown(evening)
    assert sorted(evening.session.drawn[:12]) == sorted(evening.session.drawn[12:]) == list(range(1, 13))
    evening.set_present(0)
    assert "hoeveel mensen" in str(evening.draw())


def test_papers_with_a_code_pair_from_five_people_on() -> None:
    """By hand: of the one question with one right answer three of five had it before, and all after: 0.6 and 1."""
    evening = begun()
    codes = ["otter1", "otter2", "otter3", "otter4", "otter5"]
    to(evening, "nulmeting", "Stem")
    for number, code in enumerate(codes):
        kept(evening, live.paired(evening.session, f"{code} {'a' if number % 2 == 0 else 'b'}"))
    to(evening, "eindmeting", "Stem")
    for code in codes[:4]:
        kept(evening, live.paired(evening.session, f"{code.upper()} a"))
    assert evening.report().paired is None
    kept(evening, live.paired(evening.session, "otter5  A"))
    found = evening.report().paired
    assert found
    assert (found.people, found.before, found.after) == (5, 0.6, 1.0)
    assert "otter" not in str(evening.report().to_plain())
    assert "goed antwoord: 1." in str(live.paired(evening.session, "otter1 a b"))


def test_the_tipping_point_is_the_fact_at_which_most_chose_otherwise() -> None:
    items = tuple(
        msgspec.structs.replace(item, shifts=("De wethouder is je zus.",)) if isinstance(item, Dilemma) else item
        for item in ITEMS
    )
    evening = window_of(items)
    to(evening, "beraad", "Stem 1")
    options = len(evening.session.counts)
    evening.vote((7, 5, *[0] * (options - 2)))
    to(evening, "beraad", "8 Schuif")
    shift = evening.session.stage.slide.text[0]
    evening.vote((5, 7, *[0] * (options - 2)))
    (found,) = evening.report().tipping
    assert (found.fact, found.choice) == (shift, evening.session.stage.slide.options[1])
    evening.vote((6, 6, *[0] * (options - 2)))
    assert evening.report().tipping == ()


def test_a_decision_has_its_reasons_and_comes_on_the_wall_and_in_the_report() -> None:
    evening = begun()
    to(evening, "beraad", "7 Besluit")
    kept(evening, live.resolved(evening.session, "We melden het omdat de wet het vraagt;  ieder het ziet"))
    assert shown(evening).splitlines()[1:] == ["We melden het", "– de wet het vraagt", "– ieder het ziet"]
    (found,) = evening.report().resolved
    assert (found.text, found.reasons) == ("We melden het", ("de wet het vraagt", "ieder het ziet"))
    assert "besluit" in str(live.resolved(evening.session, " "))


def test_the_raad_has_the_seats_that_the_trainer_says() -> None:
    evening = begun()
    to(evening, "raad", "Opening")
    assert evening.session.seats == PLAN.activities[7].seats  # type: ignore[union-attr]
    kept(evening, live.seats(evening.session, "groep", None))
    assert evening.session.seats == 12
    kept(evening, live.seats(evening.session, "gemeente", 31))
    assert evening.session.seats == 31
    assert "geen gemeente" in str(live.seats(evening.session, "gemeente", None))
    assert "3 of meer" in str(live.seats(evening.session, "2", None))


def test_fracties_speak_in_turn_and_their_time_is_counted() -> None:
    shelf = Shelf()
    evening = begun(shelf)
    to(evening, "raad", "Bespreking")
    kept(evening, live.named(evening.session, "Dorpsbelang, Groen"))
    evening.next_speaker()
    assert "Aan het woord: Dorpsbelang (1 van 2)" in shown(evening)
    start = shelf.clock()
    evening.next_speaker()
    used = (evening.session.timer.running_since - start).total_seconds()  # type: ignore[union-attr, operator]
    assert evening.session.spoken[0] >= used > 0
    evening.next_speaker()
    assert evening.session.floor == 0
    assert evening.forward().floor is None


CALENDAR = CalendarGame(
    id="kalender",
    title="Welke maand?",
    minutes=10,
    events=(
        CalendarEvent(text="De kaders komen.", month=4, explanation="Vóór 30 april."),
        CalendarEvent(text="Het ontwerp ligt er.", month=4, explanation="Twaalf weken vooraf."),
        CalendarEvent(text="De begroting gaat weg.", month=11, explanation="Vóór 15 november."),
    ),
)
"""A game of three cards."""
NOTHING = EveningContent(plan=PLAN, items={}, revisions={})


@pytest.mark.parametrize(("width", "months"), [(48, 4), (36, 3), (24, 2)])
def test_a_calendar_is_drawn_as_wide_as_the_wall_and_said_in_words(width: int, months: int) -> None:
    stages = list(expand(CALENDAR, NOTHING))
    *_, last = [page for stage in stages for page in pages(stage.slide, space=Space(width, 16))]
    drawn = [row.text for block in last.blocks for row in block if isinstance(row, DrawnRow)]
    assert {len(row) for row in drawn} == {width // months * months - 1}
    assert "mrt" in "".join(drawn)
    assert drawn[0].startswith("jan ")
    assert "apr 1,2" in "".join(drawn)
    assert "nov 3" in "".join(drawn)
    assert "april: 1, 2" in "; ".join(last)
    assert not any("│" in line for line in last)


def test_a_card_is_on_the_calendar_only_after_the_room_pointed() -> None:
    for number, stage in enumerate(expand(CALENDAR, NOTHING)):
        placed = [mark for month in stage.slide.calendar for mark in month]
        assert len(placed) == (number + 1) // 2
        assert stage.reveals == bool(number % 2)
        assert stage.reveals or "Vóór" not in " ".join(stage.slide.text)
        shown = " ".join(map(str, pages(stage.slide, space=Space(76, 16))[0]))
        assert CALENDAR.events[number // 2].text in shown, "what happens then, beside the answer too"


def test_a_case_of_the_room_itself_ends_with_a_decision() -> None:
    case = OwnCase(id="eigen", title="Onze casus", minutes=45)
    names = [stage.name for stage in expand(case, NOTHING)]
    assert (names[0], names[-1], len(names)) == ("1 Situatie", "7 Besluit", 7)


def test_a_raad_votes_on_amendementen_before_the_proposal_and_on_moties_after_it() -> None:
    def point(name: str, sort: Literal["voorstel", "amendement", "motie", "benoeming"]) -> AgendaPoint:
        return AgendaPoint(id=name, title=name, sort=sort, text="Iets.")

    points = (
        *(point("motie-1", "motie"), point("voorstel-1", "voorstel"), point("amendement-1", "amendement")),
        *(point("benoeming", "benoeming"), point("voorstel-2", "voorstel"), point("motie-2", "motie")),
        point("amendement-2", "amendement"),
    )
    plan = msgspec.structs.replace(
        PLAN, activities=(Meeting(id="raad", title="Raad", minutes=9, seats=9, points=points),)
    )
    (meeting,) = prepare(plan, catalogue(), None).plan.activities
    assert isinstance(meeting, Meeting)
    assert [one.id for one in meeting.points] == [
        *("amendement-1", "voorstel-1", "motie-1", "benoeming", "amendement-2", "voorstel-2", "motie-2"),
    ]


@pytest.mark.parametrize(("shifted", "turned"), [((5, 7), False), ((7, 5), True)])
def test_what_a_changed_fact_does_is_measured_from_the_vote_just_before(shifted: tuple[int, int], turned: bool) -> None:
    """Arguments turned the room already. Seen red with: always the first vote."""
    items = tuple(
        msgspec.structs.replace(item, shifts=("De wethouder is je zus.",)) if isinstance(item, Dilemma) else item
        for item in ITEMS
    )
    evening = window_of(items)
    evening.set_present(12)
    for stage, counts in (("Stem 1", (7, 5)), ("Stem 2", (5, 7)), ("8 Schuif", shifted)):
        to(evening, "beraad", stage)
        evening.vote(counts)
    assert bool(evening.report().tipping) == turned


def test_the_second_vote_comes_before_any_fact_changes() -> None:
    """Else it counts arguments and changed facts together."""
    items = tuple(
        msgspec.structs.replace(item, shifts=("Een feit.", "Nog een.")) if isinstance(item, Debate) else item
        for item in ITEMS
    )
    for activity in ("lijn", "beraad"):
        evening = window_of(items)
        at = [one.id for one in PLAN.activities].index(activity)
        votes = [stage.vote for stage in evening.session.stages[at] if stage.vote]
        assert votes == ["1", "2", "s1", "s2"], activity


def test_a_question_is_put_once_more_with_votes_of_its_own() -> None:
    evening = begun()
    to(evening, "vraag", "Stem 1")
    evening.vote((4, 6, 2))
    kept(evening, live.repeated(evening.session))
    assert evening.session.counts == (4, 6, 2)
    to(evening, "vraag", "Stem 2")
    evening.vote((8, 3, 1))
    to(evening, "nog-eens-les-a-1", "Stem 1")
    assert evening.session.activity.title == "Wie beslist?: nog eens"
    assert evening.session.counts == (0, 0, 0)
    evening.vote((9, 2, 1))
    evening.reveal()
    assert "9, 75 procent" in shown(evening)
    assert "8, 67 procent" not in shown(evening)
    (asked_twice,) = (item for item in evening.report().items if item.item == "les-a")
    assert [one.counts for one in asked_twice.rounds] == [(4, 6, 2), (8, 3, 1), (9, 2, 1)]
    assert asked_twice.difference == pytest.approx(5 / 12, abs=1e-3)
    assert "| keuze | stem 1 | stem 2 | stem 1 (nog eens) |" in markdown(evening.report())


def test_what_cannot_be_put_again_is_refused() -> None:
    evening = begun()
    for activity, stage in (("beraad", "Stem 1"), ("ronde", "Ronde")):
        to(evening, activity, stage)
        assert isinstance(live.repeated(evening.session), str)


def test_a_question_from_the_room_is_mended_until_somebody_votes() -> None:
    evening = begun()
    line = "Mag dat? | Ja | *Nee"
    kept(evening, asked(evening, line))
    number = len(evening.session.plan.activities)
    to(evening, "zaal-1", "Vraag")
    assert live.value_of("vraag", evening.session) == line
    kept(evening, asked(evening, "Mag dit? | Ja | *Nee | Soms"))
    assert len(evening.session.plan.activities) == number
    assert "Mag dit?" in shown(evening)
    assert "C  Soms" in shown(evening)
    to(evening, "zaal-1", "Stem 1")
    evening.vote((4, 6, 2))
    assert live.value_of("vraag", evening.session) == ""
    kept(evening, asked(evening, line))
    assert len(evening.session.plan.activities) == number + 1
