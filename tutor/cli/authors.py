"""The verbs of whoever writes lessons: `inhoud` shows what there is, `controleer` what is wrong with it."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.dutch import DutchCommand, json_option
from tutor.cli.output import Exit, say, say_json
from tutor.system import Refusal, command, gc_paused, quoted, reason

if TYPE_CHECKING:
    from tutor.model import Catalogue, Lesson, Problem


CONTENT = ("lessons", "quizzes")


@click.command(cls=DutchCommand)
@json_option
@click.option("--ids", "word", metavar="WOORD", help="Toon de id's waar dit woord bij staat, voor wie zelf schrijft.")
def inhoud(as_json: bool, word: str | None) -> int:
    """Laat zien wat er te leren is: modules, lessen en leerdoelen."""
    from tutor.content import content_root

    if word is not None:
        return show_ids(word, as_json=as_json)
    return show(content_root(), as_json=as_json)


def show_ids(word: str, *, as_json: bool) -> int:
    """Print the ids of sources, terms and the like that say a word, with what each is. Returns 1 for none."""
    from tutor.cli.root import catalogue

    content = catalogue()
    everything = (
        *(("bron", law.id, law.name) for law in content.laws),
        *(("begrip", term.id, f"{term.term}: {term.explanation}") for term in content.terms),
        *(("misvatting", wrong.id, wrong.text) for wrong in content.misconceptions),
        *(("feit", fact.id, f"{fact.text}: {fact.value}") for fact in content.facts),
        *(("les", lesson.head.id, lesson.head.title) for lesson in content.lessons.values()),
    )
    wanted = word.casefold()
    found = [one for one in everything if wanted in f"{one[1]} {one[2]}".casefold()]
    if as_json:
        say_json([{"kind": kind, "id": name, "text": text} for kind, name, text in found])
    else:
        for kind, name, text in found:
            say(f"{kind:10}  {name:34}  {text}")
        say(f"{_count(len(found), 'id', 'id’s')} met ‘{word}’.")
    return Exit.OK if found else Exit.PROBLEMS


def show(root: Path, *, as_json: bool) -> int:
    """Print the content below a root folder. Returns the exit code: 1 if part of it could not be read."""
    from tutor.cli.root import catalogue as with_own
    from tutor.cli.root import has_own
    from tutor.content.export import export
    from tutor.content.load import load
    from tutor.model import Severity

    catalogue, problems = load(root)
    if has_own():
        catalogue = with_own(root)
    errors = any(problem.severity is Severity.ERROR for problem in problems)
    if as_json:
        say_json(export(catalogue))
    else:
        for line in overview(catalogue):
            say(line)
        if errors:
            say(f"\nNiet alles is te lezen; bekijk met {command('controleer')} wat eraan schort.")
    return Exit.PROBLEMS if errors else Exit.OK


def overview(catalogue: Catalogue) -> list[str]:
    """The content in Dutch: modules, lessons and their goals."""
    lines = []
    for module in catalogue.modules:
        lines += [module.head.title, module.head.text, ""]
        for lesson in module.lessons:
            lines += [*_lesson(lesson), ""]
    counts = (
        _count(len(catalogue.modules), "module", "modules"),
        _count(len(catalogue.lessons), "les", "lessen"),
        _count(len(catalogue.items), "vraag", "vragen"),
        _count(len(catalogue.cases), "casus", "casussen"),
    )
    return [*lines, f"{', '.join(counts)} en {_count(len(catalogue.terms), 'begrip', 'begrippen')}."]


def _lesson(lesson: Lesson) -> list[str]:
    head = lesson.head
    return [
        f"  {head.id}  {head.title} ({head.minutes} minuten, {_count(len(lesson.items), 'vraag', 'vragen')})",
        *(f"    - {goal.text}" for goal in head.goals),
    ]


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


@click.command(cls=DutchCommand)
@click.argument(
    "folder", metavar="[MAP]", required=False, help="De map met lessons en quizzes; anders die van Raadstutor."
)
@click.option("--streng", "strict", is_flag=True, help="Reken ook waarschuwingen als fout.")
@json_option
@click.option("--dekking", "covered", is_flag=True, help="Toon per doel de stappen en items, met de gaten.")
@click.option("--actueel", "upkeep", is_flag=True, help="Toon wat dit kwartaal nagekeken moet worden.")
@click.option("--spelling", "spelling", is_flag=True, help="Toon woorden die het woordenboek niet kent.")
@click.option(
    "--statistiek",
    "answered",
    metavar="BESTAND",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Toon hoe elke vraag werkt, uit een bestand van exporteer groep; herhaal de optie voor elk bestand.",
)
@gc_paused()  # what is loaded and read stays until the end
def controleer(
    folder: str | None,
    strict: bool,
    as_json: bool,
    covered: bool,
    upkeep: bool,
    spelling: bool,
    answered: tuple[Path, ...],
) -> int:
    """Controleer lessen en vragen, voor wie ze schrijft."""
    from tutor.content import content_root
    from tutor.content.municipality import read_municipality
    from tutor.content.package import is_package
    from tutor.model.municipality import FILE_NAME as MUNICIPALITY

    if answered:
        if folder is not None:
            whose = command(f"--inhoud {quoted(folder)} controleer --statistiek BESTAND")
            raise Refusal(f"Bij --statistiek hoort geen map. Voor een eigen pakket: {whose}.", Exit.MISUSE)
        return show_statistics(answered, as_json=as_json)
    if folder is not None and Path(folder).name == MUNICIPALITY and Path(folder).is_file():
        return _tell(read_municipality(Path(folder).parent)[1], strict=strict, as_json=as_json)
    if folder is not None and folder.endswith(".toml") and Path(folder).is_file():
        return check_own(Path(folder), strict=strict, as_json=as_json)
    root = _content_root(Path(folder)) if folder is not None else content_root()
    if spelling:
        return show_spelling(root, strict=strict, as_json=as_json)
    if is_package(root) and not (covered or upkeep):
        return check_own(root, strict=strict, as_json=as_json)
    if covered:
        return show_coverage(root, as_json=as_json)
    if upkeep:
        return show_upkeep(root, as_json=as_json)
    return check(root, strict=strict, as_json=as_json)


def _content_root(typed: Path) -> Path:
    """The folder that an author means. Raises Refusal for what is no folder with content."""
    wanted = "noem de map waar lessons en quizzes in staan"
    try:
        status = typed.stat()
    except FileNotFoundError:
        raise Refusal(f"De map {typed} bestaat niet; {wanted}.", Exit.MISUSE) from None
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "zo'n naam kan niet"
        raise Refusal(f"{typed} is niet te lezen ({why}); {wanted}.", Exit.MISUSE) from None
    if not stat.S_ISDIR(status.st_mode):
        raise Refusal(f"{typed} is een bestand{_foreign(typed)}. Controleren gaat per map: {wanted}.", Exit.MISUSE)
    whole = typed.resolve()
    if whole.name.casefold() in CONTENT and not any((whole / name).is_dir() for name in CONTENT):
        raise Refusal(f"{typed} is de map {whole.name} zelf; {wanted}: {whole.parent}", Exit.MISUSE)
    return typed


def _foreign(path: Path) -> str:
    from tutor.exchange.reading import LOOKED_AT, name_of
    from tutor.service.files import read_bytes

    name = name_of(read_bytes(path, LOOKED_AT)) if path.is_file() else ""
    return f", zo te zien {name}" if name else ""


def check(root: Path, *, strict: bool, as_json: bool, today: date | None = None) -> int:
    """Check the content below a root folder. Returns the exit code: 1 for errors, or, if strict, for warnings too.

    `today` is the day on which dates are judged; by default the day of the system's clock.
    """
    from tutor.cli.root import cache_differs, verdicts
    from tutor.content.check import check as check_content

    with verdicts() as known:
        _, problems = check_content(root, today or date.today(), known)
    return _tell(problems, strict=strict, as_json=as_json, removed=cache_differs(root))


def check_own(folder: Path, *, strict: bool, as_json: bool) -> int:
    """The same for a pack, on top of the shipped lessons."""
    from tutor.cli.root import shipped, verdicts
    from tutor.content.check import check_package

    with verdicts() as known:
        _, problems = check_package(folder, shipped(), date.today(), known)
    return _tell(problems, strict=strict, as_json=as_json)


def _tell(
    problems: Sequence[Problem],
    *,
    strict: bool,
    as_json: bool,
    removed: Path | None = None,
    sound: str = "Alles klopt.",
) -> int:
    from tutor.cli.root import FALSE_CACHE

    if as_json:
        say_json(_document(problems) | {"false_cache_removed": removed is not None})
    else:
        if removed:
            say(FALSE_CACHE.format(removed))
        for line in _lines(problems):
            say(line)
        say(_closing(problems) if problems else sound)
    return Exit.PROBLEMS if _errors(problems) or (strict and problems) else Exit.OK


def _lines(problems: Sequence[Problem]) -> Iterator[str]:
    """A line for each error, and one for all warnings of a file in the same words: a draft has a hundred of them."""
    from tutor.model import Severity

    places: dict[tuple[str, ...], list[Problem]] = {}
    for one in problems:
        alone = () if one.severity is Severity.WARNING else (str(one.line),)
        places.setdefault((one.path, one.code, one.message, one.remedy, *alone), []).append(one)
    for first, *others in places.values():
        more = ", ".join(str(line) for line in dict.fromkeys(one.line for one in others))
        yield f"{first}{f' Zo ook op regel {more}.' if more else ''}"


def show_coverage(root: Path, *, as_json: bool) -> int:
    """Print which step teaches and which item asks each goal. Returns 1 when there is a gap."""
    from tutor.content.load import load
    from tutor.content.upkeep import ENOUGH_ITEMS, coverage, unasked_steps

    content, _ = load(root)
    goals, unasked = coverage(content), tuple(unasked_steps(content))
    gaps = sum(bool(goal.gaps) for goal in goals) + len(unasked)
    if as_json:
        document = {
            "goals": [
                {
                    "lesson": goal.lesson,
                    "goal": goal.goal,
                    "steps": [{"anchor": anchor, "items": list(items)} for anchor, items in goal.items_by_step],
                    "gradable": goal.gradable,
                    "held_back": goal.held_back,
                    "gaps": list(goal.gaps),
                }
                for goal in goals
            ],
            "unasked_steps": [{"lesson": lesson, "anchor": anchor} for lesson, anchor in unasked],
        }
        say_json(document)
        return Exit.PROBLEMS if gaps else Exit.OK
    for goal in goals:
        say(f"{goal.goal}: {goal.text}")
        for anchor, items in goal.items_by_step:
            say(f"    {anchor}: {', '.join(items)}")
        for gap in goal.gaps:
            say(f"    GAT: {gap}")
        if goal.wish:
            say(f"    wens: {goal.wish}")
    for lesson, anchor in unasked:
        say(f"GAT: geen item vraagt naar de stap {anchor} van {lesson}")
    few = sum(goal.gradable < ENOUGH_ITEMS for goal in goals)
    told = f", waarvan {few} met minder dan {ENOUGH_ITEMS} items met een goed antwoord" if few else ""
    say(f"{len(goals)} doelen{told}, {gaps} {'gat' if gaps == 1 else 'gaten'}.")
    return Exit.PROBLEMS if gaps else Exit.OK


def show_upkeep(root: Path, *, as_json: bool, today: date | None = None) -> int:
    """Print what must be looked at again this quarter."""
    from tutor.content.load import load
    from tutor.content.upkeep import due
    from tutor.dates import full_date

    found = due(load(root)[0], today or date.today())
    if as_json:
        say_json([{"by": one.by.isoformat(), "what": one.what} for one in found])
        return Exit.OK
    for one in found:
        say(f"{full_date(one.by)}: {one.what}")
    say(f"{len(found)} dingen om dit kwartaal na te kijken." if found else "Niets om na te kijken.")
    return Exit.OK


def show_spelling(root: Path, *, strict: bool, as_json: bool) -> int:
    """Print the words that the dictionary of this computer does not know."""
    from tutor.cli.root import shipped
    from tutor.content import upkeep
    from tutor.content.load import read_pack
    from tutor.content.package import is_package, read_package

    files = upkeep.find_dictionary(upkeep.DICTIONARIES)
    if files is None:
        raise Refusal("Op deze computer staat geen Nederlands woordenboek van Hunspell; installeer hunspell-nl.")
    pack = read_package(root, shipped()).pack if is_package(root) else read_pack(root)
    listed, endings = map(upkeep.read_dictionary, files)
    dictionary = upkeep.Dictionary(listed, endings, upkeep.own_words(pack))
    found = upkeep.unknown_words(pack, dictionary, date.today())
    return _tell(found, strict=strict, as_json=as_json, sound="Het woordenboek kent elk woord.")


def show_statistics(files: Sequence[Path], *, as_json: bool) -> int:
    """Print how each item works, from files of participants, and what to look at again."""
    from msgspec import to_builtins

    from tutor.classroom.group import ENOUGH, doubts, gather
    from tutor.cli.class_documents import read_group_file
    from tutor.cli.root import catalogue
    from tutor.documents.group import item_line
    from tutor.exchange.group_files import tries_in
    from tutor.learning.route import everyones

    content = everyones(catalogue())
    read = {one.id: one for one in map(read_group_file, files)}
    items = [
        one for one in gather([tries_in(one, content) for one in read.values()]).items if one.item in content.items
    ]
    found = {one.item: doubts(one, content.items[one.item]) for one in items}
    if as_json:
        say_json([{**to_builtins(one), "doubts": found[one.item]} for one in items])
        return Exit.OK
    for one in items:
        say(item_line(one, content, str))
        for doubt in found[one.item]:
            say(f"    KIJK NA: {doubt}")
    people = "1 mens" if len(read) == 1 else f"{len(read)} mensen"
    if not items:
        say(f"Van {people} is nog niets te zeggen: een vraag telt mee vanaf {ENOUGH} antwoorden.")
        return Exit.OK
    again = sum(map(bool, found.values()))
    say(f"{_count(len(items), 'vraag', 'vragen')} met {ENOUGH} antwoorden of meer, van {people}; {again} na te kijken.")
    return Exit.OK


def _errors(problems: Sequence[Problem]) -> int:
    from tutor.model import Severity

    return sum(problem.severity is Severity.ERROR for problem in problems)


def _closing(problems: Sequence[Problem]) -> str:
    errors = _errors(problems)
    warnings = len(problems) - errors
    waiting = sum(problem.code == "nog-invullen" for problem in problems)
    counted = (
        f"{errors} {'fout' if errors == 1 else 'fouten'} en "
        f"{warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'}."
    )
    return f"{counted} Concept: nog {waiting} keer iets in te vullen." if waiting else counted


def _document(problems: Sequence[Problem]) -> dict[str, object]:
    errors = _errors(problems)
    return {
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "severity": problem.severity.name.lower(),
                "code": problem.code,
                "message": problem.message,
                "remedy": problem.remedy,
            }
            for problem in problems
        ],
        "counts": {"errors": errors, "warnings": len(problems) - errors},
    }
