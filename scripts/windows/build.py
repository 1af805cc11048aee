"""Makes the folder, the installer and the MSI for Windows, offline, from files that are named and hashed.

    python -m scripts.windows.build --python ZIP --sha256 HASH --wheels MAP --app WHEEL --out MAP

`--python`: the embeddable package of python.org, 64 bit. `--wheels`: what `requirements/app.txt` lists, for Windows.
The same inputs give the same bytes: times are fixed and everything is sorted. Layout and choices: docs/windows.md.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from uuid import NAMESPACE_URL, uuid5

from scripts.wheels import (
    EPOCH,
    ROOT,
    Stop,
    Wheel,
    bill_of_materials,
    files_in,
    fix_times,
    fresh,
    listed_wheels,
    needed,
    read_wheel,
    sha256,
    unpack,
    write_sums,
)

HERE = Path(__file__).parent
SYSTEM = {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"}
LEFT_OUT = {"_ssl.pyd", "libssl-3.dll", "winsound.pyd", "pythonw.exe", "_wmi.pyd"}
"""Of Python: nothing here may speak TLS, and the rest is not used. `pyexpat` stays: questions come in as XML."""
LAUNCHERS = ("Raadstutor.cmd", "Regelmodus.cmd", "Bediening.cmd", "Beamer.cmd")
WINE = ("wine64", "/usr/lib/wine/wine64")


_GUID = re.compile(rb"(?<=\{)[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}(?=\})")
_TIMES = re.compile(rb"(@\0\0\0).{8}\1.{8}(?=\x03\0\0\0)", re.DOTALL)


def unpack_python(source: Path, folder: Path) -> str:
    """Put Python in a folder, without what is left out; gives its name, such as `python313`."""
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            base = PurePosixPath(name).name
            if not name.endswith(("/", "._pth")) and base not in LEFT_OUT:
                (folder / base).write_bytes(archive.read(name))
    name = next((path.stem for path in sorted(folder.glob("python3??.dll"))), "")
    if not name:
        raise Stop(f"{source.name} is geen Python van python.org voor Windows, 64 bit (embeddable package).")
    (folder / f"{name}._pth").write_bytes(f"{name}.zip\r\n.\r\nbibliotheek.zip\r\nsite\r\n".encode("ascii"))
    return name


def compiler(folder: Path, python: str) -> list[str]:
    """What makes bytecode for that Python: itself, under Wine, or another one of the same version. Raises Stop."""
    if wine := next(filter(None, map(shutil.which, WINE)), None):
        return [wine, str(folder / "python.exe")]
    if own := shutil.which(f"python{python}"):
        return [own]
    raise Stop(f"Ik heb wine64 of python{python} nodig om de bytecode te maken.")


def compile_all(folder: Path, command: Sequence[str]) -> None:
    """Bytecode that does not look at times, which FAT and unpacking change."""
    modules = [*command, "-m", "compileall", "-q", "-j", "1", "--invalidation-mode", "unchecked-hash"]
    environ = {**os.environ, "WINEDEBUG": "-all"}
    done = subprocess.run(
        [*modules, "site", "start.py"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environ,
        check=False,
    )
    if done.returncode:
        raise Stop(f"De bytecode is niet te maken: {done.stdout.decode(errors='replace')[-300:]}")


ZONE = "zoneinfo/Europe/Amsterdam"
"""Of `tzdata`: the tutor knows one clock, and 600 others make each start read a longer list."""


def pack_libraries(site: Path, target: Path, tag: str) -> None:
    """One file with the bytecode of pure packages: slow sticks and virus scanners look at each file.

    The tutor looks at its own files, so its bytecode is one file in its folder. What has libraries of Windows stays.
    """
    with zipfile.ZipFile(site / "tutor" / "modules.zip", "w") as modules:
        _pack(site / "tutor", site / "tutor", modules, tag)
    start = (site / "tutor" / "__pycache__" / f"__init__.{tag}.pyc").read_bytes()  # says where the others are
    for folder in [*(site / "tutor").rglob("__pycache__")]:
        shutil.rmtree(folder)
    (site / "tutor" / "__pycache__").mkdir()
    (site / "tutor" / "__pycache__" / f"__init__.{tag}.pyc").write_bytes(start)
    with zipfile.ZipFile(target, "w") as library:
        for entry in sorted(site.iterdir()):
            files = [entry] if entry.is_file() else sorted(path for path in entry.rglob("*") if path.is_file())
            if entry.name in ("tutor", "__pycache__") or any(path.suffix == ".pyd" for path in files):
                continue
            _pack(entry, site, library, tag)
            for path in files:
                place = path.relative_to(site)
                zone = "zoneinfo" in place.parts and not place.as_posix().endswith(ZONE)
                if path.suffix != ".py" and "__pycache__" not in place.parts and not zone:
                    library.writestr(_entry(place.as_posix()), path.read_bytes())
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    shutil.rmtree(site / "__pycache__", ignore_errors=True)


def _pack(package: Path, root: Path, archive: zipfile.ZipFile, tag: str) -> None:
    """The bytecode of a package or a module, as Python looks for it from a root on."""
    for path in [package] if package.is_file() else sorted(package.rglob("*.py")):
        if path.suffix == ".py":
            made = path.parent / "__pycache__" / f"{path.stem}.{tag}.pyc"
            archive.writestr(_entry(path.relative_to(root).with_suffix(".pyc").as_posix()), made.read_bytes())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, time.gmtime(EPOCH)[:6])
    entry.external_attr, entry.create_system = 0o100644 << 16, 0
    return entry


def lay_out(python: Path, app: Wheel, wheels: Sequence[Wheel], out: Path) -> Path:
    """The folder that people unpack: launchers, a text to read, and `programma-X`. Gives the folder."""
    root = fresh(out / "Raadstutor")
    program = root / f"programma-{app.version}"
    site = program / "site"
    site.mkdir(parents=True)
    name = unpack_python(python, program)
    minor = f"3.{name.removeprefix('python3')}"
    chosen = needed(app, wheels, minor, SYSTEM)
    for wheel in chosen:
        unpack(wheel, site, program / "licenties")
    shutil.copy(ROOT / "scripts/start.py", program / "start.py")
    for text in (*LAUNCHERS, "Lees mij.txt"):
        _write_text(HERE / text, root / text, app.version)
    (program / "pakketten.cdx.json").write_text(bill_of_materials(chosen, python, app.version), "utf-8", newline="\n")
    compile_all(program, compiler(program, minor))
    clock = program / "tijdzones" / "Europe"
    clock.mkdir(parents=True)
    shutil.copy(site / "tzdata" / ZONE, clock)
    pack_libraries(site, program / "bibliotheek.zip", f"cpython-{name.removeprefix('python')}")
    write_sums(root, program / "SHA256SUMS")
    fix_times(root)
    return root


def _write_text(source: Path, target: Path, version: str) -> None:
    """With the ends of lines of Windows. A launcher is ASCII: the console may speak anything."""
    text = source.read_text("utf-8").replace("@VERSIE@", version).replace("\n", "\r\n")
    target.write_bytes(text.encode("ascii") if source.suffix == ".cmd" else b"\xef\xbb\xbf" + text.encode("utf-8"))


def pack(root: Path, target: Path) -> None:
    """The folder as a zip."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files_in(root):
            entry = _entry(f"{root.name}/{path.relative_to(root).as_posix()}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), compresslevel=9)


def make_installer(root: Path, target: Path, version: str) -> None:
    """One file that installs for this user, without rights. Raises Stop."""
    words = [f"-DVERSIE={version}", f"-DBRON={root}", f"-DUIT={target}", "-INPUTCHARSET", "UTF8", "-V2"]
    _run("makensis", [*words, str(HERE / "raadstutor.nsi")])


def make_msi(root: Path, target: Path, version: str) -> None:
    """What a helpdesk rolls out: in Program Files, for everybody on the computer. Raises Stop."""
    source, text = target.with_suffix(".wxs"), _wix(root, version)
    source.write_text(text, "utf-8")
    _run("wixl", ["--arch", "x64", "-o", str(target), str(source)])
    source.unlink()
    made, own = target.read_bytes(), sha256(root / f"programma-{version}" / "SHA256SUMS")
    # `wixl` takes a number by chance, and the time of two clocks: hundreds of nanoseconds since 1601
    (chance,) = {found for found in _GUID.findall(made) if found.decode() not in text}
    made = made.replace(chance, _guid(f"raadstutor/{version}/{own}").encode())
    stamp = ((EPOCH + 11_644_473_600) * 10_000_000).to_bytes(8, "little")
    made, times = _TIMES.subn(lambda found: found[1] + stamp + found[1] + stamp, made)
    if times != 1:
        raise Stop("De tijden in het MSI-bestand staan niet waar ik ze verwacht.")
    target.write_bytes(made)


def _wix(root: Path, version: str) -> str:
    """The files of a folder as a source for `wixl`; ids and guids come from their paths, so that they stay."""
    ids: list[str] = []
    menu = {
        name: f'<Shortcut Id="s{n}" Directory="MENU" Name="{Path(name).stem}" Target="[INSTALLDIR]{name}" '
        f'WorkingDirectory="INSTALLDIR"/>'
        for n, name in enumerate(LAUNCHERS)
    }

    def folder(path: Path) -> Iterator[str]:
        for entry in sorted(path.iterdir()):
            key = hashlib.sha256(entry.relative_to(root).as_posix().encode()).hexdigest()[:24]
            if entry.is_dir():
                yield f'<Directory Id="d{key}" Name="{entry.name}">'
                yield from folder(entry)
                yield "</Directory>"
            else:
                ids.append(key)
                guid = _guid(f"raadstutor/{version}/{key}")
                yield f'<Component Id="c{key}" Guid="{guid}" Win64="yes">'
                source = entry.relative_to(root.parent)
                yield f'<File Id="f{key}" Name="{entry.name}" Source="{source}" KeyPath="yes"/>'
                yield menu.get(entry.name, "") + "</Component>"

    body = "\n".join(folder(root))
    parts = "\n".join(f'<ComponentRef Id="c{key}"/>' for key in ids)
    text = (HERE / "raadstutor.wxs").read_text("utf-8")
    for mark, value in (
        ("@VERSIE@", version),
        ("@PRODUCT@", _guid(f"raadstutor/{version}")),
        ("@MAPPEN@", body),
        ("@DELEN@", parts),
    ):
        text = text.replace(mark, value)
    return text


def _guid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name)).upper()


