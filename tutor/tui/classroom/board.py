"""What the trainer sees: how it goes, what the beamer shows, notes, and what comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor import phrases
from tutor.classroom.session import ClassSession
from tutor.classroom.slide import LINES
from tutor.model import Catalogue
from tutor.tui.classroom import words
from tutor.tui.classroom.moment import Moment
from tutor.tui.classroom.sheet import SHEET, sheet
from tutor.tui.classroom.tally import Tally, counted_in
from tutor.tui.text import line, lines, plain

BLACK = "De beamer is zwart"


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
    Board #screen, Board #next {{ border: round $rule; border-title-color: $text-muted; height: {LINES + 2}; }}
    Board #next {{ color: $text-muted; display: none; }}
    Board #notes {{ column-span: 2; padding: 0 1; }}
    .-wide.-tall Board #notes {{ column-span: 1; }}
    .-wide.-tall Board #next {{ display: block; }}
    .-wide Board {{ grid-gutter: 1 3; padding: 1 2 0 2; }}
    .-short Board {{ padding: 0 1; }}
    .-narrow Board {{ layout: vertical; padding: 0; }}
    .-narrow Board > * {{ margin-bottom: 1; }}
    .-narrow Board #screen {{ border: none; padding: 0 1; height: auto; }}
    """

    def compose(self) -> ComposeResult:
        """Parts in the order in which a narrow screen shows them."""
        with Vertical(id="status"):
            yield Static(id="pace")
            yield Tally()
        yield Static(id="screen")
        yield Static(id="notes")
        yield Static(id="next")

    def show(self, moment: Moment, session: ClassSession, catalogue: Catalogue) -> None:
        """Show the evening as it is."""
        self.query_one("#pace", Static).update(_pace(moment, session))
        self.query_one(Tally).rows = counted_in(session)
        screen = self.query_one("#screen", Static)
        screen.border_title = plain(BLACK if session.black else "Op de beamer")
        screen.update(sheet(session.page, LINES))
        self.query_one("#notes", Static).update(lines(*_notes(session, catalogue)))
        ahead = self.query_one("#next", Static)
        ahead.border_title = plain("Hierna")
        ahead.update(_ahead(session))


def _pace(moment: Moment, session: ClassSession) -> Content:
    late = words.is_late(moment, session)
    clock = words.clock(moment, session)
    return lines(
        (words.stage(session), "bold $text-primary"),
        line(("Hierna ", "$text-muted"), words.coming(session)),
        (phrases.slack(session.slack(moment.now)), "bold $text-warning" if late else "bold"),
        (words.pace(moment, session), "$text-muted"),
        *([plain(clock, "bold $text-accent")] if clock else []),
        *([plain(BLACK, "bold $text-warning")] if session.black else []),
    )


def _notes(session: ClassSession, catalogue: Catalogue) -> Iterator[Content]:
    """What the counts tell, the notes of the plan, and what was written down in this activity."""
    for remark in filter(None, words.remarks(session, catalogue)):
        yield plain(remark, "bold")
    for note in filter(None, session.stage.notes):
        yield line(("Voor jou  ", "bold $text-accent"), note)
    for kind, kept in (("Genoteerd ", session.notes), ("Afgesproken ", session.agreements)):
        for note in (one.text for one in kept if one.activity == session.activity.id):
            yield line((kind, "$text-muted"), note)


def _ahead(session: ClassSession) -> Content:
    """The page after this one."""
    activity, stage, page = session.forward()
    if (activity, stage, page) == session.cursor:
        return plain("Dit is het einde van het plan. Met e sluit je de avond af.")
    return sheet(replace(session, activity_index=activity, stage_index=stage, page_index=page).page, LINES)
