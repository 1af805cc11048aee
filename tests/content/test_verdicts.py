"""A check that uses what was found before says the same as one that does not.

Seen red with: registers left out of the key; the day left out; words of lessons that did not change forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.speed.lessons import multiply
from tests.content.pack import GOOD, LESSON, TERMS, TODAY, Pack
from tests.content.test_faults import FAULTS
from tutor.content import check as checking
from tutor.content import verdicts
from tutor.content.check import check
from tutor.content.lint_context import LintContext, parts
from tutor.content.source import Pack as Read
from tutor.content.verdicts import Verdicts


def both(pack: Pack, known: Verdicts, day: date = TODAY) -> None:
    assert check(pack.root, day, known)[1] == check(pack.root, day)[1]


def test_planted_faults_are_found_beside_what_was_known(tmp_path: Path) -> None:
    known: Verdicts = {}
    check(GOOD, TODAY, known)
    for number, fault in enumerate(FAULTS[::27]):
        (tmp_path / str(number)).mkdir()
        pack = Pack.copy(tmp_path / str(number))
        fault.plant(pack)
        first, second = (check(pack.root, fault.today, dict(known))[1], check(pack.root, fault.today)[1])
        assert first == second
        assert {problem.code for problem in first} == {fault.code}


def test_only_what_changed_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = multiply(GOOD, tmp_path / "veel", 6)
    checked: list[str] = []

    def counted(pack: Read, day: date, lessons: list[object]) -> Iterator[LintContext]:
        checked.extend(lesson.head.value.id for lesson in lessons)  # type: ignore[attr-defined]
        yield from parts(pack, day, lessons)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "parts", counted)
    known: Verdicts = {}
    first = check(many, TODAY, known)
    assert len(checked) == 6
    checked.clear()
    assert check(many, TODAY, known)[1] == first[1]
    assert checked == []
    file = sorted(many.glob("lessons/*/*.md"))[2]
    file.write_text(file.read_text("utf-8").replace("Elf van hen", "Ruim elf van hen"), encoding="utf-8")
    check(many, TODAY, known)
    assert len(checked) == 1


def test_a_word_of_a_lesson_that_was_known_makes_a_compound_easy(tmp_path: Path) -> None:
    many = multiply(GOOD, tmp_path / "veel", 3)
    first, *_, last = sorted(many.glob("lessons/*/*.md"), key=lambda path: path.parent.name)
    known: Verdicts = {}
    first.write_text(first.read_text("utf-8").replace("Elf van hen", "De zwemwater en kwaliteit"), encoding="utf-8")
    check(many, TODAY, known)
    last.write_text(last.read_text("utf-8").replace("Elf van hen", "De zwemwaterkwaliteit"), encoding="utf-8")
    assert check(many, TODAY, known)[1] == check(many, TODAY)[1]


@pytest.mark.parametrize("later", [timedelta(days=1), timedelta(days=2_000)])
def test_another_day_is_another_verdict(tmp_path: Path, later: timedelta) -> None:
    pack, known = Pack.copy(tmp_path), dict[str, verdicts.LessonVerdict]()
    both(pack, known)
    both(pack, known, TODAY + later)


def test_what_stands_beside_a_lesson_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack, known = Pack.copy(tmp_path), dict[str, verdicts.LessonVerdict]()
    both(pack, known)
    pack.replace(TERMS, 'id = "motie"', 'id = "moti"')
    both(pack, known)
    assert any(problem.path == LESSON for problem in check(pack.root, TODAY, known)[1])
    number = len(known)
    monkeypatch.setattr(verdicts, "_program", lambda: b"another")
    both(pack, known)
    assert len(known) == number + 1
