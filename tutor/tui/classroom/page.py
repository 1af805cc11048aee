"""What the room sees: one page, large and alone, with the clock below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, zip_longest
from math import ceil

from textual.app import ComposeResult
from textual.containers import Center, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from tutor.classroom.session import ClassSession
from tutor.classroom.slide import (
    BLOCK,
    LINES,
    WIDTH,
    BarRow,
    Block,
    DrawnRow,
    OptionRow,
    SlidePage,
    SlideRow,
    Space,
    columns,
)
from tutor.classroom.votes import percentage
from tutor.tui.text import line, lines, plain

SIGNS = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", "███", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    ":": (" ", "█", " ", "█", " "),
}
LARGEST, LARGE, SMALL = 10, 5, 3
"""Lines of the three sizes."""
_HALVES = {"  ": " ", "█ ": "▀", " █": "▄", "██": "█"}


def in_blocks(text: str, height: int) -> list[str]:
    """The digits and colons of a text in rows of one length, `height` of them: `LARGEST`, `LARGE` or `SMALL`."""
    rows = [" ".join(SIGNS[sign][row] for sign in text) for row in range(LARGE)]
    if height == SMALL:
        return ["".join(_HALVES[f"{upper}{lower}"] for upper, lower in pair) for pair in _pairs(rows)]
    times = height // LARGE
    return [row for one in rows for row in ["".join(sign * 2 * times for sign in one)] * times]


def cells(digits: int, height: int) -> int:
    """How wide a number of so many digits is."""
    return len(in_blocks("0" * digits, height)[0])


def _pairs(rows: list[str]) -> Iterator[Iterator[tuple[str, str]]]:
    for upper, lower in zip_longest(rows[::2], rows[1::2], fillvalue=" " * len(rows[0])):
        yield zip(upper, lower, strict=True)


SHEET = WIDTH + 2
"""Cells of the widest line: letters of options stand on a badge of three cells."""
_RULE = "━" * 12
_EARLIER = "▒"
"""What bars of an earlier round are made of, so that colour is not needed to tell rounds apart."""
WAITING = "Straks beginnen we"
ENLARGE = "Maak de letters groter tot dit vak het scherm vult: Ctrl en +"
ENDED = "De avond is afgelopen. Dank je wel!"
TIME_IS_UP = "Tijd!"
PAUSED = "gepauzeerd"
_AROUND = 2
"""Lines around the clock."""
_LOW, _HIGH, _HIGHEST = 20, 24, 44
"""Lines from which the clock stands in blocks, in larger ones, and in the largest; before, in the line that says what
to do."""
_DIGITS = 3
"""Of the largest number of votes."""


def space_of(size: Size) -> Space:
    """The room for text in a window: what the clock and the call need is left free, so that pages stay as they are."""
    calls = 1 if size.width >= SHEET else 2
    clock = clock_height(size)
    return Space(size.width - 4, size.height - calls - (clock + _AROUND if clock else 0))


def clock_height(size: Size) -> int:
    """Lines of the clock in a window; 0 where it stands in the line that says what to do."""
    if size.height < _LOW:
        return 0
    fitting = ((LARGEST, _HIGHEST), (LARGE, _HIGH))
    return next(
        (height for height, least in fitting if size.height >= least and size.width >= cells(5, height)),
        SMALL,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The evening as it is now."""

    session: ClassSession | None
    """None: there is no evening."""
    now: datetime
    """To the second, so that a window draws once a second at most when nothing happens."""
    municipality: str = ""
    """Its name; empty when nobody told."""
    trouble: str = ""
    """Dutch: why this may be old; empty when all is well."""

    @property
    def left(self) -> float | None:
        """Seconds on the clock, below zero when time is over; None without a clock."""
        timer = self.session.timer if self.session else None
        return None if timer is None else min(timer.left(self.now), timer.seconds)

    @property
    def runs(self) -> bool:
        return bool(self.session and self.session.timer and self.session.timer.running_since)


