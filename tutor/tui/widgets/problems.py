"""What is wrong with a pack that somebody is writing, in a bar below every screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from tutor.model import Problem, Severity
from tutor.tui.text import line, plain


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
