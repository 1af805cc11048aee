"""How much a learner has to read at once."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.content.codes import warning
from tutor.content.lint.words import words
from tutor.content.review import Review
from tutor.model import Problem, StepRole

MAX_STEM = 45
MAX_FEEDBACK = 60
MAX_CORE = 90
MAX_STEP = 150
"""Words."""

LONG_STEM = warning("lange-vraag", "Situatie en vraag hebben samen hooguit 45 woorden.")
LONG_FEEDBACK = warning("lange-feedback", "Feedback en uitleg hebben hooguit 60 woorden.")
LONG_STEP = warning("lange-stap", "Een kernstap heeft hooguit 90 woorden, een andere stap 150.")


def stems(review: Review) -> Iterator[Problem]:
    """Questions that have to be read twice."""
    for item in review.items:
        count = len(words(item.value.stem))
        if count > MAX_STEM:
            message = f"Situatie en vraag hebben samen {count} woorden; {MAX_STEM} mag."
            yield LONG_STEM(item.at("question"), message, "Laat weg wat niet nodig is om te antwoorden.")


def feedback(review: Review) -> Iterator[Problem]:
    """Feedback that becomes a lesson."""
    for string in review.item_strings:
        count = len(words(string.text)) if string.field in ("feedback", "explanation") else 0
        if count > MAX_FEEDBACK:
            message = f"Deze tekst heeft {count} woorden; {MAX_FEEDBACK} mag."
            yield LONG_FEEDBACK(string.place, message, "Kort in tot: waarom, en wat dan wel.")


def steps(review: Review) -> Iterator[Problem]:
    """Steps that do not fit on a screen."""
    for text in review.texts:
        if text.step is None:
            continue
        step = text.step.value
        count = len(words("\n".join(passage.text for passage in text.passages)))
        limit = MAX_CORE if step.role is StepRole.CORE else MAX_STEP
        if count > limit:
            message = f"De stap ‘{step.anchor}’ heeft {count} woorden; {limit} mag."
            yield LONG_STEP(text.step.place, message, "Kort in of maak er twee stappen van.")
