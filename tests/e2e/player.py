"""A learner who knows every answer, reads everything, and finds on the screen which key to press."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.e2e.terminal import CTRL_S, DOWN, ENTER, ESCAPE, MORE, PAGE_DOWN, RIGHT, Terminal
from tests.knowing import right_keys, texts
from tutor.content.markdown import parse
from tutor.content.markdown import plain as prose
from tutor.learning.lesson import LessonSession, Page, PageKind, pages, quiz_items
from tutor.learning.minutes import Pace
from tutor.learning.parts import how_far
from tutor.learning.route import OFFICES, Role
from tutor.model import (
    Casus,
    CasusNode,
    Catalogue,
    Debate,
    Gaps,
    Item,
    Judgement,
    Lesson,
    Matching,
    Multiple,
    Number,
    Open,
    Ordering,
    Programme,
    ShortText,
    Single,
    Step,
    StepRole,
)
from tutor.service import phrases

NAME = "Samira"
_STILL = 0.1
"""Seconds without another picture after which the app has scrolled by itself, if it was going to."""
_GRACE = 3.0
"""Seconds that a missing word gets to appear."""
_PART = 15
"""Lines that a learner scrolls at a time."""
_ENTRY = re.compile(r"^ +(?:▶ )?([1-9a-z]) {1,2}(?:\[.\] |\(.\) |·· |\de )?(\S.*)$")
_BEST = (Judgement.STRONG, Judgement.DEFENSIBLE, Judgement.WEAK)


def _place(lesson: Lesson, page: Page) -> str:
    """What stands above a page: `etappe 2 van 4, stap 3 van 8`."""
    return phrases.whereabouts(how_far(LessonSession.at(lesson, page.id), Pace(), ()))


@dataclass(frozen=True)
class Seen:
    """How one thing to read or to answer came out on the screen."""

    where: str
    kind: str
    screens: int
    """More than one: it had to be scrolled."""
    lost: tuple[str, ...]
    """Words of the source that were on none of these screens."""

    @property
    def faults(self) -> Iterator[str]:
        """What no learner should meet."""
        if self.lost:
            yield f"{self.where}: cut off: {' '.join(self.lost)}"
        if self.screens > 1 and self.kind == StepRole.CORE:
            yield f"{self.where}: a core step that does not fit on one screen"


class Player:
    """Plays in one terminal, and notes what it saw."""

    def __init__(self, terminal: Terminal, catalogue: Catalogue) -> None:
        self.terminal = terminal
        self.catalogue = catalogue
        self.seen: list[Seen] = []

    # From the start to a lesson

    def begin(self, role: Role | None = None) -> None:
        """Make a profile, say what you are or keep that to yourself, and skip the tour."""
        self._until("Welkom")
        self.terminal.press("1")
        self._until("Hoe heet je?")
        self.terminal.press(NAME, ENTER)
        self._until("Wat ben je?")
        self.terminal.press(self._key_beside_home(OFFICES.get(role, role.capitalize())) if role else ESCAPE)
        if role:
            self._until("Hoeveel tijd heb je per week?")
            self.terminal.press(ENTER)
        self._until("Welkom!")
        self.terminal.press(ESCAPE)
        self.terminal.until(lambda: "Welkom!" not in self.terminal.text, "end of the tour")

    def come_back(self) -> None:
        """The only profile there is opens by itself."""
        self._until(f"Dag {NAME}")

    def follow(self, programme: Programme) -> None:
        """From home to its page, and home again with it on the plan."""
        self._until(f"Dag {NAME}")
        self.terminal.press("4")
        self._until("Programma’s")
        for _ in self.catalogue.programmes:
            if self._marked(programme.title):
                break
            self.terminal.press(DOWN)
            self.terminal.changes(_GRACE)
        self.terminal.press(ENTER)
        self._until("Volg dit programma")
        self.terminal.press(ENTER)
        self._until("Je volgt dit programma")
        self.terminal.press(ESCAPE)
        self._until("0 van")
        self.terminal.press(ESCAPE)
        self._until(f"Dag {NAME}")

    def open(self, lesson: Lesson) -> None:
        """From home, through its module."""
        module = next(one for one in self.catalogue.modules if one.head.id == lesson.module)
        self._until(f"Dag {NAME}")
        place = list(self.catalogue.modules).index(module)
        self.terminal.press(RIGHT, *[RIGHT] * place, ENTER)
        self._until(module.head.text)
        self.terminal.press(*[DOWN] * module.lessons.index(lesson))
        self.terminal.until(lambda: self._marked(lesson.head.title[:40]), f"mark at {lesson.head.title}")
        self.terminal.press(ENTER)

    def next_lesson(self, lesson: Lesson) -> None:
        """From the end of a lesson to the one that follows."""
        self.terminal.press(self._key(f"Volgende: les ‘{lesson.head.title}’"))

    def go_on(self, lesson: Lesson) -> None:
        """From home to the lesson that was begun."""
        self.terminal.press(self._key(f"Ga verder: {lesson.head.title}"))

    def _marked(self, text: str) -> bool:
        return any("▶" in row and text in row for row in self.terminal.rows)

    # A lesson

    def play(self, lesson: Lesson, *, upto: int | None = None) -> None:
        """All pages, or those before page `upto`."""
        found = pages(lesson)
        for page in found[:upto]:
            self._past_stop(_place(lesson, page))
            self._page(lesson, page, _place(lesson, page))
        if upto is None:
            self._until("✓ Les af")

    def _past_stop(self, place: str) -> None:
        """Go on where an etappe ends."""
        stop = f"{phrases.STOP_HERE}"

        def there() -> bool:
            opened = "vraag 1 van" in self.terminal.place or self.terminal.rows[0].startswith("  Casus")
            return opened or place in self.terminal.place or stop in self.terminal.text

        self.terminal.until(there, place)
        if stop in self.terminal.text:
            self.terminal.press(ENTER)

    def at_step(self, lesson: Lesson, number: int) -> None:
        """Wait for the page with this number, from 1, to be in view."""
        self.terminal.until(lambda: self._shows(lesson, number), f"page {number} of {lesson.head.id}")

    def _shows(self, lesson: Lesson, number: int) -> bool:
        page = pages(lesson)[number - 1]
        return _place(lesson, page) in self.terminal.place and page.title in squeezed(self.terminal.body)

    def _page(self, lesson: Lesson, page: Page, place: str) -> None:
        where = f"{lesson.head.id} {page.id}"
        match page.kind:
            case PageKind.STEP:
                step = lesson.step(page.subject)
                assert step
                self._read_step(where, step, place)
            case PageKind.GUESS:
                item = self.catalogue.items[page.subject]
                self._put(item)
                self._answer(where, item, "Genoteerd")
                self._leave(lambda: "Genoteerd" in self.terminal.text, "page after a guess")
            case PageKind.CHECK:
                self._question(where, self.catalogue.items[page.subject])
            case PageKind.CASUS:
                self._casus(where, self.catalogue.cases[page.subject])
            case PageKind.QUIZ:
                self._quiz(where, lesson)

    def _read_step(self, where: str, step: Step, place: str) -> None:
        def here() -> bool:
            return place in self.terminal.place

        self.terminal.until(lambda: here() and step.title in squeezed(self.terminal.body), step.title)
        told = [token for token in parse(step.text) if token.type != "fence"]  # a drawing says it without these words
        self._read(where, step.role, step.title, prose(told))
        self._leave(here, f"page after {where}")

    # Questions

    def _put(self, item: Item) -> None:
        head = item.situation or item.question
        self.terminal.until(lambda: "Weet ik niet" in self.terminal.keys and self._has(head), item.stem)

    def _has(self, text: str) -> bool:
        return " ".join(text.split()) in squeezed(self.terminal.body)

    def _question(self, where: str, item: Item) -> None:
        """Answer it, read what there is to learn, and go on."""
        self._put(item)
        self._answer(where, item, "erder")
        self._read(f"{where} {item.id}", "uitleg", *feedback(item))
        self._leave(lambda: "erder" in self.terminal.keys and self._has(item.explanation[:30]), f"page after {item.id}")

    def _quiz(self, where: str, lesson: Lesson) -> None:
        left = list(quiz_items(lesson))
        total = len(left)
        for number in range(1, total + 1):
            place = f"vraag {number} van {total}"
            self.terminal.until(
                lambda place=place: (
                    place in self.terminal.place  # type: ignore[misc]
                    and "Weet ik niet" in self.terminal.keys
                    and any(self._has(item.situation or item.question) for item in left)
                ),
                place,
            )
            item = max((one for one in left if self._has(one.situation or one.question)), key=lambda one: len(one.stem))
            left.remove(item)
            self._question(where, item)
        self._until("Resultaat")
        self._leave(lambda: "Resultaat" in self.terminal.rows[0], "page after the results")

    def _answer(self, where: str, item: Item, answered: str) -> None:
        asked = self._read(f"{where} {item.id}", "vraag", item.situation, item.question, *texts(item))
        keys = entries(asked)
        self.terminal.press(*self._marks(item, keys))
        if isinstance(item, Open):
            self._until("Zo kan het ook")
            self._read(f"{where} {item.id}", "model", item.model_answer, *(part.text for part in item.criteria))
            self.terminal.press(*(str(number) for number in range(1, len(item.criteria) + 1)))
        if not isinstance(item, Single | Debate):
            self._confirm(answered)
        self.terminal.until(
            lambda: answered in self.terminal.text and "Weet ik niet" not in self.terminal.keys, f"answer to {item.id}"
        )

    def _confirm(self, answered: str) -> None:
        """Enter. A list first shows the row that it marks."""
        self.terminal.press(ENTER)
        while not self.terminal.changes(_GRACE) or "Weet ik niet" in self.terminal.keys:
            if answered in self.terminal.text:
                return
            if not self.terminal.changes(_GRACE / 2):
                self.terminal.press(ENTER)

    def _marks(self, item: Item, keys: Mapping[str, str]) -> Iterator[str]:
        if isinstance(item, Debate):
            yield "1"
        yield from right_keys(item, lambda text: keys[squeeze(text)])
        if isinstance(item, Open):
            yield CTRL_S

    # Casus

    def _casus(self, where: str, casus: Casus) -> None:
        node, been = casus.node(casus.start), set[str]()
        while node.choices:
            been.add(node.id)
            node = self._choose(where, casus, node, been)
        self._until("Zo liep het af")
        self._read(f"{where} {node.id}", "slot", prose(parse(node.text)), node.debrief, casus.floor)
        self._leave(lambda: self.terminal.rows[0].startswith("  Casus"), "page after the casus")

    def _choose(self, where: str, casus: Casus, node: CasusNode, been: set[str]) -> CasusNode:
        head = prose(parse(node.text)).split("\n")[0][:60]
        self.terminal.until(lambda: self._has(head) and "Jij bent aan zet." in self.terminal.text, head)
        seen = self._read(
            f"{where} {node.id}", "knoop", prose(parse(node.text)), *(choice.text for choice in node.choices)
        )
        choice = min(node.choices, key=lambda one: (one.target in been, _BEST.index(one.judgement)))
        self.terminal.press(entries(seen)[squeeze(choice.text)])
        self._until("Jij koos")
        self._read(f"{where} {node.id}", "gevolg", choice.text, choice.consequence, choice.feedback)
        self._leave(lambda: "Jij koos" in self.terminal.text, "scene after a choice")
        return casus.node(choice.target)

    # Reading and keys

    def _until(self, text: str) -> None:
        self.terminal.until(lambda: text in self.terminal.text or self._has(text), text)

    def _key(self, text: str) -> str:
        self.terminal.until(lambda: any(one.startswith(text) for one in entries(self.terminal.body)), f"row {text}")
        return next(key for one, key in entries(self.terminal.body).items() if one.startswith(text))

    def _key_beside_home(self, text: str) -> str:
        """The key of a row in a dialog that home shows to the left and to the right of."""
        row = re.compile(rf"  (?:▶ )?([1-9]) {re.escape(text)}(?:  |$)")
        self.terminal.until(lambda: any(map(row.search, self.terminal.body)), f"row {text}")
        return next(found[1] for one in self.terminal.body if (found := row.search(one)))

    def _leave(self, here: Callable[[], bool], what: str) -> None:
        """Read to the end, and Enter."""
        while self._more:
            self._turn()
            self.terminal.changes(_GRACE)
        self.terminal.press(ENTER)
        self.terminal.until(lambda: not here(), what)

    @property
    def _more(self) -> bool:
        return any(sign in self.terminal.place + self.terminal.keys for sign in (MORE, "Lees verder"))

    def _turn(self) -> None:
        """A part further, with keys that do nothing else at the end of the text."""
        self.terminal.press(*[DOWN] * _PART if "stap " in self.terminal.rows[1] else [PAGE_DOWN])

    def _read(self, where: str, kind: str, *source: str) -> tuple[str, ...]:
        """Scroll until every word of the source was seen, or until there is no more. Gives all lines that were seen."""
        wanted = sum((words(text) for text in dict.fromkeys(source)), Counter[str]())
        parts, screens = [self.terminal.body], 1
        while lost := wanted - words("\n".join(_whole(parts))):
            if self.terminal.changes(_STILL if self._more else _GRACE):
                parts.append(self.terminal.body)
            elif self._more:
                self._turn()
                screens += 1
                self.terminal.changes(_GRACE)
                parts.append(self.terminal.body)
            else:
                break
        self.seen.append(Seen(where, kind, screens, tuple(lost.elements())))
        return _whole(parts)


def words(text: str) -> Counter[str]:
    """How often each word stands in a text."""
    return Counter(re.findall(r"\w+", text))


def squeeze(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(text.split())


def squeezed(rows: Sequence[str]) -> str:
    """Rows as running text."""
    return squeeze(" ".join(rows))


def overlap(above: tuple[str, ...], below: tuple[str, ...]) -> int:
    """How many lines two pictures of one text that was scrolled have in common."""
    return next(n for n in range(min(len(above), len(below)), -1, -1) if above[len(above) - n :] == below[:n])


def _whole(parts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    whole, *rest = parts
    for part in rest:
        whole += part[overlap(whole, part) :]
    return whole


def entries(rows: Sequence[str]) -> dict[str, str]:
    """The key of every row that can be chosen, by its text; text that wraps stands behind the key."""
    found: list[tuple[str, int, list[str]]] = []
    for row in rows:
        if match := _ENTRY.match(row):
            found.append((match[1], match.start(2), [match[2]]))
        elif found and row[: found[-1][1]].isspace() and row[found[-1][1] :].strip():
            found[-1][2].append(row)
    return {squeezed(parts): key for key, _, parts in found}


def feedback(item: Item) -> tuple[str, ...]:
    """What is said about the right answer."""
    match item:
        case Single(options=options) | Multiple(options=options):
            return (*(option.feedback for option in options if option.key), item.explanation)
        case Ordering(parts=parts) | Open(criteria=parts):
            return (*(part.feedback for part in parts), item.explanation)
        case Matching(pairs=pairs) | Gaps(pairs=pairs):
            return (*(pair.feedback for pair in pairs), item.explanation)
        case Number() | ShortText():
            return (item.feedback, item.explanation)
        case Debate():
            return (item.decides, item.floor, *item.pros, *item.cons, *item.shifts, *item.discuss, item.explanation)
    raise AssertionError(item)
