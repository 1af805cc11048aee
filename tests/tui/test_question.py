"""Every kind of question, answered with the keyboard and the mouse: right, wrong, partly, and not at all."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest
from textual.widgets import Input, TextArea

from tests.knowing import texts
from tests.learning.samples import GAPS, TYPED_GAPS
from tests.tui.asking import Desk, at_work, item
from tests.tui.helpers import SampleWorkspace, seen
from tutor.learning.answers import LONGEST, Arrange, Choose, GiveUp, Join, Reflect, Response, Write
from tutor.learning.events import Answered
from tutor.learning.grading import PROMPTED, Outcome
from tutor.learning.quiz import Phase
from tutor.model import Option
from tutor.tui.widgets.picker import Picker

RIGHT, PARTLY, WRONG = "✓ Goed", "~ Deels goed", "✗ Niet goed"


@dataclass(frozen=True)
class Try:
    """An item, what the learner does, and what comes of it."""

    letter: str
    word: str
    response: Response
    picks: tuple[int, ...] = ()
    """Author's indices whose digit is pressed."""
    text: str = ""
    """Typed before the keys."""
    keys: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()


TRIES = (
    Try("a", RIGHT, Choose((0,)), (0,), seen=("Jouw antwoord: De raad (a).", "Ja, de raad (a).", "Uitleg bij a.")),
    Try("a", WRONG, Choose((1,)), (1,), seen=("Nee, het college voert uit.", "Het goede antwoord De raad (a).")),
    Try("c", RIGHT, Choose((0, 3)), (3, 0), keys=("enter",), seen=("Ja, de raad (c).",)),
    Try("c", PARTLY, Choose((0,)), (0,), keys=("enter",), seen=("Ook de raad. (gemist)",)),
    Try("c", WRONG, Choose((1, 2)), (1, 2), keys=("enter",), seen=("(hoort er niet bij)", "(gemist)")),
    Try("d", RIGHT, Arrange((0, 1, 2)), (0, 1, 2), keys=("enter",), seen=("Beeld hoort hier.",)),
    Try("d", PARTLY, Arrange((1, 0, 2)), (1, 0, 2), keys=("enter",), seen=("Beeld (plaats 1, jij: 2)",)),
    Try("d", WRONG, Arrange((2, 1, 0)), (2, 1, 0), keys=("enter",), seen=("Besluit (plaats 3, jij: 1)",)),
    Try("f", RIGHT, Write("12"), text="12", keys=("enter",), seen=("Meer dan de helft van 23 is 12.",)),
    Try("f", WRONG, Write("11"), text="11", keys=("enter",), seen=("Elf is te weinig.", "12 leden")),
    Try("g", RIGHT, Write("Amendement"), text="Amendement", keys=("enter",), seen=("Ja, een amendement.",)),
    Try("g", WRONG, Write("motie"), text="motie", keys=("enter",), seen=("Een motie verandert niets.",)),
    Try(
        "h", RIGHT, Reflect("geld", (0,)), text="geld", keys=("ctrl+s", "1", "enter"), seen=("Zonder geld geen kader.",)
    ),
    Try(
        "h",
        WRONG,
        Reflect("geld", ()),
        text="geld",
        keys=("ctrl+s", "enter", "enter"),
        seen=("(nog niet)", "Wat kost het?"),
    ),
)


SMALLEST = (40, 12)


@pytest.mark.parametrize("size", [(80, 40), SMALLEST], ids=["80x40", "40x12"])
async def test_answers(size: tuple[int, int]) -> None:
    async with at_work(size=size) as desk:
        for case in TRIES if size != SMALLEST else TRIES[::3]:
            await desk.ask(item(case.letter), item("b"))
            if case.text:
                await desk.type(case.text)
            await desk.press(*(desk.key(index) for index in case.picks), *case.keys)
            assert desk.session.phase is Phase.FEEDBACK, case
            assert desk.session.tries[0].response == case.response
            assert case.word in desk.text
            await desk.show_answer()
            if size != SMALLEST:
                assert all(words in desk.text for words in case.seen), (case, desk.text)
                assert "Dit staat in de wet. Bron: artikel 7 Gemeentewet." in desk.text


