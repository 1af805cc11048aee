"""Reading and writing lines. The one door through which text reaches the terminal in line mode."""

from __future__ import annotations

from typing import Protocol, TextIO

from tutor.content.characters import visible
from tutor.dates import wrapped_lines
from tutor.learning.log import objection

BYTE_ORDER_MARK = "\ufeff"
"""Before the first line of a file with answers that Notepad made."""
NOTHING_TYPED = "Typ eerst iets, en druk dan op Enter."


class Stopped(Exception):
    """The learner stops, or the input has ended."""


class Back(Exception):
    """The learner goes back to the menu."""


class Source(Protocol):
    """Where lines come from: standard input, or a script in a test."""

    def readline(self) -> str:
        """The next line with its line break; empty at the end."""


class Console:
    """Lines in, lines out; no cursor movement, no colour, no box drawing."""

    def __init__(self, source: Source, sink: TextIO, *, pauses: bool, width: int = 78) -> None:
        """With `pauses` the learner presses Enter to go on; without, as in a pipe, only answers are read.

        `width` is the number of characters per line; 0 leaves wrapping to the terminal.
        """
        self._source = source
        self._sink = sink
        self.pauses = pauses
        self.width = width

    def say(self, text: str = "", *, indent: str = "") -> None:
        """Write a text; line breaks in it start a new line, `indent` stands before every line but the first."""
        for line in text.split("\n"):
            clean = visible(line)
            if self.width and clean.strip():
                clean = "\n".join(
                    wrapped_lines(
                        clean, self.width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
                    )
                )
            self._sink.write(clean + "\n")
        self._sink.flush()

    def ask(self, prompt: str) -> str:
        """A line of the learner, without white space around it. Raises Stopped at the end of the input.

        Says so and asks again when a line could not be stored, before anything is made of it.
        """
        while True:
            self._sink.write(visible(prompt) + " ")
            self._sink.flush()
            line = self._source.readline()
            if not line:
                self._sink.write("\n")
                raise Stopped
            if not self.pauses:
                self._sink.write("\n")
            line = line.removeprefix(BYTE_ORDER_MARK).strip()
            if not (reason := objection(line)):
                return line
            self.say(reason)

    def ask_something(self, prompt: str) -> str:
        """Like `ask`, and asks on until something was typed."""
        while not (line := self.ask(prompt)):
            if self.pauses:
                self.say(NOTHING_TYPED)
        return line
