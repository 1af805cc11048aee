"""Counting votes and points: hand by hand, all at once, or made up in a rehearsal."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tutor.classroom.meeting import Vote
from tutor.classroom.session import Ballot
from tutor.classroom.votes import Counts, read_counts
from tutor.model import Meeting, TeamQuiz
from tutor.tui.classroom.clicker import ClickerScreen
from tutor.tui.classroom.dialogs import LineDialog
from tutor.tui.classroom.raad import RaadDialog
from tutor.tui.classroom.tally import Tally
from tutor.tui.text import plain

HOW_VOTES = "Bijvoorbeeld {numbers}, of a=12 c=3, of per tafel met een streep: {numbers} / {numbers}."
HOW_POINTS = "De punten die elk team nu heeft, bijvoorbeeld {numbers}."
_SOME = "7391528463"


class CountingScreen(ClickerScreen[None]):
    """A screen with a `Tally`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "type", "Aantallen"),
        Binding("r", "rehearse", "Verzin stemmen"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only where something is counted."""
        session = self.room.moment.session
        if action not in ("type", "rehearse") or session is None:
            return super().check_action(action, parameters)
        if action == "rehearse":
            return session.rehearsal and session.ballot is not None
        return session.ballot is not None or isinstance(session.activity, TeamQuiz) or self._raad is not None

    @property
    def _raad(self) -> Meeting | None:
        """The meeting whose agenda point is voted on now."""
        session = self.room.evening.session
        meeting, voting = session.activity, session.stage.point and session.stage.reveals
        return meeting if voting and isinstance(meeting, Meeting) else None

    @on(Tally.Hand)
    def _hand(self, message: Tally.Hand) -> None:
        evening = self.room.evening
        if evening.session.ballot:
            self.room.act(partial(evening.hand, message.index, message.step))
        else:
            team = message.index + 1
            points = evening.session.points.get(team, 0) + message.step
            self.room.act(partial(evening.score, team, points))

    def action_rehearse(self) -> None:
        """Made-up votes."""
        self.room.act(self.room.evening.rehearse)

    def action_type(self) -> None:
        """All counts at once."""
        session, meeting = self.room.evening.session, self._raad
        if meeting:
            before = session.outcomes.get(session.stage.point)
            self.app.push_screen(RaadDialog(meeting.seats, before), self._decide)
        elif isinstance(session.activity, TeamQuiz):
            self._ask("Punten per team", HOW_POINTS, session.activity.teams, None)
        else:
            self._ask(session.stage.name, HOW_VOTES, len(session.counts), session.ballot)

    def _ask(self, title: str, how: str, number: int, ballot: Ballot | None) -> None:
        """Ask for as many numbers; `ballot`: what they are votes on, None for points of teams."""

        def check(typed: str) -> str:
            read = read_counts(typed, number)
            return read if isinstance(read, str) else ""

        def done(typed: str | None) -> None:
            read = read_counts(typed, number) if typed else ""
            if not isinstance(read, str):
                self.room.act(partial(self.room.evening.vote, read, ballot) if ballot else partial(self._score, read))

        about = plain(how.format(numbers=" ".join(_SOME[:number])), "$text-muted")
        self.app.push_screen(LineDialog(plain(title), about, check=check), done)

    def _score(self, points: Counts) -> None:
        for team, number in enumerate(points, 1):
            self.room.evening.score(team, number)

    def _decide(self, vote: Vote | None) -> None:
        if vote:
            decide = self.room.evening.decide
            self.room.act(
                lambda: decide(vote.for_, vote.against, recused=vote.recused, sitting=vote.sitting, again=vote.again)
            )