async def test_not_knowing_is_an_answer_too() -> None:
    async with at_work() as desk:
        for letter in "abcdefghij":
            await desk.ask(item(letter), item("b"))
            await desk.press("f3")
            assert desk.session.phase is Phase.FEEDBACK
            assert not desk.session.may_retry
            if item(letter).scored:
                assert desk.session.tries[0].response == GiveUp()
                assert "Je weet het nog niet. Dat is ook een antwoord." in desk.text
                assert "goede antwoord" in desk.text or "goed antwoord" in desk.text
        await desk.press("enter", "0")
        assert desk.session.tries[0].response == GiveUp()


async def test_digits_count_what_is_shown() -> None:
    async with at_work() as desk:
        for letter in "abcdj":
            await desk.ask(item(letter), item("b"))
            rows = desk.screen.query_one(Picker).texts
            order = desk.session.shown_order()
            assert len(rows) == len(order) == len(texts(item(letter)))
            for place, index in enumerate(order):
                assert texts(item(letter))[index] in rows[place]
                assert f" {place + 1 if letter == 'd' else 'abcd'[place]} " in rows[place]


async def test_a_reminder_goes_when_a_hint_is_asked() -> None:
    async with at_work() as desk:
        await desk.ask(msgspec.structs.replace(item("a"), hint="Denk aan het hoogste orgaan."), item("b"))
        await desk.press("enter")
        assert "Kies eerst een antwoord." in desk.text
        await desk.press("f2")
        assert "Denk aan het hoogste orgaan." in desk.text
        assert "Kies eerst een antwoord." not in desk.text


async def test_there_is_no_more_below_a_short_question_after_long_feedback() -> None:
    """The feedback was scrolled: the question that follows begins at its top, and fits."""
    lines = " ".join(["Dit is een lange uitleg, die niet op het scherm past."] * 40)
    async with at_work(size=(80, 24)) as desk:
        await desk.ask(msgspec.structs.replace(item("a"), explanation=lines), item("b"))
        await desk.press(desk.key(0))
        await desk.show_answer()
        assert "Lees verder" in desk.text
        await desk.press("down")
        for _ in range(20):
            if desk.session.position:
                break
            await desk.press("enter")
        assert "vraag 2 van 2" in desk.text
        assert not desk.screen.page.more
        assert "▼" not in desk.text
        assert "Lees verder" not in desk.text


async def test_ways_to_choose() -> None:
    async with at_work() as desk:
        for keys in (("2",), ("b",), ("down", "down", "enter"), ("down", "down", "space"), ("up", "up", "enter")):
            await desk.ask(item("a"), item("b"))
            await desk.press(*keys)
            assert desk.session.tries[0].response == Choose((desk.session.shown_order()[1],)), keys


async def test_enter_without_a_choice_asks_for_one() -> None:
    async with at_work() as desk:
        await desk.ask(item("a"))
        await desk.press("enter")
        assert "Kies eerst een antwoord." in desk.text
        await desk.ask(item("c"))
        assert "Meer antwoorden mogelijk." in desk.text
        await desk.press("enter")
        assert "Kies eerst minstens één antwoord." in desk.text
        await desk.ask(item("g"))
        await desk.press("space", "enter")
        assert "Typ eerst een antwoord." in desk.text
        await desk.ask(item("h"))
        await desk.press("ctrl+s")
        assert "Schrijf eerst iets." in desk.text
        assert "Wat kost het?" not in desk.text
        assert desk.kinds == []


async def test_a_mark_can_be_taken_away() -> None:
    async with at_work() as desk:
        await desk.ask(item("c"), item("a"))
        order = desk.session.shown_order()
        await desk.press("1", "b", "1", "down", "down", "space", "enter")
        assert desk.session.tries[0].response == Choose(tuple(sorted(order[1:3])))


