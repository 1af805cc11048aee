"""Three looks: paper, ink and high contrast, and two for a beamer. Colours stand here only; stylesheets name variables.

A test computes the contrast of every pair that is used: 4.5 to 1 at least, 7 to 1 in high contrast and on a beamer
(WCAG 2.2, 1.4.3 and 1.4.6).
"""

from __future__ import annotations

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
