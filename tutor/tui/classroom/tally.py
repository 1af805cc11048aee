"""Counting hands: one key is one hand. Holds the focus of the trainer's window, so that letters and digits arrive."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase, digits
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tutor.classroom.session import ClassSession
from tutor.classroom.votes import LETTERS
from tutor.model import TeamQuiz
from tutor.tui.text import line, lines, plain, wrapped

FULL, MINUS = "█", "−"


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted now: a name, the key for one more, and how many there are."""

    name: str
    keys: tuple[str, ...]
    number: int


def counted_in(session: ClassSession) -> tuple[Counted, ...]:
    """Votes for the options, or points of the teams; nothing where nothing is counted."""
    if session.ballot:
        return tuple(
            Counted(LETTERS[index].upper(), (LETTERS[index], str(index + 1)), count)
            for index, count in enumerate(session.counts)
        )
    if isinstance(session.activity, TeamQuiz):
        teams = range(1, session.activity.teams + 1)
        return tuple(Counted(f"Team {team}", (str(team),), session.points.get(team, 0)) for team in teams)
    return ()


class Tally(Widget, can_focus=True):
    """Names with bars and numbers. Keys that count nothing here are left to the screen."""

    DEFAULT_CSS = """
    Tally { height: auto; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"count('{key}', 1)", "Hand", show=False) for key in ascii_lowercase + digits[1:]),
        *(Binding(key, f"count('{key.lower()}', -1)", "Hand af", show=False) for key in ascii_uppercase),
        Binding("minus", "minus", "Eén eraf", show=False),
    ]

    rows: reactive[tuple[Counted, ...]] = reactive((), layout=True)
    minus: reactive[bool] = reactive(False, layout=True)
    """Whether the next key takes one off."""

    @dataclass
    class Hand(Message):
        """One more, or one less, for the row with this index."""

        index: int
        step: int

    def _of_key(self, key: str) -> int | None:
        return next((index for index, row in enumerate(self.rows) if key in row.keys), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """A key that counts nothing here is left to the screen."""
        if action == "count":
            return self._of_key(str(parameters[0])) is not None
        return action != "minus" or bool(self.rows)

    def action_count(self, key: str, step: int) -> None:
        index = self._of_key(key)
        if index is not None:
            self.post_message(self.Hand(index, -1 if self.minus else step))
        self.minus = False

    def action_minus(self) -> None:
        """The next key takes one off."""
        self.minus = not self.minus

    def watch_rows(self, before: tuple[Counted, ...], after: tuple[Counted, ...]) -> None:
        """Something else is counted: other keys work."""
        if [row.keys for row in before] != [row.keys for row in after]:
            self.minus = False
            self.refresh_bindings()

    def _lines(self, width: int) -> list[Content]:
        if not self.rows:
            return []
        names = max(len(row.name) for row in self.rows)
        numbers = max(len(str(row.number)) for row in self.rows)
        room = min(20, max(0, width - names - numbers - 2))
        most = max(row.number for row in self.rows) or 1
        found = [
            line(
                (row.name.ljust(names), "bold $text-accent"),
                " ",
                (FULL * round(room * row.number / most), "$primary"),
                (f"{' ' if row.number and room else ''}{row.number}", "bold"),
            )
            for row in self.rows
        ]
        return [*found, *(wrapped(plain(f"{MINUS} en nu de letter", "$text-warning"), width) if self.minus else [])]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return lines(*self._lines(self.content_size.width))
