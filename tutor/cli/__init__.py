"""The command `raadstutor`: runs a verb and turns whatever goes wrong into one Dutch sentence and an exit code."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import MutableMapping, Sequence
from datetime import UTC, datetime

from tutor import FOLDER
from tutor.cli.output import Exit, say
from tutor.system import STICK_GONE, Refusal, gc_paused, gone

DEBUG = "RAADSTUTOR_DEBUG"
"""Environment variable that shows the traceback of an unexpected error."""


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line with `args`, by default those of the process. Returns the exit code."""
    _open_closed_streams()
    _survive_any_character()
    _drop_settings_of_others(os.environ, drawing=sys.stdout.isatty())
    try:
        return _run(sys.argv[1:] if args is None else args)
    except KeyboardInterrupt:
        _say("")
        return Exit.INTERRUPTED
    except Exception as error:
        if _pipe_closed(error):
            _abandon_output()
            return Exit.PIPE_CLOSED
        if os.environ.get(DEBUG):
            raise
        return _explain(error)


def _pipe_closed(error: Exception) -> bool:
    """Whether nobody reads the output any more. Windows says only that it cannot be written to (EINVAL)."""
    return isinstance(error, BrokenPipeError) or (
        sys.platform == "win32" and isinstance(error, OSError) and error.errno == errno.EINVAL and not error.filename
    )


def _run(args: Sequence[str]) -> int:
    match args:
        case [] | ["--profiel", _] if not os.environ.get(
            "RAADSTUTOR_INHOUD"
        ):  # to open the app needs no parser, which would be a tenth of what a start adds
            from tutor.cli import windows

            code = windows.tutor(args[1] if args else None, new=False)
        case ["--version"]:  # as short as its like of other programs
            from tutor import origin

            say(origin.version())
            code = Exit.OK
        case _:
            code = _run_verb(args)
    sys.stdout.flush()
    return code


def _run_verb(args: Sequence[str]) -> int:
    with gc_paused():  # looking for cycles takes a tenth of loading the verbs
        import click

        from tutor.cli.dutch import explain
        from tutor.cli.verbs import raadstutor

    try:
        with raadstutor.make_context("raadstutor", list(args)) as context:
            return int(raadstutor.invoke(context) or Exit.OK)
    except click.exceptions.Exit as done:  # after --help and --version
        return done.exit_code
    except click.UsageError as error:
        _say(explain(error))
        return Exit.MISUSE


def _explain(error: Exception) -> int:
    """Say what went wrong, and keep a report of what nobody expected."""
    match error:
        case Refusal():
            _say(str(error))
            return error.code
        case OSError(errno=errno.ENOSPC):
            _abandon_output()
            _say("De schijf is vol; maak ruimte vrij en probeer het opnieuw.")
            return Exit.PROBLEMS
    if gone(FOLDER):  # the program is on a stick as well, and what is loaded late cannot be
        _say(STICK_GONE.format("Raadstutor"))
        return Exit.PROBLEMS
    return _report(error)


def _report(error: Exception) -> int:
    from tutor.cli import crash
    from tutor.store.errors import NoFolder
    from tutor.store.private import data_folder

    try:
        folder = data_folder(os.environ)
    except NoFolder:
        folder = None
    report = crash.write(error, folder, datetime.now(UTC))
    where = f"het verslag staat in {report}" if report else "een verslag schrijven lukte niet"
    _say(f"Raadstutor stopt door een fout in het programma zelf; {where}.")
    return Exit.CRASH


def _open_closed_streams() -> None:
    """Let input that was closed before the start be empty, and closed output go nowhere.

    Python has None for such a stream. Its number would also go to the next file that is opened: that of the learners.
    """
    for name, mode in (("stdin", os.O_RDONLY), ("stdout", os.O_WRONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, mode)
            setattr(sys, name, os.fdopen(descriptor, "r" if mode == os.O_RDONLY else "w", encoding="utf-8"))


def _drop_settings_of_others(environ: MutableMapping[str, str], *, drawing: bool) -> None:
    """Forget what the environment has for Textual, which can write every key to a file, and, when `drawing` on a
    terminal, the size that another program exported: the real one changes.
    """
    for name in list(environ):
        if name.startswith("TEXTUAL") or (drawing and name in ("COLUMNS", "LINES")):
            del environ[name]


def _survive_any_character() -> None:
    """Let a terminal that does not know é show \\xe9 instead of crashing the program.

    Pipes and files are UTF-8 on every system, unless somebody asked Python for something else.
    """
    chosen = "PYTHONIOENCODING" in os.environ
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors, encoding=None if chosen or stream.isatty() else "utf-8")


def _abandon_output() -> None:
    """Drop what could not be written to standard output: Python would try, and complain, once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(text: str) -> None:
    say(text, sys.stderr)
