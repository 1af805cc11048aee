"""What the events of a learner are called."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of events. Never rename one: files of learners hold them."""

    LESSON_MOVED = "lesson_moved"
    LESSON_FINISHED = "lesson_finished"
    STEP_READ = "step_read"
    GUESSED = "guessed"
    QUIZ_STARTED = "quiz_started"
    ANSWERED = "answered"
    HINTED = "hinted"
    RETRIED = "retried"
    PROCEEDED = "proceeded"
    UNDONE = "undone"
    QUIZ_FINISHED = "quiz_finished"
    CASUS_STARTED = "casus_started"
    CASUS_CHOSEN = "casus_chosen"
    CASUS_BACK = "casus_back"
    CASUS_VARIED = "casus_varied"
    CASUS_RESTARTED = "casus_restarted"
    CASUS_ENDED = "casus_ended"
    ASSIGNED = "assigned"
