"""A packed catalogue gives the same as the catalogue itself, a lesson at a time.

Seen red with: all lessons decoded at once; a part that cannot be decoded raising; a home that is wrong.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest

from tests.content.pack import shipped
from tutor.learning.answers import Outcome
from tutor.learning.memory import Review
from tutor.learning.progress import Progress
from tutor.learning.review_queue import may_review
from tutor.model import Catalogue, Lesson
from tutor.model.catalogue import Lazy
from tutor.store.content_cache import PackedCatalogue, pack, unpack

BY_ID = ("lessons", "items", "cases", "goals", "lesson_of", "glossary", "register")


@pytest.fixture
def content() -> Catalogue:
    return shipped()


def never() -> Catalogue:
    raise AssertionError("the content itself was read")


def decoded(lessons: object) -> Iterator[str]:
    """The lessons that were made already."""
    assert isinstance(lessons, Lazy)
    return (name for name, value in lessons._values.items() if value is not None)


def test_what_comes_out_is_what_went_in(content: Catalogue) -> None:
    packed = msgspec.msgpack.decode(msgspec.msgpack.encode(pack(content)), type=PackedCatalogue)
    again = unpack(packed, never)
    assert [(module.head, module.ids, tuple(module.lessons)) for module in again.modules] == [
        (module.head, module.ids, module.lessons) for module in content.modules
    ]
    for name in BY_ID:
        ours, theirs = getattr(again, name), getattr(content, name)
        assert dict(ours.items()) == dict(theirs.items())
        if name != "lesson_of":
            assert list(ours) == list(theirs)
        assert (len(ours), "er-is-niets" in ours) == (len(theirs), False)
        with pytest.raises(KeyError):
            ours["er-is-niets"]
    for name in ("laws", "facts", "terms", "misconceptions", "lookalikes", "plans", "programmes"):
        assert getattr(again, name) == getattr(content, name)
    assert pack(again) == pack(content)
    first = content.modules[0]
    assert again.modules[0].lessons[1:3] == first.lessons[1:3]


def test_a_lesson_is_decoded_when_it_is_asked_for_and_once(content: Catalogue) -> None:
    again = unpack(pack(content), never)
    assert sum(len(module.lessons) for module in again.modules) == len(again.lessons) == len(content.lessons)
    assert len(again.items) == len(content.items)
    assert list(decoded(again.lessons)) == []
    first, second, *_ = again.lessons
    item = again.lessons[second].items[0]
    assert again.items[item.id] is item
    assert again.lesson_of[item.id] is again.lessons[second] is again.modules[0].lessons[1]
    assert list(decoded(again.lessons)) == [second] != [first]


def test_what_cannot_be_decoded_is_read_from_the_content(content: Catalogue) -> None:
    """Somebody wrote a file with a right checksum and nonsense in it."""
    packed = pack(content)
    first, second, third, *_ = content.lessons
    one, other = content.lessons[second].items[0], content.lessons[third].items[0]
    reads: list[str] = []

    def read() -> Catalogue:
        reads.append("again")
        return content

    false = msgspec.structs.replace(
        packed,
        lessons={**packed.lessons, first: b"\xc1"},
        items={**packed.items, one.id: "nergens", other.id: second},
    )
    again = unpack(false, read)
    assert again.lessons[first] == content.lessons[first]
    assert (again.items[one.id], again.lesson_of[one.id]) == (one, content.lessons[second])
    assert again.items[other.id] == other
    assert reads == ["again"]
    assert isinstance(again.modules[0].lessons[0], Lesson)


def test_whether_anything_comes_back_decodes_only_lessons_that_were_begun(content: Catalogue) -> None:
    """The first screen asks it. Seen red with a look at every item of the catalogue."""
    again = unpack(pack(content), never)
    now = datetime(2026, 11, 24, 19, tzinfo=UTC)
    assert not may_review(Progress(), again, now)
    assert list(decoded(again.lessons)) == []
    item = next(item for item in content.items.values() if item.scored)
    progress = Progress()
    progress.memory.review(item.id, Review(now, Outcome.RIGHT, None))
    assert not may_review(progress, again, now)
    assert list(decoded(again.lessons)) == [content.lesson_of[item.id].head.id]
