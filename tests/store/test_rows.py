from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tutor.store.rows import TAIL_BITS, acceptable, moment, successor, uuid7

TIMES = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(6000, 1, 1), timezones=st.just(UTC))
TAILS = st.integers(0, 2**TAIL_BITS - 1)


def test_example_of_the_standard() -> None:
    """RFC 9562, appendix A.6."""
    at = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    assert uuid7(at, lambda _: 0xCC3 << 62 | 0x18C4DC0C0C07398F) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(TIMES, TAILS)
def test_is_a_uuid_of_version_7_that_knows_its_time(at: datetime, tail: int) -> None:
    text = uuid7(at, lambda _: tail)
    assert (UUID(text).version, UUID(text).variant) == (7, RFC_4122)
    assert acceptable(text)
    assert timedelta(0) <= at - moment(text) < timedelta(milliseconds=1)


@given(TIMES, TIMES, TAILS, TAILS)
def test_sorts_by_time(one: datetime, other: datetime, tail: int, other_tail: int) -> None:
    apart = abs(other - one) >= timedelta(milliseconds=1)
    first, second = uuid7(one, lambda _: tail), uuid7(other, lambda _: other_tail)
    assert not apart or (first < second) == (one < other)


@given(TIMES, TIMES, TAILS, TAILS)
@example(datetime(2025, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC), 2**TAIL_BITS - 1, 0)
def test_successor_is_larger_even_when_the_random_part_overflows(
    at: datetime, earlier: datetime, tail: int, other_tail: int
) -> None:
    last, fresh = uuid7(at, lambda _: tail), uuid7(earlier, lambda _: other_tail)
    assert successor(last, fresh) > last
    assert acceptable(successor(last, fresh))
    assert moment(successor(last, fresh)) - moment(last) <= timedelta(milliseconds=1)


def test_two_devices_that_count_on_get_different_ids() -> None:
    last = uuid7(datetime(2025, 1, 1, tzinfo=UTC), lambda _: 0)
    fresh = [uuid7(datetime(2024, 1, 1, tzinfo=UTC), lambda _, tail=tail: tail) for tail in (1, 2)]  # type: ignore[misc]
    assert len({successor(last, other) for other in fresh}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "piet",
        7,
        None,
        "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
        "017f22e279b07cc398c4dc0c0c07398f",
        "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
        "ffffffff-ffff-7fff-bfff-ffffffffffff",
    ],
)
def test_refuses_other_ids(text: object) -> None:
    assert not acceptable(text)
