"""What all screens share: their app, and keeping what the learner does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen, ScreenResultType

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp
    from tutor.tui.routes import Routes

T = TypeVar("T")


class TutorScreen(Screen[ScreenResultType]):
    """A full screen."""

    @property
    def tutor(self) -> TutorApp:
        """The app, with its own type."""
        return cast("TutorApp", self.app)

    @property
    def routes(self) -> Routes:
        """Ways to other screens; there are none before a profile was chosen."""
        assert self.tutor.routes is not None
        return self.tutor.routes

    def keep(self, action: Callable[[], T], then: Callable[[T], object]) -> bool:
        """Do something that is stored, and go on with its result only once it is. See `TutorApp.keep`."""
        return self.tutor.keep(action, then)

    def on_screen_resume(self) -> None:
        """Take the tour along."""
        self.tutor.show_tour()


class TutorDialog(ModalScreen[ScreenResultType]):
    """A screen on top of another one; Escape closes it without a result."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Sluiten")]
