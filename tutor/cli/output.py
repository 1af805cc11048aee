"""The one door through which verbs speak: what others wrote is only text in a terminal. And how a run can end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TextIO, TypeVar

from tutor.content import characters

if TYPE_CHECKING:
    from tutor.documents.form import Form


class Exit(IntEnum):
    """Exit codes. The first four are a promise to scripts, see README.md."""

    OK = 0
    PROBLEMS = 1
    MISUSE = 2
    DAMAGED = 3
    CRASH = 70
    """EX_SOFTWARE of sysexits.h."""
    INTERRUPTED = 130
    """128 + SIGINT, as shells count."""
    PIPE_CLOSED = 141
    """128 + SIGPIPE."""


Thing = TypeVar("Thing")


def say(text: object, out: TextIO | None = None) -> None:
    """Write a text and a line break, by default to standard output. Its lines stay; a character that could steer a
    terminal becomes visible.
    """
    lines = map(characters.visible, str(text).split("\n"))
    (out or sys.stdout).write("\n".join(lines) + "\n")


def say_json(value: object) -> None:
    """Write a JSON document to standard output."""
    sys.stdout.write(characters.json_text(value))


def ask(question: str) -> str:
    """A line of the user; empty at the end of the input."""
    try:
        return input(characters.visible(question)).strip()
    except EOFError:
        say("")
        return ""


def as_text(words: Iterable[str]) -> str:
    """Words of the command line as one text: a byte that is no character becomes �, as in what is typed."""
    return os.fsencode(" ".join(words)).decode(errors="replace")


def at_terminal() -> bool:
    """Whether somebody is there to read a question and to answer it."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def agreed(question: str) -> bool:
    """Whether the user says yes."""
    return ask(f"{question} (ja of nee) ").casefold() in ("j", "ja")


def progressing(what: str, things: Sequence[Thing]) -> Iterator[Thing]:
    """The same things; tells how far they are on standard error once that takes more than a second, and then each."""
    told = monotonic()
    for number, thing in enumerate(things):
        yield thing
        if number % 256 == 0 and monotonic() - told > 1:
            told = monotonic()
            say(f"{what}: {100 * number // len(things)}%", sys.stderr)


def save(path: Path, content: bytes, form: Form, *, replace: bool) -> TextIO:
    """Write a file for a verb; at a terminal it asks first whether to replace one that is there.

    Gives where to tell of it: standard output may be that file. Raises what `write` raises.
    """
    from tutor.service.files import AlreadyThere, Way, write

    try:
        way = write(path, content, form, replace=replace)
    except AlreadyThere:
        if not (at_terminal() and agreed(f"{path} is er al. Vervangen?")):
            raise
        way = write(path, content, form, replace=True)
    return sys.stderr if way is Way.THROUGH else sys.stdout
