"""Answers that are given with a list: choosing options, putting parts in order, and making pairs."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from string import ascii_lowercase
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tutor.learning.answers import Arrange, Choose, Join, Opinion, Response
from tutor.model import Gaps, Matching
from tutor.service.phrases import OPINION_NOT_KEPT
from tutor.tui.text import lines, plain
from tutor.tui.widgets.picker import Checklist, Entry, Picker, lettered
from tutor.tui.widgets.question import NOTHING_GIVEN, OFF_ON, SAME, AnswerForm

_OFF_ON_ONE = ("( )", "(•)")


class ListForm(AnswerForm):
    """An answer given with one list."""

    LIST: type[Picker] = Checklist

    @abstractmethod
    def entries(self) -> tuple[Entry, ...]:
        """The list as it now is."""

    @abstractmethod
    def pick(self, place: int, entry: Entry) -> None:
        """An entry was picked: where it is on screen, and what the learner saw there."""

    @abstractmethod
    def confirm(self, place: int | None) -> None:
        """Enter was pressed, with this place highlighted or none."""

    def answering(self) -> ComposeResult:
        yield self.LIST(self.entries())

    @property
    def picker(self) -> Picker:
        return self.query_one(Picker)

    def show_entries(self) -> None:
        """Show the list as it now is; what was missing may be there now."""
        self.nudge("")
        self.picker.entries = self.entries()

    @on(Picker.Picked)
    def _picked(self, message: Picker.Picked) -> None:
        message.stop()
        self.pick(message.index, message.entry)

    @on(Picker.Confirmed)
    def _confirmed(self, message: Picker.Confirmed) -> None:
        message.stop()
        self.confirm(message.index)


class ChoiceForm(ListForm):
    """One option, chosen at once."""

    HOW = "Kies met een letter of cijfer, of met de pijlen en Enter."
    LIST = Picker

    def __init__(self, item_id: str, texts: Sequence[str], order: Sequence[int]) -> None:
        super().__init__(item_id, order)
        self._texts = tuple(texts)
        self._tried: frozenset[int] = frozenset()
        """Author's indices of what was chosen at the first try, and was not right."""

    def entries(self) -> tuple[Entry, ...]:
        return lettered([plain(self._texts[index]) for index in self.order], (), self._marks())

    def _marks(self) -> list[str]:
        return ["✗" if index in self._tried else "" for index in self.order]

    def try_again(self, response: Response) -> None:
        if isinstance(response, Choose):
            self._tried = frozenset(response.indices)
            self.show_entries()

    def response(self, index: int) -> Response:
        """What choosing this option means; `index` is the author's."""
        return Choose((index,))

    def pick(self, place: int, entry: Entry) -> None:
        if self.order[place] in self._tried:
            self.nudge(SAME)
        else:
            self.submit(self.response(self.order[place]))

    def confirm(self, place: int | None) -> None:
        if place is None:
            self.nudge("Kies eerst een antwoord.")
        else:
            self.pick(place, self.picker.entries[place])


class FinalChoiceForm(ChoiceForm):
    """One option, chosen first and then confirmed, for a choice that cannot be taken back."""

    HOW = "Kies met een letter of cijfer. Bevestig met Enter."
    marked: reactive[frozenset[int]] = reactive(frozenset(), init=False)
    """Places on screen that are chosen."""
    SIGNS = _OFF_ON_ONE
    LIST = Checklist

    def entries(self) -> tuple[Entry, ...]:
        signs = [self.SIGNS[place in self.marked] for place in range(len(self.order))]
        return lettered([plain(self._texts[index]) for index in self.order], signs, self._marks())

    @property
    def complete(self) -> bool:
        return bool(self.marked)

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

    HOW = "Meer antwoorden mogelijk. Een letter kiest; nog eens haalt weg. Enter: klaar."
    SIGNS = OFF_ON

    def __init__(self, item_id: str, texts: Sequence[str], order: Sequence[int], keys: frozenset[int]) -> None:
        """`keys`: the author's indices of the right options: what was rightly chosen stays at a second try."""
        super().__init__(item_id, texts, order)
        self._keys = keys
        self._first: frozenset[int] | None = None

    def try_again(self, response: Response) -> None:
        if isinstance(response, Choose):
            self._first = frozenset(response.indices)
            self._tried = self._first - self._keys
            self.marked = frozenset(self.order.index(index) for index in self._first & self._keys)
            self.show_entries()

    def pick(self, place: int, entry: Entry) -> None:
        """Mark this option, or take the mark away."""
        self.marked = self.marked ^ {place}

    def confirm(self, place: int | None) -> None:
        """Hand in what is marked."""
        chosen = frozenset(self.order[place] for place in self.marked)
        if chosen and chosen == self._first:
            self.nudge(SAME)
        elif chosen:
            self.submit(Choose(tuple(sorted(chosen))))
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
        keys = {"Eens": ("a", "1", "e"), "Oneens": ("b", "2", "o")}
        return tuple(Entry(plain(word), keys[word], chip=True) for word in keys)


