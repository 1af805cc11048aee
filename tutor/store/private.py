"""Files and folders that only the learner can read, and that are never reached through a symbolic link."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import BinaryIO

from tutor.store.errors import NoFolder, NotPrivate, Symlink

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
HELD = {5, 32, 33}
"""What Windows says of a file that somebody holds; the first also of one that nobody may touch."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_folder(path: Path) -> None:
    """Create a folder and its missing parents, each 0700. An existing folder keeps its mode. Raises OSError.

    On Windows 0700 would shut out everybody else from a stick, also the same person on another computer: there a folder
    is as private as the one it is in.
    """
    if not path.is_dir():
        if path.parent != path:
            make_folder(path.parent)
        with suppress(FileExistsError):
            path.mkdir(mode=0o700 if os.name == "posix" else 0o777)


def create_file(path: Path) -> None:
    """Create an empty file, 0600. Raises FileExistsError, also for a symbolic link; other OSErrors too."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | NO_FOLLOW, 0o600))


def make_private(path: Path) -> None:
    """Make an existing file 0600. Raises Symlink or NotPrivate.

    The file is not opened: closing it would drop the locks that SQLite holds on it in this process.
    A disk that knows no modes (a USB stick) leaves a file of our own as it is.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise Symlink(path)
    if os.name == "posix" and status.st_mode & OTHERS:
        with suppress(PermissionError):
            path.chmod(0o600)
        if status.st_uid != os.geteuid() and path.lstat().st_mode & OTHERS:
            raise NotPrivate(path)


def open_regular(path: Path) -> BinaryIO:
    """A regular file, to be read. Raises OSError, also for a link and for a pipe or a device, which may never end."""
    descriptor = os.open(path, os.O_RDONLY | NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def read_regular(path: Path) -> bytes:
    """What is in a regular file. Raises OSError as `open_regular` does."""
    with open_regular(path) as file:
        return file.read()


def writable(path: Path) -> bool:
    """Whether the file can be changed and its folder can take a journal beside it."""
    return os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)


def others_can_write(folder: Path) -> bool:
    """Whether somebody else could add files to a folder, or take them away."""
    return os.name == "posix" and bool(folder.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def on_share(folder: Path) -> bool:
    """Whether a folder is on a network drive; only Windows tells."""
    if sys.platform != "win32":
        return False
    import ctypes

    remote = 4
    anchor = folder.absolute().anchor
    return anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == remote


def sync_folder(path: Path) -> None:
    """Make names in a folder durable; a system or a disk that cannot sync folders does that by itself.

    Raises OSError, also for what is no folder: a pipe would wait for a writer without end.
    """
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # what some network disks answer
            raise
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make what is in a file durable."""
    descriptor = os.open(path, os.O_RDWR | NO_FOLLOW)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put_in_place(ready: Path, path: Path, *, durable: bool = True) -> None:
    """Give a finished file its name, so that a power cut leaves either the old file or the whole new one.

    One that is not `durable` may then be damaged: only for what has a checksum and can be made again.
    """
    if durable:
        sync_file(ready)
    try:
        patiently(lambda: ready.replace(path))
    except PermissionError:
        if os.name != "posix" and path.is_file():
            path.rename(path)  # changes nothing, and says that somebody holds it where that is why
        raise
    if durable:
        sync_folder(path.parent)


def patiently(act: Callable[[], object]) -> None:
    """Do something with a file that another program, such as a virus scanner, may hold for a moment. Raises OSError."""
    for pause in (0.02, 0.05, 0.1, 0.15, 0.2):
        try:
            act()
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in HELD:
                raise
            sleep(pause)
    act()


@contextmanager
def whole(path: Path, *, durable: bool = True) -> Iterator[Path]:
    """An empty private file to fill; it gets the name `path` once the block is left in good order. Raises OSError."""
    ready = path.with_name(f".{path.name}-{os.getpid()}")
    ready.unlink(missing_ok=True)
    create_file(ready)
    try:
        yield ready
        put_in_place(ready, path, durable=durable)
    finally:
        ready.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a private file, whole or not at all. `durable`: see `put_in_place`. Raises OSError."""
    with whole(path, durable=durable) as ready:
        ready.write_bytes(data)


FILE_NAME = "voortgang.db"
HOME_VARIABLE = "RAADSTUTOR_HOME"


def chosen_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder in RAADSTUTOR_HOME; None when it is not set. It need not exist. Raises NoFolder when it cannot."""
    home = environ.get(HOME_VARIABLE, "").strip().strip('"')
    if not home:
        return None
    try:
        folder = Path(home).expanduser().absolute()
        folder.exists()
    except (OSError, RuntimeError, ValueError):
        raise NoFolder(home) from None
    return folder


def data_folder(environ: Mapping[str, str]) -> Path:
    """The folder of `voortgang.db`: RAADSTUTOR_HOME if set (all local state moves there), else that of the system.

    It need not exist. Raises NoFolder when it cannot.
    """
    if folder := chosen_folder(environ):
        return folder
    from platformdirs import user_data_path  # 25 ms, and not needed with RAADSTUTOR_HOME

    return user_data_path("raadstutor", appauthor=False)
