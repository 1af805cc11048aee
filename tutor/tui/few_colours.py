"""Sixteen colours, where a terminal has no more: a Linux console, a serial line, an old machine.

Rich takes the nearest of the sixteen, and then accent, success and error all become white or grey. Here each colour of
a theme has a place of its own. What a theme does not name, such as a mixture below a dialog, follows the nearest one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

from tutor.tui import themes

FEW = ("standard", "windows")
"""What Rich calls a terminal with sixteen colours."""
BLACK, RED, GREEN, BROWN, BLUE, MAGENTA, CYAN, SILVER, GREY, ROSE, LIME, YELLOW, AZURE, PINK, AQUA, WHITE = range(16)
"""Their numbers; the second eight are the bright ones."""
_ON_DARK = {
    "background": BLACK,
    "surface": BLACK,
    "panel": BLUE,
    "foreground": WHITE,
    "text-muted": SILVER,
    "primary": AQUA,
    "accent": YELLOW,
    "success": LIME,
    "warning": PINK,
    "error": ROSE,
    "rule": GREY,
}
_ON_LIGHT = {
    "background": WHITE,
    "surface": WHITE,
    "panel": AQUA,
    "foreground": BLACK,
    "text-muted": GREY,
    "primary": BLUE,
    "accent": MAGENTA,
    "success": GREEN,
    "warning": BROWN,
    "error": RED,
    "rule": SILVER,
}


def sixteen(theme: Theme) -> Mapping[str, int]:
    """For each part that colours play in a theme which of the sixteen plays it."""
    return _ON_DARK if theme.dark else _ON_LIGHT


def colour_of(theme: Theme, part: str) -> str:
    """The colour that plays a part in a theme, as `#rrggbb`."""
    return theme.variables.get(part) or str(getattr(theme, part))


class FewColours(LineFilter):
    """Draws every line in sixteen colours."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._numbers: dict[tuple[int, int, int], int] = {}
        for part, number in sixteen(theme).items():  # where two parts share a colour, the first one counts
            self._numbers.setdefault(Color.parse(colour_of(theme, part)).rgb, number)
        self._words = sixteen(theme)["foreground"]
        self._drawn = lru_cache(1024)(self._draw)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(text, self._drawn(style) if style else style, control) for text, style, control in segments]

    def _draw(self, style: Style) -> Style:
        front, back = self._number(style.color), self._number(style.bgcolor)
        if front is not None and front == back:
            front = self._words  # what could be told apart stays so
        return style + Style.from_color(_named(front), _named(back))

    def _number(self, colour: RichColor | None) -> int | None:
        """Which of the sixteen stands for a colour; None for one that is the terminal's own."""
        if colour is None or colour.triplet is None:
            return None
        wanted = tuple(colour.triplet)
        nearest = min(self._numbers, key=lambda rgb: sum((a - b) ** 2 for a, b in zip(rgb, wanted, strict=True)))
        return self._numbers[nearest]


def _named(number: int | None) -> RichColor | None:
    return None if number is None else RichColor.from_ansi(number)


@cache
def few_colours(theme: str) -> FewColours:
    """The filter of one of our themes by its name; one of each, for what was drawn with it is kept by it."""
    return FewColours(next(one for one in (*themes.ALL, *themes.BEAMER) if one.name == theme))
