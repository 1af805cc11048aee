"""What stands around every screen: where you are, which keys do something here, and what is wrong with the disk."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Paste
from textual.geometry import Size
from textual.keys import format_key
from textual.reactive import Reactive, reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.model import Problem, Severity
from tutor.service.phrases import NOTHING_KEPT
from tutor.tui.text import clean, line, lines, plain, wrapped

if TYPE_CHECKING:
    from textual.screen import Screen

STEP = " › "
"""Between the parts of where you are."""
_LOOK_ONLY = (
    "Lezen, zoeken en je voortgang bekijken kan wel. Als gast kun je ook oefenen, zonder dat er iets bewaard wordt."
)
_GAP, _NARROW_GAP, _NARROW = 3, 2, 96
"""Cells between hints; fewer below so many cells for all of them."""
QUIT = "quit"
HELP = Binding("question_mark", "app.help", "Hulp", key_display="?")
HELP_TYPING = Binding("f1", "app.help", "Hulp", key_display="F1")
"""Where a question mark is typed."""


class LaidOnce(Widget):
    """Got its size from a layout, so that asks for no other one: in Textual each new part has all laid out twice.

    What scrolls may be one too: that its bars come or go is told apart from its size. Stands last among bases, as
    Textual takes the look of the first.
    """

    virtual_size = Reactive(Size(0, 0), repaint=False)


class TopBar(Widget):
    """One line: where you are on the left, and who you are on the right if there is room."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    TopBar { dock: top; height: 1; background: $panel; color: $foreground; padding: 0 2; }
    """

    place: reactive[Content] = reactive(Content)
    who: reactive[Content] = reactive(Content)

    def __init__(self, place: Content, who: Content | None = None) -> None:
        super().__init__()
        self.set_reactive(TopBar.place, place)
        self.set_reactive(TopBar.who, who or Content())

    def render(self) -> Content:
        """Left and right on one line. What does not fit goes: first the right side, then what stands before `›`."""
        width = self.content_size.width
        room = width - self.place.cell_length - self.who.cell_length
        if self.who.plain and room >= 2:
            return line(self.place, " " * room, self.who.stylize("$text-muted"))
        place = self.place
        if place.cell_length > width:
            place = place[place.plain.rfind(STEP) + len(STEP) :] if STEP in place.plain else place
        return place.truncate(width, ellipsis=True)


class BottomLine(LaidOnce):
    """Stands at the bottom of the screen; short messages come above all of those, so that they cover none."""

    def on_resize(self) -> None:
        below = sum(one.outer_size.height for one in self.screen.query(BottomLine) if one.display)
        for rack in self.screen.query("ToastRack"):
            rack.styles.margin = (0, 0, below, 0)


class KeyLine(BottomLine):
    """The keys that do something now, as many as fit on one line, the way out and help always among them."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; background: $panel; padding: 0 2; }
    """
    EVERYWHERE: ClassVar[bool] = True
    """Whether keys are shown that work on every screen."""

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False
        self._hints: list[Binding] | None = None
        """Those in view; None before anything is drawn. Asking every widget for its keys takes a millisecond."""
        self._asked = False
        """Whether the hints will be looked at again: one answer changes keys five times."""

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._renew)

    def _renew(self, _: Screen[object]) -> None:
        if not self._asked:
            self._asked = True
            self.call_later(self._look)

    def _look(self) -> None:
        self._asked = False
        hints = self.hints()
        if hints != self._hints:
            self._hints = hints
            self.changed()

    def changed(self) -> None:
        """Other hints are to be shown."""
        self.refresh()

    @property
    def shown(self) -> list[Binding]:
        """The hints in view."""
        if self._hints is None:
            self._hints = self.hints()
        return self._hints

    @property
    def _typing(self) -> bool:
        """Whether `?` is typed here: then another key gives help."""
        focused = self.screen.focused
        return focused is not None and focused.check_consume_key("question_mark", "?")

    def hints(self) -> list[Binding]:
        """Keys to show: one for each action, Enter first, then the most specific, help last."""
        by_action: dict[str, Binding] = {}
        active_bindings = self.screen.active_bindings
        for active in active_bindings.values():
            here = self.EVERYWHERE or active.node is not self.app
            if here and active.binding.show and active.enabled and active.binding.description:
                by_action.setdefault(active.binding.action, active.binding)
        by_action.pop(HELP.action, None)
        by_action = dict(sorted(by_action.items(), key=lambda one: one[1].key.split(",")[0] != "enter"))
        help_ = HELP_TYPING if self._typing else HELP
        asked = active_bindings.get("question_mark")
        last = help_
        if asked and asked.binding.action == "dismiss":  # in help itself, which has the way out there instead
            last = by_action.pop("dismiss", help_)
        stop: Binding | None = getattr(self.app, "STOP", None)
        if stop is None:
            return [*by_action.values(), last]
        by_action.pop(QUIT, None)  # which a dialog does not have among its keys, though it works there
        return [*by_action.values(), stop, last]

    def render(self) -> Content:
        bindings = self.shown
        found = [self._hint(binding) for binding in bindings]
        kept = 2 if len(bindings) > 1 and bindings[-2] is getattr(self.app, "STOP", None) else 1
        gap = self.gap
        if kept == 2 and sum(hint.cell_length + gap for hint in found) - gap > self.content_size.width:
            found[-2] = self._hint(replace(bindings[-2], description=""))  # the key at least
        hints, last = found[:-kept], plain(" " * gap).join(found[-kept:])
        room = self.content_size.width - last.cell_length
        shown: list[Content] = []
        for hint in hints:
            room -= hint.cell_length + gap
            if room < 0:
                break
            shown.append(hint)
        return plain(" " * gap).join([*shown, last])

    @property
    def gap(self) -> int:
        """Cells between two hints."""
        return _GAP if self.content_size.width >= _NARROW else _NARROW_GAP

    def _hint(self, binding: Binding) -> Content:
        press = Style.from_meta({"@click": f"press({binding.key!r})"})
        key = binding.key_display or key_name(binding.key)
        return line((key, "bold $footer-key-foreground"), f" {binding.description}".rstrip()).stylize(press)

    def action_press(self, key: str) -> None:
        """A click on a hint is a press of its key."""
        self.app.simulate_key(key)


class StorageWarning(Static):
    """Says that nothing can be stored now, why, and what still works; not there when all is well."""

    DEFAULT_CSS = """
    StorageWarning { height: auto; margin-bottom: 1; display: none; }
    """

    def on_mount(self) -> None:
        """Follow what the window knows, also when that changes later."""
        self.watch(self.app, "unwritable", self._show)

    def _show(self, reason: str) -> None:
        self.update(lines((NOTHING_KEPT, "bold $text-error"), reason, _LOOK_ONLY))
        self.display = bool(reason)


READ_ON, READ_MORE = "read_on", "read_more"
"""Actions of a screen that show the next part of a text; the key of the first stands next to help."""


class KeyLines(KeyLine):
    """Nothing is left out, and a reminder stands above them."""

    DEFAULT_CSS = """
    KeyLines { height: auto; max-height: 6; }
    """
    EVERYWHERE = False
    reminder: reactive[Content] = reactive(Content, layout=True)
    """What is missing or unclear, above the keys."""

    _laid: tuple[object, list[Content]] = (None, [])

    def changed(self) -> None:
        """A layout of the whole screen only when the keys need more or fewer lines: they change with every answer."""
        self.refresh(layout=len(self._lines(self.content_size.width)) != self.content_size.height)

    def hints(self) -> list[Binding]:
        """Keys of this screen; more text and help last."""
        hints = super().hints()
        last = [hint for hint in hints if hint.action in (QUIT, HELP.action)]
        hints = [hint for hint in hints if hint not in last]
        by_enter = any(hint.action == READ_MORE for hint in hints)
        read_on = [hint for hint in hints if hint.action == READ_ON and not by_enter]
        return [*(hint for hint in hints if hint.action != READ_ON), *read_on, *last]

    def _lines(self, width: int) -> list[Content]:
        """The reminder, and hints side by side; a line breaks between hints, not inside."""
        asked = (width, self.gap, self.shown, self.reminder)
        if self._laid[0] != asked:
            self._laid = (asked, self._lay(width))
        return self._laid[1]

    def _lay(self, width: int) -> list[Content]:
        gap = self.gap
        found: list[list[Content]] = [[]]
        room = width
        for hint in map(self._hint, self.shown):
            if found[-1] and hint.cell_length > room:
                found.append([])
                room = width
            found[-1].append(hint)
            room -= hint.cell_length + gap
        reminder = wrapped(self.reminder, width) if self.reminder else []
        return [*reminder, *(plain(" " * gap).join(row) for row in found)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return lines(*self._lines(self.content_size.width))


class AllKeys(KeyLines):
    """Also the keys that work everywhere."""

    EVERYWHERE = True


_KEYS = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Spatie",
    "backspace": "Backspace",
    "tab": "Tab",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "home": "Home",
    "end": "End",
    "ctrl": "Ctrl",
    "shift": "Shift",
    "alt": "Alt",
}


def key_name(key: str) -> str:
    """`Ctrl+P`, `F1`, `Esc`, `↓`, `o`."""
    *modifiers, last = key.split("+")
    name = _KEYS.get(last) or format_key(last)
    capital = (modifiers and last not in _KEYS) or re.fullmatch(r"f\d+", last)
    parts = [*(_KEYS.get(modifier, modifier) for modifier in modifiers), name.upper() if capital else name]
    return "+".join(parts)


class Field(Input):
    """A line to type in, whose Enter is named for what it does there, so that the key line says it."""

    def __init__(self, enter: str, *, placeholder: str = "", max_length: int = 0) -> None:
        """`enter`: what Enter does, in Dutch; `max_length`: characters, 0 for no limit."""
        super().__init__(placeholder=placeholder, max_length=max_length)
        self._bindings.key_to_bindings["enter"] = [replace(Binding("enter", "submit", "Klaar"), description=enter)]

    def on_paste(self, event: Paste) -> None:
        """All lines as one, and as much as fits: Textual takes the first line, and nothing when that is too long."""
        event.prevent_default()
        event.stop()
        text = " ".join(clean(event.text).split())
        room = self.max_length - len(self.value) + len(self.selected_text) if self.max_length else len(text)
        if len(text) > room:
            rest = f"Er passen {self.max_length} tekens in. De rest van wat je plakte, is weg."
            self.notify(clean(rest), markup=False)
        self.replace(text[:room], *self.selection)


class ProblemBar(Static, can_focus=True):
    """The problem in hand, with how many there are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.edit", "Naar de plek"),
        Binding("down", "app.next(1)", "Volgende"),
        Binding("up", "app.next(-1)", "Vorige"),
    ]
    DEFAULT_CSS = """
    ProblemBar { dock: bottom; margin-bottom: 1; height: auto; max-height: 3; padding: 0 2; background: $panel; }
    ProblemBar:focus { background: $primary; color: $text; }
    """

    def show(self, problems: tuple[Problem, ...], at: int) -> None:
        """Show one of these; nothing when there is none."""
        self.display = bool(problems)
        if problems:
            problem = problems[at]
            style = "bold $text-error" if problem.severity is Severity.ERROR else "bold $text-warning"
            count = plain(f"{problem.severity} {at + 1} van {len(problems)}  ", style)
            place = plain(f"{problem.path}:{problem.line}  ", "bold")
            self.update(line(count, place, f"{problem.message} {problem.remedy}  (F8: volgende, F9: naar de plek)"))


def errors_first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first."""
    return tuple(sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR))
