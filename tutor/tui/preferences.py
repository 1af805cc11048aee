"""Small choices of one learner, such as being asked how certain an answer is. Those of a guest are forgotten."""

from __future__ import annotations

from tutor.learning.route import DEFAULT_MINUTES
from tutor.service.workspace import Workspace

CERTAINTY = "zekerheid"
MINUTES = "minuten"
DRAFT = "concept"
ON, OFF = "aan", "uit"


class Preferences:
    """The choices of a learner; of this computer, not of the log, because they are no part of what was learned.

    Making one and changing a choice raise Refusal when that cannot be read or stored; a change counts until the app
    closes anyway.
    """

    def __init__(self, workspace: Workspace, profile: str) -> None:
        """`profile`: id; empty for a guest."""
        self._workspace = workspace
        self._profile = profile
        self.certainty = self._recall(CERTAINTY) == ON
        """Whether the learner is asked how sure an answer is."""
        minutes = self._recall(MINUTES) or ""
        self.minutes = int(minutes) if minutes.isdecimal() and int(minutes) else DEFAULT_MINUTES
        """Learning time per week."""

    def toggle_certainty(self) -> str:
        """Ask from now on, or no longer; gives what to tell the learner."""
        self.certainty = not self.certainty
        self._remember(CERTAINTY, ON if self.certainty else OFF)
        return "Ik vraag hoe zeker je bent." if self.certainty else "Ik vraag het niet meer."

    def set_minutes(self, minutes: int) -> None:
        """Plan with another learning time per week."""
        self.minutes = minutes
        self._remember(MINUTES, str(minutes))

    def keep_draft(self, place: str, text: str) -> None:
        """Keep what was being typed somewhere when the app closed."""
        self._remember(f"{DRAFT}:{place}", text)

    def take_draft(self, place: str) -> str:
        """What was being typed here when the app closed, once; empty when nothing was."""
        if text := self._recall(f"{DRAFT}:{place}") or "":
            self.keep_draft(place, "")
        return text

    def _recall(self, name: str) -> str | None:
        return self._workspace.recall(f"{name}:{self._profile}") if self._profile else None

    def _remember(self, name: str, value: str) -> None:
        if self._profile:
            self._workspace.remember(f"{name}:{self._profile}", value)
