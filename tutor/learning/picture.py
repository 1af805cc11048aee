"""All there is to see of a learner's progress at one moment, for every face."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tutor.learning.activity import CalendarWeek, calendar
from tutor.learning.calibration import Certainty, calibration
from tutor.learning.days import study_day
from tutor.learning.forecast import DayAhead, due_today, forecast
from tutor.learning.mastery import ModuleMastery, mastery
from tutor.learning.progress import Progress
from tutor.learning.review_queue import Reviewable, session_size
from tutor.learning.rhythm import Rhythm, last_active, rhythm
from tutor.model import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Progress at one moment."""

    modules: tuple[ModuleMastery, ...]
    weeks: tuple[CalendarWeek, ...]
    rhythm: Rhythm
    minutes: int
    """Time learned so far, estimated."""
    due: tuple[str, ...]
    """Ids of the items that are due today. For other programs: a learner never sees how many there are."""
    ahead: tuple[DayAhead, ...]
    certainties: tuple[Certainty, ...]


def picture(progress: Progress, catalogue: Catalogue, now: datetime) -> Picture:
    """The picture of a learner now."""
    today = study_day(now)
    allowed = Reviewable(catalogue, today)
    size = session_size(now, last_active(progress.active_days, today))
    return Picture(
        modules=mastery(progress, catalogue, now),
        weeks=calendar(progress.active_days, progress.time, today),
        rhythm=rhythm(progress.active_days, today),
        minutes=progress.time.minutes(),
        due=due_today(progress.memory, now, allowed),
        ahead=forecast(progress.memory, now, allowed=allowed, session=size),
        certainties=calibration(progress.answers),
    )
