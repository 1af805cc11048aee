"""The real program under strace: what it asks of the system, and what it does when the system refuses or kills it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLAIN = {"unlinkat": "unlink", "renameat": "rename", "renameat2": "rename", "linkat": "link", "mkdirat": "mkdir"}
"""What some processors have instead of calls that others have."""
CHANGING = (
    *("openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "rename", "link", "mkdir"),
    *PLAIN,
)
"""Calls that change a disk, as SQLite and Python make them, or make a change sure."""
FOLLOWED = ("close", "dup", "dup2", "dup3", "fcntl", "lseek")
"""Calls that say which file, and which place in it, a next call is about."""
UNKNOWN = (
    *("creat", "open", "writev", "pwritev", "pwritev2", "sendfile", "copy_file_range", "splice", "fallocate", "mmap"),
    *("truncate", "rmdir", "symlink", "symlinkat"),
)
"""Other calls that could change the disk. They are watched, so that a change of Python or SQLite cannot go unseen."""

_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+|0x[0-9a-f]+|\?)(.*)")
_LONGEST = 16 * 1024 * 1024
"""Bytes of one write."""


@dataclass(frozen=True, slots=True)
class Call:
    """One system call."""

    name: str
    nth: int
    """Among the calls with this name in this process, from 1."""
    arguments: str = field(repr=False)
    """As strace writes them, all strings in hexadecimal."""
    result: int
    """Negative: refused; it changed nothing."""
    injected: bool

    @property
    def plain(self) -> str:
        """Its name where it has one without `at`."""
        return PLAIN.get(self.name, self.name)


@dataclass(frozen=True, slots=True)
class Run:
    """A finished, or killed, process."""

    code: int
    """Exit code; negative for a signal."""
    out: str
    err: str
    calls: tuple[Call, ...] = field(repr=False)


def why_not() -> str:
    """Why strace cannot be used here; empty if it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    attempt = _strace("/dev/null", "-e", "trace=getpid", "-e", "inject=getpid:error=EPERM", "true")
    tried = subprocess.run(attempt, capture_output=True, text=True, check=False)
    return f"strace cannot be used here: {tried.stderr.strip()}" if tried.returncode else ""


def python(module: str, *arguments: str) -> list[str]:
    """A command that runs a module in this Python, and writes no compiled files: two runs make the same calls."""
    return [sys.executable, "-B", "-m", module, *arguments]


def run(command: Sequence[str], *, env: dict[str, str] | None = None, typed: str = "", inject: str = "") -> Run:
    """Run a command to its end.

    `inject` is what strace understands, such as `fsync:error=EIO:when=2`; only calls with that name are kept then.
    """
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        watched = [inject.split(":")[0]] if inject else (*CHANGING, *FOLLOWED, *UNKNOWN)
        options = ["-e", f"trace={','.join(f'?{name}' for name in watched)}"]
        options += ["-e", f"inject={inject}"] if inject else ["-s", str(_LONGEST)]
        done = subprocess.run(
            _strace(str(trace), *options, *command),
            input=typed,
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8", **(env or {})},
            check=False,
        )
        calls = tuple(_read(trace.read_text(encoding="ascii")))
    return Run(done.returncode, done.stdout, done.stderr, calls)


def _strace(trace: str, *rest: str) -> list[str]:
    """Without `--seccomp-bpf`, with which strace 6.1 does not deliver the signals that it is asked to inject."""
    return ["strace", "-qq", "-xx", "-e", "signal=none", "-o", trace, *rest]


def _read(trace: str) -> Iterator[Call]:
    counts: Counter[str] = Counter()
    for line in trace.splitlines():
        if line.startswith("+++"):
            continue
        match = _LINE.fullmatch(line)
        if not match:
            raise ValueError(f"not understood: {line[:200]}")
        name, arguments, result, comment = match.groups()
        counts[name] += 1
        yield Call(name, counts[name], arguments, _number(result), "(INJECTED)" in comment)


def _number(result: str) -> int:
    """`?`: killed in the call."""
    return -1 if result == "?" else int(result, 0)
