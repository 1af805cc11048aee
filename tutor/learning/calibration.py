"""Calibration: how often a learner is right who says to be sure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tutor.learning.answers import Confidence
from tutor.learning.grading import Outcome
from tutor.learning.progress import Answer

ENOUGH = 5
"""Answers with one certainty from which its share begins to mean something."""
GAP = 0.1
"""Smaller differences between shares are chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How the answers with one certainty turned out."""

    confidence: Confidence
    answers: int
    right: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None when there are no answers."""
        return self.right / self.answers if self.answers else None


def calibration(answers: Iterable[Answer]) -> tuple[Certainty, ...]:
    """First tries per certainty, from gok to zeker. Answers without a certainty do not count."""
    first = [answer for answer in answers if answer.attempt == 1]
    return tuple(_certainty(confidence, first) for confidence in Confidence)


def _certainty(confidence: Confidence, answers: Iterable[Answer]) -> Certainty:
    outcomes = [answer.outcome for answer in answers if answer.confidence is confidence]
    return Certainty(
        confidence=confidence, answers=len(outcomes), right=sum(outcome is Outcome.RIGHT for outcome in outcomes)
    )


def advice(found: Iterable[Certainty]) -> str:
    """One Dutch sentence on what the picture means."""
    by_word = {certainty.confidence: certainty for certainty in found}
    guess, sure = by_word[Confidence.GUESS], by_word[Confidence.SURE]
    if sure.share is None or sure.answers < ENOUGH:
        return "Nog te weinig antwoorden met ‘zeker’ om iets te zeggen."
    if sure.share < 1 - 2 * GAP:
        return "Als je zeker bent, klopt het niet altijd. Lees bij die vragen de uitleg nog eens."
    if guess.share is not None and guess.answers >= ENOUGH and guess.share > sure.share - GAP:
        return "Je gokt vaak goed: je weet meer dan je denkt."
    return "Als je zeker bent, klopt het meestal. Daar kun je op bouwen."
