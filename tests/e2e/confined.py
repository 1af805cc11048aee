"""Places where nothing can be kept: full, too small, or read-only in one of several ways."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tutor.store import FILE_NAME

if sys.platform != "win32":
    import resource

ROOM = "4m"
"""Size of a disk that gets full."""
BALLAST = "ballast"
"""The file that fills a disk."""
_SMALL = 4096
"""Bytes that a file may have where files may not grow."""
_PR_CAPBSET_DROP = 24
_DAC = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root pass by the modes of files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder of data, and what is wrong with it."""

    home: Path
    words: str
    """What the learner reads about it."""
    confine: Callable[[], None] | None = None
    """To run in a new process before the program does."""


def obey_modes() -> None:
    """Make a process of root obey the modes of files, from its next program on. Others do so anyway."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in _DAC:
            if libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")


def keep_files_small() -> None:
    """No file can grow beyond a page; the signal is ignored, so that writing fails."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_SMALL, _SMALL))


@contextmanager
def full_disk(home: Path) -> Iterator[Place]:
    """A real disk of one megabyte without a byte left, with all data on it; what became of it is found back after."""
    data = home.with_name("opzij")
    shutil.copytree(home, data)
    with _mounted(home, "-t", "tmpfs", "-o", f"size={ROOM},mode=0700", "none"):
        shutil.copytree(data, home, dirs_exist_ok=True)
        shutil.rmtree(data)
        fill(home)
        yield Place(home=home, words="is vol")
        (home / BALLAST).unlink()
        shutil.copytree(home, data)
    shutil.rmtree(home)
    data.rename(home)


def fill(home: Path) -> None:
    """Leave no byte."""
    ballast = os.open(home / BALLAST, os.O_CREAT | os.O_WRONLY, 0o600)
    for size in (4096, 1):
        with suppress(OSError):
            while os.write(ballast, bytes(size)):
                pass
    os.close(ballast)


@contextmanager
def read_only_mount(home: Path) -> Iterator[Place]:
    """A stick with its switch on."""
    with _mounted(home, "--bind", str(home)):
        _mount("-o", "remount,bind,ro", str(home))
        yield Place(home=home, words="alleen-lezen")


@contextmanager
def read_only_folder(home: Path) -> Iterator[Place]:
    """The file may be changed, but nothing can be made beside it."""
    with _mode(home, 0o500):
        yield Place(home=home, words="alleen-lezen", confine=obey_modes)


@contextmanager
def read_only_file(home: Path) -> Iterator[Place]:
    """The folder can be changed, the file cannot."""
    with _mode(home / FILE_NAME, 0o400):
        yield Place(home=home, words="alleen-lezen", confine=obey_modes)


@contextmanager
def small_files(home: Path) -> Iterator[Place]:
    """A quota: the disk has room, but not for this user."""
    yield Place(home=home, words="schijf", confine=keep_files_small)


SETUPS = (full_disk, read_only_mount, read_only_folder, read_only_file, small_files)


@contextmanager
def _mounted(home: Path, *arguments: str) -> Iterator[None]:
    try:
        _mount(*arguments, str(home))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting needs rights")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(home)], check=True, timeout=10)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True, timeout=10)


@contextmanager
def _mode(path: Path, mode: int) -> Iterator[None]:
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)
