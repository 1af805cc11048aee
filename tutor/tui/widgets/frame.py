"""What stands around every screen: where you are, and which keys do something here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from tutor.service.phrases import NOTHING_KEPT
from tutor.tui.text import line, lines, plain

if TYPE_CHECKING:
    from textual.screen import Screen

STEP = " › "
"""Between the parts of where you are."""
_LOOK_ONLY = (
    "Lezen, zoeken en je voortgang bekijken kan wel. Als gast kun je ook oefenen, zonder dat er iets bewaard wordt."
)
HELP = Binding("question_mark", "app.help", "Hulp", key_display="?")


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


class KeyLine(Widget):
    """The keys that do something now, as many as fit on one line, help always among them."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; background: $panel; padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._renew)

    def _renew(self, screen: Screen[object]) -> None:
        self.refresh()

    def hints(self) -> list[Binding]:
        """Keys to show: one for each action, the most specific first, help last."""
        by_action: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.enabled and active.binding.description:
                by_action.setdefault(active.binding.action, active.binding)
        by_action.pop(HELP.action, None)
        return [*by_action.values(), HELP]

    def render(self) -> Content:
        """As many hints as fit."""
        *hints, last = [self._hint(binding) for binding in self.hints()]
        room = self.content_size.width - last.cell_length
        shown: list[Content] = []
        for hint in hints:
            room -= hint.cell_length + 3
            if room < 0:
                break
            shown.append(hint)
        return plain("   ").join([*shown, last])

    def _hint(self, binding: Binding) -> Content:
        press = Style.from_meta({"@click": f"press({binding.key!r})"})
        key = self.app.get_key_display(binding)
        return line((key, "bold $footer-key-foreground"), f" {binding.description}").stylize(press)

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
