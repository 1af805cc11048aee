"""Everything of this computer that a face works with: profiles, studies, evenings, settings and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from heapq import merge
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tutor.documents.form import Form
from tutor.learning.events import TOGETHER, ProfileName
from tutor.learning.log import Draft, Event, Log
from tutor.learning.profile import Profile, choose, join, part
from tutor.learning.progress import Progress, freeze, thaw
from tutor.learning.route import DEFAULT_MINUTES
from tutor.model import Catalogue, Law
from tutor.service.files import Standing, look, make_folder, read_bytes, typed_path, write
from tutor.service.study import Study
from tutor.store import Store, StoreError, additions, progress_cache
from tutor.store.search import FILE_NAME, SearchIndex
from tutor.system import Refusal, reason

if TYPE_CHECKING:
    from tutor.classroom.outcome import Report
    from tutor.content.statute import Official
    from tutor.exchange.arrival import Request
    from tutor.service.bringing import Bringing
    from tutor.service.evening import Evening

__all__ = ["Profile", "Workspace"]

LAST = "profiel.laatst"
"""Setting: id of the profile used last."""
FIRST_NAME = "Ik"
"""Name of a profile that is made unasked."""
GUEST_NAME = "Gast"
REPORT_FOLDER = "de map waar het verslag moet komen"
FRESH, MANY = 100, 1_000
"""Events to replay that are worth a snapshot at the end, and at once: not everybody comes to an end in good order."""


class _Together:
    """The logs of one person as one `Log`."""

    def __init__(self, store: Store, logs: Sequence[str]) -> None:
        self._store = store
        self._logs = logs

    def append(self, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        return self._store.append(learner, drafts)

    def events(self, learner: str, *, after: str | None = None) -> Iterator[Event]:
        return merge(*(self._store.events(log, after=after) for log in self._logs), key=lambda event: event.id)


class Workspace:
    """What is on a screen was stored by a study or an evening that was opened here: no face gets at the store.

    Everything here raises Refusal, of which each error of the store is one.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        store: Store,
        *,
        clock: Callable[[], datetime],
        rng: Random,
        documents: Path = Path(),
        reports: Path = Path(),
    ) -> None:
        """`documents` and `reports`: where files of a learner and reports of an evening go by default."""
        self.catalogue = catalogue
        self.documents = documents
        self.reports = reports
        self._store = store
        self.backup_news = store.backup_news
        """Dutch: that no backup could be made of what was stored, said once; else empty."""
        self._clock = clock
        self._rng = rng
        self._guest: Store | None = None
        """What the last guest did."""
        self._opened: dict[str, tuple[Profile, Study, int]] = {}
        self._index = SearchIndex(catalogue, store.path.with_name(FILE_NAME) if store.path else None)

    def renew(self, catalogue: Catalogue) -> None:
        """Go on with content that its author changed."""
        self.catalogue = catalogue
        self._index.renew(catalogue)

    # Profiles

    def profiles(self) -> tuple[Profile, ...]:
        """All profiles, the one used last first."""
        last = self._store.recall(LAST)
        return tuple(sorted(self._store.people(), key=lambda profile: last not in profile.ids))

    def find(self, name: str, otherwise: str = "") -> Profile:
        """The one profile with this name, however it is typed. Raises NotOneProfile, see `choose`."""
        return choose(name, self.profiles(), otherwise)

    def create(self, name: str) -> Profile:
        """A new profile. NameRefused when nobody can have the name, or somebody has."""
        return self._store.add_learner(name)

    def wanted(self, name: str | None, *, new: bool = False, otherwise: str = "") -> Profile:
        """The profile with this name, made if it is to be new or the first here; without a name the one used last.

        Where nobody learned yet, no name can be a slip for another one.
        """
        if name is not None:
            return self.create(name) if new or not self.profiles() else self.find(name, otherwise)
        return next(iter(self.profiles()), None) or self.create(FIRST_NAME)

    def join(self, profile: Profile, other: Profile) -> Profile:
        """Make one person of two profiles; the first gives its name. Raises NotOneProfile."""
        self._store.append(TOGETHER, [join(profile, other)])
        return next(one for one in self._store.people() if profile.id in one.ids)

    def part(self, profile: Profile) -> tuple[Profile, ...]:
        """Take apart what was joined in a profile; gives the profiles. Raises NotOneProfile."""
        self._store.append(TOGETHER, part(profile, self._store.events(TOGETHER)))
        return tuple(one for one in self._store.people() if set(one.ids) & set(profile.ids))

    def rename(self, profile: Profile, name: str) -> Profile:
        """The profile with another name. Raises NameRefused."""
        return self._store.rename_learner(profile.id, name)

    def erase(self, profile: Profile) -> tuple[str, ...]:
        """Erase somebody on this computer, for good; see `forget`."""
        from tutor.service.bringing import forget  # here and below: the first screen need not know sticks

        return forget(self._store, profile)

    def bring(self, typed: str, *, everything: bool = False) -> Bringing:
        """What progress in a file would do here; nothing comes in yet. Raises Refusal for another file."""
        from tutor.service.bringing import Bringing, read

        return Bringing(self._store, [read(self._path(typed))], self._clock, everything=everything)

    def forget(self, request: Request) -> tuple[str, ...]:
        """Erase somebody who asks so from elsewhere, with one way back; see `forget`."""
        from tutor.service.bringing import forget

        return forget(self._store, request.profile, request.logs, seal=True)

    # Studies and evenings

    def open(self, profile: Profile) -> Study:
        """The study of a profile, replayed from its log; makes it the one used last if that can be stored."""
        if self._store.recall(LAST) != profile.id:
            with suppress(StoreError):  # `trial` tells
                self._store.remember(LAST, profile.id)
        return self.look(profile)

    def look(self, profile: Profile) -> Study:
        """The study of a profile, only to look at it."""
        known = self._known(profile)
        kept = known.events if known else 0
        log = _Together(self._store, profile.logs) if profile.logs else self._store
        study = self._study(log, profile.id, known=known)
        if study.progress.events - kept >= MANY:
            self._keep(profile, study.progress)
            kept = study.progress.events
        self._opened[profile.id] = (profile, study, kept)
        return study

    def guest(self) -> Study:
        """A study whose log is forgotten when the program ends."""
        self._guest = Store.open(None, device=self._store.device, clock=self._clock)
        return self._study(self._guest, self._guest.add_learner(GUEST_NAME).id, guest=True)

    def keep_guest(self, guest: Study, name: str) -> Profile:
        """A new profile with what a guest did. Raises NameRefused, and then nothing is kept."""
        profile = self.create(name)
        if self._guest:
            did = [event for event in self._guest.events(guest.learner) if not isinstance(event.body, ProfileName)]
            self._store.merge(replace(event, learner=profile.id) for event in did)
        return profile

    def _study(self, log: Log, learner: str, *, guest: bool = False, known: Progress | None = None) -> Study:
        return Study(
            self.catalogue,
            log,
            learner,
            clock=self._clock,
            rng=self._rng,
            index=self._index,
            guest=guest,
            known=known,
            official=self.official,
        )

    def evening(self, *, follows: bool = False) -> Evening:
        """An evening of this computer, not yet begun or taken up; `follows`: the one that is on the wall."""
        from tutor.service.evening import Evening

        return Evening(self.catalogue, self._store, clock=self._clock, rng=self._rng, follows=follows)

    def erase_evening(self, session: str) -> int:
        """Delete an evening, also from the backups; gives how many events there were."""
        return self._store.erase(session).events

    # Progress that is kept for the next start

    def _known(self, profile: Profile) -> Progress | None:
        """What was worked out of the log of a learner before, if that log only grew at its end since."""
        path = self._store.path
        kept = progress_cache.load(path, profile.id, self._stamp(profile)) if path else None
        progress = thaw(kept) if kept else None
        return progress if progress and any(self._store.holds(log, progress.last) for log in profile.ids) else None

    def _stamp(self, profile: Profile) -> str:
        return ":".join((progress_cache.program_version(), self._store.merge_mark, *profile.logs))

    def _keep(self, profile: Profile, progress: Progress) -> None:
        """Keep progress for the next time. Somebody who was erased meanwhile, in another window, leaves nothing."""
        path = self._store.path
        if path and self._store.writable:
            with suppress(StoreError):
                mark = self._stamp(profile)  # before counting: what is merged meanwhile makes it another one
                whole = sum(self._store.count(log, progress.last) for log in profile.ids) == progress.events
                if whole and not self._store.replaced:
                    progress_cache.save(path, profile.id, mark, freeze(progress))

    def close(self) -> None:
        """Keep what was worked out of the logs, and let go of profile and index. Whoever opened the store closes it."""
        for profile, study, kept in self._opened.values():
            if study.progress.events - kept >= FRESH:
                self._keep(profile, study.progress)
        self._index.close()

    # Official texts of laws

    def official(self, law: Law) -> Official | None:
        """The text of a law that somebody loaded here."""
        return additions.text_of(self._store.path.parent, law.bwb) if self._store.path and law.bwb else None

    def load_official(self, typed: str) -> Official:
        """Keep the text in a file of wetten.overheid.nl. Raises Refusal for another file."""
        from tutor.exchange.official import MOST, read

        path = typed_path(typed, "de naam van een bestand", self.documents)
        text = read(read_bytes(path, MOST + 1), str(path))
        if text.bwb not in {law.bwb for law in self.catalogue.laws}:
            raise Refusal(f"Naar de wet in {path} ({text.bwb}) verwijst geen les.")
        if self._store.path:
            try:
                additions.keep_text(self._store.path.parent, text)
            except OSError as error:
                raise Refusal(f"De wettekst is niet te bewaren ({reason(error)}).") from None
        return text

    def drop_official(self, law: Law) -> None:
        """Take away what was loaded of a law. Raises Refusal."""
        try:
            if self._store.path and law.bwb:
                additions.drop_text(self._store.path.parent, law.bwb)
        except OSError as error:
            raise Refusal(f"De wettekst is niet weg te halen ({reason(error)}).") from None

    # The store

    def inspect(self) -> None:
        """Look at what starting left for later: all of the learners' file. May be called from another thread.

        Raises Damaged: then nothing may be stored in it.
        """
        self._store.inspect()

    def trial(self) -> str:
        """Dutch: why nothing can be stored now; empty if it can, which is tried out."""
        try:
            self._store.try_out()
        except StoreError as trouble:
            return str(trouble)
        return ""

    def recall(self, setting: str) -> str | None:
        """A setting of this computer, or None when it was never set."""
        return self._store.recall(setting)

    def remember(self, setting: str, value: str) -> None:
        """Keep a setting of this computer."""
        self._store.remember(setting, value)

    # Files that a user asks for

    def taken(self, path: str) -> bool:
        """Whether a file would be lost that is at a path as somebody types it."""
        return look(self._path(path)).standing is Standing.FILE

    def write(self, path: str, content: str | bytes, form: Form, *, replace: bool) -> Path:
        """Write a file, see `tutor.service.files.write`; gives where it is."""
        target = self._path(path)
        write(target, content if isinstance(content, bytes) else content.encode(), form, replace=replace)
        return target

    def _path(self, typed: str) -> Path:
        return typed_path(typed, "de naam van een bestand", self.documents)

    def report_taken(self, made: Report, folder: str) -> bool:
        """Whether files would be lost if all that came out of an evening came in a folder as people type it."""
        from tutor.documents.report import bundle, folder_name

        place = typed_path(folder, REPORT_FOLDER) / folder_name(made)
        return any(look(place / name).standing is Standing.FILE for name in bundle(made))

    def write_report(self, made: Report, folder: str, *, replace: bool) -> str:
        """Write all that came out of an evening in a folder of its own, within the one that is typed; says where.

        `replace`: the trainer agreed to lose the files that are there.
        """
        from tutor.documents.report import bundle, folder_name

        place = typed_path(folder, REPORT_FOLDER) / folder_name(made)
        make_folder(place, "kies een andere")
        files = bundle(made)
        for name, (form, content) in files.items():
            write(place / name, content, form, replace=replace)
        return f"Het verslag staat in {place}: {', '.join(files)}."


