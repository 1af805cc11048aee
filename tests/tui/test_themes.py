"""Contrast of every pair of colours that is used (WCAG 2.2, 1.4.3 and 1.4.6)."""

from __future__ import annotations

import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from tests.tui.helpers import SampleWorkspace, opened
from tutor.tui import themes
from tutor.tui.app import TutorApp
from tutor.tui.themes import FewColours, colour_of

TEXTS = (
    *("foreground", "text", "text-muted", "text-primary", "text-accent", "text-success", "text-warning", "text-error"),
    *("primary", "accent", "success", "warning", "error", "footer-key-foreground", "footer-description-foreground"),
)
GROUNDS = ("background", "surface", "panel")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("button-color-foreground", "primary"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("link-color-hover", "link-background-hover"),
    ("background", "accent"),
]


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG, from 1 to 21."""

    def luminance(color: Color) -> float:
        parts = [part / 255 for part in color.rgb]
        red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


EVERY = (*themes.ALL, *themes.BEAMER)
STRONG = (themes.CONTRAST, *themes.BEAMER)


@pytest.mark.parametrize("theme", EVERY, ids=lambda theme: theme.name)
def test_everything_can_be_read(theme: Theme) -> None:
    colours = theme.to_color_system().generate()
    least = 7 if theme in STRONG else 4.5
    poor = {
        pair: round(ratio, 2)
        for pair in PAIRS
        if (ratio := contrast(Color.parse(colours[pair[0]]), Color.parse(colours[pair[1]]))) < least
    }
    assert poor == {}


@pytest.mark.parametrize("theme", EVERY, ids=lambda theme: theme.name)
def test_nothing_that_is_used_is_mixed(theme: Theme) -> None:
    """A colour with `auto` or with transparency has no contrast that can be promised."""
    colours = theme.to_color_system().generate()
    assert [name for name in dict.fromkeys(sum(PAIRS, ())) if Color.parse(colours[name]).a != 1] == []


CONSOLE = (
    *("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa"),
    *("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"),
)
"""The sixteen of a console on Linux, where they are fixed."""
SPOKEN = ("foreground", "text-muted", "primary", "accent", "success", "warning", "error")


def drawn(theme: Theme, part: str, ground: str) -> tuple[int | None, int | None]:
    """The two of the sixteen that a terminal gets for a colour of the theme on another one."""
    style = Style(color=colour_of(theme, part), bgcolor=colour_of(theme, ground))
    found = FewColours(theme).apply([Segment("x", style)], Color.parse("#000"))[0].style
    assert found
    assert found.color
    assert found.bgcolor
    return found.color.number, found.bgcolor.number


@pytest.mark.parametrize("theme", EVERY, ids=lambda theme: theme.name)
def test_sixteen_colours_stay_apart(theme: Theme) -> None:
    """Seen red with the nearest of the sixteen: accent, success and error were all white in donker."""
    for ground, least in (("background", 3), ("surface", 3), ("panel", 2.4)):
        pairs = {part: drawn(theme, part, ground) for part in SPOKEN}
        assert len(set(pairs.values())) == len(SPOKEN), (ground, pairs)
        for part, (front, back) in pairs.items():
            assert front is not None
            assert back is not None
            assert contrast(Color.parse(CONSOLE[front]), Color.parse(CONSOLE[back])) >= least, (part, ground)
    assert drawn(theme, "background", "panel") != drawn(theme, "background", "background"), "a marked row is seen"


async def test_a_terminal_with_sixteen_colours_gets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, _):
        monkeypatch.setattr(TutorApp, "is_headless", False)
        app.console._color_system = ColorSystem.TRUECOLOR
        assert not any(isinstance(one, FewColours) for one in app.get_line_filters())
        app.console._color_system = ColorSystem.STANDARD
        assert any(isinstance(one, FewColours) for one in app.get_line_filters())


async def test_the_choice_of_theme_is_remembered() -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, _):
        assert app.theme == themes.DEFAULT
        app.set_theme("raadstutor-licht")
    async with opened(desk) as (app, _):
        assert app.theme == "raadstutor-licht"


async def test_an_unknown_theme_is_passed_over() -> None:
    desk = SampleWorkspace()
    desk.remember("thema", "bestaat-niet")
    async with opened(desk) as (app, _):
        assert app.theme == themes.DEFAULT