async def test_parts_can_be_moved_and_taken_back() -> None:
    async with at_work() as desk:
        await desk.ask(item("d"), item("a"))
        order = desk.session.shown_order()
        await desk.press("1", "up", "enter")
        assert "Geef eerst alles een plaats (nog 2)." in desk.text
        await desk.press("2", "backspace", "backspace", "backspace", "3")
        rows = desk.screen.query_one(Picker).texts
        assert ["1e" in row for row in rows] == [True, False, False]
        assert " 3  1e " in rows[0]
        await desk.press("up", "d", "shift+down", "u", "enter")
        assert desk.session.tries[0].response == Arrange((order[0], order[2], order[1]))
        await desk.ask(item("d"), item("a"))
        await desk.press("down", "enter", "enter", "enter", "enter")
        assert desk.session.tries[0].response == Arrange(order)


async def test_pairs() -> None:
    async with at_work() as desk:
        for rights, word in (((0, 1), RIGHT), ((0, 2), PARTLY), ((1, 0), WRONG), ((2, 2), WRONG)):
            await desk.ask(item("e"), item("a"))
            await desk.press(*(desk.letter(right) for right in rights), "enter")
            assert desk.session.tries[0].response == Join(rights)
            assert word in desk.text
            await desk.show_answer()
            if 2 in rights:
                assert "(jij: de griffier)" in desk.text
                assert "De griffier besluit niet." in desk.text


async def test_gaps_are_filled_from_a_list_or_by_typing() -> None:
    """Seen red with the sentence shown nowhere."""
    listed = msgspec.structs.replace(GAPS, id=item("e").id)
    typed = msgspec.structs.replace(TYPED_GAPS, id=item("g").id)
    async with at_work() as desk:
        await desk.ask(listed, item("a"))
        assert "De (1) ___ stelt de APV vast; het (2) ___ voert haar uit." in desk.text
        await desk.press(desk.letter(0), desk.letter(2), "enter")
        assert desk.session.tries[0].response == Join((0, 2))
        assert PARTLY in desk.text
        await desk.show_answer()
        assert "gat 2 → college (jij: presidium)" in desk.text
        await desk.ask(typed, item("a"))
        assert "met een puntkomma ertussen" in desk.text
        await desk.type("raad; colege")
        await desk.press("enter")
        assert "Bedoelde je “raad; college”?" in desk.text
        await desk.press("n", "enter")
        await desk.press("f3")
        await desk.ask(typed, item("a"))
        await desk.type("raad; college")
        await desk.press("enter")
        assert [one.response for one in desk.session.tries] == [Write("raad; college")]
        assert RIGHT in desk.text


async def test_pairs_can_be_changed() -> None:
    async with at_work(size=(40, 12)) as desk:
        await desk.ask(item("e"), item("a"))
        await desk.press("2", desk.letter(1), "enter")
        assert "Nog zonder letter: regel 1." in desk.text
        await desk.press(desk.letter(2), "backspace", "1", desk.letter(0), "2", desk.letter(2), "backspace")
        assert desk.session.phase is Phase.ASKING
        await desk.press(*["down"] * (1 + desk.session.shown_order().index(1)), "enter", "enter")
        assert desk.session.tries[0].response == Join((0, 1))


async def test_fast_keys_mean_what_stood_on_the_screen() -> None:
    async with at_work() as desk:
        await desk.ask(item("e"), item("a"))
        await desk.press_at_once(desk.letter(0), desk.letter(0), "enter")
        await desk.press("enter")
        assert [one.response for one in desk.session.tries] == [Join((0, 0))]
        await desk.ask(item("d"), item("a"))
        await desk.press_at_once(*(desk.key(part) for part in (2, 0, 1)))
        await desk.press("enter")
        assert [one.response for one in desk.session.tries] == [Arrange((2, 0, 1))]


