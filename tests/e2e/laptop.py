"""A laptop with its own data folder, on which the command line is run in this process."""

from __future__ import annotations

import io
import os
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tutor.cli import main


@dataclass(frozen=True)
class Result:
    """What a command did."""

    code: int
    out: str
    err: str


class Laptop:
    """Runs commands as a user would; what is typed comes from a pipe."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *arguments: str, typed: str = "") -> Result:
        out, err = _stream(), _stream()
        source = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
        self.home.parent.mkdir(exist_ok=True)
        with (
            patch.dict(os.environ, {"RAADSTUTOR_HOME": str(self.home)}),
            patch("sys.stdin", source),
            redirect_stdout(out),
            redirect_stderr(err),
            chdir(self.home.parent),
        ):
            code = main(list(arguments))
        return Result(code, _read(out), _read(err))


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _read(stream: io.TextIOWrapper) -> str:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()
