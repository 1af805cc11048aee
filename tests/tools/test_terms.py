"""Terms, each beside its article.

Seen red with: see each test. Dates of Easter and holidays were taken from printed calendars, not from the program.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.pack import shipped
from tutor.content.statute import parse
from tutor.learning.drawing import faults, told
from tutor.model import Municipality
from tutor.tools.shelf import TOOLS, of_sort
from tutor.tools.terms import YEARS, easter, free, holidays, last_day, read_day, read_span, working_day
from tutor.tools.tool import Setting, ToolAnswer

DAYS = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))
TODAY = date(2026, 12, 1)
RAALTE = Municipality(name="Raalte", inhabitants=39_400, orders={"vragen-termijn": "3 weken; artikel 38 reglement."})


def ask(name: str, day: str, host: Municipality | None = None, **more: str) -> ToolAnswer:
    tool, setting = TOOLS[name], Setting(TODAY, host)
    return tool.answer(tool.filled(setting, {"dag": day, **more}), setting)


def on(today: date, name: str, day: str) -> str:
    """What a calendar says to who looks at it on a day."""
    tool, setting = TOOLS[name], Setting(today)
    answer = tool.answer(tool.filled(setting, {"dag": day}), setting)
    assert answer.drawing
    return told(answer.drawing)[-1]


def days(answer: ToolAnswer) -> dict[str, str]:
    """The days of an answer, each with its first words."""
    moments = answer.facts["moments"]
    assert isinstance(moments, list)
    return {moment["date"]: moment["text"] for moment in moments}


def day_of(answer: ToolAnswer, words: str) -> str:
    return next(day for day, text in days(answer).items() if words in text)


@pytest.mark.parametrize(
    ("year", "day"),
    [(2014, (4, 20)), (2016, (3, 27)), (2019, (4, 21)), (2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)),
     (2027, (3, 28)), (2028, (4, 16)), (2035, (3, 25)), (2038, (4, 25)), (2049, (4, 18)), (2076, (4, 19))],
)  # fmt: skip
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_holidays_are_those_of_article_3() -> None:
    """Seen red with Koningsdag left on a Sunday, and with Goede Vrijdag (lid 2) left out."""
    assert {day.isoformat() for day in holidays(2026)} == {
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-04-27", "2026-05-05", "2026-05-14", "2026-05-25",
        "2026-12-25", "2026-12-26",
    }  # fmt: skip
    assert free(date(2025, 4, 26)) == "Koningsdag"  # 27 April 2025 was a Sunday
    assert free(date(2025, 4, 27)) == "een zondag"
    assert free(date(2026, 12, 24)) == ""


@given(DAYS, st.integers(1, 90))
def test_a_term_ends_on_the_first_working_day(before: date, length: int) -> None:
    """Article 1 lid 1 and article 2, said in another way. Seen red with a term that stops at Sunday."""
    end = last_day(before, length)
    assert not free(end)
    term = [before + timedelta(number) for number in range(1, (end - before).days + 1)]
    assert length <= len(term) <= length + 6
    working = sum(not free(day) for day in term)
    assert length < 3 or working >= 2
    shorter = term[:-1]
    if len(shorter) >= length:  # a day less would not have done
        assert free(shorter[-1]) or (length >= 3 and sum(not free(day) for day in shorter) < 2)


@given(DAYS, st.integers(91, 400))
def test_a_long_term_is_not_extended(before: date, length: int) -> None:
    """Article 4 a. Seen red with the limit of 90 days left out."""
    assert last_day(before, length) == before + timedelta(length)


def test_a_short_term_over_christmas_gets_two_working_days() -> None:
    """Article 2: of three days after Thursday 24 December 2026, 25 to 27, none is a working day."""
    assert last_day(date(2026, 12, 24), 3) == date(2026, 12, 29)


@given(DAYS, st.integers(0, 60))
def test_working_days_count_only_working_days(before: date, number: int) -> None:
    end = working_day(before, number)
    assert sum(not free(before + timedelta(at)) for at in range(1, (end - before).days + 1)) == number


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("1-12-2026", "2027-01-12"),  # over the end of the year
        ("15-11-2026", "2026-12-28"),  # 27 December is a Sunday
        ("13-11-2026", "2026-12-28"),  # 25 December, and then a weekend with second Christmas day
        ("20-11-2026", "2027-01-04"),  # 1 January is a Friday, and a holiday
        ("24-3-2027", "2027-05-07"),  # 5 May, and the next day is Hemelvaartsdag
        ("18-1-2028", "2028-02-29"),  # a leap day
    ],
)
def test_bezwaar_takes_six_weeks(day: str, last: str) -> None:
    """Awb 6:7 and 6:8. Seen red with a term that begins on the day itself."""
    answer = ask("bezwaar", day)
    assert day_of(answer, "Laatste dag") == last
    began = read_day(day, TODAY)
    assert began
    assert day_of(answer, "begint") == (began + timedelta(1)).isoformat()
    extended = (date.fromisoformat(last) - began).days != 42
    assert any("loopt daarom door" in note for note in answer.notes) is extended


def test_a_regulation_gives_eight_weeks() -> None:
    """Wgr 1 lid 3; the days are those of the lesson."""
    assert day_of(ask("regeling", "21-6-2027"), "Laatste dag") == "2027-08-16"


def test_consent_is_not_extended_over_a_weekend() -> None:
    """Awb 10:31, Algemene termijnenwet 4: thirteen weeks is more than twelve."""
    found = days(ask("toestemming", "5-12-2026"))
    assert list(found) == ["2026-12-05", "2027-03-06", "2027-06-05"]
    assert date(2027, 3, 6).weekday() == 5


def test_a_regional_budget_is_counted_back() -> None:
    """Wgr 34, 34b and 35; lid 2 of article 1 of the Algemene termijnenwet. Days are those of the lesson regio-09."""
    assert list(days(ask("regiobegroting", "28-6-2027"))) == [
        "2027-04-05",
        "2027-04-29",
        "2027-06-28",
        "2027-07-14",
        "2027-09-14",
    ]
    assert day_of(ask("regiobegroting", "1-5-2027"), "ontwerp gaat") == "2027-02-06"  # a Saturday stays one
    assert any("14 september" in note for note in ask("regiobegroting", "20-9-2027").notes)
    assert day_of(ask("regio-ontwerp", "5-4-2027"), "Vroegste dag") == "2027-06-28"


@pytest.mark.parametrize(
    ("tool", "day", "notice", "sent", "late"),
    [
        ("begroting", "28-10-2027", "2027-10-14", "2027-11-11", False),
        ("begroting", "30-10-2027", "2027-10-16", "2027-11-14", False),  # two weeks is a Saturday: the fixed day counts
        ("begroting", "5-11-2027", "2027-10-22", "2027-11-14", False),
        ("begroting", "18-11-2027", "2027-11-04", "2027-11-14", True),
        ("jaarstukken", "10-6-2027", "2027-05-27", "2027-06-24", False),
        ("jaarstukken", "1-7-2027", "2027-06-17", "2027-07-14", False),
        ("jaarstukken", "21-4-2027", "2027-04-07", "2027-05-07", False),  # 5 May and Hemelvaartsdag
    ],
)
def test_budget_and_accounts_are_sent_in_time(tool: str, day: str, notice: str, sent: str, late: bool) -> None:
    """Gemeentewet 190 lid 3, 191 lid 2, 197 lid 3 and 200. Seen red with the later of the two limits."""
    answer = ask(tool, day)
    assert day_of(answer, "kennisgeving") == notice
    assert day_of(answer, "naar GS") == sent
    assert any(note.startswith("Let op") for note in answer.notes) is late


def test_questions_follow_the_own_rule() -> None:
    """Nothing moves: a reglement is no law. Seen red with the extension of a law."""
    assert day_of(ask("vragen", "4-12-2026"), "antwoord") == "2027-01-03"
    assert date(2027, 1, 3).weekday() == 6
    own = ask("vragen", "4-12-2026", RAALTE)
    assert day_of(own, "antwoord") == "2026-12-25"
    assert own.notes[0] == "Bij jullie (Raalte): 3 weken; artikel 38 reglement."
    assert "reglement van orde" in ask("vragen", "4-12-2026", RAALTE, termijn="5 werkdagen").notes[0]
    assert day_of(ask("vragen", "24-12-2026", termijn="5 werkdagen"), "antwoord") == "2027-01-04"
    assert "30 dagen" in ask("vragen", "4-12-2026", termijn="gauw").trouble


@pytest.mark.parametrize("name", [tool.id for tool in of_sort("termijn")])
@given(day=DAYS)
def test_every_calendar_can_be_drawn(name: str, day: date) -> None:
    answer = ask(name, f"{day.day}-{day.month}-{day.year}")
    assert answer.drawing
    assert not list(faults(answer.drawing))
    assert all(told(answer.drawing))
    found = list(days(answer))
    assert found == sorted(found)
    assert day.isoformat() in found
    for source in answer.sources:
        assert shipped().statutes[parse(source).law].article(parse(source).article or "")


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_gets_a_sentence(text: str) -> None:
    answer = ask("bezwaar", text)
    assert bool(answer.trouble) is not bool(answer.drawing)
    read_span(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [("3-11-2026", (2026, 11, 3)), ("3/11", (2026, 11, 3)), ("3 november 2027", (2027, 11, 3)), ("3 mei", (2026, 5, 3)),
     ("2026-11-03", (2026, 11, 3)), ("29-2-2028", (2028, 2, 29))],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text: str, day: tuple[int, int, int]) -> None:
    assert read_day(text, TODAY) == date(*day)


@pytest.mark.parametrize("text", ["29-2-2027", "31-4-2026", "3 x 2026", "vandaag", "0-1-2026", "3-13-2026", "1-1-0000"])
def test_what_is_no_day_is_refused(text: str) -> None:
    assert read_day(text, TODAY) is None


def test_the_last_day_is_not_too_late() -> None:
    """Seen red with "Te laat" from the last day on, which is the day on which it still can."""
    assert on(date(2026, 12, 28), "bezwaar", "15-11-2026").startswith(
        "Nu is het 28 december. Na 28 december is het te laat"
    )
    assert "Bezwaar maken kan. Nog 1 dag tot 28 december." in on(date(2026, 12, 27), "bezwaar", "15-11-2026")
    assert "Na 16 augustus is het te laat." in on(date(2027, 8, 16), "regeling", "21-6-2027")
    assert "vraag je waar het antwoord blijft" in on(date(2027, 1, 5), "vragen", "4-12-2026")
    assert "Na 5 juni is zwijgen ja." in on(date(2027, 6, 5), "toestemming", "5-12-2026")


def test_years_beyond_the_calendar_are_refused() -> None:
    assert "2014 tot en met 2099" in ask("bezwaar", "1-1-2100").trouble
    assert "2014 tot en met 2099" in ask("bezwaar", "31-12-2013").trouble


@pytest.mark.parametrize("name", sorted(TOOLS))
def test_a_tool_and_its_lesson_lead_to_each_other(name: str) -> None:
    """Seen red with a lesson from which the link was taken away."""
    lesson = shipped().lessons[TOOLS[name].lesson]
    assert any(re.search(rf"\]\(gereedschap:{name}\)", step.text) for step in lesson.steps)
