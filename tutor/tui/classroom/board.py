"""What the trainer sees: how it goes, what the beamer shows, notes, what comes, and the hands that are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from string import ascii_lowercase, ascii_uppercase, digits
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tutor.classroom.records import quorum, why
from tutor.classroom.session import ClassSession
from tutor.classroom.slide import LINES, LOWEST, NARROWEST, SMALL_PRINT, narrowed
from tutor.classroom.votes import LETTERS, advice, doubt, key_of
from tutor.learning.days import AMSTERDAM
from tutor.model import Catalogue, Meeting
from tutor.service import phrases
from tutor.tui.classroom.page import SHEET, Moment, face, sheet
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
    return tuple(
        Counted(f"{number} {name}", (str(number),), session.points.get(number, 0))
        for number, name in enumerate(session.teams, 1)
    )


class Tally(Widget, can_focus=True):
    """Names with bars and numbers. Keys that count nothing here are left to the screen."""

    DEFAULT_CSS = """
    Tally { height: auto; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"count('{key}', 1)", "Hand", show=False) for key in ascii_lowercase + digits[1:]),
        # With Caps Lock on a letter is still a hand: nobody looks at the keyboard while counting.
        *(Binding(key, f"count('{key.lower()}', 1)", "Hand", show=False) for key in ascii_uppercase),
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


BLACK = "De beamer is zwart"
HOW_TO_COUNT = "Druk per hand de letter, of typ aantallen met t."


