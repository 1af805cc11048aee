"""What the beamer shows, cut to the room that there is on the wall, and nothing that may not be seen yet.

A row knows what it is, so that a window can give it a colour; `str()` of it is what line mode prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import NamedTuple

from tutor.classroom.votes import LETTERS, Counts, percentage
from tutor.dates import MONTHS, wrapped_lines

LINES = 9
WIDTH = 48
"""Of the sheet that a trainer is advised to fill the wall with: forty-eight characters, readable from the last row."""
WIDEST, TALLEST = 92, 48
"""Longer lines and fuller pages are not read, however large the wall is."""
NARROWEST, LOWEST = 16, 4
"""With less room than this the wall is cut; the trainer is told."""
FIGURES = 14
"""Characters left free beside a result for its votes in blocks, where the sheet fits beside them."""
SMALL_PRINT = 2 * WIDTH
"""With more characters beside each other the letters are too small for the last row; the trainer is told."""


class Space(NamedTuple):
    """Room on the wall for text, in characters and rows."""

    width: int = WIDTH
    height: int = LINES


SHEET = Space()

BLOCK = "█"
"""What bars are made of."""
SHORT = {"maart": "mrt"}
"""Months whose first three letters are not how they are written short."""
_CELL = 12
"""Least characters of a month on a calendar, with the line beside it."""
_LEAD = 3
"""Characters of a letter with its mark and a space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """The content of one stage, before it is cut into pages."""

    title: str
    text: tuple[str, ...] = ()
    """Paragraphs."""
    options: tuple[str, ...] = ()
    """Shown with letters."""
    key: frozenset[int] = frozenset()
    """Options marked as right; empty before the reveal."""
    calendar: tuple[tuple[int, ...], ...] = ()
    """For each of the twelve months the numbers that stand there; empty where no calendar is drawn."""
    rounds: tuple[str, ...] = ()
    """Votes to show as a histogram, such as `1` and `2`."""
    marks: str = ""
    """What stands before each option; empty for letters."""
    setting: str = ""
    """What happened before the question: above it, where all of it fits on one page."""
    again: bool = False
    """Whether the question was put long ago: then it comes before its result, also on a page of its own."""

    def mark(self, index: int) -> str:
        """What stands before an option, such as `A`."""
        return (self.marks or LETTERS)[index].upper()


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of a title or a paragraph."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row of a drawing, which keeps its spaces."""

    text: str
    said: str
    """What it says in words; empty for what is only drawn."""

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A row of an option."""

    letter: str
    right: bool
    """Whether the option is marked as right."""
    text: str
    first: bool
    """Whether the letter stands before it."""

    def __str__(self) -> str:
        return f"{_mark(self.letter, self.right) if self.first else '  '} {self.text}".rstrip()


@dataclass(frozen=True, slots=True)
class BarRow:
    """An option in a result: a line of its text, and the votes of one round."""

    letter: str
    right: bool
    """Whether the option is marked as right."""
    option: str
    """Its whole text, said once; empty in the rows after the first one."""
    label: str
    """A line of the text, as far as there is room."""
    votes: Votes | None
    """None in a row that only has more of the text."""

    def __str__(self) -> str:
        said = f"{_mark(self.letter, self.right)} {self.option} " if self.option else ""
        return f"{said}{self.votes}" if self.votes else said.rstrip()


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes for an option in one round."""

    round: str
    """Empty where there is only one."""
    count: int
    share: float
    """Of all votes, or of the people asked, 0 to 1."""
    length: float
    """Of the bar, 1 for the longest one."""

    def __str__(self) -> str:
        return f"{f'{self.round}: ' if self.round else ''}{self.count}, {percentage(self.share)} procent"


SlideRow = TextRow | OptionRow | BarRow | DrawnRow
Block = tuple[SlideRow, ...]
"""Rows that belong together."""


