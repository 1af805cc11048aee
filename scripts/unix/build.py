"""Makes one folder for Linux and macOS, for those who have a Python, offline, from files that are named and hashed.

    python -m scripts.unix.build --wheels MAP --app WHEEL --out MAP

`--wheels`: what `requirements/app.txt` lists; of a package with libraries of a system, one for each system and Python
that can start the folder. The same inputs give the same bytes. Layout and choices: docs/windows.md.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from scripts.wheels import (
    EPOCH,
    ROOT,
    Stop,
    Wheel,
    bill_of_materials,
    files_in,
    fresh,
    listed_wheels,
    needed,
    read_wheel,
    sha256,
    unpack,
    write_sums,
)

HERE = Path(__file__).parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (
    {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    {"os_name": "posix", "sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
)
LAUNCHERS = ("Raadstutor.command", "Regelmodus.command", "Bediening.command", "Beamer.command")


def own_folder(wheel: Path) -> str | None:
    """Where the libraries of a system go, such as `linux-x86_64`; None for what runs everywhere. Raises Stop.

    As `scripts/start.py` looks for it. One folder takes those of several Pythons, which have different names.
    """
    tag = wheel.stem.rsplit("-", 1)[-1].split(".")[0]
    if tag == "any":
        return None
    for system, name in (("manylinux", "linux"), ("macosx", "darwin")):
        if tag.startswith(system):
            return f"{name}-{'x86_64' if tag.endswith('x86_64') else tag.rsplit('_', 1)[-1]}"
    raise Stop(f"{wheel.name} is niet voor Linux of macOS.")


def lay_out(app: Wheel, wheels: Sequence[Wheel], out: Path) -> Path:
    """The folder that people unpack: launchers, a text to read, and `programma-X`. Gives the folder."""
    root = fresh(out / "Raadstutor")
    program = root / f"programma-{app.version}"
    names = {one.name for python, system in product(PYTHONS, SYSTEMS) for one in needed(app, wheels, python, system)}
    chosen = [wheel for wheel in (*wheels, app) if wheel.name in names]
    for wheel in chosen:
        own = own_folder(wheel.path)
        unpack(wheel, program / "eigen" / own if own else program / "site", program / "licenties")
    shutil.copy(ROOT / "scripts/start.py", program / "start.py")
    for text in (*LAUNCHERS, "Lees mij.txt"):
        (root / text).write_text((HERE / text).read_text("utf-8").replace("@VERSIE@", app.version), "utf-8")
    (program / "pakketten.cdx.json").write_text(bill_of_materials(chosen, None, app.version), "utf-8")
    write_sums(root, program / "SHA256SUMS")
    return root


def pack(root: Path, target: Path) -> None:
    """The folder as a tar, which keeps that a launcher can be started."""
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, EPOCH) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in files_in(root):
            entry = tarfile.TarInfo(f"{root.name}/{path.relative_to(root).as_posix()}")
            entry.size, entry.mtime = path.stat().st_size, EPOCH
            entry.mode = 0o755 if path.name in LAUNCHERS else 0o644
            with path.open("rb") as source:
                archive.addfile(entry, source)


def build(app: Path, wheels: Path, out: Path) -> Path:
    """Make it, with a file with its sum. Raises Stop."""
    out.mkdir(parents=True, exist_ok=True)
    program = read_wheel(app)
    root = lay_out(program, listed_wheels(wheels, (ROOT / "requirements/app.txt").read_text("utf-8")), out)
    made = out / f"Raadstutor-{program.version}-linux-macos.tar.gz"
    pack(root, made)
    (out / "SHA256SUMS").write_text(f"{sha256(made)} *{made.name}\n", "utf-8")
    return made


def main(words: Sequence[str] | None = None) -> int:
    """Build what the words say; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.unix.build")
    for option in ("--app", "--wheels", "--out"):
        parser.add_argument(option, type=Path, required=True)
    given = parser.parse_args(words)
    try:
        made = build(given.app, given.wheels, given.out)
    except (Stop, OSError, zipfile.BadZipFile) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB, sha256 {sha256(made)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
