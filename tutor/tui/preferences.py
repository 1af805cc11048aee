"""Small choices of one learner, such as being asked how certain an answer is. Those of a guest are forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.learning.route import DEFAULT_MINUTES

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp

CERTAINTY = "zekerheid"
MINUTES = "minuten"
ROLE = "rol"
ON, OFF = "aan", "uit"


class Preferences:
    """The choices of a learner; of this computer, not of the log, because they are no part of what was learned."""

    def __init__(self, app: TutorApp, profile: str) -> None:
        """`profile`: id; empty for a guest."""
        self._app = app
        self._profile = profile
        self._known: dict[str, str | None] = {}

    @property
    def certainty(self) -> bool:
        """Whether the learner is asked how sure an answer is."""
        return self._recall(CERTAINTY) == ON

    @certainty.setter
    def certainty(self, wanted: bool) -> None:
        self._remember(CERTAINTY, ON if wanted else OFF)

    @property
    def minutes(self) -> int:
        """Learning time per week."""
        kept = self._recall(MINUTES) or ""
        return int(kept) if kept.isdecimal() and int(kept) else DEFAULT_MINUTES

    @minutes.setter
    def minutes(self, minutes: int) -> None:
        self._remember(MINUTES, str(minutes))

    def _recall(self, name: str) -> str | None:
        if name not in self._known and self._profile:
            self._app.keep(lambda: self._app.desk.recall(self._setting(name)), lambda kept: self._know(name, kept))
        return self._known.get(name)

    def _remember(self, name: str, value: str) -> None:
        if self._profile:
            self._app.keep(lambda: self._app.desk.remember(self._setting(name), value), lambda _: None)
        self._know(name, value)

    def _know(self, name: str, value: str | None) -> None:
        self._known[name] = value

    def _setting(self, name: str) -> str:
        return f"{name}:{self._profile}"
