"""Names that nobody can have, wherever they come from, and people who have the same one.

Seen red with: a name of a parcel that was not judged; the first of several namesakes taken for the one that was meant.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.samples import Tape, study
from tutor.learning.answers import GiveUp
from tutor.learning.events import ProfileRole
from tutor.learning.profile import MAX_NAME, NotOneProfile, Profile, choose, objection, role, same, told_apart
from tutor.learning.progress import Progress
from tutor.learning.route import Role

SINCE = datetime(2026, 3, 3, 12, tzinfo=UTC)


def profile(name: str, id_: str = "01900000-0000-7000-8000-000000003f9a", answers: int | None = None) -> Profile:
    return Profile(id=id_, name=name, created=SINCE, answers=answers)


@pytest.mark.parametrize(
    "name",
    [
        *("", "  ", "x" * (MAX_NAME + 1), "An\x1bna", "An\u202ena", "Sam\u200bira", "Samira#3f9a", "\u0301"),
        *("\u3164", "Samira\u3164", "\u2800", "\u115f", "Sami\u034fra", "Samira\ufe0f", "e" + "\u0301" * 9),
        *("S\u0430mira", "\u0405amira", "Samir\u03b1", "\u041dils"),
    ],
)
def test_nobody_can_have_a_name_that_deceives(name: str) -> None:
    assert objection(name).endswith(".")


@pytest.mark.parametrize(
    "name",
    ["Samira", "Zoë van 't Hof-Öztürk", "Ĳsbrand", "Анна", "Ελένη", "佐藤 さくら", "Nguyễn", "R2 & D2", "ʻAkaka", "🙂"],
)
def test_people_can_have_their_own_name(name: str) -> None:
    assert objection(name) == ""


def test_a_name_is_one_however_it_is_typed() -> None:
    assert same("Zo\u00eb de Wit", "  ZOE\u0308   de wit ")
    assert same("Anna", "\u0410nn\u0430")
    assert same("Samira", "\uff33amira")
    assert not same("Anna", "Anne")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        *(("Samira", "Samıra"), ("Samira", "Samlra"), ("Ali", "AIi"), ("Ilker", "İlker"), ("Ilker", "ılker")),
        *(("O'Brien", "O’Brien"), ("O'Brien", "O´Brien"), ("van 't Hof", "van ʼt Hof"), ("Anna", "ɑnnɑ")),
        *(("Jan-Peter", "Jan‑Peter"), ("Jan-Peter", "Jan–Peter")),
    ],
)
def test_a_name_that_looks_the_same_is_the_same(name: str, other: str) -> None:
    """Of one alphabet, so nobody is refused such a name; who comes second is told apart with a mark."""
    assert same(name, other)
    assert objection(other) == ""


def test_namesakes_are_told_apart_and_never_guessed() -> None:
    ids = ("01900000-0000-7000-8000-00000000aaaa", "01900000-0000-7000-8000-00000001bbbb", "x")
    one, two, other = told_apart(profile(n, i, 112) for n, i in zip(("Samira", "SAMIRA", "Bob"), ids, strict=True))
    assert (one.label, two.label, other.label) == ("Samira#aaaa", "SAMIRA#bbbb", "Bob")
    assert one.told == "Samira#aaaa — sinds 3 maart 2026, 112 antwoorden"
    assert choose("samira#AAAA", (one, two, other)) == one
    with pytest.raises(NotOneProfile, match=r"Er zijn 2 profielen .*Samira#aaaa — .*; SAMIRA#bbbb — ") as refused:
        choose("samira", (one, two, other))
    assert refused.value.code == 2


def test_who_calls_himself_after_a_mark_is_not_taken_for_another() -> None:
    """No name may hold the sign; older programs let it in."""
    ids = ("01900000-0000-7000-8000-00000000aaaa", "01900000-0000-7000-8000-00000001bbbb", "x")
    among = told_apart(profile(n, i) for n, i in zip(("Samira", "Samira", "Samira#aaaa"), ids, strict=True))
    with pytest.raises(NotOneProfile):
        choose("Samira#aaaa", among)


def test_a_name_that_is_not_there_gets_the_nearest() -> None:
    among = (profile("Samira"), profile("Joost"))
    with pytest.raises(NotOneProfile, match=r"Bedoel je Samira\?"):
        choose("Samria", among)
    with pytest.raises(NotOneProfile, match=r"Er zijn: Samira, Joost\. Anders zo\."):
        choose("Wim", among, "Anders zo.")
    with pytest.raises(NotOneProfile, match=r"Wim\.$"):
        choose("Wim", ())


@given(st.lists(st.sampled_from(("Sam", "sam", "Kim")), max_size=6))
def test_each_label_means_one_profile(names: list[str]) -> None:
    ids = [str(UUID(int=n * 0x1_0000)) for n in range(len(names))]  # the same last digits
    among = told_apart(profile(n, i, 0) for n, i in zip(names, ids, strict=True))
    assert [choose(one.label, among) for one in among] == list(among)


def test_a_role_is_what_was_said_last() -> None:
    here = study(Tape())
    assert role(here.progress) is Role.COUNCILLOR
    here.tell(ProfileRole(role=Role.CANDIDATE))
    assert role(here.progress) is Role.CANDIDATE
    here.answer_scan(here.scan(Role.GROUP_LEADER), GiveUp())
    assert role(here.progress) is Role.GROUP_LEADER
    assert not Progress.replay(
        event for event in here._log.events(here.learner) if isinstance(event.body, ProfileRole)
    ).active_days, "to say what one is, is no learning"