def _run(program: str, words: Sequence[str]) -> None:
    if not (found := shutil.which(program)):
        raise Stop(f"Ik heb {program} nodig; zonder is er alleen de zip.")
    environ = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH)}
    done = subprocess.run([found, *words], stdin=subprocess.DEVNULL, capture_output=True, env=environ, check=False)
    if done.returncode:
        raise Stop(f"{program} lukt niet: {(done.stdout + done.stderr).decode(errors='replace')[-500:]}")


def build(python: Path, digest: str, app: Path, wheels: Path, out: Path) -> list[Path]:
    """Make all three, and a file with their sums. Raises Stop."""
    if sha256(python) != digest.lower():
        raise Stop(f"{python.name} heeft een andere controlesom dan je noemt.")
    out = out.resolve()  # Wine starts in the folder itself
    out.mkdir(parents=True, exist_ok=True)
    program = read_wheel(app)
    listed = listed_wheels(wheels, (ROOT / "requirements/app.txt").read_text("utf-8"))
    root = lay_out(python, program, listed, out)
    base = f"Raadstutor-{program.version}"
    made = [out / f"{base}-windows-x64.zip", out / f"{base}-installeren.exe", out / f"{base}.msi"]
    pack(root, made[0])
    make_installer(root, made[1], program.version)
    make_msi(root, made[2], program.version)
    (out / "SHA256SUMS").write_text("".join(f"{sha256(path)} *{path.name}\n" for path in made), "utf-8")
    return made


def main(words: Sequence[str] | None = None) -> int:
    """Build what the words say; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.windows.build")
    for option in ("--python", "--app", "--wheels", "--out"):
        parser.add_argument(option, type=Path, required=True)
    parser.add_argument("--sha256", required=True)
    given = parser.parse_args(words)
    try:
        made = build(given.python, given.sha256, given.app, given.wheels, given.out)
    except (Stop, OSError, zipfile.BadZipFile) as problem:
        print(problem, file=sys.stderr)
        return 1
    for path in made:
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, sha256 {sha256(path)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
