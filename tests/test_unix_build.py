"""The folder for Linux and macOS: the same bytes twice, and a launcher that finds a Python from wherever it stands."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from scripts.unix import build
from scripts.wheels import Stop, read_wheel, sha256
from tests.test_windows_build import wheel

STARTED = "import os, sys; print('gestart', *sys.argv[1:], os.environ['RAADSTUTOR_START']); sys.exit(3)\n"


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    folder = tmp_path / "wheels"
    folder.mkdir()
    wheel(folder, "raadstutor", "msgspec", "tzdata; sys_platform == 'win32'", "toevoeging; sys_platform == 'darwin'")
    wheel(folder, "toevoeging")
    wheel(folder, "overbodig")
    for tag in ("manylinux_2_17_x86_64", "manylinux2014_aarch64", "macosx_11_0_arm64", "macosx_10_9_x86_64"):
        for python in ("cp311", "cp314"):
            library = f"msgspec/_core.{python}-{tag}.so"
            wheel(folder, "msgspec", files=(library,), tag=f"{python}-{python}-{tag}")
    return folder


def built(wheels: Path, out: Path) -> Path:
    out.mkdir()
    app = read_wheel(next(wheels.glob("raadstutor-*")))
    root = build.lay_out(app, [read_wheel(path) for path in sorted(wheels.glob("[!r]*.whl"))], out)
    build.pack(root, out / "uit.tar.gz")
    return out / "uit.tar.gz"


def test_two_builds_are_the_same_bytes(wheels: Path, tmp_path: Path) -> None:
    """Seen red with the times of the files in the archive."""
    one, two = built(wheels, tmp_path / "een"), built(wheels, tmp_path / "twee")
    assert sha256(one) == sha256(two)


def test_each_system_finds_its_own_and_nothing_else_comes_along(wheels: Path, tmp_path: Path) -> None:
    with tarfile.open(built(wheels, tmp_path / "uit")) as archive:
        modes = {entry.name.removeprefix("Raadstutor/programma-1.0/"): entry.mode for entry in archive}
    for place, tag in (
        ("linux-x86_64", "manylinux_2_17_x86_64"),
        ("linux-aarch64", "manylinux2014_aarch64"),
        ("darwin-arm64", "macosx_11_0_arm64"),
        ("darwin-x86_64", "macosx_10_9_x86_64"),
    ):
        for python in ("cp311", "cp314"):
            assert f"eigen/{place}/msgspec/_core.{python}-{tag}.so" in modes
    assert {"site/toevoeging/__init__.py", "licenties/msgspec/LICENSE", "start.py", "SHA256SUMS"} <= modes.keys()
    assert not [name for name in modes if "overbodig" in name or "site/msgspec" in name]
    assert modes["Raadstutor/Raadstutor.command"] == 0o755
    with pytest.raises(Stop, match="niet voor Linux of macOS"):
        build.own_folder(Path("msgspec-1.0-cp313-cp313-win_amd64.whl"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose program says what it was given, with nothing but a Python that is too old on the path."""
    root = tmp_path / "één map & co"
    program = root / "programma-1.0"
    own = program / "eigen" / f"{sys.platform}-{os.uname().machine}"
    own.mkdir(parents=True)
    (own / "msgspec.py").touch()
    (program / "start.py").write_text(STARTED, "utf-8")
    for name in build.LAUNCHERS:
        (root / name).write_text((build.HERE / name).read_text("utf-8").replace("@VERSIE@", "1.0"), "utf-8")
    pythons = tmp_path / "bin"
    pythons.mkdir()
    (pythons / "python3.13").write_text("#!/bin/sh\necho bestaat niet >&2\nexit 127\n", "utf-8")
    (pythons / "python3.13").chmod(0o755)
    return root


def started(folder: Path, launcher: str, *words: str) -> tuple[int, str]:
    done = subprocess.run(
        ["/bin/sh", launcher, *words],
        cwd=folder,
        env={"PATH": str(folder.parent / "bin")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
def test_a_launcher_passes_on_words_and_exit_code(folder: Path) -> None:
    """Seen red without quotes around the folder, with `dirname` that is not on the path, and with a first Python that
    only says that it is not there.
    """
    (folder.parent / "bin/python3").symlink_to(sys.executable)
    own = folder / "Raadstutor.command"
    assert started(folder, str(own), "zoek", "twee woorden") == (3, f"gestart zoek twee woorden {own}\n")
    assert started(folder, "Raadstutor.command") == (3, f"gestart {own}\n")
    assert started(folder, "./Beamer.command", "x") == (3, f"gestart klas scherm x {own}\n")
    assert started(folder, "Regelmodus.command") == (3, f"gestart regel {own}\n")


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
@pytest.mark.skipif(any(map(os.path.exists, ("/usr/local/bin/python3", "/opt/homebrew/bin/python3"))), reason="has one")
def test_without_a_python_it_says_which(folder: Path) -> None:
    code, said = started(folder, "Raadstutor.command")
    assert code == 1
    assert "heeft Python 3.11, 3.12, 3.13 of 3.14 nodig" in said
    (folder / "programma-1.0/start.py").unlink()
    assert "Pak eerst het hele bestand uit" in started(folder, "Raadstutor.command")[1]


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
@pytest.mark.parametrize(("machine", "there"), [("armv7l", False), (platform.machine(), True)])
def test_a_computer_that_nothing_was_made_for_is_not_asked_for_a_python(
    folder: Path, machine: str, there: bool
) -> None:
    """Seen red with the question for a Python, which that computer has."""
    tools = {"uname": f"echo {machine}", "python3": "exit 1"}
    for name, line in tools.items():
        (folder.parent / "bin" / name).write_text(f"#!/bin/sh\n{line}\n", "utf-8")
        (folder.parent / "bin" / name).chmod(0o755)
    code, said = started(folder, "Raadstutor.command")
    assert code == 1
    assert ("heeft Python 3.11" in said) is there
    assert (f"een computer als deze ({machine})" in said) is not there
