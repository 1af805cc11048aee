"""A check that uses what was found before says the same as one that does not.

Seen red with: registers, the day or the bank left out of the key; words and facts of lessons that did not change
forgotten; a lesson of before that names one that is gone; an id of it that is taken again; a casus that came to it; a
circle through it; a problem of it that is excused now, or was when it was kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.speed.lessons import multiply
from tests.content.pack import GOOD, LESSON, TERMS, TODAY, Pack
from tests.content.planted import Fault
from tests.content.test_faults import FAULTS
from tutor.content import check as checking
from tutor.content import load as loading
from tutor.content import verdicts
from tutor.content.check import check
from tutor.content.files import read_lesson
from tutor.content.lint_context import LintContext, parts
from tutor.content.source import Pack as Read
from tutor.content.verdicts import Verdicts

LESSONS = 4


def kept(known: Verdicts) -> Verdicts:
    """As it comes back from a disk."""
    return Verdicts(known.saved())


def both(root: Path, known: Verdicts, day: date = TODAY) -> None:
    assert check(root, day, known)[1] == check(root, day)[1]


@pytest.fixture(scope="module")
def known() -> Verdicts:
    """Of the good pack."""
    known = Verdicts()
    check(GOOD, TODAY, known)
    return known


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return multiply(GOOD, tmp_path_factory.mktemp("veel") / "veel", LESSONS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}: {fault.new.strip()[:40]!r}")
def test_planted_faults_are_found_beside_what_was_known(fault: Fault, tmp_path: Path, known: Verdicts) -> None:
    pack, here = Pack.copy(tmp_path), kept(known)
    path, line = fault.plant(pack)
    for _ in range(2):  # also by a check that kept what the first one found
        found = check(pack.root, fault.today, here)[1]
        assert [(problem.code, problem.path, problem.line) for problem in found] == [(fault.code, path, line)]
        here = kept(here)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lessons that are read, and those that are judged, with an exclamation mark."""
    done: list[str] = []

    def counted(pack: Read, day: date, lessons: list[object]) -> Iterator[LintContext]:
        done.extend(f"{lesson.head.value.id}!" for lesson in lessons)  # type: ignore[attr-defined]
        yield from parts(pack, day, lessons)  # type: ignore[arg-type]

    def noted(reader: object, shown: str) -> object:
        done.append(shown)
        return read_lesson(reader, shown)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "parts", counted)
    monkeypatch.setattr(loading, "read_lesson", noted)
    return done


def test_only_what_changed_is_read_and_checked(many: Path, tmp_path: Path, read: list[str]) -> None:
    root = multiply(many, tmp_path / "veel", LESSONS)
    known = Verdicts()
    first = check(root, TODAY, known)[1]
    assert len(read) == 2 * LESSONS
    read.clear()
    known = kept(known)
    assert check(root, TODAY, known)[1] == first
    assert read == []
    file = sorted(root.glob("lessons/*/*.md"))[2]
    file.write_text(file.read_text("utf-8").replace("Elf van hen", "Ruim elf van hen"), encoding="utf-8")
    check(root, TODAY, known)
    assert len(read) == 2
    read.clear()
    bank = sorted(root.glob("quizzes/*/*.toml"))[2]
    bank.write_text(bank.read_text("utf-8") + "# klaar\n", encoding="utf-8")
    check(root, TODAY, known)
    assert len(read) == 2


