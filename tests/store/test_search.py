"""Full-text search: any query is safe, accents do not matter, and the index can be thrown away."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.learning.samples import CATALOGUE, LESSON, MATCHING, SHORT, SINGLE, Tape
from tutor.learning.answers import Choose
from tutor.learning.events import ProfileRole
from tutor.learning.notebook import Place
from tutor.learning.quiz import Mode
from tutor.learning.route import Role
from tutor.model import Catalogue, Term
from tutor.model.catalogue import Document, FindKind, Found
from tutor.service.study import Study
from tutor.store.search import FILE_NAME, MOST, SearchIndex

MOTION = Term(id="motie", term="motie", explanation="Een verzoek aan het **college**.", also=("moties",))
CAFE = Term(id="cafe", term="Café-overleg", explanation="Praten na de vergadering.")
CONTENT = replace(CATALOGUE, terms=(MOTION, CAFE))
ALL = frozenset(CONTENT.items)
FLIPS = 300
POSIX = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="file modes of POSIX, and not for root")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


@pytest.fixture
def index() -> Iterator[SearchIndex]:
    index = SearchIndex(CONTENT, None)
    yield index
    index.close()


def _note(text: str) -> Document:
    return Document(kind=FindKind.NOTE, lesson="les", target="kern-een", title="Kern-een", place="De les", text=text)


def _find(index: SearchIndex, query: str, *notes: str) -> list[str]:
    return [f"{one.kind} {one.target}" for one in index.search(query, seen=ALL, notes=map(_note, notes))]


def test_what_is_found_and_where(index: SearchIndex) -> None:
    (found,) = index.search("college verzoek", seen=ALL, notes=())
    assert found == Found(
        kind=FindKind.TERM,
        lesson="",
        target="motie",
        title="motie",
        place="moties",
        excerpt=("Een ", "verzoek", " aan het **", "college", "**."),
    )
    assert _find(index, "voorbeeld") == ["les voorbeeld"]
    (step,) = index.search("voorbeeld", seen=ALL, notes=())
    assert (step.lesson, step.place, step.words) == ("les", "De les", "Tekst van voorbeeld.")


@pytest.mark.parametrize("query", ["cafe", "CAFÉ", "cafe\u0301", "Café-overleg", "café over", "  café!  ", '"café"'])
def test_accents_capitals_and_marks_make_no_difference(index: SearchIndex, query: str) -> None:
    assert _find(index, query) == ["woord cafe"]


def test_the_last_word_may_be_unfinished_and_the_others_may_not(index: SearchIndex) -> None:
    assert _find(index, "verzoe") == ["woord motie"]
    assert _find(index, "verzoek aan het coll") == ["woord motie"]
    assert _find(index, "coll verzoek") == ["woord motie"], "found by the other word"
    assert _find(index, "coll verzoekschrift") == []


def test_all_words_go_before_some_words(index: SearchIndex) -> None:
    assert _find(index, "tekst voorbeeld") == ["les voorbeeld"]
    assert "les voorbeeld" in _find(index, "onzinwoord voorbeeld")


def test_the_whole_word_goes_before_words_that_begin_with_it() -> None:
    terms = [Term(id=f"t{number}", term=f"Tegelijk {number}", explanation="tegelijk " * 9) for number in range(9)]
    tile = Term(id="tegel", term="Stoep", explanation="Wie betaalt een losse tegel in een lange zin over de stoep?")
    index = SearchIndex(replace(CATALOGUE, terms=(*terms, tile)), None)
    assert _find(index, "tegel")[0] == "woord tegel"
    assert len(_find(index, "tegel")) == MOST[FindKind.TERM]
    index.close()


def test_words_that_say_nothing_find_nothing_more(index: SearchIndex) -> None:
    assert _find(index, "nog een motie") == ["woord motie"]
    assert _find(index, "een"), "unless there is nothing else"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("verzoeck", "verzoek"), ("vergadring", "vergadering"), ("kafe", ""), ("motie", ""), ("", ""), ("'\0\"", "")],
)
def test_what_was_meant(index: SearchIndex, typed: str, meant: str) -> None:
    assert index.meant(typed) == meant


def test_questions_are_found_only_when_they_were_seen(index: SearchIndex) -> None:
    for words, item in ((SINGLE.options[2].text, SINGLE), ("apv", MATCHING), ("wijzigingsvoorstel", SHORT)):
        assert _find(index, words) == [f"vraag {item.id}"]
        assert index.search(words, seen=(), notes=()) == ()


def test_notes_are_found_and_change_with_the_learner(index: SearchIndex) -> None:
    assert _find(index, "ruben", "Bel Ruben over de motie.") == ["notitie kern-een"]
    assert _find(index, "motie", "Bel Ruben over de motie.") == ["woord motie", "notitie kern-een"]
    assert _find(index, "ruben", "Bel Samira.") == []
    assert _find(index, "ruben") == []


def test_notes_never_reach_the_disk(path: Path) -> None:
    index = SearchIndex(CONTENT, path)
    assert _find(index, "geheimpje", "Een geheimpje van Ruben.") == ["notitie kern-een"]
    index.close()
    assert path.exists()
    assert not [file for file in path.parent.iterdir() if b"geheimpje" in file.read_bytes()]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(codec=None), max_size=80))
@example('" OR 1')
@example("NEAR(a b, 2)")
@example("title: motie")
@example("-motie ^x {a b}: *")
@example("_ __ \u0301 \u0301*")
@example("\x00\x1f\ud800")
@example("'; DROP TABLE document; --")
@example("a" * 10_000)
@example("a " * 5_000)
def test_any_query_gives_a_list(index: SearchIndex, query: str) -> None:
    for one in index.search(query, seen=ALL, notes=[_note(query)]):
        assert isinstance(one, Found)
    assert _find(index, "verzoek") == ["woord motie"], "nothing was changed"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(sorted({word for d in CONTENT.terms for word in d.explanation.split()})))
def test_every_word_of_a_text_finds_it(index: SearchIndex, word: str) -> None:
    assert any(found.startswith("woord") for found in _find(index, word))


def test_a_title_that_is_what_was_typed_goes_first() -> None:
    terms = (
        Term(id="wantrouwen", term="motie van wantrouwen", explanation="Een motie, motie, motie.", also=("motie",)),
        MOTION,
    )
    index = SearchIndex(replace(CATALOGUE, terms=terms), None)
    assert _find(index, " Motie ")[0] == "woord motie"
    index.close()


def test_cells_of_a_table_are_set_apart() -> None:
    step = msgspec.structs.replace(
        LESSON.steps[0], text="Zo is het.\n\n| orgaan | taak |\n|---|---|\n| raad | kaders |"
    )
    lesson = replace(LESSON, steps=(step,), items=())
    index = SearchIndex(Catalogue(modules=(replace(CATALOGUE.modules[0], lessons=(lesson,)),)), None)
    (found,) = index.search("kaders", seen=(), notes=())
    assert found.words == "Zo is het. orgaan · taak · raad · kaders"
    index.close()


def test_no_kind_crowds_out_the_others(index: SearchIndex) -> None:
    notes = [msgspec.structs.replace(_note("tekst"), target=f"kern-{number}") for number in range(40)]
    kinds = [found.kind for found in index.search("tekst", seen=ALL, notes=notes)]
    assert kinds.count(FindKind.NOTE) == MOST[FindKind.NOTE]
    assert FindKind.STEP in kinds


def test_the_file_is_private_and_used_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = SearchIndex(CONTENT, path)
    found = _find(first, "verzoek")
    first.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or os.name != "posix"
    assert [file.name for file in path.parent.iterdir()] == [FILE_NAME]
    monkeypatch.setattr("tutor.content.export.documents", lambda _: pytest.fail("made again"))
    second = SearchIndex(CONTENT, path)
    assert _find(second, "verzoek") == found
    second.close()


def test_other_content_makes_it_again(path: Path) -> None:
    old = SearchIndex(CONTENT, path)
    assert _find(old, "voorbeeld") == ["les voorbeeld"]
    old.close()
    step = msgspec.structs.replace(LESSON.steps[0], text="Over zwembaden.")
    lesson = replace(LESSON, steps=(step, *LESSON.steps[1:]))
    changed = Catalogue(modules=(replace(CATALOGUE.modules[0], lessons=(lesson,)),))
    for _ in range(2):
        new = SearchIndex(changed, path)
        assert _find(new, "zwembaden") == ["les situatie"]
        assert _find(new, "verzoek") == []
        new.close()


@pytest.mark.parametrize("garbage", [b"", b"geen index", b"SQLite format 3\x00" + b"x" * 200])
def test_a_damaged_file_is_made_again(path: Path, garbage: bytes) -> None:
    path.write_bytes(garbage)
    index = SearchIndex(CONTENT, path)
    assert _find(index, "verzoek") == ["woord motie"]
    index.close()
    assert path.read_bytes() != garbage


def test_a_file_that_is_damaged_inside_is_passed_over(path: Path) -> None:
    whole = SearchIndex(CONTENT, path)
    assert _find(whole, "verzoek") == ["woord motie"]
    whole.close()
    data = path.read_bytes()
    page = 4096
    path.write_bytes(data[: 2 * page] + b"\xff" * (len(data) - 4 * page) + data[-2 * page :])
    broken = SearchIndex(CONTENT, path)
    assert _find(broken, "verzoek") == ["woord motie"]
    broken.close()


def test_one_flipped_bit_leads_nowhere(path: Path) -> None:
    """Seen red with: a row that is gone, which ended in a TypeError."""
    whole, queries = SearchIndex(CONTENT, path), ("verzoek", "motie", "les", "college", "vraag a")
    good = {(one.kind, one.lesson, one.target) for query in queries for one in whole.search(query, seen=ALL, notes=())}
    whole.close()
    content, chance = path.read_bytes(), Random(1)
    for _ in range(FLIPS):
        data = bytearray(content)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        index = SearchIndex(CONTENT, path)
        for query in queries:
            for one in index.search(query, seen=ALL, notes=()):
                assert (one.kind, one.lesson, one.target) in good
                assert isinstance(one.title + one.place + "".join(one.excerpt), str)
        index.close()


@POSIX
def test_a_folder_that_cannot_be_written_is_left_alone(path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        index = SearchIndex(CONTENT, path)
        assert _find(index, "verzoek") == ["woord motie"]
        index.close()
        assert list(path.parent.iterdir()) == []
    finally:
        path.parent.chmod(0o700)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    index = SearchIndex(CONTENT, tmp_path / "weg" / FILE_NAME)
    assert _find(index, "verzoek") == ["woord motie"]
    index.close()
    assert list(tmp_path.iterdir()) == []


def test_a_study_finds_what_its_learner_has(index: SearchIndex) -> None:
    tape = Tape()
    here = Study(CONTENT, tape, "ik", clock=tape.clock, rng=Random(1), index=index)
    assert here.search("soms") == ()
    here.answer(here.quiz(LESSON, Mode.PRACTICE), Choose((0,)))
    assert [one.target for one in here.search("soms")] == [SINGLE.id]
    here.note(Place(lesson="les", step="kern-twee"), "Vraag de griffier.")
    here.note(Place(lesson="weg", step="kern-twee"), "Vraag de griffier.")
    (note,) = here.search("griffier vraag")
    assert (note.kind, note.lesson, note.target, note.title) == (FindKind.NOTE, "les", "kern-twee", "Kern-twee")


def test_a_question_of_another_role_is_not_found_and_one_of_the_own_role_is() -> None:
    """Seen red: what was answered before the role changed led to a question that is not there."""
    variant = structs.replace(
        SINGLE, id="les-ab", only_for=("ab-lid",), instead_of=SINGLE.id, question="Wat regelt het peil?"
    )
    items = tuple(structs.replace(item, not_for=("ab-lid",)) if item.id == SINGLE.id else item for item in LESSON.items)
    lesson = replace(LESSON, items=items, variants=(variant,))
    module = replace(CATALOGUE.modules[0], lessons=(lesson,))
    content = replace(CONTENT, modules=(module,))
    index = SearchIndex(content, None)
    tape = Tape()
    here = Study(content, tape, "ik", clock=tape.clock, rng=Random(1), index=index)
    here.answer(here.quiz(lesson, Mode.PRACTICE), Choose((0,)))
    assert [one.target for one in here.search("soms")] == [SINGLE.id]
    here.tell(ProfileRole(role=Role.WATER_BOARD))
    assert here.search("soms") == ()
    here.answer(here.quiz(here.catalogue.lessons["les"], Mode.PRACTICE, anew=True), Choose((0,)))
    assert [one.target for one in here.search("peil")] == [variant.id]
    index.close()