class OrderingForm(ListForm):
    """The parts, with those that have a place on top. A part keeps the digit that it was shown with.

    At a second try what stood in its place is fixed there; the others fill the places between.
    """

    HOW = "Druk de cijfers in de goede volgorde. Of verplaats regel ▶ met u (omhoog) en d (omlaag)."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,shift+up", "shift(-1)", "Omhoog", show=False),
        Binding("d,shift+down", "shift(1)", "Omlaag", show=False),
        Binding("backspace", "take_back", "Laatste terug"),
    ]
    picked: reactive[tuple[int, ...]] = reactive((), init=False)
    """Author's indices of the parts that were given a place, first to last."""

    def __init__(self, item_id: str, texts: Sequence[str], order: Sequence[int]) -> None:
        super().__init__(item_id, order)
        self._texts = tuple(texts)
        self._fixed: frozenset[int] = frozenset()
        """Parts that stay: the index of the author is the right place."""
        self._tried: tuple[int, ...] | None = None

    @property
    def arranged(self) -> tuple[int, ...]:
        """All parts as they stand on screen."""
        loose = iter((*self.picked, *(index for index in self.order if index not in {*self.picked, *self._fixed})))
        return tuple(place if place in self._fixed else next(loose) for place in range(len(self.order)))

    @property
    def _loose(self) -> list[int]:
        """Places that are not fixed."""
        return [place for place in range(len(self.order)) if place not in self._fixed]

    @property
    def complete(self) -> bool:
        return len(self.picked) + len(self._fixed) == len(self.order)

    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entry(place, index) for place, index in enumerate(self.arranged))

    def _entry(self, place: int, index: int) -> Entry:
        number = self.order.index(index) + 1
        sign = f"{place + 1}e" if index in self.picked or index in self._fixed else "··"
        mark = "✓" if index in self._fixed else ""
        keys = (str(number),) if number <= 9 else ()
        return Entry(plain(self._texts[index]), keys, sign, mark, chip=True, subject=index)

    def try_again(self, response: Response) -> None:
        if isinstance(response, Arrange):
            self._tried = response.order
            self._fixed = frozenset(place for place, index in enumerate(response.order) if place == index)
            self.show_entries()

    def watch_picked(self) -> None:
        """Show the order so far."""
        self.show_entries()

    def _highlight(self, count: int) -> None:
        """The place of the part that was placed as this one, from 0."""
        loose = self._loose
        self.picker.highlighted = loose[min(count, len(loose) - 1)] if loose else None

    def _place(self, part: int) -> None:
        """Give this part the next place; one that has a place stays where it is."""
        if part not in self.picked and part not in self._fixed:
            self.picked = (*self.picked, part)
            self._highlight(len(self.picked))

    def pick(self, place: int, entry: Entry) -> None:
        self._place(entry.subject)

    def confirm(self, place: int | None) -> None:
        if self.complete:
            if self.arranged == self._tried:
                self.nudge(SAME)
            else:
                self.submit(Arrange(self.arranged))
        elif place is not None and self.arranged[place] not in {*self.picked, *self._fixed}:
            self._place(self.arranged[place])
        else:
            self.nudge(f"Geef eerst alles een plaats (nog {len(self.order) - len(self.picked) - len(self._fixed)}).")

    def action_shift(self, step: int) -> None:
        """Move the highlighted part past the next loose one; from then on every part has the place where it stands."""
        place, loose = self.picker.highlighted, self._loose
        if place is None:
            self._highlight(0)
        elif place in loose and 0 <= (to := loose.index(place) + step) < len(loose):
            moved = [self.arranged[other] for other in loose]
            moved[to - step], moved[to] = moved[to], moved[to - step]
            self.picked = tuple(moved)
            self._highlight(to)

    def action_take_back(self) -> None:
        """The last part with a place loses it."""
        self.nudge("" if self.picked else NOTHING_GIVEN)
        self.picked = self.picked[:-1]
        self._highlight(len(self.picked))


