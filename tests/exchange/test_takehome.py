"""The herhaalset comes out as it went in, and nothing else is taken for one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.exchange.group_files import MAX_ITEMS, pack_set, unpack_set
from tutor.exchange.reading import BadParcel


def test_what_was_packed_comes_out() -> None:
    found = unpack_set(pack_set("Integriteit", ["rollen-01-a", "rollen-02-b"]))
    assert (found.title, found.items) == ("Integriteit", ["rollen-01-a", "rollen-02-b"])


def test_a_set_holds_fifty_items_each_once() -> None:
    """Seen red with a thousand times one item that counted as a thousand."""
    assert unpack_set(pack_set("Avond", ["a"] * 1000)).items == ["a"]
    many = [f"les-{number}" for number in range(60)]
    assert len(unpack_set(pack_set("Avond", many)).items) == MAX_ITEMS == 50
    made = json.loads(pack_set("Avond", many)) | {"items": many}
    with pytest.raises(BadParcel, match="staan 60 vragen; er passen er 50 in"):
        unpack_set(json.dumps(made).encode())
    assert unpack_set(json.dumps(made | {"items": ["a"] * 1000}).encode()).items == ["a"]


def test_a_title_cannot_steer_a_terminal() -> None:
    assert "\x1b" not in unpack_set(pack_set("\x1b[2JAvond", ["a"])).title


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is leeg"),
        (b'{"sort":"x","version":1,"title":"t","items":[]}', "ander programma"),
        (b'{"sort":"raadstutor-herhaalset","version":2,"title":"t","items":[]}', "nieuwere"),
        (b'{"sort":"raadstutor-herhaalset","version":1,"title":"","items":[]}', "ontbreekt iets"),
        (b'{"sort":"raadstutor-herhaalset","version":1,"title":"t","items":[3]}', "ontbreekt iets"),
        (b"x" * 300_000, "te groot"),
    ],
)
def test_anything_else_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadParcel, match=reason):
        unpack_set(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(BadParcel):
        unpack_set(data)