def face(seconds: float) -> str:
    """Minutes and seconds, such as `12:05`; never below zero."""
    whole = max(0, ceil(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def call_of(moment: Moment) -> str:
    """What the room does now; empty where it only listens, or reads."""
    session = moment.session
    if session is None:
        return ""
    said = session.call(moment.now)
    if session.cursor == (0, 0, 0):
        said = " · ".join(filter(None, (session.title, moment.municipality)))
    return " · ".join(filter(None, ("Repetitie" if session.rehearsal else "", said)))


def sheet(page: SlidePage, height: int, width: int = SHEET) -> Content:
    """The page, with as much room between its parts as fits in `height` lines, and large digits where they fit."""
    title = [plain(str(row), "$text-accent") for row in page.title]
    spare = height - len(page)
    if page.blocks and spare >= 2:
        title += [plain(_RULE, "$rule"), plain("")]
        spare -= 2
    large = figure_height(page, height, width)
    parts = [part for block in page.blocks for part in _parts(block, page.width, large)]
    spare = height - len(title) - sum(map(len, parts))
    apart = spare >= len(parts) - 1
    found = list(title)
    for number, part in enumerate(parts):
        found += [*([plain("")] if apart and number else []), *part]
    return lines(*found)


def figure_height(page: SlidePage, height: int, width: int) -> int:
    """Lines of the votes in blocks that can stand beside a result; 0 where there is no room, or no result."""
    bars = [row for block in page.blocks for row in block if isinstance(row, BarRow)]
    options = [len(list(group)) for _, group in groupby(bars, key=lambda bar: bar.letter)]
    for tall in (LARGEST, LARGE, SMALL):
        more = sum(max(0, tall - rows) for rows in options) + len(options) + 2
        if bars and width >= page.width + _beside(tall) and height >= len(page) + more:
            return tall
    return 0


def _beside(tall: int) -> int:
    """Cells beside the text of a result for its votes in blocks."""
    return 2 + (cells(_DIGITS, tall) + 2 if tall else 0)


def _parts(block: Block, width: int, large: int) -> Iterator[list[Content]]:
    """What may stand apart: a paragraph, an option, or the bars of each option."""
    bars = [row for row in block if isinstance(row, BarRow)]
    for _, group in groupby(bars, key=lambda bar: bar.letter):
        rows = list(group)
        drawn = list(_bars(rows, width))
        yield _with_figures(drawn, rows, width, large) if large else drawn
    if not bars:
        yield [_plain(row) for row in block]


def _plain(row: SlideRow) -> Content:
    if isinstance(row, DrawnRow):
        return plain(row.text)
    return _option(row) if isinstance(row, OptionRow) else plain(str(row))


def _option(row: OptionRow) -> Content:
    head = _badge(row) if row.first else plain(" " * 3)
    return line(head, (f"  {row.text}", _style(row)))


def _with_figures(drawn: list[Content], bars: Sequence[BarRow], width: int, tall: int) -> list[Content]:
    """The bars of an option with its votes of the last round beside them."""
    last = next(bar.votes for bar in reversed(bars) if bar.votes)
    rows = in_blocks(str(last.count), tall)
    drawn += [plain("")] * (len(rows) - len(drawn))
    beside = [*rows, *[""] * (len(drawn) - len(rows))]
    return [
        line(row, " " * (width + 4 - row.cell_length), (digits, _style(bars[0]) or "$primary"))
        for row, digits in zip(drawn, beside, strict=True)
    ]


def _bars(bars: Sequence[BarRow], page_width: int) -> Iterator[Content]:
    """An option with its bars, one for each round; the letter stands before the first one."""
    text, longest = columns(page_width)
    rounds = [bar.votes.round for bar in bars if bar.votes]
    width = max(map(len, rounds), default=0)
    for number, bar in enumerate(bars):
        head = _badge(bar) if not number else plain(" " * 3)
        label = (f"  {bar.label.ljust(text)} ", _style(bar))
        if bar.votes is None:
            yield line(head, label)
            continue
        cells = (BLOCK if bar.votes.round == rounds[-1] else _EARLIER) * round(longest * bar.votes.length)
        named = f"{bar.votes.round.ljust(width)} " if width else ""
        yield line(
            head,
            label,
            (named, "$text-muted"),
            (cells, _style(bar) or "$primary"),
            f" {bar.votes.count}",
            (f" {percentage(bar.votes.share)}%", "$text-muted"),
        )


def _style(row: OptionRow | BarRow) -> str:
    return "$text-success" if row.right else ""


def _badge(row: OptionRow | BarRow) -> Content:
    return plain(f"{row.letter} ✓" if row.right else f" {row.letter} ", f"{_style(row)} reverse".strip())


class Clock(Static):
    """The clock in blocks."""

    def show(self, left: float, height: int) -> None:
        self.update(lines(*in_blocks(face(left), height or SMALL)))


class BeamerPage(Vertical):
    """The page. Black and empty when the trainer wants attention."""

    SCOPED_CSS = False
    DEFAULT_CSS = f"""
    BeamerPage {{ align: center middle; height: 1fr; background: $background; text-style: bold; }}
    BeamerPage.-black {{ background: $nothing; }}
    BeamerPage.-black Center {{ display: none; }}
    BeamerPage Center {{ height: auto; }}
    BeamerPage #sheet {{ width: {SHEET}; max-width: 100%; height: auto; }}
    BeamerPage.-quiet #sheet {{
        width: {SHEET}; height: {LINES + 3};
        border: round $rule; content-align: center middle; text-align: center; padding: 0 1;
    }}
    BeamerPage #clock {{ height: auto; width: 100%; display: none; }}
    BeamerPage.-timed #clock {{ display: block; }}
    BeamerPage Clock {{ width: 100%; text-align: center; color: $text-accent; text-style: bold; }}
    BeamerPage #signal {{ width: 100%; text-align: center; }}
    BeamerPage.-over #clock {{ color: $background; background: $foreground; }}
    BeamerPage.-over Clock {{ color: $background; }}
    BeamerPage #call {{ dock: bottom; width: 100%; text-align: center; color: $background; background: $accent; }}
    BeamerPage.-black #call, BeamerPage.-quiet #call {{ display: none; }}
    .-tall BeamerPage #clock {{ margin-top: 1; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self._moment: Moment | None = None

    def compose(self) -> ComposeResult:
        with Center():
            yield Static(id="sheet")
        with Vertical(id="clock"):
            yield Clock()
            yield Static(id="signal")
        yield Static(id="call")

    def on_resize(self) -> None:
        self.call_after_refresh(self._again)

    def _again(self) -> None:
        if self._moment and self.app.is_running:
            self.show(self._moment)

    def show(self, moment: Moment) -> None:
        self._moment = moment
        session, left = moment.session, moment.left
        going_on = bool(session and not session.ended)
        black = bool(session and session.black and going_on)
        self.set_class(not going_on, "-quiet")
        self.set_class(black, "-black")
        low = bool(self.size.height) and self.size.height < _LOW
        self.set_class(going_on and not black and left is not None and not low, "-timed")
        self.set_class(left is not None and left <= 0, "-over")
        self.query_one("#sheet", Static).update(plain("") if black else self._sheet(moment))
        self.query_one(Clock).show(left or 0, clock_height(self.size))
        signal = self.query_one("#signal", Static)
        signal.update(self._signal(moment))
        signal.display = bool(self._signal(moment))
        call, said = self.query_one("#call", Static), call_of(moment)
        if low and left is not None:
            said = " · ".join(filter(None, (face(left) if left > 0 else TIME_IS_UP, said)))
        call.update(plain(said))
        call.display = bool(said) and going_on and not black

    def _sheet(self, moment: Moment) -> Content:
        session = moment.session
        if session is None:
            return lines(
                *filter(None, [moment.municipality]), (WAITING, "$text-accent"), "", (ENLARGE, "$text-muted not bold")
            )
        if session.ended:
            return lines((session.title, "$text-accent"), *filter(None, [moment.municipality]), "", ENDED)
        room = space_of(self.size).height if self.size.height else LINES
        large = figure_height(session.page, room, self.size.width)
        self.query_one("#sheet", Static).styles.width = session.page.width + _beside(large)
        return sheet(session.page, room, self.size.width)

    def _signal(self, moment: Moment) -> Content:
        if moment.left is not None and moment.left <= 0:
            return plain(TIME_IS_UP)
        return plain("" if moment.runs else PAUSED)