class Board(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The trainer's side. Two columns where there is room, else everything below each other.

    It has no keys of its own: a clicker's Page Down goes on with the evening.
    """

    SCOPED_CSS = False
    DEFAULT_CSS = f"""
    Board {{ height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; layout: grid; grid-rows: auto;
             grid-size: 2; grid-columns: 1fr {SHEET + 2}; grid-gutter: 1; }}
    Board #status {{ padding: 0 1; }}
    Board > * {{ height: auto; }}
    Board Tally {{ margin-top: 1; }}
    .-narrow Board Tally, .-short Board Tally {{ margin-top: 0; }}
    Board #screen, Board #next {{ border: round $rule; border-title-color: $text-muted;
                                     min-height: {LINES + 2}; }}
    Board #next {{ color: $text-muted; display: none; }}
    Board #notes {{ column-span: 2; padding: 0 1; }}
    .-wide.-tall Board #notes {{ column-span: 1; }}
    .-wide.-tall Board #next {{ display: block; }}
    .-wide Board {{ grid-gutter: 1 3; padding: 1 2 0 2; }}
    .-short Board {{ padding: 0 1; }}
    .-narrow Board {{ layout: vertical; padding: 0; }}
    .-narrow Board > * {{ margin-bottom: 1; }}
    .-narrow Board #screen {{ border: none; min-height: 0; padding: 0 1; height: auto; }}
    """

    def compose(self) -> ComposeResult:
        """Parts in the order in which a narrow screen shows them."""
        with Vertical(id="status"):
            yield Static(id="pace")
            yield Tally()
        yield Static(id="screen")
        yield Static(id="notes")
        yield Static(id="next")

    _cursor: tuple[int, int, int] | None = None

    def show(self, moment: Moment, session: ClassSession, catalogue: Catalogue) -> None:
        if session.cursor != self._cursor:  # another page begins at its top
            self._cursor = session.cursor
            self.call_after_refresh(self.scroll_home, animate=False)
        self.query_one("#pace", Static).update(_pace(moment, session))
        self.query_one(Tally).rows = counted_in(session)
        screen = self.query_one("#screen", Static)
        shown = f"Op de beamer: {session.on_wall}" if session.on_wall else "Op de beamer"
        screen.border_title = plain(BLACK if session.black else shown)
        screen.update(sheet(narrowed(session.page), LINES))
        self.query_one("#notes", Static).update(lines(*_notes(session, catalogue, moment.now)))
        ahead = self.query_one("#next", Static)
        ahead.border_title = plain("Hierna")
        ahead.update(_ahead(session))


def _pace(moment: Moment, session: ClassSession) -> Content:
    clock = _clock(moment, session)
    return lines(
        (_stage(session), "bold $text-primary"),
        line(("Hierna ", "$text-muted"), _coming(session)),
        (phrases.slack(session.slack(moment.now)), "bold $text-warning" if _is_late(moment, session) else "bold"),
        (_passed(moment, session), "$text-muted"),
        (_times(moment, session), "$text-muted"),
        *([plain(clock, "bold $text-accent")] if clock else []),
        *([plain(BLACK, "bold $text-warning")] if session.black else []),
    )


def _notes(session: ClassSession, catalogue: Catalogue, now: datetime) -> Iterator[Content]:
    """What the counts tell, the notes of the plan, and what was written down in this activity."""
    if lost := lost_on_wall(session):
        yield plain(lost, "bold $text-warning")
    for remark in filter(None, _remarks(session, catalogue)):
        yield plain(remark, "bold")
    if call := session.call(now):
        yield line(("De zaal  ", "bold $text-accent"), call)
    for note in filter(None, session.stage.notes):
        yield line(("Voor jou  ", "bold $text-accent"), note)
    for kind, kept in (
        ("Genoteerd ", session.notes),
        ("Afgesproken ", session.agreements),
        ("Geparkeerd ", session.parked),
    ):
        for note in (one.text for one in kept if one.activity == session.activity.id):
            yield line((kind, "$text-muted"), note)


def lost_on_wall(session: ClassSession) -> str:
    """What the room cannot read, and what to do; empty when all is well."""
    width, height = session.space
    if width < NARROWEST or height < LOWEST:
        return f"Het venster op de muur is te klein ({width} bij {height}): maak de letters kleiner met Ctrl en −."
    if width > SMALL_PRINT:
        return f"Op de muur zijn de letters klein ({width} naast elkaar): maak ze daar groter met Ctrl en +."
    return "Op de muur valt een deel van de kop weg: maak de letters kleiner met Ctrl en −." if session.page.cut else ""


def _ahead(session: ClassSession) -> Content:
    """The page after this one."""
    activity, stage, page = session.forward()
    if (activity, stage, page) == session.cursor:
        return plain("Dit is het einde van het plan. Met e sluit je de avond af.")
    ahead = replace(session, activity_index=activity, stage_index=stage, page_index=page, on_wall=None)
    return sheet(narrowed(ahead.page), LINES)


def place(session: ClassSession) -> str:
    """`3 van 12 · Wie beslist?`."""
    rehearsal = "Repetitie · " if session.rehearsal else ""
    return f"{rehearsal}{session.activity_index + 1} van {len(session.plan.activities)} · {session.activity.title}"


def _stage(session: ClassSession) -> str:
    """`Stem 1`, with the page when there are more."""
    pages, page = len(session.beamer), session.wall_page if session.on_wall else session.page_index
    return session.stage.name + (f", blad {min(page, pages - 1) + 1} van {pages}" if pages > 1 else "")


def _passed(moment: Moment, session: ClassSession) -> str:
    """Minutes since the start against those of the whole plan: `47 van 195 minuten`."""
    begins = session.clock_start(moment.now)
    passed = int((moment.now - begins).total_seconds() // 60)
    if passed < 0:
        return f"Begint om {begins.astimezone(AMSTERDAM):%H.%M} uur, over {phrases.minutes(-passed)}"
    return f"{passed} van {phrases.minutes(session.plan.minutes)}"


def _times(moment: Moment, session: ClassSession) -> str:
    """The clock on the wall, and when the evening ends as it goes now: `20.14 uur, klaar om 21.45`."""
    now = moment.now.astimezone(AMSTERDAM)
    planned = timedelta(minutes=sum(one.minutes for one in session.plan.activities[session.activity_index :]))
    entered = session.entered(moment.now)
    end = max(entered + planned, moment.now).astimezone(AMSTERDAM)
    here = max(0, int((moment.now - entered).total_seconds() // 60))
    return f"{now:%H.%M} uur, klaar om {end:%H.%M}; hier {here} van {phrases.minutes(session.activity.minutes)}"


def _is_late(moment: Moment, session: ClassSession) -> bool:
    """Whether the evening runs over by a minute or more."""
    return round(session.slack(moment.now).total_seconds() / 60) < 0


def _clock(moment: Moment, session: ClassSession) -> str:
    """`Klok 2:15`, or what the clock would start with; empty where no time is planned."""
    timer = session.timer
    if timer and timer.running_since and (timer.running_since - moment.now).total_seconds() > 1:
        return "De klok van de computer is teruggezet. Met Shift+K begint de klok opnieuw."
    if moment.left is None:
        return f"Klok: {face(session.stage.seconds)} klaar" if session.stage.seconds else ""
    if moment.left <= 0:
        return f"Klok: tijd! {face(-moment.left)} over"
    return f"Klok: {face(moment.left)}" + ("" if moment.runs else " gepauzeerd")


def _coming(session: ClassSession) -> str:
    """What the next press leads to."""
    activity, stage, page = session.forward()
    if (activity, stage, page) == session.cursor:
        return "het einde van het plan"
    if activity != session.activity_index:
        ahead = session.plan.activities[activity]
        return f"{ahead.title} ({phrases.minutes(ahead.minutes)})"
    return session.stages[activity][stage].name if stage != session.stage_index else f"blad {page + 1}"


def _remarks(session: ClassSession, catalogue: Catalogue) -> Iterator[str]:
    """What to know about the counts here: the total, a doubt, and what to do after a first vote."""
    if session.ballot:
        how = () if any(session.counts) else (HOW_TO_COUNT,)
        said = f"{phrases.tally(session.counts, session.present)}."
        yield " ".join(filter(None, (said, *how, *total_doubt(session))))
        if session.ballot.round == "1":
            key = key_of(session.content.items[session.ballot.subject])
            found = advice(session.counts, key) if session.each_once else None
            yield f"Advies: {found}" if found else ""
    if isinstance(session.activity, Meeting):
        yield from _meeting(session, session.seats)


def total_doubt(session: ClassSession) -> Iterator[str]:
    """A soft warning when the counts of a vote do not add up to those present."""
    if session.ballot and session.present and sum(session.counts):
        yield doubt(session.counts, session.present, each_once=session.each_once)


def _meeting(session: ClassSession, seats: int) -> Iterator[str]:
    if spoken := session.speaking_time():
        yield f"{spoken} Shift+K geeft de volgende het woord."
    outcome = session.outcomes.get(session.stage.point)
    if outcome:
        yield why(outcome, seats)
    elif not session.stage.point:
        yield "Met t kies je het aantal zetels, met i noem je de fracties."
        yield quorum(seats, session.present)
