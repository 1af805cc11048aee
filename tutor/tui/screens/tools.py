"""Tools for tonight: which there are, and one of them: what is filled in, and at once what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from string import digits
from typing import ClassVar

import msgspec
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tutor.content.statute import cite_all, sheets
from tutor.documents.form import Form, proposed_name
from tutor.documents.paper import WRONG_END, encoded, paper_form
from tutor.learning.days import calendar_day
from tutor.service import phrases
from tutor.service.study import Study
from tutor.service.workspace import Workspace
from tutor.system import Refusal
from tutor.tools.shelf import SORTS, TOOLS, of_sort
from tutor.tools.tool import PaperPart, Setting, Sort, Tool, ToolAnswer, ToolField, WrittenPaper
from tutor.tui.destinations import Go, ToLesson, ToTool
from tutor.tui.prose import Figure, lay
from tutor.tui.screens.dialog import NameDialog
from tutor.tui.screens.statutes import ArticlesDialog
from tutor.tui.shell import MenuScreen, TutorScreen
from tutor.tui.text import clean, line, lines, plain, wrapped
from tutor.tui.widgets.frame import Field, KeyLine, TopBar
from tutor.tui.widgets.picker import Entry
from tutor.tui.widgets.scrolling import ScrollPage

_MOST = {Sort.NUMBER: 3, Sort.DAY: 20, Sort.LINE: 300}
"""Characters of a field."""
_FORMS = "Met .docx voor Word en LibreOffice, .html voor een browser, of .txt voor een mail."
_BACK = "Hier staat wat je eerder schreef. Het staat nog niet in een bestand."
_WAITS = "Wat je schreef, staat er nog als je terugkomt."
_GUEST = "Als gast raak je kwijt wat je schreef. Bewaar het met Ctrl+S, of druk nog eens op Esc."


class ToolsScreen(MenuScreen):
    """Which tools there are."""

    def __init__(self, study: Study) -> None:
        super().__init__(plain(phrases.TOOLS))
        self._study = study

    def on_mount(self) -> None:
        self.about.update(plain(phrases.TOOLS_ABOUT, "$text-muted"))
        self.menu.entries = tuple(self._entries())
        self.menu.highlighted = next(at for at, entry in enumerate(self.menu.entries) if entry.go)
        self.settle()

    def _entries(self) -> Iterator[Entry]:
        number = 1
        for sort, about in SORTS.items():
            yield Entry(line(sort.capitalize(), (f"  {about}", "$text-muted not bold")), heading=True)
            for tool in of_sort(sort):
                yield Entry(plain(tool.title), tuple(digits[number : number + 1]), go=ToTool(tool.id))
                number += 1


class ToolChoice(Widget, can_focus=True):
    """One of a few answers, which stands on a line."""

    DEFAULT_CSS = """
    ToolChoice { height: auto; width: 1fr; padding: 0 1; background: $background; border-left: outer $background; }
    ToolChoice:focus { border-left: outer $accent; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "change(-1)", "Kies", key_display="←→"),
        Binding("right,space", "change(1)", "Kies", show=False),
        Binding("enter", "app.focus_next", "Volgende", show=False),
    ]
    value: reactive[str] = reactive("", layout=True)

    class Changed(Message):
        """Another answer stands there."""

    def __init__(self, field: ToolField, value: str) -> None:
        super().__init__()
        self.options = dict(field.options)
        self.set_reactive(ToolChoice.value, value)

    def render(self) -> Content:
        return line(("‹ ", "$text-accent"), self.options[self.value], ("\u00a0›", "$text-accent"))

    def action_change(self, step: int) -> None:
        keys = list(self.options)
        self.value = keys[(keys.index(self.value) + step) % len(keys)]
        self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_change(1)


class PointsArea(TextArea):
    """Some lines, in which Enter begins the next one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "app.focus_next", "Volgende")]


class AnswerView(Widget):
    """What a tool says: the drawing, what the law asks, and what it rests on."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    AnswerView { height: auto; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.answer = ToolAnswer()
        self._cited = ""
        self._laid: tuple[int, list[Content]] | None = None

    def show(self, answer: ToolAnswer, cited: str) -> None:
        """`cited`: the articles as people write them."""
        self.answer, self._cited, self._laid = answer, cited, None
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[Content]:
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, list(self._rows(width)))
        return self._laid[1]

    def _rows(self, width: int) -> Iterator[Content]:
        answer = self.answer
        if answer.trouble:
            yield from wrapped(plain(answer.trouble, "$text-muted" if answer.waiting else "$text-error"), width)
            return
        if answer.paper:
            yield from _paper_rows(answer.paper, width)
            for count in answer.counts:
                sign = ("✓ ", "$text-success") if count.met else ("✗ ", "$text-error")
                first, *more = wrapped(plain(count.sentence), max(1, width - 2))
                yield line(sign, first)
                yield from (line("  ", part) for part in more)
            yield plain("")
        if answer.drawing:
            yield from lay([Figure(answer.drawing, None, answer.counts or None)], width)
            yield plain("")
        for note in answer.notes:
            yield from wrapped(plain(f"– {note}"), width)
        if self._cited:
            yield from wrapped(plain(f"Bron: {self._cited}.", "$text-muted"), width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width)) if width > 0 else 0

    def render(self) -> Content:
        return lines(*self._lines(self.content_size.width))


