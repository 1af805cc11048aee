"""The leerverslag: hours and lessons, and scores only when the learner ticked them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from tests.learning.samples import CATALOGUE, LESSON, Tape, study
from tutor.dates import duration
from tutor.documents.certificate import Certificate, certificate, html, markdown
from tutor.learning.answers import Choose, GiveUp
from tutor.learning.mastery import standings
from tutor.learning.quiz import Mode
from tutor.model import Law, Municipality
from tutor.service.study import Study


def _learned() -> tuple[Study, Tape]:
    tape = Tape()
    here = study(tape)
    session = here.open_lesson("les")
    while not session.at_end:
        session = here.go(session.forward())
    quiz = here.answer(here.quiz(LESSON, Mode.PRACTICE), Choose((0,)))[0]
    while quiz.current:
        quiz = here.proceed(quiz)
        quiz = here.answer(quiz, GiveUp())[0] if quiz.current else quiz
    return here, tape


def test_who_skips_every_question_has_done_no_lesson() -> None:
    """Seen red with every lesson of which the last page was reached."""
    here = study(Tape())
    session = here.open_lesson("les")
    while not session.at_end:
        session = here.go(session.forward())
    assert here.progress.finished
    assert certificate(here.progress, CATALOGUE, "Samira", here.now(), scores=False).lessons == ()


def _certificate(*, scores: bool, name: str = "Samira") -> Certificate:
    here, tape = _learned()
    return certificate(here.progress, CATALOGUE, name, tape.now + timedelta(days=1), scores=scores)


def test_it_tells_hours_and_lessons() -> None:
    text = markdown(_certificate(scores=False))
    assert text.startswith("# Leerverslag van Samira\n\nGemaakt op 25 november 2026")
    assert "Geleerd sinds 24 november 2026, op 1 dag: 42 minuten (een schatting)." in text
    assert "| De les | De module | 24 november 2026 | 10 |" in text


def test_it_names_the_municipality_where_there_is_one() -> None:
    host = Municipality(name="Olst <&> *Wijhe*", inhabitants=18_000)
    content = replace(CATALOGUE, municipality=host)
    here, tape = _learned()
    made = certificate(here.progress, content, "Samira", tape.now, scores=False)
    page = html(made)
    assert page.count("Gemeente Olst &lt;&amp;&gt; *Wijhe*") == 1, "at its head, once"
    assert "Gemeente Olst" in page.partition("@bottom-left")[2], "and below each sheet"
    first, title, *_ = markdown(made).split("\n\n")
    assert first == "Gemeente Olst \\<\\&\\> \\*Wijhe\\*"
    assert title == "# Leerverslag van Samira"
    assert markdown(_certificate(scores=False)).startswith("# Leerverslag")


def test_each_lesson_tells_where_the_law_says_it() -> None:
    """Seen red with the references of the author."""
    lesson = replace(LESSON, head=msgspec.structs.replace(LESSON.head, sources=("gemeentewet 20 lid 1", "gebruik")))
    content = replace(CATALOGUE, modules=(replace(CATALOGUE.modules[0], lessons=(lesson,)),))
    law = Law(id="gemeentewet", name="Gemeentewet", short="Gemw", bwb="BWBR0005416", text_date=date(2026, 10, 1))
    here, tape = _learned()
    made = certificate(here.progress, replace(content, laws=(law,)), "Samira", tape.now, scores=False)
    address = "https://wetten.overheid.nl/jci1.3:c:BWBR0005416&artikel=20&g=2026-10-01"
    assert f"- De les: [artikel 20, lid 1, Gemeentewet]({address}); gebruik." in markdown(made)
    assert f'href="{address.replace("&", "&amp;")}"' in html(made)


def test_scores_are_in_only_when_ticked() -> None:
    without, ticked = (markdown(_certificate(scores=scores)) for scores in (False, True))
    assert "goed" not in without
    assert "Resultaten" not in without
    assert "- Je kent het doel. 1 van 7 vragen goed." in ticked


def test_what_was_mastered_once_stays_in_it_when_it_sinks_away() -> None:
    """Seen red with the mastery of today, which is gone after a year."""
    tape = Tape()
    here = study(tape)
    start = tape.now
    for day in (0, 2, 7):
        tape.now = start + timedelta(days=day)
        quiz = here.quiz(replace(LESSON, items=LESSON.items[:2]), Mode.TEST, anew=True)
        for response in (Choose((0,)), Choose((0, 1))):
            quiz, _ = here.answer(quiz, response)
        here.hand_in(quiz)
    for days in (8, 400):
        now = start + timedelta(days=days)
        text = markdown(certificate(here.progress, CATALOGUE, "Samira", now, scores=True))
        assert "- Je kent het doel. 2 van 2 vragen goed, beheerst op 1 december 2026." in text
        assert standings(here.progress, CATALOGUE, now)["les-doel"].mastered == (days == 8)


def test_a_learner_who_did_nothing() -> None:
    text = markdown(certificate(study(Tape()).progress, CATALOGUE, "Jo", Tape().now, scores=True))
    for words in ("Er is nog niet geleerd.", "Er is nog geen les af.", "Er is nog niet geoefend."):
        assert words in text


def test_lessons_that_are_gone_are_left_out() -> None:
    here, tape = _learned()
    empty = type(CATALOGUE)()
    assert certificate(here.progress, empty, "Jo", tape.now, scores=True).lessons == ()
    assert certificate(here.progress, empty, "Jo", tape.now, scores=True).scores == ()


@pytest.mark.parametrize(
    "name",
    ["<script>x</script>", "[a](javascript:b)", "| a | b |", "# kop", "&amp;", "</title>", "*Jo*", "[a](https://b.c)"],
)
def test_a_name_is_only_a_name(name: str) -> None:
    page = html(_certificate(scores=True, name=name))
    assert "<script" not in page
    assert "href" not in page
    assert "<em>" not in page
    assert page.count("<h1>") == page.count("</title>") == 1
    assert page.count("<table>") == 1


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minuten"), (1, "1 minuut"), (60, "1 uur"), (125, "2 uur en 5 minuten"), (61, "1 uur en 1 minuut")],
)
def test_durations(minutes: int, words: str) -> None:
    assert duration(minutes) == words


def test_the_day_turns_at_four_in_amsterdam() -> None:
    here, tape = _learned()
    for hour, day in ((23, 24), (26, 24), (27, 25)):
        late = tape.now.replace(hour=0, minute=0) + timedelta(hours=hour)
        assert certificate(here.progress, CATALOGUE, "Jo", late, scores=False).day == date(2026, 11, day)


def test_a_clock_that_was_wrong_once_is_not_believed() -> None:
    here, tape = _learned()
    report = certificate(here.progress, CATALOGUE, "Jo", tape.now - timedelta(days=3), scores=False)
    assert (report.since, report.days) == (None, 0)
    assert {lesson.day for lesson in report.lessons} == {report.day}
