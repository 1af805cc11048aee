"""Choosing options: keuze, meerkeuze, stelling and dilemma."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from tutor.learning.answers import Choose, Opinion, Response
from tutor.service.phrases import OPINION_NOT_KEPT
from tutor.tui.text import plain
from tutor.tui.widgets.answering import ListForm
from tutor.tui.widgets.picker import Checklist, Entry, Picker, numbered

_OFF_ON = ("[ ]", "[x]")
_OFF_ON_ONE = ("( )", "(•)")


class ChoiceForm(ListForm):
    """One option, chosen at once."""

    HOW = "Kies met een cijfer of letter, of met de pijlen en Enter."
    LIST = Picker

    def __init__(self, item_id: str, texts: Sequence[str], order: Sequence[int]) -> None:
        super().__init__(item_id, order)
        self._texts = tuple(texts)

    def entries(self) -> tuple[Entry, ...]:
        return numbered([plain(self._texts[index]) for index in self.order])

    def response(self, index: int) -> Response:
        """What choosing this option means; `index` is the author's."""
        return Choose((index,))

    def pick(self, place: int, entry: Entry) -> None:
        self.submit(self.response(self.order[place]))

    def confirm(self, place: int | None) -> None:
        if place is None:
            self.nudge("Kies eerst een antwoord.")
        else:
            self.pick(place, self.picker.entries[place])


class FinalChoiceForm(ChoiceForm):
    """One option, chosen first and then confirmed, for a choice that cannot be taken back."""

    HOW = "Kies met een cijfer of letter. Bevestig met Enter."
    marked: reactive[frozenset[int]] = reactive(frozenset(), init=False)
    """Places on screen that are chosen."""
    SIGNS = _OFF_ON_ONE
    LIST = Checklist

    def entries(self) -> tuple[Entry, ...]:
        signs = [self.SIGNS[place in self.marked] for place in range(len(self.order))]
        return numbered([plain(self._texts[index]) for index in self.order], signs)

    def watch_marked(self) -> None:
        self.show_entries()

    def pick(self, place: int, entry: Entry) -> None:
        self.marked = frozenset({place})

    def confirm(self, place: int | None) -> None:
        """Hand in what was marked; a place where the arrows went is marked first."""
        if place is not None and place in self.marked:
            self.submit(self.response(self.order[place]))
        else:
            super().confirm(place)


class MultipleForm(FinalChoiceForm):
    """Any number of options, handed in together."""

    HOW = "Meer antwoorden mogelijk. Een cijfer of letter kiest; nog eens haalt weg."
    SIGNS = _OFF_ON

    def pick(self, place: int, entry: Entry) -> None:
        """Mark this option, or take the mark away."""
        self.marked = self.marked ^ {place}

    def confirm(self, place: int | None) -> None:
        """Hand in what is marked."""
        if self.marked:
            self.submit(Choose(tuple(sorted(self.order[place] for place in self.marked))))
        else:
            self.nudge("Kies eerst minstens één antwoord.")


class OpinionForm(ChoiceForm):
    """An opinion: nothing is right or wrong, and it is not kept."""

    HOW = OPINION_NOT_KEPT

    def response(self, index: int) -> Response:
        return Opinion(index)


class StatementForm(OpinionForm):
    """A stelling: eens or oneens, also with their own letters."""

    def __init__(self, item_id: str) -> None:
        super().__init__(item_id, ("Eens", "Oneens"), (0, 1))

    def entries(self) -> tuple[Entry, ...]:
        return (Entry(plain("Eens"), ("1", "a", "e")), Entry(plain("Oneens"), ("2", "b", "o")))