async def test_what_cannot_be_read_is_asked_again_and_not_kept() -> None:
    async with at_work() as desk:
        await desk.ask(item("f"), item("a"))
        for text, asked in (("veel", "Dat lees ik niet als getal."), ("12 euro", "Geef je antwoord in leden.")):
            desk.screen.query_one(Input).value = text
            await desk.press("enter")
            assert asked in desk.text
            assert desk.session.phase is Phase.ASKING
        assert desk.kinds == []
        desk.screen.query_one(Input).value = "12 leden"
        await desk.press("enter")
        assert RIGHT in desk.text


async def test_a_slip_of_the_pen_is_asked_about() -> None:
    async with at_work() as desk:
        for keys in (("j",), ("1",), ("down", "enter"), ("n", "enter", "j")):
            await desk.ask(item("g"), item("a"))
            before = desk.kinds
            await desk.type("amandemend")
            await desk.press("enter")
            assert "Bedoelde je “amendement”?" in desk.text
            assert desk.kinds == before
            await desk.press(*keys)
            assert "Deels goed" in desk.text
            assert PROMPTED.split(".")[0] in desk.text
            assert "Opnieuw" not in desk.text
            assert desk.session.tries[0].response == Write("amendement", prompted=True)
        await desk.ask(item("g"), item("a"))
        await desk.type("amandemend")
        await desk.press("enter", "n")
        assert isinstance(desk.screen.focused, Input)
        assert desk.screen.query_one(Input).value == "amandemend"
        assert "Bedoelde" not in desk.text
        desk.screen.query_one(Input).value = "Een amendement"
        await desk.press("enter")
        assert desk.session.tries[0].verdict.outcome is Outcome.PARTLY, "the tutor said it first"


async def test_keys_are_letters_while_typing() -> None:
    async with at_work() as desk:
        await desk.ask(item("g"), item("a"))
        await desk.press(*"hw1zr")
        assert desk.screen.query_one(Input).value == "hw1zr"
        assert "F3 Weet ik niet" in desk.text
        assert "F1 Hulp" in desk.text, "a question mark would be typed"
        await desk.ask(item("h"), item("a"))
        await desk.press(*"hw1zr", "enter", "3")
        assert desk.screen.query_one(TextArea).text == "hw1zr\n3"
        assert desk.kinds == []


async def test_the_model_answer_comes_after_writing() -> None:
    async with at_work() as desk:
        await desk.ask(item("h"), item("a"))
        await desk.type("geld")
        assert "Wat kost het?" not in desk.text
        await desk.press("ctrl+s")
        assert "Wat kost het?" in desk.text
        await desk.press("1", "backspace", *"!", "ctrl+s", "enter")
        assert desk.session.tries[0].response == Reflect("geld!", (0,))


async def test_an_answer_without_end_stays_in_its_field() -> None:
    async with at_work() as desk:
        await desk.ask(item("h"), item("a"))
        field = desk.screen.query_one(TextArea)
        field.load_text("x" * 70_000)
        await desk.press("ctrl+s")
        assert "Je tekst is te lang: 70.000 tekens." in " ".join(desk.text.split())
        assert "Wat kost het?" not in desk.text
        assert len(field.text) == 70_000
        field.load_text("geld")
        await desk.press("ctrl+s", "1", "enter")
        assert desk.session.tries[0].response == Reflect("geld", (0,))


async def test_opinions_are_not_judged_and_not_kept() -> None:
    async with at_work(size=(80, 60)) as desk:
        for letter, keys, words in (("i", ("o",), "Maar wat als het je buurman is?"), ("j", ("1",), "Kan.")):
            await desk.ask(item(letter), item("a"))
            assert "Wat je vindt, wordt niet bewaard." in desk.text
            await desk.press(*keys)
            assert desk.session.phase is Phase.FEEDBACK
            assert all(part in desk.text for part in (words, "Wie beslist", "Ondergrens", "Voor", "Tegen"))
            assert not any(word in desk.text for word in (RIGHT, PARTLY, WRONG))
            assert not desk.session.may_retry
        assert [event.body.response for event in desk.events if isinstance(event.body, Answered)] == [None, None]


async def _click_entry(desk: Desk, index: int) -> None:
    picker = desk.screen.query_one(Picker)
    await desk.pilot.click(picker, offset=(3, picker.region_of(index).y))


