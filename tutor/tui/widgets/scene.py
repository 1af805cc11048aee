"""The parts of a casus: a scene, what a choice brought and how it was judged, and the debrief at an ending."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from tutor.content.statute import cite_all
from tutor.learning.casus import CasusSession, Debrief, Twig
from tutor.model import CasusChoice, Judgement, Law
from tutor.service.phrases import JUDGEMENT
from tutor.tui.text import line, lines, plain, wrapped
from tutor.tui.widgets.row import Row
from tutor.tui.widgets.scrolling import LessonText

SIGN: Mapping[Judgement, tuple[str, str]] = {
    Judgement.STRONG: ("✓", "$text-success"),
    Judgement.DEFENSIBLE: ("~", "$text-warning"),
    Judgement.WEAK: ("✗", "$text-error"),
}
"""Sign and colour of each judgement; the word is in `phrases.JUDGEMENT`."""


def judged(judgement: Judgement) -> Content:
    """Sign and word in the colour of the judgement: `✓ Sterk`."""
    sign, style = SIGN[judgement]
    return plain(f"{sign} {JUDGEMENT[judgement]}", f"bold {style}")


def cited(sources: tuple[str, ...], register: Mapping[str, Law]) -> Row | None:
    """Where it can be looked up; None without sources."""
    found = cite_all(sources, register)
    return Row(plain("§ ", "$text-muted"), plain(f"Bron: {found}.", "$text-muted")) if found else None


def outcome_row(choice: CasusChoice) -> Row:
    """The judgement of a choice, and why."""
    sign, style = SIGN[choice.judgement]
    word = (JUDGEMENT[choice.judgement], f"bold {style}")
    return Row(plain(f"{sign} ", f"bold {style}"), lines(line(word), choice.feedback))


class Scene(Widget):
    """Who you are, and what happens."""

    DEFAULT_CSS = """
    Scene { height: auto; width: 1fr; padding: 0 2; margin-bottom: 1; }
    Scene > .role { color: $text-muted; margin-bottom: 1; }
    Scene > .role.-switched { color: $text-accent; text-style: bold; border-left: thick $accent; padding: 0 1; }
    """

    def __init__(self, session: CasusSession) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        if said := self._session.who:
            yield Static(plain(said), classes="role -switched" if self._session.switched else "role")
        yield LessonText(self._session.node.text)


class Consequence(Widget):
    """What a choice brought, and whether it was wise."""

    DEFAULT_CSS = """
    Consequence { height: auto; width: 1fr; background: $surface; padding: 0 1; }
    Consequence.-strong { border-left: thick $success; }
    Consequence.-defensible { border-left: thick $warning; }
    Consequence.-weak { border-left: thick $error; }
    Consequence > Row { margin-bottom: 1; }
    """

    def __init__(self, choice: CasusChoice, register: Mapping[str, Law]) -> None:
        super().__init__(classes=f"-{choice.judgement.name.casefold()}")
        self._choice = choice
        self._register = register

    def compose(self) -> ComposeResult:
        yield Row(plain("  "), lines(("Jij koos", "$text-muted"), (self._choice.text, "bold")))
        yield Row(plain("→ ", "bold $text-accent"), plain(self._choice.consequence))
        yield outcome_row(self._choice)
        source = cited(self._choice.sources, self._register)
        if source:
            yield source


class TreeView(Widget):
    """The tree of a casus: ● taken, ○ not taken."""

    DEFAULT_CSS = """
    TreeView { height: auto; width: 1fr; }
    """

    def __init__(self, twigs: list[Twig]) -> None:
        super().__init__()
        self._twigs = twigs

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._drawn(width))

    def render(self) -> Content:
        return lines(*self._drawn(self.content_size.width))

    def _drawn(self, width: int) -> list[Content]:
        return [part for twig in self._twigs for part in self._branch(twig, width)]

    def _branch(self, twig: Twig, width: int) -> Iterator[Content]:
        """A choice goes on below itself, between the lines of its neighbours; the sign of an ending is never alone."""
        end = line("\u00a0", SIGN[twig.ending]) if twig.ending else plain("\u00a0↺" * twig.joins, "$text-muted")
        mark = ("● ", "bold $text-accent") if twig.taken else ("○ ", "$text-muted")
        text = line((twig.text, "bold" if twig.taken else ""), end)
        first, *more = wrapped(text, max(8, width - cell_len(twig.rails) - 2))
        yield line((twig.rails, "$text-muted"), mark, first)
        below = twig.rails[:-3] + ("│  " if twig.rails.endswith("├─ ") else "   ")
        for part in more:
            yield line((f"{below}  ", "$text-muted"), part)


class DebriefView(Widget):
    """The road taken, the road not taken, and what the law asks at the least."""

    DEFAULT_CSS = """
    DebriefView { height: auto; width: 1fr; padding: 0 2; }
    DebriefView > .title { color: $text-primary; text-style: bold; margin-top: 1; }
    DebriefView > Row.-next { margin-top: 1; }
    DebriefView > .verdict { background: $surface; margin-top: 1; }
    """

    def __init__(
        self, debrief: Debrief, twigs: list[Twig], sources: tuple[str, ...], register: Mapping[str, Law]
    ) -> None:
        """`sources`: of the casus as a whole."""
        super().__init__()
        self._twigs = twigs
        self._debrief = debrief
        self._sources = sources
        self._register = register

    def compose(self) -> ComposeResult:
        debrief = self._debrief
        yield LessonText(debrief.ending.text)
        if debrief.ending.ending:
            ending = judged(debrief.ending.ending)
            yield Static(lines(line(("Zo liep het af: ", "bold"), ending), debrief.ending.debrief), classes="verdict")
        if debrief.path:
            yield _title("De hele boom: ● koos je, ○ koos je niet; erachter hoe het afloopt")
            yield TreeView(self._twigs)
            yield _title("Jouw weg")
            yield from (_step(number, choice) for number, (_, choice) in enumerate(debrief.path, 1))
            yield _title("De weg die je niet nam")
            yield from self._not_taken()
        yield _title("Wat de wet in elk geval vraagt")
        yield Static(plain(debrief.floor))
        source = cited(self._sources, self._register)
        if source:
            yield source

    def _not_taken(self) -> Iterator[Row]:
        for number, road in enumerate(self._debrief.not_taken, 1):
            for place, choice in enumerate(road.choices):
                row = _step(number, choice, choice.consequence)
                row.set_class(number > 1 and not place, "-next")
                yield row


def _title(text: str) -> Static:
    return Static(plain(text), classes="title")


def _step(number: int, choice: CasusChoice, consequence: str = "") -> Row:
    sign, style = SIGN[choice.judgement]
    text: Content = line(choice.text, (f" ({judged(choice.judgement).plain[2:].casefold()})", style))
    return Row(line(f"{number}. ", (f"{sign} ", style)), lines(text, f"→ {consequence}") if consequence else text)
