"""What the screens with a question share: a page that scrolls, and the focus where the answer is given."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.screen import ScreenResultType
from textual.widget import Widget

from tutor.tui.screens.scrolling import ScrollScreen
from tutor.tui.text import plain
from tutor.tui.widgets.answering import AnswerForm, Reminded
from tutor.tui.widgets.frame import KeyLines
from tutor.tui.widgets.picker import Picker


class QuestionScreen(ScrollScreen[ScreenResultType]):
    """A screen whose content changes with what the learner does."""

    DEFAULT_CSS = """
    QuestionScreen > ScrollPage { align-horizontal: center; scrollbar-gutter: stable; }
    QuestionScreen.-narrow KeyLines { padding: 0 1; }
    """
    AUTO_FOCUS = ""

    async def fill(self, widgets: Iterable[Widget], *, first: Widget | None = None) -> None:
        """Show these widgets. `first` is what the learner should read first, when it is not at the top."""
        self.query_one(KeyLines).reminder = plain("")
        with self.app.batch_update():
            await self.page.remove_children()
            await self.page.mount_all(widgets)
            self.page.scroll_home(animate=False, immediate=True)
        pickers = self.page.query(Picker)
        if self.form:
            self.form.take_focus()
        else:
            self.set_focus(pickers.first() if pickers else None, scroll_visible=False)
        self.refresh_bindings()
        if first is not None:
            self.call_after_refresh(self.page.scroll_to_widget, first, animate=False, top=True)

    @property
    def form(self) -> AnswerForm | None:
        """Where an answer is given now."""
        forms = self.query(AnswerForm)
        return forms.first() if forms else None

    @on(Reminded)
    def _remind(self, message: Reminded) -> None:
        self.query_one(KeyLines).reminder = plain(f"! {message.text}" if message.text else "", "$text-warning")
