"""What all screens share: the window around them, and closing once."""

from __future__ import annotations

from typing import ClassVar, cast

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen, Screen, ScreenResultType

from tutor.tui.shell import Shell
from tutor.tui.widgets.picker import Picker


class Shown(Message):
    """A full screen came into view."""


class ShellScreen(Screen[ScreenResultType]):
    """A screen in a window of ours."""

    @property
    def shell(self) -> Shell:
        """The window, with its own type."""
        return cast("Shell", self.app)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close this screen, once: a key pressed twice does not also close the screen below."""
        return super().dismiss(result) if self.is_active else AwaitComplete.nothing()  # type: ignore[no-untyped-call]


class TutorScreen(ShellScreen[ScreenResultType]):
    """A full screen; dialogs come on top of one."""

    def on_compose(self) -> None:
        """Know the size of the window before there is anything to style: after it, everything is styled twice."""
        across, down = self.app.HORIZONTAL_BREAKPOINTS or [], self.app.VERTICAL_BREAKPOINTS or []
        fitting, size = self._get_breakpoint_classes, self.app.size
        self.add_class(*fitting(size.width, across), *fitting(size.height, down))

    def on_screen_resume(self) -> None:
        """Tell the window, whose tour goes along."""
        self.post_message(Shown())

    def settle(self) -> None:
        """Bring the highlighted row of the list into view; with the first one also what stands above it."""
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        if not self.is_current:  # the learner was faster
            return
        picker = self.query_one(Picker)
        if picker.highlighted:
            picker.show(picker.highlighted)
        else:
            self.query_one("#page", VerticalScroll).scroll_home(animate=False)


class TutorDialog(ShellScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A screen on top of another one; Escape closes it without a result."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Sluiten")]