@dataclass(frozen=True, slots=True)
class SlidePage:
    """One screen; as a sequence it is its lines."""

    title: tuple[TextRow, ...]
    blocks: tuple[Block, ...] = ()
    """Paragraphs, options and the histogram."""
    width: int = WIDTH
    """Characters for which it was wrapped."""
    cut: bool = False
    """Whether a part of the title fell off."""

    def __iter__(self) -> Iterator[str]:
        """What is said of it in lines: a row that only goes on with a text that was said whole is left out."""
        rows: Iterator[SlideRow] = chain(self.title, *self.blocks)
        return (str(row) for row in rows if not _is_mute(row))

    def __len__(self) -> int:
        return len(self.title) + sum(map(len, self.blocks))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOfVotes:
    """A round that a result shows."""

    name: str
    counts: Counts
    shares: tuple[float, ...]


def columns(width: int) -> tuple[int, int]:
    """In a result, the characters for the text of an option and for the longest bar: 20 and 10 on the sheet."""
    free = max(12, width - 18)
    return free - free // 3, free // 3


def pages(slide: Slide, votes: Sequence[RoundOfVotes] = (), space: Space = SHEET) -> tuple[SlidePage, ...]:
    """The slide as screens. `votes` are the rounds to show, with their counts."""
    width = min(WIDEST, max(NARROWEST, space.width - (FIGURES if votes and space.width >= WIDTH + FIGURES else 0)))
    height = min(TALLEST, max(LOWEST, space.height))
    space = Space(width, height)
    if slide.setting:
        whole = pages(replace(slide, setting="", text=(slide.setting, *slide.text)), votes, space)
        return whole if len(whole) == 1 else pages(replace(slide, setting=""), votes, space)
    title = _paragraph(slide.title, width)
    blocks: list[Block] = [_paragraph(paragraph, width) for paragraph in filter(None, slide.text)]
    if votes:
        title, blocks = _with_result(slide, title, blocks, histogram(slide, votes, space), space)
    if slide.calendar:
        blocks.append(_calendar(slide.calendar, width))
    if slide.options and not votes:
        blocks += [_option(slide, index, width) for index in range(len(slide.options))]
    return tuple(_fill(title, blocks, space))


def _with_result(
    slide: Slide, title: tuple[TextRow, ...], asked: list[Block], result: Block, space: Space
) -> tuple[tuple[TextRow, ...], list[Block]]:
    """The title and the parts of a slide with a result. Where there is no room for both, the question is the title."""
    room = space.height - len(result)
    if len(title) + sum(map(len, asked)) <= room or slide.again:
        parts = [*asked, result]
    elif len(asked) == 1 and len(asked[0]) <= min(room, _most_title(space)):
        title, parts = tuple(row for row in asked[0] if isinstance(row, TextRow)), [result]
    else:
        parts = [result, *asked]
    short = [row.letter for row in result if isinstance(row, BarRow) and row.label.endswith("…")]
    return title, [*parts, *(_option(slide, at, space.width) for at in sorted(slide.key) if slide.mark(at) in short)]


def narrowed(page: SlidePage, width: int = WIDTH) -> SlidePage:
    """The page as it is on the wall, wrapped for another width: for the trainer's window, however large the wall is."""
    return SlidePage(_joined(page.title, width), tuple(_rewrapped(block, width) for block in page.blocks), width)


def _rewrapped(block: Block, width: int) -> Block:
    if options := [row for row in block if isinstance(row, OptionRow)]:
        head = options[0]
        whole = " ".join(row.text for row in options)
        return tuple(
            OptionRow(head.letter, head.right, text, not at) for at, text in enumerate(_cut_option(whole, width))
        )
    bars = [row for row in block if isinstance(row, BarRow)]
    if any(isinstance(row, DrawnRow) for row in block):
        return block
    if not bars:
        return _joined([row for row in block if isinstance(row, TextRow)], width)
    rows: list[BarRow] = []
    for _, group in groupby(bars, key=lambda bar: bar.letter):
        rows += _bar_rows(list(group), width)
    return tuple(rows)


def _bar_rows(bars: Sequence[BarRow], width: int) -> Iterator[BarRow]:
    votes = [bar.votes for bar in bars if bar.votes]
    whole = " ".join(filter(None, (bar.label for bar in bars)))
    labels = _wrapped(whole, columns(width)[0], max(2, len(votes)))
    for place in range(max(len(votes), len(labels))):
        yield replace(
            bars[0],
            option="" if place else bars[0].option,
            label=labels[place] if place < len(labels) else "",
            votes=votes[place] if place < len(votes) else None,
        )


