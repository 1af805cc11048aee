"""Texts that attack a terminal, a screen or a reader, by kind.

Sources: ECMA-48 (control sequences), XTerm Control Sequences, Unicode TR9 and TR36 (bidi and invisible characters), and
markup that has stopped or steered programs made with Textual and Rich.
"""

from __future__ import annotations

from unicodedata import category

C0 = tuple(f"a{chr(code)}b" for code in (*range(0x20), 0x7F))
C1 = tuple(f"a{chr(code)}b" for code in range(0x80, 0xA0))
UNSEEN = tuple(
    f"a{chr(code)}b"
    for code in (
        *(0x00AD, 0x061C, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E),
        *(0x2060, 0x2063, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0xFFF9, 0xE0041),
    )
)
SEQUENCES = (
    "\x1b[2J",  # clear the screen
    "\x1b[H",  # cursor to the top
    "\x1b[1;1Hnep",  # write over the top
    "\x1b[31;5m",  # red and blinking
    "\x1b[8m",  # hide what follows
    "\x1b[6n",  # make the terminal type its position
    "\x1b[c",  # make the terminal type what it is
    "\x1b[21t",  # make the terminal type its title
    "\x1b[?1049h",  # other screen
    "\x1b[?1003h",  # report the mouse
    "\x1b[?25l",  # hide the cursor
    "\x1b[3J",  # forget what was scrolled
    "\x1b[999999999999b",  # repeat very often
    "\x1bc",  # reset
    "\x1b#8",  # fill the screen with E
    "\x1b(0",  # letters become lines
    "\x1b]0;titel\x07",  # title of the window
    "\x1b]52;c;aGFjaw==\x07",  # clipboard, ended by BEL
    "\x1b]52;c;aGFjaw==\x1b\\",  # clipboard, ended by ST
    "\x1b]8;;http://e.nl\x1b\\x",  # link
    "\x1b]1337;File=:AA==\x07",  # file of iTerm
    "\x1bP$qm\x1b\\",  # DCS
    "\x1b_G\x1b\\",  # APC of kitty
    "\x1b^x\x1b\\",  # PM
    "\x9b31m",  # CSI in eight bits
    "\x9d52;c;eA==\x9c",  # OSC in eight bits
    "\x1b]0;open",  # never ended
    "\x0e\x1b[",  # shift out, and half a sequence
)
MARKUP = (
    "[/]",
    "[/b]",
    "[b]",
    "[BOLD]x",
    "[amendement]",
    "[artikel]",
    "[X]ja",
    "[a=b]",
    "[art.12]",
    "list[int]",
    "[$error]v",
    "[on-red]r",
    "[link=http://e.nl]l[/link]",
    "[@click=app.quit]q[/]",
    "[@click=app.set_theme('x')]",
    "[[]]",
    "[",
    "]",
    "\\[b]",
    "x\\",
    "[#ff0000]k",
    "[!@]",
    ":warning:",
    "{feit:x}",
    "%s%n{0}",
    "<b>vet</b>",
    "**[x](http://e.nl)**",
)
EVERY = (*C0, *C1, *UNSEEN, *SEQUENCES, *MARKUP)
"""More than 135."""
FEW = (
    *("a\x00b", "a\x07b", "a\x7fb", "a\x85b", "a\u202eb", "a\u200bb", "a\u2028b", "\x1b[2J", "\x9b31m"),
    *("\x1b]52;c;aGFjaw==\x1b\\", "[/]", "[/b]", "[amendement]", "[@click=app.quit]q[/]", "x\\", "<b>vet</b>"),
)
"""Some of each kind, for the tests that run all day."""


_CATEGORIES = {"Cc", "Cs", "Zl", "Zp"}
_INVISIBLE = {
    *(0x00AD, 0x061C, 0x200B, 0x200C, 0x200E, 0x200F, 0xFEFF),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
}


def steering(text: str) -> list[str]:
    """What stands in a text that a terminal must not get. Lines may end.

    From Unicode itself, not from the table of the program: otherwise a hole there would be a hole here.
    """
    return [sign for sign in text if sign != "\n" and (category(sign) in _CATEGORIES or ord(sign) in _INVISIBLE)]