CHANGES: Mapping[str, Callable[[str], str]] = {
    "half a file": lambda text: text[: len(text) // 2],
    "no front matter": lambda text: text.replace("+++", "", 1),
    "gone": lambda text: "",
    "another id": lambda text: text.replace('id = "', 'id = "x', 1),
    "a fact nobody uses any more": lambda text: text.replace("{feit:", "{"),
    "a source nobody cites any more": lambda text: text.replace("gemeentewet", "gemeentewett"),
    "another anchor": lambda text: text.replace("{#", "{#x"),
    "a casus of another lesson": lambda text: text.replace('les = "', 'les = "x'),
    "an item that is gone": lambda text: text.rpartition("[[item]]")[0] or text,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_in_any_file_is_judged_as_if_all_were_read(change: str, many: Path, tmp_path: Path) -> None:
    root = multiply(many, tmp_path / "veel", LESSONS)
    known = Verdicts()
    check(root, TODAY, known)
    for path in sorted((*root.rglob("*.md"), *root.rglob("*.toml"))):
        before = path.read_text("utf-8")
        if (text := CHANGES[change](before)) != before:
            path.write_text(text, "utf-8")
            both(root, known)
            path.write_text(before, "utf-8")
    both(root, known)


@pytest.mark.parametrize("whole", [False, True])
def test_lessons_that_name_each_other(whole: bool, many: Path, tmp_path: Path) -> None:
    """Prior knowledge that goes round, a link to what is gone, one id for two: all from a lesson that was not read."""
    root = multiply(many, tmp_path / "veel", LESSONS)
    first, *_, last = sorted(root.glob("lessons/*/*.md"))
    ids = [path.read_text("utf-8").partition('id = "')[2].partition('"')[0] for path in (first, last)]
    for path, other in ((first, ids[1]), (last, ids[0])):
        text = path.read_text("utf-8").replace("voorkennis = []", f'voorkennis = ["{other}"]', 1)
        path.write_text(text if whole else f"{text}\n\nLees [les](les:{other}).\n", "utf-8")
        known = Verdicts()
        check(root, TODAY, known)
        both(root, known)
    before = last.read_text("utf-8")
    known = Verdicts()
    for text in (before.replace("+++", "", 1), before):  # judged while what it names could not be read
        last.write_text(text, "utf-8")
        both(root, known)
    for text in (before.replace(ids[1], ids[0]), before.replace(f'id = "{ids[1]}"', 'id = "weg-01"'), "", before):
        last.write_text(text, "utf-8")
        both(root, known)


def test_what_a_lesson_that_is_not_read_again_has_to_do_with_others(many: Path, tmp_path: Path) -> None:
    root = multiply(many, tmp_path / "veel", LESSONS)
    first, *_, last = sorted(root.glob("lessons/*/*.md"))
    texts = {path: path.read_text("utf-8") for path in (first, last)}
    broken = texts[last].replace("{#", "{ #x y ", 1)
    first.write_text(f"{texts[first]}\n\nLees [dit](stap:weg).\n", "utf-8")
    known = Verdicts()
    check(root, TODAY, known)
    for text in (broken, texts[last]):  # what is refused excuses the link
        last.write_text(text, "utf-8")
        both(root, known)
    known = Verdicts()
    for text in (broken, texts[last]):
        last.write_text(text, "utf-8")
        both(root, known)
    first.write_text(texts[first], "utf-8")
    both(root, known)
    banks = [root / "quizzes" / path.relative_to(root / "lessons").with_suffix(".toml") for path in (first, last)]
    ids = [bank.read_text("utf-8").rpartition('\nid = "')[2].partition('"')[0] for bank in banks]
    for bank, old, new in ((banks[0], ids[0], ids[1]), (banks[1], ids[1], ids[0])):  # one id for two
        before = bank.read_text("utf-8")
        bank.write_text(before.replace(f'"{old}"', f'"{new}"'), "utf-8")
        both(root, known)
        bank.write_text(before, "utf-8")
    both(root, known)
    casus = next(root.glob("quizzes/*/casus/*.toml"))
    loose = casus.with_name("77-los.toml")  # a casus of a lesson with another name
    loose.write_text(casus.read_text("utf-8").replace("-casus", "-los"), "utf-8")
    both(root, known)
    loose.write_text(casus.read_text("utf-8"), "utf-8")
    both(root, known)


def test_a_word_of_a_lesson_that_was_known_makes_a_compound_easy(tmp_path: Path) -> None:
    many = multiply(GOOD, tmp_path / "veel", 3)
    first, *_, last = sorted(many.glob("lessons/*/*.md"), key=lambda path: path.parent.name)
    known = Verdicts()
    first.write_text(first.read_text("utf-8").replace("Elf van hen", "De zwemwater en kwaliteit"), encoding="utf-8")
    check(many, TODAY, known)
    last.write_text(last.read_text("utf-8").replace("Elf van hen", "De zwemwaterkwaliteit"), encoding="utf-8")
    assert check(many, TODAY, kept(known))[1] == check(many, TODAY)[1]


@pytest.mark.parametrize("later", [timedelta(days=1), timedelta(days=2_000)])
def test_another_day_is_another_verdict(tmp_path: Path, later: timedelta) -> None:
    pack, known = Pack.copy(tmp_path), Verdicts()
    both(pack.root, known)
    both(pack.root, known, TODAY + later)


def test_what_stands_beside_a_lesson_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack, known = Pack.copy(tmp_path), Verdicts()
    both(pack.root, known)
    pack.replace(TERMS, 'id = "motie"', 'id = "moti"')
    both(pack.root, known)
    assert any(problem.path == LESSON for problem in check(pack.root, TODAY, known)[1])
    monkeypatch.setattr(verdicts, "_program", lambda: b"another")
    known.changed = False
    both(pack.root, known)
    assert known.changed
    known.changed = False
    both(pack.root, known)
    assert not known.changed


def test_what_nobody_asks_for_goes(tmp_path: Path) -> None:
    """An older version of a lesson at once, another folder after three others."""
    pack, known = Pack.copy(tmp_path), Verdicts()
    sizes = []
    for number in range(8):
        both(pack.root, known)
        sizes.append(len(known.saved()))
        pack.write(LESSON, pack.read(LESSON).rstrip("\n") + "\n" * number)
    assert max(sizes) - min(sizes) < 50
    sizes = []
    for number in range(8):
        both(pack.root, known, TODAY + timedelta(days=number))
        sizes.append(len(known.saved()))
    assert sizes[3:] == sizes[2:-1]


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Helpers are worth while for two lessons; how many judgements each gave, or -1."""
    heard: list[int] = []

    def listened(helper: object, share: object) -> object:
        found = hear(helper, share)  # type: ignore[arg-type]
        heard.append(-1 if found is None else len(found))
        return found

    hear = checking._heard
    monkeypatch.setattr(checking, "_heard", listened)
    monkeypatch.setattr(checking, "SHARE", 2)
    monkeypatch.setattr(checking, "_processors", lambda: 2)
    return heard


def test_helpers_find_the_same(many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, helped: list[int]) -> None:
    """With a problem in each lesson, and words of a helper's share that make a compound easy."""
    root = multiply(many, tmp_path / "veel", LESSONS)
    for path in sorted(root.glob("lessons/*/*.md")):
        path.write_text(path.read_text("utf-8") + "\n\nZwemwaterkwaliteit [hier](stap:weg).\n", "utf-8")
    known = Verdicts()
    together = check(root, TODAY, known)[1]
    assert helped == [LESSONS // 2]
    assert len({problem.path for problem in together}) == LESSONS
    monkeypatch.setattr(checking, "SHARE", 100)
    assert check(root, TODAY)[1] == together == check(root, TODAY, kept(known))[1]


@pytest.mark.parametrize("program", ["", "raise SystemExit(3)", "print('x')", "import time; time.sleep(0.1)"])
def test_what_a_helper_cannot_do_is_done_here(
    program: str, many: Path, monkeypatch: pytest.MonkeyPatch, helped: list[int]
) -> None:
    together = check(many, TODAY)[1]
    monkeypatch.setattr(checking, "PROGRAM", program)
    assert check(many, TODAY)[1] == together
    monkeypatch.setattr("sys.executable", "/is/er/niet")
    assert check(many, TODAY)[1] == together
    assert helped == [LESSONS // 2, -1, -1]