def _joined(rows: Sequence[TextRow], width: int) -> tuple[TextRow, ...]:
    return _paragraph(" ".join(row.text for row in rows), width)


def histogram(slide: Slide, votes: Sequence[RoundOfVotes], space: Space = SHEET) -> Block:
    """For each option its text, shortened, with a bar for each round."""
    most = max((count for one in votes for count in one.counts), default=0)
    height = max(len(votes), min(3, (space.height - 1) // max(1, len(slide.options))))
    rows: list[SlideRow] = []
    for index, option in enumerate(slide.options):
        labels = _wrapped(option, columns(space.width)[0], height)
        for place in range(max(len(votes), len(labels))):
            found = None
            if place < len(votes):
                one = votes[place]
                count, part = (one.counts[index], one.shares[index]) if index < len(one.counts) else (0, 0.0)
                found = Votes(one.name if len(votes) > 1 else "", count, part, count / most if most else 0)
            label = labels[place] if place < len(labels) else ""
            rows.append(BarRow(slide.mark(index), index in slide.key, "" if place else option, label, found))
    return tuple(rows)


def _calendar(marks: Sequence[tuple[int, ...]], width: int) -> Block:
    """Twelve months in rows of four, or of three or two where there is less room."""
    columns = 4 if width >= 4 * _CELL - 1 else 3 if width >= 3 * _CELL - 1 else 2
    cell = max(_CELL, min(2 * _CELL, (width + 1) // columns))
    cells = [
        f"{SHORT.get(name, name[:3])} {','.join(map(str, numbers))}"[: cell - 1].ljust(cell - 1)
        for name, numbers in zip(MONTHS, marks, strict=True)
    ]
    said = [
        f"{name}: {', '.join(map(str, numbers))}" if numbers else ""
        for name, numbers in zip(MONTHS, marks, strict=True)
    ]
    rows: list[SlideRow] = []
    for at in range(0, 12, columns):
        if rows:
            rows.append(DrawnRow("┼".join(["─" * (cell - 1)] * columns), ""))
        rows.append(DrawnRow("│".join(cells[at : at + columns]), "; ".join(filter(None, said[at : at + columns]))))
    return tuple(rows)


def _is_mute(row: SlideRow) -> bool:
    """Whether a row says nothing in words that was not said already."""
    if isinstance(row, DrawnRow):
        return not row.said
    return isinstance(row, BarRow) and not row.option and row.votes is None


def _wrapped(text: str, width: int, most: int | None = None) -> list[str]:
    """Lines of the text, cut to `most` with an ellipsis."""
    return wrapped_lines(text, width, max_lines=most, placeholder="…")


def _paragraph(text: str, width: int) -> tuple[TextRow, ...]:
    return tuple(map(TextRow, _wrapped(text, width) or [""]))


def _option(slide: Slide, index: int, width: int) -> Block:
    letter, right = slide.mark(index), index in slide.key
    return tuple(
        OptionRow(letter, right, text, first=not number)
        for number, text in enumerate(_cut_option(slide.options[index], width))
    )


def _cut_option(text: str, width: int) -> list[str]:
    return _wrapped(text, width - _LEAD) or [""]


def _mark(letter: str, right: bool) -> str:
    return f"{letter}{'✓' if right else ' '}"


def _most_title(space: Space) -> int:
    """Rows that a title may have."""
    return space.height - 1 if space.height >= LINES else space.height // 2


def _fill(title: tuple[TextRow, ...], blocks: Iterable[Block], space: Space) -> Iterable[SlidePage]:
    """Cut blocks into pages under the title; a block is only broken when it is longer than a page."""
    most = _most_title(space)
    cut, title = len(title) > most, title[:most]
    room = space.height - len(title)
    page: list[Block] = []
    for block in blocks:
        rest = block
        if page and sum(map(len, page)) + len(rest) > room:
            yield SlidePage(title, tuple(page), space.width, cut)
            page = []
        while len(rest) > room:
            yield SlidePage(title, (rest[:room],), space.width, cut)
            rest = rest[room:]
        page.append(rest)
    yield SlidePage(title, tuple(page), space.width, cut)
