"""The one door from text to the screen.

Textual reads strings as markup: `[amendement]` vanishes, `[/]` ends the program and `[@click=…]` runs an action. So
no widget gets a `str` that came from content, a learner or an error: it gets `Content` from here, in which such text
is only text, and in which characters that steer a terminal have become visible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import rich.control
import textual.content
from rich._wrap import divide_line
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from tutor.content.characters import visible
from tutor.dates import kept_together

REPLACEMENT = "\ufffd"
"""Stands where a character stood that may not reach a terminal."""
_AMOUNT = re.compile(r"(€ )?[+−-]?\d{1,3}(\.\d{3})*(,\d+)?%?")


def clean(text: str) -> str:
    """The text without characters that steer a terminal or make text lie. Lines are kept, tabs become spaces."""
    return "\n".join(visible(part) for part in text.replace("\r\n", "\n").split("\n"))


def plain(text: str, style: str = "") -> Content:
    """Text as it is, in one style. `style` is written in code, never taken from data."""
    return Content(clean(text)).stylize(style)


def line(*parts: str | tuple[str, str] | Content) -> Content:
    """Parts after each other: text, (text, style), or content that came through this door before."""
    return Content("").join(
        part if isinstance(part, Content) else plain(*part) if isinstance(part, tuple) else plain(part)
        for part in parts
    )


def lines(*parts: str | tuple[str, str] | Content) -> Content:
    """The same parts below each other."""
    return Content("\n").join(line(part) for part in parts)


def is_amount(cell: Sequence[Content]) -> bool:
    """Whether the lines of a cell are one number, such as 1.200 or 4,6%."""
    return len(cell) == 1 and _AMOUNT.fullmatch(cell[0].plain.strip()) is not None


def wrapped(content: Content, width: int) -> list[Content]:
    """The lines of a text at a width in cells; what goes on stands under the first word, also behind a dash."""
    found: list[Content] = []
    for part in content.split("\n", allow_blank=True):
        if part.cell_length <= width:
            found.append(part)
            continue
        dash = re.match(r" *(?:– )?", part.plain)
        indent = dash.end() if dash and dash.end() < width else 0
        first, *rest = part[indent:].wrap(max(1, width - indent)) or [part]
        found += [line(part[:indent], first), *(line(" " * indent, more) for more in rest)]
    return found


def _divide(text: str, width: int, fold: bool = True) -> list[int]:
    """Where the lines of a text end; a gap that is no white space keeps what belongs together on one of them."""
    return divide_line(kept_together(text, width, "\ue000"), width, fold)


textual.content.divide_line = _divide  # type: ignore[attr-defined] # all text wraps here; a test tells when it moved


def beside(text: Content, aside: Content, width: int) -> Content:
    """Two texts on one line, the second one at the right; below each other where there is no room for that."""
    room = width - text.cell_length - aside.cell_length
    if "\n" not in text.plain and room >= 2:
        return line(text, " " * room, aside)
    return lines(text, aside)


def harden() -> None:
    """Make Textual and Rich replace what this door would replace, for text that reached them by another way.

    Both strip five control characters and let the rest pass. Their tables are private: a test tells when they moved.
    """
    suspects = (*range(0xA0), 0xAD, 0x061C, *range(0x200B, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC))
    refused = {code: REPLACEMENT for code in suspects if code not in (9, 10) and visible(chr(code)) == REPLACEMENT}
    for table in (textual.content._CONTROL_STRIP_TRANSLATE, rich.control._CONTROL_STRIP_TRANSLATE):
        table.update({code: sign for code, sign in refused.items() if code not in table})


_OLD_CONSOLE = str.maketrans(
    "↺▚▶▸▹✓✗●◆━┏┓┗┛┃╭╮╰╯▛▜▙▟▗▖▝▘▊▋▍▎▏▉▔▁▂▃▅▆▇⁰⁴⁵⁶⁷⁸⁹",
    "←▒►►►√×●■═╔╗╚╝║┌┐└┘┌┐└┘┐┌┘└│││││█─_▄▄▄▀█0456789",
)
"""Signs that the fonts of old consoles of Windows have, which are those of WGL4, for those that they draw as boxes."""


def is_old_console(environ: Mapping[str, str], platform: str) -> bool:
    """Whether this is a console of Windows before Windows Terminal. `platform` is `sys.platform`."""
    return platform == "win32" and not {"WT_SESSION", "TERM_PROGRAM", "ConEmuANSI", "MSYSTEM"} & environ.keys()


class OldConsole(LineFilter):
    """Draws every line with signs that an old console has."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(text.translate(_OLD_CONSOLE), style, control) for text, style, control in segments]
