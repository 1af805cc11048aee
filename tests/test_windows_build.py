"""What goes into the folder for Windows: exactly what the program needs there, and nothing that leaves the folder.

Building takes Python for Windows, Wine, NSIS and wixl: `make windows`, and `make test-windows` tries what came of it.
"""

from __future__ import annotations

import compileall
import importlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zipimport
from collections.abc import Callable
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import BinaryIO
from xml.etree import ElementTree

import pytest

from scripts.wheels import ROOT, Stop, listed_wheels, needed, read_wheel, sha256, unpack
from scripts.windows.build import HERE, LAUNCHERS, SYSTEM, ZONE, _wix, pack_libraries


def wheel(folder: Path, name: str, *needs: str, files: tuple[str, ...] = (), tag: str = "py3-none-any") -> Path:
    path = folder / f"{name}-1.0-{tag}.whl"
    lines = [f"Name: {name}", "Version: 1.0", "License: MIT", *(f"Requires-Dist: {need}" for need in needs)]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines) + "\n")
        archive.writestr(f"{name}-1.0.dist-info/licenses/LICENSE", "Alles mag.")
        for file in (f"{name}/__init__.py", *files):
            archive.writestr(file, "")
    return path


def test_what_windows_needs_and_no_more(tmp_path: Path) -> None:
    """Seen red with markers judged for the computer that builds: tzdata was left out."""
    app = read_wheel(
        wheel(tmp_path, "raadstutor", "een", "tzdata; sys_platform == 'win32'", "uvloop; os_name == 'posix'")
    )
    others = [
        read_wheel(path)
        for path in (
            wheel(tmp_path, "een", "twee[snel]", "pip"),
            wheel(tmp_path, "twee", "drie; extra == 'snel'", "vier; python_version < '3.12'"),
            wheel(tmp_path, "drie"),
            wheel(tmp_path, "tzdata"),
            wheel(tmp_path, "uvloop"),
        )
    ]
    assert [one.name for one in needed(app, others, "3.13", SYSTEM)] == ["drie", "een", "raadstutor", "twee", "tzdata"]
    with pytest.raises(Stop, match="tzdata ontbreekt"):
        needed(app, others[:3], "3.13", SYSTEM)


def test_a_wheel_that_is_not_in_the_list_is_refused(tmp_path: Path) -> None:
    path = wheel(tmp_path, "een")
    assert [one.name for one in listed_wheels(tmp_path, f"een==1.0 --hash=sha256:{sha256(path)}")] == ["een"]
    with pytest.raises(Stop, match=r"een-1\.0.*controlesom"):
        listed_wheels(tmp_path, "een==1.0 --hash=sha256:" + "0" * 64)


def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    one = read_wheel(wheel(tmp_path, "een", files=("../../buiten.py",)))
    with pytest.raises(Stop, match="buiten de map"):
        unpack(one, tmp_path / "p/site", tmp_path / "p/licenties")
    assert not (tmp_path / "buiten.py").exists()


def test_licences_travel_along(tmp_path: Path) -> None:
    unpack(read_wheel(wheel(tmp_path, "een")), tmp_path / "p/site", tmp_path / "p/licenties")
    assert (tmp_path / "p/licenties/een/LICENSE").read_text("utf-8") == "Alles mag."
    assert (tmp_path / "p/site/een/__init__.py").exists()


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tutor as it is in the folder, with its own files beside it, for the Python of the tests."""
    site = tmp_path_factory.mktemp("map met é") / "site"
    shutil.copytree(ROOT / "tutor", site / "tutor", ignore=shutil.ignore_patterns("__pycache__"))
    for name in (ZONE, "zoneinfo/Asia/Tokyo", "tabel.txt", "__init__.py"):
        (site / "tzdata" / name).parent.mkdir(parents=True, exist_ok=True)
        (site / "tzdata" / name).write_bytes(b"")
    assert compileall.compile_dir(site, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    pack_libraries(site, site.parent / "bibliotheek.zip", str(sys.implementation.cache_tag))
    for name in ("lessons", "quizzes"):
        shutil.copytree(ROOT / name, site / name)
    return site


def test_one_file_holds_what_is_not_of_the_tutor(packed: Path) -> None:
    """Seen red with every zone of the world in the list that each start reads."""
    with zipfile.ZipFile(packed.parent / "bibliotheek.zip") as library:
        assert set(library.namelist()) == {"tzdata/__init__.pyc", f"tzdata/{ZONE}", "tzdata/tabel.txt"}
    assert sorted(path.name for path in packed.iterdir()) == ["lessons", "quizzes", "tutor"]
    assert [path.name for path in packed.rglob("*.pyc")] == [f"__init__.{sys.implementation.cache_tag}.pyc"]


def test_the_tutor_runs_from_one_file(packed: Path, tmp_path: Path) -> None:
    """Seen red with a file that was looked for beside the module that reads it."""
    program = f"""