def _paper_rows(paper: WrittenPaper, width: int) -> Iterator[Content]:
    """The paper as it will look, behind a line that tells it from what the tool says of it."""
    bar = plain("│ ", "$rule")
    for row in _piece_rows(paper, max(1, width - 2)):
        yield line(bar, row)
    yield plain("")


def _piece_rows(paper: WrittenPaper, width: int) -> Iterator[Content]:
    yield from plain(paper.title, "bold $text-primary").wrap(width)
    for piece in paper.pieces:
        yield plain("")
        for number, text in enumerate(piece.lines, 1):
            mark = {PaperPart.POINTS: "– ", PaperPart.NUMBERED: f"{number}. "}.get(piece.part, "")
            style = "bold" if piece.part is PaperPart.HEADING else ""
            first, *more = plain(text, style).wrap(max(1, width - len(mark))) or [plain("")]
            yield line((mark, "$text-primary"), first)
            yield from (line(" " * len(mark), part) for part in more)


class ToolScreen(TutorScreen[None]):
    """One tool: the fields, and beside or below them the answer, which follows what is typed."""

    DEFAULT_CSS = """
    ToolScreen #tool { height: 1fr; padding: 1 3 0 3; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    ToolScreen.-short #tool { padding: 0 3; }
    ToolScreen.-narrow #tool { padding: 0 1; }
    ToolScreen #blanks { height: auto; max-width: 82; margin-bottom: 1; }
    ToolScreen AnswerView { max-width: 82; }
    ToolScreen.-rail #tool { layout: horizontal; }
    ToolScreen.-rail #blanks { width: 56; margin-right: 4; }
    ToolScreen.-rail .blank, ToolScreen.-rail ToolChoice { margin-bottom: 1; }
    ToolScreen .blank { height: auto; }
    ToolScreen .blank > Static { width: 1fr; padding-right: 1; }
    """
    CSS = """
    ToolScreen Field { height: 1; border: none; padding: 0 1; background: $panel; border-left: outer $panel; }
    ToolScreen Field:focus { background: $background; border-left: outer $accent; }
    ToolScreen .blank > Field { width: 8; }
    ToolScreen.-rail #blanks > Field, ToolScreen.-rail TextArea { margin-bottom: 1; }
    ToolScreen TextArea { height: auto; min-height: 3; max-height: 8; border: none; padding: 0 1; background: $panel; }
    ToolScreen TextArea { border-left: outer $panel; }
    ToolScreen TextArea:focus { background: $background; border-left: outer $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Volgende", show=False),
        Binding("up", "app.focus_previous", "Vorige", show=False),
        Binding("pagedown", "turn(1)", "Meer", key_display="▼", priority=True),
        Binding("pageup", "turn(-1)", "Vorig deel", show=False, priority=True),
        Binding("ctrl+s", "keep", "Bewaar"),
        Binding("escape", "leave", "Sluiten"),
        Binding("ctrl+o", "articles", "Artikelen"),
        Binding("f5", "lesson", "Lees de les", key_display="F5"),
    ]

    def __init__(self, study: Study, workspace: Workspace, tool: Tool) -> None:
        super().__init__()
        self._workspace = workspace
        self._study = study
        self._tool = tool
        self._setting = Setting(calendar_day(study.now()), study.catalogue.municipality)
        self._fields = tool.fields(self._setting)
        self.answer = ToolAnswer()
        self._done: dict[str, str] = {}
        """What was filled in when it was written to a file, or at first."""
        self._warned = False

    def compose(self) -> ComposeResult:
        yield TopBar(line((f"{phrases.TOOLS} › ", "$text-muted"), self._tool.title))
        with ScrollPage(id="tool"):
            with Vertical(id="blanks"):
                for field in self._fields:
                    yield from self._blank(field)
            yield AnswerView()
        yield KeyLine()

    def _blank(self, field: ToolField) -> Iterator[Widget]:
        label = Static(plain(field.label))
        match field.sort:
            case Sort.CHOICE:
                choice = ToolChoice(field, field.value)
                choice.id = field.name
                yield label
                yield choice
            case Sort.POINTS:
                yield label
                yield PointsArea(id=field.name, soft_wrap=True, show_line_numbers=False)
            case Sort.NUMBER:
                yield Horizontal(label, self._input(field), classes="blank")
            case _:
                yield label
                yield self._input(field)

    def _input(self, field: ToolField) -> Field:
        made = Field("Volgende", max_length=_MOST[field.sort])
        made.id, made.value = field.name, field.value
        return made

    def on_mount(self) -> None:
        self._done = self._given
        if draft := self.shell.take_draft(self._place):
            with suppress(msgspec.DecodeError):  # of another version
                for name, text in msgspec.json.decode(draft, type=dict[str, str]).items():
                    self._put(name, text)
                self.shell.tell(_BACK)
        self._show()

    @property
    def _place(self) -> str:
        return f"gereedschap {self._tool.id}"

    def _put(self, name: str, text: str) -> None:
        match next(iter(self.query(f"#{name}")), None):
            case TextArea() as area:
                area.load_text(text)
            case Input() as blank:
                blank.value = text
            case ToolChoice() as choice if text in choice.options:
                choice.value = text

    @property
    def _given(self) -> dict[str, str]:
        blanks = ((field.name, self.query_one(f"#{field.name}")) for field in self._fields)
        return {
            name: clean(blank.text if isinstance(blank, TextArea) else blank.value)
            for name, blank in blanks
            if isinstance(blank, Input | ToolChoice | TextArea)
        }

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ToolChoice.Changed)
    def _show(self) -> None:
        self._warned = False
        self.answer = self._tool.answer(self._tool.filled(self._setting, self._given), self._setting)
        cited = cite_all(self.answer.sources, self._study.catalogue.register)
        self.query_one(AnswerView).show(self.answer, cited)
        self.refresh_bindings()

    @on(Input.Submitted)
    def _next(self) -> None:
        self.focus_next()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        match action:
            case "articles":
                return bool(self.answer.sources)
            case "lesson":
                return self._tool.lesson in self._study.catalogue.lessons
            case "keep":
                return self.answer.paper is not None
            case "turn" if parameters == (1,):
                return self.is_mounted and self.query_one(ScrollPage).more_below
        return True

    @on(ScrollPage.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()

    def action_turn(self, parts: int) -> None:
        self.query_one(ScrollPage).scroll_parts(parts)

    def action_articles(self) -> None:
        """What the articles say that the answer rests on."""
        found = sheets(self.answer.sources, self._study.catalogue, self._study.official)
        self.app.push_screen(ArticlesDialog(phrases.SOURCES, found))

    def action_lesson(self) -> None:
        self.post_message(Go(ToLesson(self._tool.lesson, looking=True)))

    # A paper: keep it in a file, and what was typed until then

    def typing(self) -> tuple[str, str] | None:
        given = self._given
        return (self._place, msgspec.json.encode(given).decode()) if self.answer.paper and given != self._done else None

    def action_leave(self) -> None:
        """Leave; what was written waits for whoever comes back, but a guest has no place for it."""
        if self.typing() and self._study.guest and not self._warned:
            self._warned = True
            self.shell.warn(_GUEST)
            return
        if self.typing() and not self._study.guest:
            self.shell.keep_drafts()
            self.shell.tell(_WAITS)
        self.dismiss()

    def action_keep(self) -> None:
        """Ask where the file comes, and write it."""
        named = proposed_name(self._tool.id, self._given["onderwerp"], self._setting.today, Form.DOCX)
        field = Field("Bewaar", placeholder="Waar komt het bestand?")
        field.value = str(self._workspace.documents / named)
        asked = ""

        def write(typed: str) -> Path:
            nonlocal asked
            paper, form = self.answer.paper, paper_form(typed)
            if paper is None or form is None:
                raise Refusal(WRONG_END)
            if self._workspace.taken(typed) and asked != typed:
                asked = typed
                raise Refusal(phrases.TAKEN)
            return self._workspace.write(typed, encoded(paper, form), form, replace=asked == typed)

        title = lines("Bewaar het stuk", (_FORMS, "$text-muted not bold"))
        self.app.push_screen(NameDialog(title, field, write), self._kept)

    def _kept(self, path: Path | None) -> None:
        if path:
            self._done = self._given
            self.shell.tell(f"Het stuk staat in {path}.")


def tool_screen(study: Study, workspace: Workspace, name: str) -> TutorScreen[None]:
    """The screen of a tool; of none, which there are."""
    return ToolScreen(study, workspace, TOOLS[name]) if name in TOOLS else ToolsScreen(study)
