"""A quiz from question to results: trying again, taking back, hints, a Toets, and the place that is kept."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import msgspec
import pytest
from textual.geometry import Region
from textual.widgets import Input

from tests.content.pack import shipped
from tests.tui.asking import LESSON, Desk, at_work, item
from tests.tui.helpers import HOSTILE, SampleWorkspace, seen
from tutor.content.characters import forbidden
from tutor.learning.answers import Choose, GiveUp
from tutor.learning.lesson import LessonSession, PageKind
from tutor.learning.quiz import Mode, Phase
from tutor.model import Option, Single
from tutor.service.study import QUIZ
from tutor.tui.destinations import ToModule
from tutor.tui.screens.dialog import PassageDialog
from tutor.tui.screens.quiz import QuizScreen
from tutor.tui.screens.results import ResultsScreen, ReviewDialog
from tutor.tui.screens.today import TodayScreen
from tutor.tui.screens.unjudged import GuessScreen
from tutor.tui.text import clean, plain
from tutor.tui.widgets.choice import FinalChoiceForm
from tutor.tui.widgets.picker import MenuList
from tutor.tui.widgets.question import AnswerForm
from tutor.tui.widgets.scrolling import Row


async def test_oefenen_from_question_to_results() -> None:
    async with at_work() as desk:
        await desk.ask(item("a"), item("b"))
        assert "Oefenen › Wie bestuurt de gemeente?" in desk.text
        assert "vraag 1 van 2" in desk.text
        await desk.press(desk.key(0), "enter")
        assert "vraag 2 van 2" in desk.text
        assert "Er ligt een mail." in desk.text
        await desk.press(desk.key(1))
        assert "Aan het eind komt deze vraag nog één keer terug." in desk.text
        await desk.press("f3", "enter")
        assert "vraag 1 van 1" in desk.text
        assert "Deze vraag ging net niet goed. Nu nog een keer" in desk.text
        await desk.press(desk.key(0))
        assert "komt deze vraag nog" not in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, ResultsScreen)
        assert "1 van de 2 vragen in één keer goed." in desk.text
        assert "Je noemt de drie bestuursorganen." in desk.text
        assert "1 van 2 goed" in desk.text
        assert desk.kinds[-1] == "quiz_finished"
        await desk.press("enter")
        assert desk.outcomes == [True]


async def test_a_part_with_another_size_asks_for_no_second_layout() -> None:
    """Seen red without `LaidOnce`: each answer had the whole screen laid out and drawn once more."""
    asked: list[str] = []

    class Watched(Row):
        def refresh(
            self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
        ) -> Watched:
            asked.extend(["layout"] * layout)
            super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
            return self

    async with at_work(size=(100, 30)) as desk:
        await desk.ask(item("a"), item("b"))
        await desk.app.screen.query_one("ScrollPage").mount(part := Watched(plain(""), plain("Er ligt een mail. " * 9)))
        await desk.settle()
        before, height = len(asked), part.size.height
        await desk.pilot.resize_terminal(60, 30)
        for _ in range(100):
            await desk.settle()
            if part.size.height > height:
                break
            await sleep(0.02)
        assert part.size.height > height
        assert len(asked) == before


async def test_a_rail_is_made_when_there_is_room_for_it() -> None:
    """Seen red with a rail that is filled unseen, and with one that is never filled later."""
    async with at_work(size=(100, 30)) as desk:
        await desk.ask(item("a"), item("b"))
        await desk.press(desk.key(0))
        assert "✓ Goed" in desk.text
        assert not desk.app.screen.query("Rail > .aside")
        await desk.pilot.resize_terminal(130, 30)
        for _ in range(100):
            await desk.settle()
            if "Deze ronde" in desk.text:
                break
            await sleep(0.02)  # a window that changes is looked at a little later
        assert "Deze ronde" in desk.text
        assert desk.app.screen.query("Rail .law")


async def test_results_review_each_question_and_what_to_read_again() -> None:
    async with at_work() as desk:
        await desk.ask(item("a"), item("b"))
        await desk.press(desk.key(0), "enter")
        await desk.press(desk.key(1), "f3", "enter", "f3", "enter")
        assert "✓ Goed Vraag a" in desk.text
        assert "✗ Niet goed Vraag b" in desk.text
        await desk.press("2")
        assert isinstance(desk.app.screen, ReviewDialog)
        assert "Nee, het college voert uit." in desk.text
        await desk.press("f5")
        assert isinstance(desk.app.screen, PassageDialog)
        assert "Elke gemeente heeft drie organen" in desk.text
        await desk.press("escape", "enter", "down")
        assert "▶ Drie organen" in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, PassageDialog)
        await desk.press("enter", "up", "enter")
        assert isinstance(desk.app.screen, ReviewDialog)
        await desk.press("escape", "escape")
        assert desk.outcomes == [True]


async def test_a_key_pressed_twice_closes_one_screen() -> None:
    async with at_work() as desk:
        await desk.ask(item("a"), item("b"))
        await desk.press(*["f3", "enter"] * 4)
        menu = desk.app.screen.query_one(MenuList)
        for _ in range(2):
            menu.action_confirm()
        await desk.settle()
        assert isinstance(desk.app.screen, TodayScreen)
        await desk.ask(item("a"), item("b"))
        desk.screen.action_leave()
        desk.screen.action_leave()
        await desk.settle()
        assert isinstance(desk.app.screen, TodayScreen)
        assert desk.outcomes == [True, False]


async def test_trying_again_keeps_the_first_answer_for_the_score() -> None:
    async with at_work() as desk:
        await desk.ask(item("a"), item("b"))
        await desk.press(desk.key(1))
        assert "Nee, het college voert uit." in desk.text
        assert "De griffie (a)." in desk.text, "the options stay, to choose another one"
        await desk.press(desk.key(1), "enter")
        assert "Dat was je eerste antwoord." in desk.text
        assert len(desk.session.attempts) == 1
        await desk.press(desk.key(0))
        assert desk.kinds == ["quiz_started", "answered", "retried", "answered"]
        assert "✓ Goed" in desk.text
        assert "De raad (a). ← jij" in desk.text
        assert "Morgen komt deze vraag terug." in desk.text or "Aan het eind" in desk.text
        await desk.press("enter")
        await desk.press(desk.key(0), "enter")
        await desk.press(desk.key(0), "enter")
        assert "1 van de 2 vragen in één keer goed." in desk.text


async def test_an_answer_can_be_taken_back_until_the_right_one_is_shown() -> None:
    async with at_work() as desk:
        await desk.ask(item("a"), item("g"), item("b"))
        assert "Neem terug" not in desk.text
        await desk.press(desk.key(1), "f4")
        assert "vraag 1 van 3" in desk.text
        assert desk.session.attempts == ()
        await desk.press(desk.key(1), desk.key(1), "f4")
        assert desk.session.attempts == ()
        assert desk.kinds.count("undone") == 2
        await desk.press(desk.key(1), "f3")
        assert "Neem terug" not in desk.text
        await desk.press("f4", "enter")
        assert "vraag 2 van 3" in desk.text
        assert "Neem terug" not in desk.text
        await desk.press("f4")
        assert "vraag 2 van 3" in desk.text
        assert desk.kinds.count("undone") == 2


async def test_a_hint_leaves_what_was_chosen_or_typed() -> None:
    async with at_work() as desk:
        short = msgspec.structs.replace(item("g"), hint="Het verandert de tekst.")
        multiple = msgspec.structs.replace(item("c"), hint="Meer dan één.")
        await desk.ask(short, multiple)
        await desk.type("amende")
        await desk.press("f2", *"ment")
        assert "Hint Het verandert de tekst." in desk.text
        assert desk.screen.query_one(Input).value == "amendement"
        assert "F2 Hint" not in desk.text
        await desk.press("enter", "enter")
        await desk.press(desk.key(0), "f2", desk.key(3), "enter")
        assert desk.session.tries[0].response == Choose((0, 3))
        assert desk.kinds.count("hinted") == 2


async def test_the_step_that_teaches_it_opens_on_top() -> None:
    async with at_work() as desk:
        await desk.ask(item("a"), item("b"))
        await desk.press("f5")
        assert not isinstance(desk.app.screen, PassageDialog)
        await desk.press(desk.key(1), "f5")
        assert isinstance(desk.app.screen, PassageDialog)
        assert "Drie organen" in desk.text
        await desk.press("f5")
        assert desk.app.screen_stack[-1] is desk.screen
        assert desk.session.phase is Phase.FEEDBACK


async def test_a_toets_tells_nothing_until_the_end() -> None:
    async with at_work() as desk:
        await desk.ask(item("b"), item("c"), item("a"), mode=Mode.TEST)
        assert "Toets › " in desk.text
        assert "Hint" not in desk.text
        await desk.press("f2", desk.key(1), desk.key(0))
        assert "vraag 1 van 3" in desk.text, "one key does not hand in what cannot be taken back"
        await desk.press("enter")
        assert "vraag 2 van 3" in desk.text
        assert not any(word in desk.text for word in ("✓ Goed", "Uitleg bij", "Neem terug"))
        await desk.press("f4", desk.key(1), "enter")
        await desk.press("0")
        assert "Kijk je toets na 3 van 3 vragen beantwoord, geen gemarkeerd." in desk.text
        assert not any(sign in desk.text for sign in "✓✗")
        await desk.press("enter")
        assert isinstance(desk.app.screen, ResultsScreen)
        assert "1 van de 3 vragen goed." in desk.text
        assert [attempt.response for attempt in desk.session.attempts] == [Choose((0,)), Choose((1,)), GiveUp()]
        await desk.press("1")
        assert "Uitleg bij b." in desk.text


async def test_enter_goes_past_what_went_wrong_in_a_toets_before_it_leaves() -> None:
    """Seen red with: Enter on `Klaar`, so that nothing of a toets was seen but its count."""
    async with at_work() as desk:
        await desk.ask(item("b"), item("c"), item("a"), mode=Mode.TEST)
        await desk.press("0", desk.key(0), "enter", "0", "enter")
        assert isinstance(desk.app.screen, ResultsScreen)
        wrong = [one.item.id for one in desk.session.results().scored if not one.attempt.verdict.right]
        assert len(wrong) == 3
        explained = []
        for _ in range(20):
            if isinstance(desk.app.screen, ReviewDialog):
                explained.append(desk.app.screen._item.id)
            elif not isinstance(desk.app.screen, ResultsScreen):
                break
            await desk.press("enter")
        assert explained == wrong


@pytest.mark.parametrize("right", [True, False])
async def test_an_item_has_a_drawing_of_its_own(right: bool) -> None:
    """Below what is told, also of a right answer. Seen red with: the drawing of its step, after a wrong one only."""
    async with at_work(SampleWorkspace(shipped()), size=(80, 60)) as desk:
        asked = shipped().items["rollen-04-h"]
        assert isinstance(asked, Single)
        await desk.ask(asked)
        key = next(at for at, option in enumerate(asked.options) if option.key)
        assert "Elf tegen elf, en een lid" not in desk.text
        await desk.press(*([desk.key(key)] if right else ["0"]))
        assert "Elf tegen elf, en een lid dat zich onthoudt" in desk.text
        assert "niet aangenomen" in desk.text.casefold()


async def test_a_toets_is_looked_over_before_it_is_handed_in() -> None:
    async with at_work() as desk:
        await desk.ask(item("a"), item("c"), item("b"), mode=Mode.TEST)
        await desk.press("right")
        await desk.press(desk.key(0), desk.key(3), "enter", "f7")
        await desk.press(desk.key(1), "enter")
        assert "2 van 3 vragen beantwoord, 1 gemarkeerd. Wat nog open staat (1)" in desk.text
        assert "◆ gemarkeerd" in desk.text
        await desk.press("down")
        for way_back in ("enter", "escape"):
            await desk.press("enter")
            assert "1 vraag staat nog open. Toch inleveren?" in desk.text
            await desk.press(way_back)
            assert desk.session.current is None
            assert "Kijk je toets na" in desk.text, "nothing is handed in by a slip"
        await desk.press("up", "enter")
        assert "vraag 1 van 3" in desk.text, "▶ stands at what is open"
        await desk.press(desk.key(0), "enter", "3")
        assert desk.screen.query_one(FinalChoiceForm).marked == {desk.session.shown_order().index(1)}
        await desk.press(desk.key(0), "enter")
        assert "3 van 3 vragen beantwoord, 1 gemarkeerd." in desk.text
        await desk.press("escape")
        assert desk.kinds == ["quiz_started", *["filled"] * 5]
        await desk.show(desk.session)
        assert "Kijk je toets na" in desk.text
        await desk.press("enter")
        assert "3 van de 3 vragen goed." in desk.text
        assert desk.kinds[-4:] == ["answered", "answered", "answered", "quiz_finished"]


async def test_a_toets_with_open_questions_is_handed_in_after_a_question() -> None:
    async with at_work() as desk:
        await desk.ask(item("a"), item("c"), mode=Mode.TEST)
        await desk.press("f6", "down", "enter", "2")
        assert isinstance(desk.app.screen, ResultsScreen)
        assert [attempt.response for attempt in desk.session.attempts] == [GiveUp(), GiveUp()]


async def test_the_round_and_then_the_law_stand_beside_a_question() -> None:
    lesson = shipped().lessons["rollen-01"]
    async with at_work(SampleWorkspace(shipped()), size=(120, 40)) as desk:
        await desk.show(desk.study.quiz(lesson, Mode.PRACTICE))
        assert "Deze ronde" in desk.text
        await desk.press("0")
        assert "Artikel 16.15a Omgevingswet" in desk.text
        await desk.press("enter")
        assert "Artikel 16.15a Omgevingswet" not in desk.text
        assert "✗ ▶ ○ ○" in desk.text
        await desk.show(desk.study.quiz(lesson, Mode.TEST))
        await desk.press("enter", "f3")
        assert "● ▶ ○ ○" in desk.text, "a toets does not say how it went"
        await desk.press("f6")
        assert "▶ ○ ○" not in desk.text
        assert "● ○ ○ ○" in desk.text


async def test_keys_pressed_twice_do_not_answer_the_next_question() -> None:
    async with at_work() as desk:
        await desk.ask(item("a"), item("b"), mode=Mode.TEST)
        form = desk.screen.query_one(AnswerForm)
        form.submit(Choose((0,)))
        form.submit(Choose((1,)))
        await desk.settle()
        assert len(desk.session.given) == 1
        await desk.press("enter")
        assert desk.session.position == 1
        await desk.ask(item("a"), item("b"))
        await desk.press("1", "1", "1")
        assert len(desk.session.attempts) == 1


async def test_a_new_app_goes_on_where_the_learner_was() -> None:
    kept = SampleWorkspace()
    async with at_work(kept) as desk:
        await desk.show(desk.study.quiz(LESSON, Mode.PRACTICE))
        await desk.press(desk.key(0), "enter")
        await desk.press(desk.key(1))
        order = desk.session.shown_order()
        await desk.press("escape")
        assert desk.outcomes == [False]
    async with at_work(kept) as desk:
        await desk.show(desk.study.quiz(LESSON, Mode.PRACTICE))
        assert "vraag 2 van 10" in desk.text
        assert "✗ Niet goed" in desk.text
        assert "Nee, het college voert uit." in desk.text
        assert desk.session.shown_order() == order
        desk.screen.session = desk.study.retry(desk.session)  # as line mode does it
    async with at_work(kept) as desk:
        await desk.show(desk.study.quiz(LESSON, Mode.PRACTICE))
        assert desk.session.phase is Phase.ASKING
        assert "Nog een keer." in desk.text
        assert "✗" in desk.text


async def test_what_cannot_be_stored_is_not_acknowledged() -> None:
    kept = SampleWorkspace()
    async with at_work(kept) as desk:
        await desk.ask(item("a"), item("g"), item("b"))
        kept.fill_disk()
        await desk.press(desk.key(0))
        assert "Niet opgeslagen" in desk.text
        assert "✓ Goed" not in desk.text
        assert desk.session.phase is Phase.ASKING
        kept.fill_disk(False)
        await desk.press(desk.key(0))
        assert "✓ Goed" in desk.text
        kept.fill_disk()
        await desk.press("enter")
        assert "vraag 1 van 3" in desk.text
        kept.fill_disk(False)
        await desk.press("enter")
        await desk.type("motie")
        kept.fill_disk()
        await desk.press("enter")
        assert desk.screen.query_one(Input).value == "motie"
        assert "Een motie verandert niets." not in desk.text
        kept.fill_disk(False)
        await desk.press("enter")
        assert "Een motie verandert niets." in desk.text
        assert desk.kinds.count("answered") == 2


async def test_written_text_is_not_thrown_away_by_one_escape() -> None:
    async with at_work() as desk:
        await desk.ask(item("h"), item("a"))
        await desk.press("escape")
        assert desk.outcomes == [False]
        await desk.ask(item("h"), item("a"))
        await desk.type("Wat kost het?")
        await desk.press("escape")
        assert "Je tekst is nog niet opgeslagen." in desk.text
        assert desk.outcomes == [False]
        await desk.press("escape")
        assert desk.outcomes == [False, False]


async def test_a_single_question_ends_with_its_feedback() -> None:
    async with at_work() as desk:
        page = next(page for page in LessonSession.at(LESSON).pages if page.kind is PageKind.CHECK)
        await desk.show(desk.study.check(LESSON, page))
        assert "Even checken › " in desk.text
        assert "vraag 1" not in desk.text
        await desk.press(desk.key(1))
        assert "✗ Niet goed" in desk.text
        await desk.press("f3", "enter")
        assert desk.outcomes == [True]


async def test_the_quiz_of_a_lesson_to_its_end() -> None:
    async with at_work() as desk:
        await desk.show(desk.study.lesson_quiz(LESSON))
        for _ in desk.session.items:
            await desk.press("f3", "enter")
        assert desk.session.returning
        while desk.session.current:
            await desk.press("f3", "enter")
        assert "Klaar." in desk.text
        assert f"0 van de {sum(one.scored for one in desk.session.items)} vragen" in desk.text
        assert desk.study.running(LESSON.head.id, QUIZ) is None


async def test_a_guess_is_kept_but_not_judged() -> None:
    kept = SampleWorkspace()
    async with at_work(kept) as desk:
        outcomes: list[bool | None] = []
        desk.app.push_screen(GuessScreen(desk.study, item("a")), outcomes.append)
        await desk.settle()
        assert "Je hebt dit nog niet geleerd." in desk.text or "Raad" in desk.text
        kept.fill_disk()
        await desk.press("1")
        assert "Genoteerd" not in desk.text
        kept.fill_disk(False)
        form = desk.app.screen.query_one(AnswerForm)
        form.submit(Choose((0,)))
        form.submit(Choose((1,)))
        await desk.settle()
        assert "Aan het eind krijg je deze vraag opnieuw." in desk.text
        assert not any(word in desk.text for word in ("✓ Goed", "✗ Niet goed", "Uitleg bij a."))
        assert desk.kinds == ["guessed"]
        await desk.press("enter")
        assert outcomes == [True]
        desk.app.push_screen(GuessScreen(desk.study, item("f")), outcomes.append)
        await desk.press("escape")
        assert outcomes == [True, False]
        desk.app.push_screen(GuessScreen(desk.study, item("f")), outcomes.append)
        await desk.press("f3", "escape")
        assert outcomes == [True, False, None]


def poisoned(value: object, poison: str, numbers: Iterator[int]) -> object:
    """The same item with hostile text in every field that is read."""
    match value:
        case msgspec.Struct():
            kept = {"id", "goal", "step", "norm", "sources", "misconception"}
            changes = {
                name: poisoned(getattr(value, name), poison, numbers)
                for name in value.__struct_fields__
                if name not in kept
            }
            return msgspec.structs.replace(value, **changes)
        case str():
            return f"{poison} {next(numbers)}"
        case tuple():
            return tuple(poisoned(part, poison, numbers) for part in value)
    return value


def is_clean(desk: Desk) -> bool:
    return not list(forbidden(seen(desk.app).replace("\n", "")))


@pytest.mark.parametrize("size", [(100, 60), (40, 12)], ids=["100x60", "40x12"])
async def test_hostile_text_in_every_field_of_every_kind(size: tuple[int, int]) -> None:
    poison = " ".join(HOSTILE)
    words = [clean(part) for part in HOSTILE if part.isascii() and part.isprintable()]
    async with at_work(size=size) as desk:
        for letter in "abcdefghij":
            hostile = poisoned(item(letter), poison, count())
            await desk.ask(hostile, item("a"))  # type: ignore[arg-type]
            assert is_clean(desk)
            assert size[0] < 100 or all(word in desk.text for word in words), letter
            await desk.press("f2")
            await desk.press("f3")
            assert desk.session.phase is Phase.FEEDBACK, letter
            assert is_clean(desk)
            assert size[0] < 100 or all(word in desk.text for word in words), letter
        assert desk.app.is_running


async def test_hostile_text_that_is_typed_is_only_text() -> None:
    async with at_work() as desk:
        await desk.ask(item("g"), item("h"))
        await desk.type("[/] [@click=app.quit]x[/] \x1b[2J")
        await desk.press("enter")
        assert "Jouw antwoord: [/] [@click=app.quit]x[/]" in desk.text
        assert is_clean(desk)
        await desk.press("enter", "enter")
        await desk.type("[/b] list[int] \x9b31m")
        await desk.press("ctrl+s")
        assert "[/b] list[int]" in desk.text
        assert is_clean(desk)
        await desk.press("enter", "enter")
        while desk.session.current:
            await desk.press("f3", "enter")
        await desk.press("1")
        assert isinstance(desk.app.screen, ReviewDialog)
        assert is_clean(desk)


async def test_many_long_options_can_all_be_chosen_on_the_smallest_screen() -> None:
    options = tuple(
        Option(text=f"Optie {number} met zo veel woorden dat zij niet past.", key=number == 8, feedback="Ja.")
        for number in range(9)
    )
    match item("a"):
        case Single() as single:
            long = msgspec.structs.replace(single, options=options, fixed=True, situation="Er gebeurt veel. " * 30)
    async with at_work(size=(40, 12)) as desk:
        await desk.ask(long, item("b"))
        await desk.press("1", "z", *["down"] * 9)
        assert "▶ 9 Optie 8" in desk.text
        await desk.press("enter")
        assert "✓ Goed" in desk.text


async def test_results_lead_to_what_went_wrong_and_to_a_sheet(tmp_path: Path) -> None:
    """Seen red with: all questions once more."""
    async with at_work(SampleWorkspace(documents=tmp_path), size=(120, 40)) as desk:
        await desk.ask(item("a"), item("b"), item("g"))
        await desk.press(desk.key(0), "enter", *["f3", "enter"] * 4)
        assert "Oefen de 2 vragen die misgingen" in desk.text
        assert "Uitleg bij b." in desk.text, "the first that went wrong stands beside the list"
        await desk.press("1", "escape")
        assert "Ja, de raad (a)." in desk.text
        await desk.press("up", "up", "enter")
        (sheet,) = tmp_path.iterdir()
        assert "Drie organen" in sheet.read_text(encoding="utf-8")
        await desk.press("o")
        asked = desk.app.screen
        assert isinstance(asked, QuizScreen)
        assert [one.id for one in asked.session.items] == [item("b").id, item("g").id]
        assert "Wat misging" in desk.text


async def test_a_quiz_says_how_it_went_last_time() -> None:
    async with at_work() as desk:
        for right in (False, True):
            await desk.ask(item("a"), item("b"))
            await desk.press(*([desk.key(0)] if right else ["f3"]), "enter", "f3", "enter")
            while isinstance(desk.app.screen, QuizScreen):
                await desk.press("f3", "enter")
            assert ("Vorige keer waren het er 0." in desk.text) == right
            await desk.press("escape")


async def test_a_toets_that_was_filled_in_waits_to_be_handed_in() -> None:
    async with at_work() as desk:
        test = desk.study.quiz(LESSON, Mode.TEST)
        while test.current:
            test, _ = desk.study.answer(test, GiveUp())
        desk.app.routes.go(ToModule("rollen"))  # type: ignore[union-attr]
        await desk.settle()
        assert "toets nog in te leveren" in desk.text
        await desk.press("t")
        assert "Kijk je toets na" in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, ResultsScreen)


async def test_results_tell_what_changed_and_go_on_paper(tmp_path: Path) -> None:
    async with at_work(SampleWorkspace(documents=tmp_path)) as desk:
        for right in (False, True):
            await desk.ask(item("a"), item("b"))
            await desk.press(*([desk.key(0)] if right else ["f3"]), "enter", "f3", "enter")
            while isinstance(desk.app.screen, QuizScreen):
                await desk.press("f3", "enter")
            assert ("Eerst mis, nu goed: 1 vraag." in desk.text) == right
            assert ("(eerst mis)" in desk.text) == right
            if not right:
                await desk.press("escape")
        await desk.click("Bewaar de les als blad")
        (sheet,) = tmp_path.iterdir()
        text = sheet.read_text(encoding="utf-8")
        assert "Wat misging" in text
        assert item("b").explanation in text
        assert item("a").explanation not in text.partition("Wat misging")[2]


async def test_a_toets_says_first_what_it_is() -> None:
    async with at_work() as desk:
        await desk.show(desk.study.quiz(LESSON, Mode.TEST))
        assert "7 vragen, ongeveer 3 minuten." in desk.text
        await desk.press("2")
        assert desk.outcomes == [False]
        assert desk.kinds == []
        await desk.show(desk.study.quiz(LESSON, Mode.TEST))
        await desk.press("enter", "f3", "escape")
        await desk.show(desk.study.quiz(LESSON, Mode.TEST))
        assert "vraag 2 van 7" in desk.text
        await desk.press("escape")
        desk.app.routes.go(ToModule("rollen"))  # type: ignore[union-attr]
        await desk.settle()
        assert "toets bezig, vraag 2 van 7" in desk.text