import sys
sys.path.insert(0, {str(packed)!r})
from tutor import cli, tui
assert "modules.zip" in cli.__file__, cli.__file__
from tutor.content import check
from tutor.exchange import draft
from tutor.content import verdicts
from tutor.store.progress_cache import rules
from tutor.tui.shell import Shell
from tutor.tui.screens.dialog import FOLDER
assert Shell.CSS_PATH.is_file() and draft._SKELETONS.is_dir() and verdicts._program() and int(rules(), 16)
assert (FOLDER / "tui").is_dir()
sys.exit(cli.main({["inhoud", "--json"]!r}))
"""
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", program],
        env={**os.environ, "RAADSTUTOR_HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert '"rollen-01"' in done.stdout


def test_launchers_are_ascii_and_start_what_is_there() -> None:
    for name in LAUNCHERS:
        assert (HERE / name).read_text("ascii")
    nsis = (HERE / "raadstutor.nsi").read_text("utf-8")
    assert all(f'Delete "$INSTDIR\\{name}"' in nsis for name in (*LAUNCHERS, "Lees mij.txt"))


def test_modules_come_from_an_archive_that_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red without the head that a module has in an archive, and with every module read anew."""
    library = tmp_path / "proef.zip"
    with zipfile.ZipFile(library, "w") as archive:
        archive.writestr("plat_zo.py", "NAAM = 'plat, é'\n", zipfile.ZIP_STORED)
        archive.writestr("kort_zo/__init__.py", "NAAM = 'kort'\n", zipfile.ZIP_DEFLATED)
        archive.writestr("kort_zo/dieper.py", "NAAM = 'dieper'\n", zipfile.ZIP_DEFLATED)
        archive.writestr("stuk_zo.py", "NAAM = 'stuk'\n", zipfile.ZIP_STORED)
    anew: list[str] = []
    original = zipimport._get_data  # type: ignore[attr-defined]

    def read_anew(path: str, entry: tuple[str, int]) -> bytes:
        anew.append(entry[0])
        return bytes(original(path, entry))

    monkeypatch.setattr(zipimport, "_get_data", read_anew)
    begin: dict[str, Callable[[], dict[str, BinaryIO]]] = {}
    exec((ROOT / "scripts/start.py").read_text("utf-8").partition("\nif ")[0], begin)
    opened = begin["keep_archives_open"]()
    monkeypatch.syspath_prepend(library)
    names = ("plat_zo", "kort_zo", "kort_zo.dieper")
    assert [importlib.import_module(name).NAAM for name in names] == ["plat, é", "kort", "dieper"]
    assert not anew
    library.write_bytes(library.read_bytes().replace(b"PK\3\4", b"PK\3\5"))
    with pytest.raises(ImportError, match="bad local file header"):
        importlib.import_module("stuk_zo")
    assert anew
    assert list(opened) == [str(library)]
    opened[str(library)].close()


def test_the_msi_names_every_file_once(tmp_path: Path) -> None:
    for name in ("Raadstutor.cmd", "programma-1.0/python.exe", "programma-1.0/site/a.py", "programma-1.0/site/b/a.py"):
        (tmp_path / "R" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "R" / name).write_bytes(b"")
    tree = ElementTree.fromstring(_wix(tmp_path / "R", "1.0").encode())
    files = [element.attrib["Source"] for element in tree.iter() if element.tag.endswith("}File")]
    assert sorted(files) == sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    ids = [element.get("Guid") for element in tree.iter() if element.tag.endswith("}Component")]
    assert len(set(ids)) == len(files)


def test_the_list_for_users_is_part_of_the_list_for_authors() -> None:
    """So that both install the same; what builds is not in it."""
    app, run = (
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / f"requirements/{name}.txt").read_text("utf-8"), re.MULTILINE))
        for name in ("app", "run")
    )
    assert app.items() <= run.items()
    assert "hatchling" not in app
