"""What all screens share: their app, and keeping what the learner does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen, ScreenResultType

from tutor.tui.widgets.links import Followed
from tutor.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp
    from tutor.tui.prose import Link
    from tutor.tui.routes import Routes

T = TypeVar("T")


class Following(Screen[ScreenResultType]):
    """A screen whose texts have links."""

    @property
    def tutor(self) -> TutorApp:
        """The app, with its own type."""
        return cast("TutorApp", self.app)

    @property
    def routes(self) -> Routes:
        """Ways to other screens; there are none before a profile was chosen."""
        assert self.tutor.routes is not None
        return self.tutor.routes

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close this screen, once: a key pressed twice does not also close the screen below."""
        return super().dismiss(result) if self.is_active else AwaitComplete.nothing()  # type: ignore[no-untyped-call]

    def follow(self, link: Link) -> None:
        """Go where a link leads."""
        self.routes.follow(link)

    @on(Followed)
    def _followed(self, message: Followed) -> None:
        message.stop()
        self.follow(message.link)


class TutorScreen(Following[ScreenResultType]):
    """A full screen."""

    def on_compose(self) -> None:
        """Know the size of the window before there is anything to style: after it, everything is styled twice."""
        across, down = self.app.HORIZONTAL_BREAKPOINTS or [], self.app.VERTICAL_BREAKPOINTS or []
        fitting, size = self._get_breakpoint_classes, self.app.size
        self.add_class(*fitting(size.width, across), *fitting(size.height, down))

    def keep(self, action: Callable[[], T], then: Callable[[T], object]) -> bool:
        """Do something that is stored, and go on with its result only once it is. See `TutorApp.keep`."""
        return self.tutor.keep(action, then)

    def on_screen_resume(self) -> None:
        """Take the tour along."""
        self.tutor.show_tour()

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


class TutorDialog(Following[ScreenResultType], ModalScreen[ScreenResultType]):
    """A screen on top of another one; Escape closes it without a result."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Sluiten")]
