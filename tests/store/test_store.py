"""The contract of `Store`, in memory and on disk."""

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from datetime import timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.store.helpers import START, Clock, answer, everything, newer, open_store, raw, said
from tutor.learning.evening_events import ClassStarted
from tutor.learning.events import EVENING, LessonFinished, Noted, Unknown
from tutor.learning.log import MAX_TEXT, Draft
from tutor.learning.profile import choose
from tutor.store import DiskGone, MergeRefused, NameRefused, NotStored, Store, StoreError, StoreReplaced
from tutor.store.schema import SCHEMA


@pytest.fixture(params=["disk", "memory"])
def store(request: pytest.FixtureRequest, path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(path if request.param == "disk" else None, clock) as opened:
        yield opened


def test_events_come_back_as_they_were_given(store: Store) -> None:
    anna = store.add_learner("Anna")
    draft = Draft(subject="rollen-03", revision="ab", body=Noted(step="organen", text="é\U0001f600 \x00"))
    (event,) = store.append(anna.id, [draft])
    assert (event.learner, event.device, event.kind, event.at) == (anna.id, "laptop", "noted", START)
    assert (event.subject, event.revision, event.body) == ("rollen-03", "ab", draft.body)
    assert list(store.events(anna.id))[1:] == [event]


def test_append_returns_what_a_reader_gets(store: Store) -> None:
    anna = store.add_learner("Anna")
    events = store.append(anna.id, [answer(1, paar=(1, 2)), answer(2, diep={"a": None}), newer("later", x=[1])])
    assert list(store.events(anna.id))[1:] == list(events)
    assert said(events[0])["paar"] == [1, 2]
    assert events[2].body == Unknown(kind="later", text='{"x":[1]}')


def test_reads_on_from_an_event(store: Store) -> None:
    anna = store.add_learner("Anna").id
    first, second, third = store.append(anna, [answer(number) for number in range(3)])
    assert list(store.events(anna, after=first.id)) == [second, third]
    assert list(store.events(anna, after=third.id)) == []


def test_learners_do_not_see_each_other(store: Store) -> None:
    anna, bram = store.add_learner("Anna"), store.add_learner("Bram")
    store.append(anna.id, [answer(1)])
    store.append(bram.id, [answer(2)])
    assert [event.subject for event in store.events(anna.id)] == ["", "rollen-01"]
    assert list(store.events("nobody")) == []


def test_nothing_is_stored_when_one_draft_is_wrong(store: Store) -> None:
    anna = store.add_learner("Anna").id
    for wrong in (answer(2, fout=float("nan")), newer("later", diep=deep(30)), Draft(body=Noted(step="a", text=LONG))):
        with pytest.raises(NotStored, match="Niet opgeslagen"):
            store.append(anna, [answer(1), wrong])
    for wrong in (Draft(subject="\ud800", body=LessonFinished()), Draft(body=Noted(step="x" * 300, text=""))):
        with pytest.raises(ValueError, match=r"surrogates|may hold"):
            store.append(anna, [answer(1), wrong])
    assert len(list(store.events(anna))) == 1
    assert store.append(anna, [answer(3)])
    assert store.append(anna, []) == ()


LONG = "x" * (MAX_TEXT + 1)


def deep(levels: int) -> object:
    return [deep(levels - 1)] if levels else []


def test_ids_rise_whatever_the_clock_does(path: Path, clock: Clock) -> None:
    ids = []
    for days in (0, 0, -400, 3, -0.001, 500, -1000):
        clock.move(days=days)
        with open_store(path, clock) as store:
            anna = (store.learners() or (store.add_learner("Anna"),))[0].id
            ids += [event.id for event in store.append(anna, [answer(), answer()])]
            ids += [event.id for event in store.append(anna, [answer()])]
            assert ids == [event.id for event in store.events(anna)][1:]
    assert all(earlier < later for earlier, later in pairwise(ids))


def test_ids_rise_after_an_erasure(store: Store) -> None:
    anna, bram = store.add_learner("Anna").id, store.add_learner("Bram").id
    last = store.append(anna, [answer() for _ in range(50)])[-1]
    store.erase(anna)
    assert store.append(bram, [answer()])[0].id > last.id


def test_times_are_stored_in_utc(path: Path, clock: Clock) -> None:
    clock.now = START.astimezone(timezone(timedelta(hours=2)))
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna")
        assert anna.created == START
        (event,) = store.append(anna.id, [answer()])
        assert event.at.utcoffset() == timedelta(0)


def test_guests_leave_nothing_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(None) as store:
        store.append(store.add_learner("Gast").id, [answer()])
        store.remember("thema", "donker")
        assert store.path is None
        assert store.back_up() is None
    assert list(tmp_path.iterdir()) == []


def test_learners_are_listed_from_old_to_new(store: Store, clock: Clock) -> None:
    anna = store.add_learner("  Anna   de Wit ")
    clock.move(days=1)
    bram = store.add_learner("Bram")
    assert store.learners() == (anna, bram)
    assert (anna.name, anna.created, bram.created) == ("Anna de Wit", START, START + timedelta(days=1))


def test_renaming_keeps_the_learner(store: Store, clock: Clock) -> None:
    anna = store.add_learner("Anna")
    clock.move(days=1)
    renamed = store.rename_learner(anna.id, "Anne")
    assert store.learners() == (renamed,)
    assert (renamed.id, renamed.name, renamed.created) == (anna.id, "Anne", anna.created)
    assert store.rename_learner(anna.id, "ANNE").name == "ANNE"
    with pytest.raises(KeyError):
        store.rename_learner("nobody", "Bram")


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "An\x1bna", "An\u202ena", "anna"])
def test_improper_names_are_refused(store: Store, name: str) -> None:
    store.add_learner("Anna")
    with pytest.raises(NameRefused):
        store.add_learner(name)
    assert [learner.name for learner in store.learners()] == ["Anna"]