async def _by_mouse(desk: Desk, letter: str) -> None:
    match letter:
        case "a" | "i" | "j":
            await _click_entry(desk, 0)
        case "c" | "d":
            for index in range(len(desk.screen.query_one(Picker).entries)):
                await _click_entry(desk, index)
        case "e":
            await desk.click("de griffier")
            await desk.click("het college")
        case "h":
            await desk.type("geld")
            await desk.click("Vergelijk met het voorbeeld")
            await desk.click("Je vraagt naar geld.")
    if letter in "cdeh":
        await desk.click("Enter Klaar")


async def test_answers_by_mouse() -> None:
    async with at_work() as desk:
        for letter in "acdehij":
            await desk.ask(item(letter), item("b"))
            await _by_mouse(desk, letter)
            await desk.settle()
            assert desk.session.phase is Phase.FEEDBACK, letter
            await desk.show_answer()
            await desk.click("Enter Verder")
            assert "vraag 2 van 2" in desk.text
        await desk.pilot.click(offset=(60, 30))
        await desk.press("1")
        assert desk.session.phase is Phase.FEEDBACK, "a click beside the question takes the focus away"


async def test_long_options_wrap_behind_their_digit() -> None:
    long = "Een heel lange optie die over meer dan één regel loopt en dan netjes achter het cijfer verdergaat."
    options = (Option(text=long, key=True, feedback="Ja."), Option(text="Kort.", feedback="Nee."))
    async with at_work(size=(40, 24)) as desk:
        await desk.ask(msgspec.structs.replace(item("a"), options=options, fixed=True), item("b"))
        rows = seen(desk.app).splitlines()
        first = next(number for number, row in enumerate(rows) if "a  Een heel" in row)
        indent = rows[first].index("Een heel")
        assert all(row[:indent].strip() == "" for row in rows[first + 1 : first + 3])
        assert long in desk.text


async def test_outcomes_have_a_word_and_a_sign_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_work() as desk:
        await desk.ask(item("a"), item("b"))
        await desk.press(desk.key(1))
        assert WRONG in desk.text


async def test_nothing_ticked_is_asked_about_once() -> None:
    async with at_work() as desk:
        await desk.ask(item("h"))
        await desk.type("geld")
        await desk.press("ctrl+s", "enter")
        assert desk.session.attempts == ()
        assert "Zit er niets van in?" in desk.text
        await desk.press("1", "1", "enter")
        assert desk.session.attempts == (), "ticking takes the question back"
        await desk.press("enter")
        (attempt,) = desk.session.tries
        assert attempt.verdict.outcome is Outcome.WRONG


@pytest.mark.parametrize(("letter", "typed"), [("h", "Wat kost\nhet?"), ("g", "amend"), ("f", "1")])
async def test_an_answer_that_is_being_typed_is_there_next_time(letter: str, typed: str) -> None:
    """Also a word or a number."""
    workspace = SampleWorkspace()
    async with at_work(workspace) as desk:
        await desk.ask(item(letter))
        await desk.type(typed)
        desk.app._stop_by_signal(15)
        await desk.settle()
    async with at_work(workspace) as desk:
        await desk.ask(item(letter))
        assert desk.screen.form
        assert desk.screen.form.typed == typed
        assert "Hier staat wat je typte" in desk.text
        await desk.ask(item("a"), item(letter))
        assert desk.screen.form.typed == ""


@pytest.mark.parametrize(
    ("pasted", "left"),
    [("\namendement\n", "amendement"), ("een\namendement", "een amendement"), ("x" * 300, "x" * LONGEST)],
)
async def test_what_is_pasted_comes_in_as_far_as_it_fits(pasted: str, left: str) -> None:
    async with at_work() as desk:
        await desk.ask(item("g"))
        await desk.type(pasted)
        assert desk.screen.form
        assert desk.screen.form.typed == left
        assert ("Er passen" in desk.text) is (len(pasted) > LONGEST)
