"""Packages as they came, and what of them goes into a folder that needs nothing installed.

For `scripts/windows` and `scripts/unix`. Nothing is fetched: every file is named, and its hash stands in a list.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600"))
"""Seconds since 1970 that every file gets as its time: 1 January 2026."""
NOT_NEEDED = {"pip"}
"""`sqlite-utils` asks for it for its own command line only."""


class Stop(Exception):
    """It cannot be built; the text is for whoever builds."""


@dataclass(frozen=True)
class Wheel:
    """A package as it came."""

    path: Path
    metadata: Message

    @property
    def name(self) -> str:
        """As all tools write it."""
        return canonicalize_name(self.metadata["Name"])

    @property
    def version(self) -> str:
        """Of the package."""
        return str(self.metadata["Version"])


def sha256(path: Path) -> str:
    """Of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_wheel(path: Path) -> Wheel:
    """A wheel with what it says about itself."""
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Wheel(path, Parser().parsestr(archive.read(name).decode("utf-8")))


def listed_wheels(folder: Path, hashes: str) -> list[Wheel]:
    """The wheels in a folder. Raises Stop for one that is not in the hashed list."""
    allowed = set(re.findall(r"sha256:([0-9a-f]{64})", hashes))
    paths = sorted(folder.glob("*.whl"))
    for path in paths:
        if sha256(path) not in allowed:
            raise Stop(f"{path.name} staat niet met deze controlesom in requirements/app.txt.")
    return [read_wheel(path) for path in paths]


def needed(app: Wheel, wheels: Iterable[Wheel], python: str, system: Mapping[str, str]) -> list[Wheel]:
    """The app and all that it needs to run on a system with this Python, such as `3.13`.

    `system`: what the markers of packages ask for; pip would take those of the computer that builds.
    """
    version = {"python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython"}
    known = {wheel.name: wheel for wheel in (*wheels, app)}
    seen: set[tuple[str, str]] = set()
    waiting = [(app.name, "")]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen or name in NOT_NEEDED:
            continue
        seen.add((name, extra))
        if name not in known:
            raise Stop(f"Het pakket {name} ontbreekt tussen de wheels.")
        for line in known[name].metadata.get_all("Requires-Dist", []):
            requirement = Requirement(line)
            if not requirement.marker or requirement.marker.evaluate({**system, **version, "extra": extra}):
                waiting += [(canonicalize_name(requirement.name), one) for one in ("", *requirement.extras)]
    return [known[name] for name in sorted({name for name, _ in seen})]


def unpack(wheel: Wheel, site: Path, notices: Path) -> None:
    """Put what is imported in `site`, and licences in `notices`. Raises Stop for a path that leaves the folder."""
    with zipfile.ZipFile(wheel.path) as archive:
        for entry in archive.infolist():
            name = re.sub(r"^[^/]+\.data/(purelib|platlib)/", "", entry.filename)
            if entry.is_dir() or ".data/" in name:  # scripts and headers
                continue
            info, _, inside = name.partition(".dist-info/")
            if inside and re.search(r"licen[cs]e|copying|notice|authors", inside, re.IGNORECASE):
                target = notices / wheel.name / PurePosixPath(inside).name
            elif inside and PurePosixPath(inside).name != "METADATA":
                continue
            else:
                target = site / name
            if not target.resolve().is_relative_to(notices.parent.resolve()):
                raise Stop(f"{wheel.path.name}: {info} ligt buiten de map.")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(entry))


def bill_of_materials(wheels: Iterable[Wheel], python: Path | None, version: str) -> str:
    """The packages, with versions, licences and hashes, in the form of CycloneDX 1.5; `python` when it comes along."""
    components = [
        {
            "type": "library",
            "name": wheel.name,
            "version": wheel.version,
            "purl": f"pkg:pypi/{wheel.name}@{wheel.version}",
            "licenses": [{"license": {"name": _licence(wheel.metadata)}}],
            "hashes": [{"alg": "SHA-256", "content": sha256(wheel.path)}],
        }
        for wheel in wheels
        if wheel.name != "raadstutor"
    ]
    if python:
        licence = [{"license": {"name": "PSF-2.0"}}]
        digest = [{"alg": "SHA-256", "content": sha256(python)}]
        components.append(
            {"type": "framework", "name": "python", "version": python.name, "licenses": licence, "hashes": digest}
        )
    about = {"component": {"type": "application", "name": "raadstutor", "version": version}}
    document = {"bomFormat": "CycloneDX", "specVersion": "1.5", "metadata": about, "components": components}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _licence(metadata: Message) -> str:
    found = metadata["License-Expression"] or metadata["License"] or ""
    classified = [line for line in metadata.get_all("Classifier", []) if line.startswith("License ::")]
    short = found.strip().split("\n")[0]
    return short or (classified[0].rsplit(" :: ", 1)[-1] if classified else "zie de map licenties")


def write_sums(root: Path, target: Path) -> None:
    """What every file in a folder should be."""
    target.write_text(
        "".join(f"{sha256(path)} *{path.relative_to(root).as_posix()}\n" for path in files_in(root)), "utf-8"
    )


def fix_times(root: Path) -> None:
    """The same time for everything, so that the same inputs give the same bytes."""
    for path in sorted(root.rglob("*"), reverse=True):
        os.utime(path, (EPOCH, EPOCH))
    os.utime(root, (EPOCH, EPOCH))


def files_in(root: Path) -> Iterator[Path]:
    """All files below a folder, always in the same order."""
    return (path for path in sorted(root.rglob("*")) if path.is_file())


def fresh(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
