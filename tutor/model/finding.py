"""What can be found back with words, and what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import Protocol

from msgspec import Struct


class FindKind(StrEnum):
    """What a document is, in the order in which findings are shown."""

    TERM = "woord"
    ARTICLE = "artikel"
    NOTE = "notitie"
    STEP = "les"
    ITEM = "vraag"


class Document(Struct, frozen=True, kw_only=True):
    """A text that can be found."""

    kind: FindKind
    lesson: str = ""
    """Id; empty for a term or an article."""
    target: str
    """Anchor of a step or of the step with a note, the id of an item or term, or a reference to an article."""
    title: str
    place: str = ""
    """Title of the lesson, other names of a term, or what an article is about."""
    text: str


class Found(Struct, frozen=True, kw_only=True):
    """A document that has the words."""

    kind: FindKind
    lesson: str
    target: str
    title: str
    place: str
    excerpt: tuple[str, ...]
    """A part of the text; every second piece, from the second on, is a word that was asked for."""

    @property
    def words(self) -> str:
        """The excerpt as running text."""
        return "".join(self.excerpt)


class Index(Protocol):
    """Where words are found back; `tutor.store.search.SearchIndex` is one."""

    def search(self, query: str, *, seen: Collection[str], notes: Iterable[Document]) -> Sequence[Found]:
        """Steps, terms, the items in `seen` and these notes that have the words of the query. Never raises."""

    def meant(self, query: str) -> str:
        """What a query that found nothing probably meant; empty when nothing is like it. Never raises."""
