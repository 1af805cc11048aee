"""Fuzz: whatever comes in from a file, only our own errors come out.

Every test has a short version that runs with all others. Seen red with: an `unpack` that lets errors of the
decoder out; a `visible` that leaves U+0085; a `safe` that forgets the at sign.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.content.pack import FILES, Pack
from tests.content.test_hostile import FRAGMENTS, judged
from tests.figures import Figures
from tests.hostile.strings import EVERY, steering
from tutor.content.characters import visible
from tutor.exchange import group_files, parcel, spreadsheet
from tutor.exchange.reading import BadParcel
from tutor.learning.log import KINDS
from tutor.learning.progress import Progress
from tutor.store import Store, StoreError
from tutor.tui.text import clean

SHORT, LONG = 25, 2_000
AT = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
TEXT = st.text(max_size=60) | st.sampled_from(EVERY) | st.lists(st.sampled_from(EVERY), max_size=4).map("".join)
PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)
BODY = st.dictionaries(
    st.sampled_from(sorted({name for kind in KINDS.values() for name in kind.__struct_encode_fields__})) | TEXT, PLAIN
)
IDS = st.integers(0, 2**48 - 1).map(lambda number: f"01900000-0000-7000-8000-{number:012x}")
"""As the store makes them."""
RECORD = st.fixed_dictionaries(
    {
        "id": IDS | IDS | IDS | st.uuids().map(str),
        "learner": st.uuids().map(str) | TEXT,
        "device": TEXT,
        "kind": st.sampled_from(sorted(KINDS)) | TEXT,
        "at": st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat) | TEXT,
        "subject": TEXT,
        "revision": TEXT,
        "body": BODY,
    }
)
CONTENT = st.fixed_dictionaries(
    {"erased": st.lists(TEXT | st.uuids().map(str), max_size=2), "events": st.lists(RECORD, max_size=4)}
)
FORMULA = st.tuples(st.sampled_from("=+-@'＝"), TEXT).map("".join)
CELLS = st.lists(st.lists(TEXT | FORMULA | st.integers(), min_size=1, max_size=4), max_size=4)


def run(strategy: st.SearchStrategy[Any], check: Callable[[Any], None], examples: int) -> int:
    """Check so many examples; gives how many there were."""
    seen = 0

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def checked(value: Any) -> None:
        nonlocal seen
        seen += 1
        check(value)

    checked()
    return seen


class Loader:
    """A good pack in which bytes were changed."""

    strategy = st.lists(
        st.tuples(st.sampled_from(FILES), st.floats(0, 1), st.integers(0, 60), FRAGMENTS | st.binary(max_size=8)),
        min_size=1,
        max_size=6,
    )

    def __init__(self, folder: Path) -> None:
        self.pack = Pack.copy(folder)
        self.good = {file: (self.pack.root / file).read_bytes() for file in FILES}

    def __call__(self, edits: list[tuple[str, float, int, bytes]]) -> None:
        data = dict(self.good)
        for file, where, length, new in edits:
            start = int(where * len(data[file]))
            data[file] = data[file][:start] + new + data[file][start + length :]
        for file, changed in data.items():
            (self.pack.root / file).write_bytes(changed)
        judged(self.pack.root)


def parcel_of(content: Any) -> bytes:
    """A parcel with a checksum that is right, whatever is in it."""
    inner = json.dumps(content).encode()
    head = {"sort": parcel.SORT, "version": parcel.VERSION, "checksum": sha256(inner).hexdigest()}
    return json.dumps(head)[:-1].encode() + b',"content":' + inner + b"}"


def check_parcel(content: Any) -> None:
    """Refused, or it can be merged and its learners can go on."""
    try:
        brought = parcel.unpack(parcel_of(content))
    except BadParcel as bad:
        str(bad).encode()
        return
    with Store.open(None, device="test", clock=lambda: AT) as store:
        try:
            store.merge(brought.events)
        except StoreError:
            return
        for learner in store.learners():
            assert learner.name.isprintable()
            Progress.replay(store.events(learner.id))


def check_take_home(found: tuple[dict[str, Any], bytes]) -> None:
    changes, tail = found
    whole = {"sort": group_files.SET_SORT, "version": 1, "title": "t", "items": [], **changes}
    for data in (json.dumps(whole).encode(), json.dumps(whole).encode() + tail, tail):
        try:
            brought = group_files.unpack_set(data)
        except BadParcel:
            continue
        assert steering(brought.title) == []


def check_cleaner(text: str) -> None:
    for made in (clean(text), visible(text)):
        assert steering(made) == []
        made.encode()
    assert clean(clean(text)) == clean(text)
    assert visible(visible(text)) == visible(text)
    assert "\n" not in visible(text)


def check_cells(rows: list[list[str | int]]) -> None:
    written = spreadsheet.csv_text(rows)
    again = list(csv.reader(io.StringIO(written), delimiter=spreadsheet.SEPARATOR))
    expected = [[visible(cell) if isinstance(cell, str) else str(cell) for cell in row] for row in rows]
    assert [[spreadsheet.original(cell) for cell in row] for row in again] == expected
    for row, cells in zip(rows, again, strict=True):
        for old, cell in zip(row, cells, strict=True):
            assert isinstance(old, int) or cell.lstrip(" ")[:1] not in tuple("=+-@＝＋－＠")


def fuzz(what: str, folder: Path, examples: int) -> int:
    keys = st.sampled_from(("sort", "version", "title", "items", "x"))
    match what:
        case "pack":
            return run(Loader.strategy, Loader(folder), examples)
        case "parcel":
            return run(CONTENT | PLAIN, check_parcel, examples)
        case "take-home":
            return run(st.tuples(st.dictionaries(keys, PLAIN), st.binary(max_size=20)), check_take_home, examples)
        case "cleaner":
            return run(TEXT | st.text(st.characters(), max_size=60), check_cleaner, examples)
        case _:
            return run(CELLS, check_cells, examples)


WHAT = ("pack", "parcel", "take-home", "cleaner", "cells")


@pytest.mark.parametrize("what", WHAT)
def test_only_our_own_errors(what: str, tmp_path: Path) -> None:
    fuzz(what, tmp_path, SHORT)


@pytest.mark.long
@pytest.mark.figures("Fuzz")
@pytest.mark.parametrize("what", WHAT)
def test_only_our_own_errors_in_many_examples(what: str, tmp_path: Path, figures: Figures) -> None:
    figures(what=what, examples=fuzz(what, tmp_path, LONG))
