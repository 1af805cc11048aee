"""Profiles, studies and settings of one store: what both faces need from outside."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from random import Random

from tutor.cli.content import stamp
from tutor.cli.exits import Refusal
from tutor.cli.files import documents, look, typed_path, write
from tutor.cli.target import Standing
from tutor.documents.form import Form
from tutor.learning.progress import Progress, freeze, thaw
from tutor.model import Catalogue
from tutor.service.study import Study
from tutor.store import Store, StoreError, named, progress_cache
from tutor.store.search import FILE_NAME, SearchIndex
from tutor.tui.desk import Profile

LAST = "profiel.laatst"
"""Setting: id of the profile used last."""
FIRST_NAME = "Ik"
"""Name of a profile that is made unasked."""
GUEST_NAME = "Gast"
REPLAYERS = ("learning",)
"""Parts of the program that decide what comes out of a log."""
FRESH, MANY = 100, 1_000
"""Events to replay that are worth a snapshot at the end, and at once: not everybody comes to an end in good order."""


class StoreDesk:
    """Implements `tutor.tui.desk.Desk`. Methods and studies raise StoreError; whatever writes files raises Refusal."""

    trouble: tuple[type[Exception], ...] = (StoreError, Refusal)

    def __init__(self, catalogue: Catalogue, store: Store, *, clock: Callable[[], datetime], rng: Random) -> None:
        self.catalogue = catalogue
        self._store = store
        self._clock = clock
        self._rng = rng
        self._opened: dict[str, tuple[Study, int]] = {}
        self._index = SearchIndex(catalogue, store.path.with_name(FILE_NAME) if store.path else None)

    def profiles(self) -> tuple[Profile, ...]:
        """All profiles, the one used last first."""
        found = [Profile(id=learner.id, name=learner.name) for learner in self._store.learners()]
        last = self._store.recall(LAST)
        return tuple(sorted(found, key=lambda profile: profile.id != last))

    def find(self, name: str) -> Profile | None:
        """The profile with this name, however its capitals, spaces and accents are typed."""
        found = named(name, self._store.learners())
        return Profile(id=found.id, name=found.name) if found else None

    def create(self, name: str) -> Profile:
        """A new profile. NameRefused when the name is empty, too long or taken."""
        learner = self._store.add_learner(name)
        return Profile(id=learner.id, name=learner.name)

    def wanted(self, name: str | None) -> Profile:
        """The profile with this name, made when it is new; without a name the one used last."""
        if name is not None:
            return self.find(name) or self.create(name)
        return next(iter(self.profiles()), None) or self.create(FIRST_NAME)

    def open(self, profile: Profile) -> Study:
        """The study of a profile, replayed from its log; makes it the one used last if that can be stored."""
        if self._store.recall(LAST) != profile.id:
            with suppress(StoreError):  # `trial` tells
                self._store.remember(LAST, profile.id)
        return self.look(profile)

    def trial(self) -> str:
        """Dutch: why nothing can be stored now; empty if it can, which is tried out."""
        try:
            self._store.try_out()
        except StoreError as trouble:
            return str(trouble)
        return ""

    def backup_news(self) -> str:
        """Dutch: that no backup could be made of what was stored, said once; else empty."""
        return self._store.backup_news()

    def look(self, profile: Profile) -> Study:
        """The study of a profile, only to look at it."""
        return self._study(self._store, profile.id)

    def guest(self) -> Study:
        """A study whose log is only in memory."""
        memory = Store.open(None, device=self._store.device, clock=self._clock)
        return self._study(memory, memory.add_learner(GUEST_NAME).id, guest=True)

    @property
    def documents(self) -> Path:
        """Where files of a learner go when they name no folder."""
        return documents()

    def taken(self, path: str) -> bool:
        """Whether a file would be lost that is at a path as somebody types it. Raises Refusal."""
        return look(self._path(path)).standing is Standing.FILE

    def write(self, path: str, text: str, form: Form, *, replace: bool) -> Path:
        """Write a file, see `tutor.cli.files.write`; gives where it is."""
        target = self._path(path)
        write(target, text.encode(), form, replace=replace)
        return target

    def _path(self, typed: str) -> Path:
        return typed_path(typed, "de naam van een bestand", self.documents)

    def recall(self, setting: str) -> str | None:
        """A setting of this computer, or None when it was never set."""
        return self._store.recall(setting)

    def remember(self, setting: str, value: str) -> None:
        """Keep a setting of this computer."""
        self._store.remember(setting, value)

    def _study(self, store: Store, learner: str, *, guest: bool = False) -> Study:
        known = None if guest else self._known(learner)
        kept = known.events if known else 0
        study = Study(
            self.catalogue,
            store,
            learner,
            clock=self._clock,
            rng=self._rng,
            index=self._index,
            guest=guest,
            known=known,
        )
        if not guest:
            if study.progress.events - kept >= MANY:
                self._keep(learner, study.progress)
                kept = study.progress.events
            self._opened[learner] = (study, kept)
        return study

    def _known(self, learner: str) -> Progress | None:
        """What was worked out of the log of a learner before, if that log only grew at its end since."""
        path = self._store.path
        kept = progress_cache.load(path, learner, self._stamp()) if path else None
        progress = thaw(kept) if kept else None
        return progress if progress and self._store.holds(learner, progress.last) else None

    def _stamp(self) -> str:
        return f"{stamp(REPLAYERS)}:{self._store.merge_mark}"

    def close(self) -> None:
        """Keep what was worked out of the logs, and let go of profile and index. Whoever opened the store closes it."""
        for learner, (study, kept) in self._opened.items():
            if study.progress.events - kept >= FRESH:
                self._keep(learner, study.progress)
        self._index.close()

    def _keep(self, learner: str, progress: Progress) -> None:
        """Keep progress for the next time. Somebody who was erased meanwhile, in another window, leaves nothing."""
        path = self._store.path
        if path and self._store.writable:
            with suppress(StoreError):
                mark = self._stamp()  # before counting: what is merged meanwhile makes it another one
                whole = self._store.count(learner, progress.last) == progress.events
                if whole and not self._store.replaced:
                    progress_cache.save(path, learner, mark, freeze(progress))

    def inspect(self) -> None:
        """What starting left for later, in any thread: see `tutor.tui.desk.Desk`."""
        self._store.inspect()