CERTAINTY = "zekerheid"
MINUTES = "minuten"
DRAFT = "concept"
ON, OFF = "aan", "uit"


class Preferences:
    """The choices of a learner; of this computer, not of the log, because they are no part of what was learned.

    Making one and changing a choice raise Refusal when that cannot be read or stored; a change counts until the app
    closes anyway.
    """

    def __init__(self, workspace: Workspace, profile: str) -> None:
        """`profile`: id; empty for a guest."""
        self._workspace = workspace
        self._profile = profile
        self.certainty = self._recall(CERTAINTY) == ON
        """Whether the learner is asked how sure an answer is."""
        minutes = self._recall(MINUTES) or ""
        self.minutes = int(minutes) if minutes.isdecimal() and int(minutes) else DEFAULT_MINUTES
        """Learning time per week."""

    def toggle_certainty(self) -> str:
        """Ask from now on, or no longer; gives what to tell the learner."""
        self.certainty = not self.certainty
        self._remember(CERTAINTY, ON if self.certainty else OFF)
        return "Ik vraag hoe zeker je bent." if self.certainty else "Ik vraag het niet meer."

    def set_minutes(self, minutes: int) -> None:
        """Plan with another learning time per week."""
        self.minutes = minutes
        self._remember(MINUTES, str(minutes))

    def keep_draft(self, place: str, text: str) -> None:
        """Keep what was being typed somewhere when the app closed."""
        self._remember(f"{DRAFT}:{place}", text)

    def take_draft(self, place: str) -> str:
        """What was being typed here when the app closed, once; empty when nothing was."""
        if text := self._recall(f"{DRAFT}:{place}") or "":
            self.keep_draft(place, "")
        return text

    def _recall(self, name: str) -> str | None:
        return self._workspace.recall(f"{name}:{self._profile}") if self._profile else None

    def _remember(self, name: str, value: str) -> None:
        if self._profile:
            self._workspace.remember(f"{name}:{self._profile}", value)