_INDENT = 2


class MatchingForm(ListForm):
    """The left sides, numbered; the right sides, lettered, open under one of them."""

    HOW = "Kies per regel een letter. Een cijfer kiest de regel. Enter: klaar."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("backspace", "take_back", "Laatste terug")]
    joined: reactive[tuple[int | None, ...]] = reactive((), init=False)
    """For each left side the author's index of its right side."""
    at: reactive[int | None] = reactive(0, init=False)
    """The left side that is being filled in; None when all have a right side."""

    def __init__(self, item: Matching | Gaps, order: Sequence[int]) -> None:
        super().__init__(item.id, order)
        self._lefts = tuple(pair.left for pair in item.pairs)
        self._rights = item.rights
        self._rights_of = tuple(item.rights.index(pair.right) for pair in item.pairs)
        self.set_reactive(MatchingForm.joined, (None,) * len(self._lefts))
        self._good: frozenset[int] = frozenset()
        """Left sides that had their right side at the first try."""
        self._tried: tuple[int | None, ...] = ()

    def _left(self, number: int) -> Entry:
        right = self.joined[number]
        text = plain(self._lefts[number])
        if right is not None:
            text = lines(text, (f"→ {self._letter(right)}  {self._rights[right]}", "$text-accent"))
        elif number != self.at:
            text = lines(text, ("→ …", "$text-muted"))
        keys = (str(number + 1),) if number < 9 else ()
        return Entry(text, keys, mark="✓" if number in self._good else "", chip=True, subject=number)

    def _right(self, right: int) -> Entry:
        text, key = plain(self._rights[right]), (self._letter(right),)
        return Entry(text, key, indent=_INDENT, chip=True, subject=len(self._lefts) + right)

    def try_again(self, response: Response) -> None:
        if isinstance(response, Join):
            self._tried = response.rights
            self._good = frozenset(n for n, right in enumerate(response.rights) if self._rights_of[n] == right)
            self.joined = tuple(right if n in self._good else None for n, right in enumerate(response.rights))
            self.at = self._next_gap(0)
            self._show()

    @property
    def complete(self) -> bool:
        return None not in self.joined

    def _letter(self, right: int) -> str:
        return ascii_lowercase[self.order.index(right)]

    def entries(self) -> tuple[Entry, ...]:
        found = []
        for number in range(len(self._lefts)):
            found.append(self._left(number))
            if number == self.at:
                found += [self._right(right) for right in self.order]
        return tuple(found)

    def _show(self) -> None:
        self.show_entries()
        self.picker.highlighted = self.at
        if self.at is not None:
            self.picker.bring_into_view(self.at + len(self.order), self.at)

    def _next_gap(self, after: int) -> int | None:
        numbers = (*range(after, len(self.joined)), *range(after))
        return next((number for number in numbers if self.joined[number] is None), None)

    def pick(self, place: int, entry: Entry) -> None:
        """A left side opens; a right side joins the open left side, and the next gap opens."""
        right = entry.subject - len(self._lefts)
        if right < 0:
            self.at = entry.subject
        elif self.at is not None:
            self.joined = (*self.joined[: self.at], right, *self.joined[self.at + 1 :])
            self.at = self._next_gap(self.at)
        self._show()

    def confirm(self, place: int | None) -> None:
        gaps = [number for number, right in enumerate(self.joined) if right is None]
        if not gaps and self.joined == self._tried:
            self.nudge(SAME)
        elif not gaps:
            self.submit(Join(self.joined))
        elif place is not None and place != self.at:
            self.pick(place, self.picker.entries[place])
        else:
            self.nudge(f"Nog zonder letter: regel {', '.join(str(number + 1) for number in gaps)}.")

    def action_take_back(self) -> None:
        """The line at hand loses its right side, or else the last line that has one."""
        filled = [number for number, right in enumerate(self.joined) if right is not None]
        self.nudge("" if filled else NOTHING_GIVEN)
        if filled:
            number = self.at if self.at in filled else filled[-1]
            self.joined = (*self.joined[:number], None, *self.joined[number + 1 :])
            self.at = number
            self._show()
