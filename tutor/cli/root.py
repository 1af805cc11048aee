"""The composition root: where content and data are, what time it is, and where chance comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING

from tutor.cli.output import Exit
from tutor.content import content_root
from tutor.dates import YEARS
from tutor.model import Catalogue, Municipality
from tutor.model.municipality import FILE_NAME as MUNICIPALITY
from tutor.shipped import DIGEST
from tutor.store import (
    FILE_NAME,
    DiskFailure,
    DiskGone,
    StoreFull,
    StoreReadOnly,
    additions,
    content_cache,
    data_folder,
)
from tutor.store.content_cache import Manifest, manifest
from tutor.store.errors import NoFolder
from tutor.store.private import chosen_folder, make_folder
from tutor.system import Refusal, command

if TYPE_CHECKING:
    from tutor.content.verdicts import Verdicts
    from tutor.service.study import Study
    from tutor.service.workspace import Profile, Workspace
    from tutor.store import Store

DEVICE = "apparaat"
"""Setting: the random name of this computer, so that merged logs tell which one an answer came from."""

IN_WINDOW, TO_LOOK = 500, 2_000
"""Milliseconds to wait for another window: in an app, which stands still meanwhile, and for a verb that only reads."""

NO_ROOM = (StoreReadOnly, StoreFull, DiskFailure, DiskGone)
"""What keeps a file from being made or changed; reading goes on."""

OWN = "RAADSTUTOR_INHOUD"
"""Environment variable with the folder of a pack, as with `--inhoud`."""

NOW = "RAADSTUTOR_NU"
"""Environment variable with another time, ISO 8601 with an offset: for tests that live through months."""


def now() -> datetime:
    """The time, UTC. Raises Refusal for a bad time in the environment."""
    given = os.environ.get(NOW)
    if not given:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        moment = datetime.min
    if moment.year not in YEARS:
        raise Refusal(f"{NOW}={given} is geen tijd; schrijf bijvoorbeeld 2026-11-24T19:30:00+01:00.")
    return moment.astimezone(UTC)


def data_file() -> Path:
    """The file with the answers of all learners, whether it is there or not."""
    return data_folder(os.environ) / FILE_NAME


@contextmanager
def open_store(*, inspected: bool = True, patience: int | None = None, window: bool = False) -> Iterator[Store]:
    """The store of this computer. `inspected` and `patience`: see `Store.open`. Raises StoreError.

    `window`: for a face that stores on the thread that draws, which waits for nobody.
    """
    from tutor.store import Store  # who only reads content needs no file of learners

    patience = IN_WINDOW if window else patience
    with Store.open(
        data_file(), device=_any_name(), clock=now, inspected=inspected, patience=patience, beside=window
    ) as store:
        known = store.recall(DEVICE)
        if known:
            store.device = known
        elif store.writable:
            with suppress(*NO_ROOM):  # then there is another name next time, which harms nothing
                store.remember(DEVICE, store.device)
        yield store


def _any_name() -> str:
    return f"{SystemRandom().getrandbits(64):016x}"


def catalogue(root: Path | None = None) -> Catalogue:
    """All lessons that can be read, from the cache if they were read before, with those of packs on top.

    `root`: what `content_root` gave, for who asked already. Raises Refusal when there are none.
    """
    working = working_folder()
    content, municipality = below(working, root)
    if working is None and municipality is None:
        return content
    from tutor.content.layers import layered  # and in `below`: most computers have no content of their own
    from tutor.content.package import read_package

    own = None
    if working:
        package = read_package(working, content)
        if package.head is None:
            raise Refusal(f"Met {working} kan ik niet beginnen. {package.problems[0]}")
        own, municipality = package.pack.catalogue, municipality or package.municipality
    return layered(content, own, municipality)


def below(working: Path | None, root: Path | None = None) -> tuple[Catalogue, Municipality | None]:
    """What the pack that somebody works on comes on top of, and the municipality of this computer.

    Of a pack that was put here an older version may be worked on: that one is left out.
    """
    content, home = shipped(root), _home()
    packs = additions.packs(home) if home else ()
    if not packs and not (home and (home / MUNICIPALITY).exists()):
        return content, None
    from tutor.content.layers import layered

    municipality = _municipality(home)
    edited = None
    if working:
        from tutor.content.package import read_head

        edited = read_head(working)[0]
    seen = dict(manifest(root or content_root())) if packs else {}
    for folder in packs:
        if edited is None or folder.name != edited.id:
            seen |= additions.looks(folder)
            content = layered(content, _installed(folder, content, seen), None)
            municipality = municipality or _municipality(folder)
    return content, municipality


def _municipality(folder: Path | None) -> Municipality | None:
    if folder is None or not (folder / MUNICIPALITY).exists():
        return None
    from tutor.content.municipality import read_municipality  # who has none need not load what reads files

    return read_municipality(folder)[0]


def _installed(folder: Path, below: Catalogue, seen: Manifest) -> Catalogue:
    """A pack that was put here, from its copy if it was read before. `seen`: its files, and those below it."""

    def read(folder: Path) -> Catalogue:
        from tutor.content.package import read_package  # not needed when there is a copy

        return read_package(folder, below).pack.catalogue

    path = additions.copy_of(folder)
    if found := content_cache.load(path, folder, read, lambda _: seen):
        return found
    content = read(folder)
    content_cache.save(content, seen, path)
    return content


def working_folder() -> Path | None:
    """The pack that somebody works on or tries out. Raises Refusal when it is none."""
    named = os.environ.get(OWN, "").strip()
    if not named:
        return None
    folder = Path(named).absolute()
    if not (folder / "pakket.toml").is_file():
        what = "is een bestand" if folder.is_file() else "heeft geen pakket.toml" if folder.is_dir() else "is er niet"
        how = command("pakket zet BESTAND") if folder.is_file() else command("nieuw pakket MAP")
        raise Refusal(f"De map {folder} {what}; begin met {how}.", Exit.MISUSE)
    return folder


@contextmanager
def working_in(folder: str) -> Iterator[None]:
    """Take a folder, or a zip, as the pack that somebody works on, also in programs that are started from this one.

    Raises Refusal for a file that is no pack.
    """
    with ExitStack() as stack:
        if Path(folder).is_file():
            from tempfile import TemporaryDirectory

            from tutor.exchange.package import MOST_BYTES, unpack
            from tutor.service.files import fill, read_bytes

            files = unpack(read_bytes(Path(folder), MOST_BYTES + 1))
            folder = stack.enter_context(TemporaryDirectory())
            fill(Path(folder), files)
        before = os.environ.get(OWN)
        os.environ[OWN] = folder
        try:
            yield
        finally:
            os.environ.pop(OWN)
            if before is not None:
                os.environ[OWN] = before


def has_own() -> bool:
    """Whether there is content here that did not come with the program."""
    home = _home()
    return working_folder() is not None or bool(home and additions.packs(home))


def home() -> Path:
    """The folder of the data, which need not exist. Raises NoFolder when it cannot."""
    return data_folder(os.environ)


def _home() -> Path | None:
    try:
        return data_folder(os.environ)
    except NoFolder:
        return None


def shipped(root: Path | None = None) -> Catalogue:
    """The lessons that came with the program, and nothing else. Raises Refusal when there are none."""
    root, path = root or content_root(), cache_file()
    if found := content_cache.load(path, root, read_content):
        return found
    seen = manifest(root)  # before reading: who changes a file meanwhile is noticed next time
    content = content_cache.shipped(root, DIGEST, read_content) or read_content(root)
    if path and path.parent.is_dir():
        content_cache.save(content, seen, path)
    return content


@contextmanager
def verdicts() -> Iterator[Verdicts]:
    """What `controleer` found before; what it finds now is kept for the next time.

    Who only writes lessons has no folder for data yet. It is made: hundreds of lessons would be read anew each time.
    """
    cached = cache_file()
    path = cached and cached.with_name(content_cache.VERDICTS_NAME)
    known = content_cache.load_verdicts(path)
    yield known
    if path and known.changed:
        with suppress(OSError):
            make_folder(path.parent)
            content_cache.save_verdicts(known, path)


def cache_differs(root: Path) -> Path | None:
    """The cache of the content below a root, if it said anything else than that content: it is gone now.

    What was kept of packs goes in any case: reading those again takes a moment.
    """
    path = cache_file()
    if path:
        additions.forget_copies(path.parent)
    ours = root == content_root()  # a copy is kept of no other
    return path if path and ours and content_cache.differs(path, root, read_content) else None


def cache_file() -> Path | None:
    """Where the cache is, also when there is none yet; None without a folder for data."""
    home = _home()
    return home / content_cache.FILE_NAME if home else None


def read_content(root: Path) -> Catalogue:
    """All lessons that can be read, from the content itself. Raises Refusal when there are none."""
    from tutor.content.export import fingerprint
    from tutor.content.load import load  # not needed when the cache has it

    content, _ = load(root)
    if not content.lessons:
        raise Refusal(f"Geen enkele les is te lezen; bekijk met {command('controleer')} wat eraan schort.")
    return replace(content, fingerprint=fingerprint(content))


@contextmanager
def open_workspace(
    *, at_once: bool = False, on_disk: bool = False, patience: int | None = None, window: bool = False
) -> Iterator[Workspace]:
    """Content, store, clock and chance together. Where no file can be made, everything is there but profiles.

    `at_once`: leave what takes time to `Workspace.inspect`. `on_disk`: raise what keeps a file from being made.
    `patience` and `window`: see `open_store`.
    """
    from tutor.store import Store

    root = content_root()  # a broken installation is no reason to make a file
    with ExitStack() as stack:
        try:
            store = stack.enter_context(open_store(inspected=not at_once, patience=patience, window=window))
        except NO_ROOM as trouble:
            if on_disk:
                raise
            store = stack.enter_context(Store.closed(str(trouble), device=_any_name(), clock=now))
        yield stack.enter_context(closing(workspace_on(store, catalogue(root))))


def workspace_on(store: Store, content: Catalogue) -> Workspace:
    """The workspace of this computer on a store."""
    from tutor.service.files import documents  # who only reads content needs no learners
    from tutor.service.workspace import Workspace

    reports = reports_folder(os.environ)
    return Workspace(content, store, clock=now, rng=Random(), documents=documents(), reports=reports)


def reports_folder(environ: Mapping[str, str]) -> Path:
    """Where reports of an evening go when the trainer names no other folder."""
    from tutor.service.files import REPORTS, documents

    return (chosen_folder(environ) or documents()) / REPORTS


def read_profile(workspace: Workspace, name: str | None) -> Profile:
    """The profile with this name, or without one the profile used last. Raises Refusal when it is not there."""
    if name is not None:
        return workspace.find(name)
    last = next(iter(workspace.profiles()), None)
    if last is None:
        raise Refusal(f"Er is nog geen profiel; begin met {command()}.", Exit.MISUSE)
    return last


def people(store: Store, name: str | None) -> tuple[Profile, ...]:
    """The person with this name, or without one everybody. Raises Refusal when there is nobody."""
    from tutor.learning.profile import choose

    everybody = store.people()
    if not everybody:
        raise Refusal("Er is nog geen voortgang om mee te nemen.")
    return everybody if name is None else (choose(name, everybody),)


def one_person(store: Store, name: str | None) -> Profile:
    """The person with this name; without a name the only one that there is. Raises Refusal."""
    chosen = people(store, name)
    if len(chosen) > 1:
        who = ", ".join(learner.label for learner in chosen)
        raise Refusal(f"Van wie? Kies er een met --profiel: {who}.", Exit.MISUSE)
    return chosen[0]


def wanted_profile(workspace: Workspace, name: str | None, *, new: bool) -> Profile:
    """The profile that somebody goes on with, or begins. Raises Refusal, that tells how to make a new one."""
    if new and name is None:
        raise Refusal("Zet bij --nieuw ook de naam: --profiel NAAM --nieuw.", Exit.MISUSE)
    return workspace.wanted(name, new=new, otherwise="Een nieuw profiel maak je met --nieuw erachter.")


@contextmanager
def look(name: str | None) -> Iterator[tuple[Study, Profile]]:
    """The study of a profile, only to look at it. Raises Refusal when there is none."""
    if not data_file().exists():
        raise Refusal(f"Er is nog geen voortgang; begin met {command()}.", Exit.MISUSE)
    with open_workspace(patience=TO_LOOK) as workspace:
        profile = read_profile(workspace, name)
        yield workspace.look(profile), profile


FALSE_CACHE = "De kopie van de lessen in {} zei iets anders dan de lessen zelf. Ze is weggegooid."
