"""Keys as they are called in Dutch."""

from __future__ import annotations

import re

from textual.keys import format_key

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Spatie",
    "backspace": "Backspace",
    "tab": "Tab",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "home": "Home",
    "end": "End",
    "ctrl": "Ctrl",
    "shift": "Shift",
    "alt": "Alt",
}


def shown(key: str) -> str:
    """`Ctrl+P`, `F1`, `Esc`, `↓`, `o`."""
    *modifiers, last = key.split("+")
    name = _NAMES.get(last) or format_key(last)
    capital = modifiers or re.fullmatch(r"f\d+", last)
    parts = [*(_NAMES.get(modifier, modifier) for modifier in modifiers), name.upper() if capital else name]
    return "+".join(parts)
