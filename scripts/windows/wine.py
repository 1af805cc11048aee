"""Everything that stands between Wine and Windows, in one place; what cannot be seen here stands in docs/windows.md.

- No console and no window: standard input and output are pipes, and screens are not drawn.
- The server of Wine is kept alive, which makes a start thirty times faster. Its services are started with no output of
  ours, because they would hold a pipe open for ever.
- `SHIMS`: what Wine 8 lacks and the tests of the program lean on. The program that people get has no shims.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

WINE = ("wine64", "/usr/lib/wine/wine64")
SERVER = ("wineserver64", "/usr/lib/wine/wineserver64", "wineserver", "/usr/lib/wine/wineserver")
LIMIT = 180
"""Seconds after which something counts as hanging."""
SHIMS = """
import _winapi
if hasattr(_winapi, "CopyFile2"):
    del _winapi.CopyFile2  # Wine 8 has no such function, which Windows has since version 8
"""
"""The `sitecustomize` of the Python that runs the tests."""


@dataclass
class Row:
    """What came of one thing that was tried."""

    name: str
    good: bool
    told: str
    seconds: float


@dataclass
class Trial:
    """A folder with Raadstutor in it, and what was tried there."""

    place: Path
    rows: list[Row] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    @property
    def root(self) -> Path:
        """What somebody double-clicks in."""
        return self.place / "Raadstutor"

    @property
    def program(self) -> Path:
        """The versioned folder; the newest of them."""
        return max(self.root.glob("programma-*"))

    @property
    def data(self) -> Path:
        """Beside the launchers, as on a stick."""
        return self.root / "gegevens"

    def empty(self) -> None:
        """Throw away what was learned in it."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir()

    def command(self, *words: str, program: Path | None = None) -> list[str]:
        """What starts a verb."""
        folder = program or self.program
        return [wine(), str(folder / "python.exe"), "-X", "utf8", str(folder / "start.py"), *words]

    def run(self, *words: str, typed: str = "", program: Path | None = None) -> tuple[int, str]:
        """Run a verb; gives the exit code and all that was said."""
        return run(*self.command(*words, program=program)[1:], typed=typed)

    def row(self, name: str, good: bool, told: str = "") -> None:
        """Keep, and say, what came of it."""
        now = time.monotonic()
        self.rows.append(Row(name, good, " ".join(told.split()), now - self.since))
        self.since = now
        print(
            f"{'goed' if good else 'FOUT':5}{self.rows[-1].seconds:5.0f} s  {name}: {told}", file=sys.stderr, flush=True
        )


def wine() -> str:
    """The program that runs programs of Windows."""
    return _found(WINE, "wine64")


def _found(names: tuple[str, ...], package: str) -> str:
    if found := next(filter(None, map(shutil.which, names)), None):
        return found
    sys.exit(f"Ik heb {package} nodig: apt-get install {package}.")


def run(*words: str, typed: str = "", cwd: Path | None = None, **environ: str) -> tuple[int, str]:
    """Run a program of Windows; gives the exit code and its output."""
    done = subprocess.run(
        [wine(), *words],
        input=typed.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **environ},
        timeout=LIMIT,
        cwd=cwd,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")


def worked() -> float:
    """Seconds of processor that programs of Windows took until now, with those of the server for them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    mine = f"WINEPREFIX={prefix()}".encode()
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # gone, or of somebody else
            if "wineserver" in (process / "exe").readlink().name and mine in (process / "environ").read_bytes():
                ticks += sum(map(int, (process / "stat").read_text().rpartition(")")[2].split()[11:13]))
    return used.ru_utime + used.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def quietly(*words: str) -> int:
    """Run an installer; gives the exit code. What it starts in the background would hold a pipe open."""
    nothing = subprocess.DEVNULL
    done = subprocess.run([wine(), *words], stdin=nothing, stdout=nothing, stderr=nothing, timeout=LIMIT, check=False)
    return done.returncode


@contextmanager
def running(*words: str, **environ: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program of Windows that goes on meanwhile, with pipes; stopped at the end."""
    process = subprocess.Popen(
        [wine(), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **environ},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(LIMIT)
        for stream in (process.stdin, process.stdout):
            assert stream
            with suppress(OSError):  # what was typed and never read
                stream.close()


def say(process: subprocess.Popen[bytes], typed: str, until: str) -> str:
    """Type something, and read lines until one holds a text, or there are no more."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(typed.encode())
    process.stdin.flush()
    said = ""
    while until not in said and (line := process.stdout.readline()):
        said += line.decode("utf-8", "replace").replace("\r\n", "\n")
    return said


def windows_path(path: Path) -> str:
    """How a program of Windows calls a file of this computer."""
    return "Z:" + str(path).replace("/", "\\")


def prefix() -> Path:
    """Where Wine keeps its drives."""
    return Path(os.environ["WINEPREFIX"])


@contextmanager
def drive(letter: str, folder: Path) -> Iterator[Path]:
    """A stick in the computer; gives the link that is its letter."""
    link = prefix() / "dosdevices" / f"{letter.lower()}:"
    link.unlink(missing_ok=True)
    link.symlink_to(folder)
    try:
        yield link
    finally:
        link.unlink(missing_ok=True)


@contextmanager
def computer(folder: Path) -> Iterator[None]:
    """A computer with Windows, which is gone afterwards."""
    os.environ["WINEPREFIX"] = str(folder)
    os.environ["WINEDEBUG"] = "-all"
    folder.mkdir(parents=True)
    server = _found(SERVER, "wine64")
    subprocess.run([server, "-p"], check=True)
    try:
        nothing = subprocess.DEVNULL
        subprocess.run([wine(), "wineboot"], stdin=nothing, stdout=nothing, stderr=nothing, timeout=LIMIT, check=True)
        yield
    finally:
        subprocess.run([server, "-k"], check=False)