def test_a_learner_whose_name_is_lost_still_shows(store: Store) -> None:
    store.append("0190-verloren", [answer()])
    (learner,) = store.learners()
    assert (learner.id, learner.name) == ("0190-verloren", "Naamloos oren")


def test_settings_are_remembered(path: Path) -> None:
    with open_store(path) as store:
        assert store.recall("thema") is None
        store.remember("thema", "licht")
        store.remember("thema", "donker")
    with open_store(path) as store:
        assert store.recall("thema") == "donker"


def test_history_cannot_be_changed(path: Path) -> None:
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
        store.append(anna, [answer()])
    with open_store(path) as store:
        connection = store._file._connection
        for statement in (
            "UPDATE event SET body = '{}'",
            "DELETE FROM event",
            "INSERT OR REPLACE INTO event SELECT * FROM event",
            "UPDATE OR REPLACE event SET id = id",
            "REPLACE INTO event SELECT id, learner, device, 'x', at, subject, revision, body, 0 FROM event",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="alleen toevoegen"):
                connection.execute(statement)
        store.erase(anna)
        for statement in ("DELETE FROM tombstone", "UPDATE tombstone SET learner = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="alleen toevoegen"):
                connection.execute(statement)


def test_tables_are_strict_and_as_documented(path: Path) -> None:
    open_store(path).close()
    with raw(path) as connection:
        strict = dict(connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"))
        columns = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info('event')")]
        kept = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL")}
    assert all(strict[table] for table in ("event", "tombstone", "setting"))
    assert columns == ["id", "learner", "device", "kind", "at", "subject", "revision", "body", "checksum"]
    assert set(SCHEMA) <= kept


def test_merging_is_a_union(path: Path, tmp_path: Path, clock: Clock) -> None:
    other_path = tmp_path / "stick" / "voortgang.db"
    with open_store(path, clock) as store, open_store(other_path, clock) as other:
        anna = store.add_learner("Anna")
        clock.move(minutes=1)
        bram = other.add_learner("Bram")
        store.append(anna.id, [answer(1)])
        other.append(bram.id, [answer(2)])
        events, others = everything(store), everything(other)
        assert store.merge(others) == 2
        assert store.merge(others) == 0
        assert other.merge(reversed(events)) == 2
        assert sorted(map(str, everything(store))) == sorted(map(str, everything(other)))
        assert store.learners() == other.learners() == (anna, bram)


def test_merging_checks_all_before_it_adds_any(store: Store) -> None:
    anna = store.add_learner("Anna").id
    (event,) = store.append(anna, [answer(1)])
    with open_store(None) as other:
        (stranger,) = other.append("b", [answer(2)])
    forged = replace(event, text=event.text.replace("goed", "fout"))
    endless = replace(event, id="ffffffff-ffff-7fff-bfff-ffffffffffff")
    for bad in (forged, endless):
        with pytest.raises(MergeRefused):
            store.merge([stranger, bad])
    assert len(everything(store)) == 2


def test_may_be_used_from_several_threads(store: Store) -> None:
    anna = store.add_learner("Anna").id
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for number in range(25):
                store.append(anna, [answer(number)])
                list(store.events(anna))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(list(store.events(anna))) == 101


def test_notices_that_the_file_was_replaced(path: Path) -> None:
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
        path.rename(path.with_name("weg.db"))
        with pytest.raises(StoreReplaced):
            store.append(anna, [answer()])
        with raw(path) as other:
            other.execute("CREATE TABLE x (y)")
        with pytest.raises(StoreReplaced):
            store.append(anna, [answer()])
        assert len(list(store.events(anna))) == 1


@pytest.mark.skipif(os.name != "posix", reason="Windows holds a folder with an open file in it")
def test_a_stick_that_is_pulled_out_is_named(path: Path, clock: Clock, tmp_path: Path) -> None:
    """Seen red, and under Wine, with "is intussen vervangen of weggehaald"."""
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna")
        path.parent.rename(tmp_path / "in de jas")
        with pytest.raises(DiskGone):
            store.append(anna.id, [answer(1)])
        (tmp_path / "in de jas").rename(path.parent)
        store.append(anna.id, [answer(1)])


def test_errors_are_dutch_sentences() -> None:
    assert issubclass(MergeRefused, StoreError)
    assert str(MergeRefused("x")).endswith("opnieuw.")


def test_bodies_are_stored_as_json(path: Path) -> None:
    with open_store(path) as store:
        store.append("a", [newer("later", b=1, a="ü")])
    with raw(path) as connection:
        (body,) = connection.execute("SELECT body FROM event").fetchone()
    assert json.loads(body) == {"a": "ü", "b": 1}


def test_an_evening_is_no_learner(store: Store) -> None:
    anna = store.add_learner("Anna")
    store.append(f"{EVENING}0123", [Draft(subject="avond", body=ClassStarted(session="x", rehearsal=False))])
    assert store.learners() == (anna,)


def test_who_came_on_a_stick_with_the_same_name_is_told_apart(store: Store, clock: Clock) -> None:
    anna = store.add_learner("Anna")
    with open_store(None, clock) as other:
        store.append(anna.id, [answer(1)])
        clock.move(days=1)
        namesake = other.add_learner("ANNA")
        other.append(namesake.id, [answer(1), answer(2)])
        store.merge(everything(other))
    one, two = store.people()
    assert [choose(each.label, store.people()).id for each in (one, two)] == [anna.id, namesake.id]
    assert (one.answers, two.answers) == (1, 2)
    with pytest.raises(NameRefused):
        store.add_learner("anna")
