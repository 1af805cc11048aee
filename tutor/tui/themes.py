"""Three looks: paper, ink and high contrast, and two for a beamer. Colours stand here only; stylesheets name variables.

A test computes the contrast of every pair that is used: 4.5 to 1 at least, 7 to 1 in high contrast and on a beamer
(WCAG 2.2, 1.4.3 and 1.4.6).

A Linux console, a serial line or an old machine has no more than sixteen colours. Rich takes the nearest of them, and
then accent, success and error all become white or grey. So each colour of a theme has a place of its own there. What a
theme does not name, such as a mixture below a dialog, follows the nearest one.
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

DEFAULT = "raadstutor-donker"
BEAMER_SETTING = "klas.beamer"
"""Setting: name of the look of the beamer, which the trainer's window wears too when it hides its notes."""


def _theme(
    name: str,
    *,
    dark: bool,
    background: str,
    surface: str,
    panel: str,
    foreground: str,
    muted: str,
    primary: str,
    accent: str,
    success: str,
    warning: str,
    error: str,
    rule: str,
) -> Theme:
    """A theme in which nothing is left for Textual to mix, because mixed colours lose their contrast."""
    return Theme(
        name=name,
        dark=dark,
        background=background,
        surface=surface,
        panel=panel,
        foreground=foreground,
        primary=primary,
        secondary=primary,
        accent=accent,
        success=success,
        warning=warning,
        error=error,
        variables={
            "text": foreground,
            "text-muted": muted,
            "text-disabled": muted,
            "text-primary": primary,
            "text-secondary": primary,
            "text-accent": accent,
            "text-success": success,
            "text-warning": warning,
            "text-error": error,
            "foreground-muted": muted,
            "rule": rule,
            "nothing": "#000000",
            "border": primary,
            "border-blurred": rule,
            "surface-active": surface,
            "block-cursor-background": primary,
            "block-cursor-foreground": background,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": panel,
            "block-cursor-blurred-foreground": foreground,
            "block-hover-background": panel,
            "button-foreground": foreground,
            "button-color-foreground": background,
            "button-focus-text-style": "bold underline",
            "footer-background": panel,
            "footer-foreground": foreground,
            "footer-key-foreground": accent,
            "footer-description-foreground": foreground,
            "input-cursor-background": accent,
            "input-cursor-foreground": background,
            "input-selection-background": primary,
            "input-selection-foreground": background,
            "link-color": primary,
            "link-color-hover": background,
            "link-background-hover": primary,
            "scrollbar": rule,
            "scrollbar-hover": primary,
            "scrollbar-active": primary,
            "scrollbar-background": surface,
            "screen-selection-background": primary,
            "screen-selection-foreground": background,
        },
    )


LIGHT = _theme(
    "raadstutor-licht",
    dark=False,
    background="#faf7f0",
    surface="#f2ede2",
    panel="#e6dfd0",
    foreground="#1b2430",
    muted="#55524a",
    primary="#1d4468",
    accent="#8a3d0c",
    success="#1c5e35",
    warning="#744a00",
    error="#9a1f1a",
    rule="#b9b09c",
)

DARK = _theme(
    "raadstutor-donker",
    dark=True,
    background="#111a24",
    surface="#182432",
    panel="#223245",
    foreground="#ece7db",
    muted="#b3b7ba",
    primary="#8fbbe6",
    accent="#eeb077",
    success="#8ccf9f",
    warning="#e6c66a",
    error="#f2a097",
    rule="#4b5f76",
)

CONTRAST = _theme(
    "raadstutor-contrast",
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#303030",
    foreground="#ffffff",
    muted="#e0e0e0",
    primary="#ffe45c",
    accent="#7fd8ff",
    success="#8dfc9d",
    warning="#ffc56b",
    error="#ffb3ab",
    rule="#ffffff",
)

BEAMER_WHITE = _theme(
    "beamer-wit",
    dark=False,
    background="#ffffff",
    surface="#ffffff",
    panel="#e8e8e8",
    foreground="#000000",
    muted="#3a3a3a",
    primary="#0b3a66",
    accent="#7a2400",
    success="#0a4a20",
    warning="#5a3600",
    error="#7d0f0f",
    rule="#767676",
)

BEAMER_BLACK = _theme(
    "beamer-zwart",
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#262626",
    foreground="#ffffff",
    muted="#d6d6d6",
    primary="#9ecbff",
    accent="#ffc98a",
    success="#8dfc9d",
    warning="#ffd27a",
    error="#ffb3ab",
    rule="#8a8a8a",
)

THEMES = {LIGHT.name: "licht", DARK.name: "donker", CONTRAST.name: "veel contrast"}
"""Name of each theme, and how we call it in Dutch."""
ALL = (LIGHT, DARK, CONTRAST)
BEAMER = (BEAMER_WHITE, BEAMER_BLACK)
"""Looks for a beamer: white first, because a lit room makes black grey."""


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
    return FewColours(next(one for one in (*ALL, *BEAMER) if one.name == theme))
