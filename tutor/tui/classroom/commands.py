"""What Ctrl+P finds in the two windows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from tutor.tui import themes
from tutor.tui.palette import TutorCommands, Way

if TYPE_CHECKING:
    from tutor.tui.classroom.beamer import BeamerApp
    from tutor.tui.classroom.trainer import TrainerApp


class TrainerCommands(TutorCommands):
    """In the trainer's window."""

    def ways(self) -> Iterator[Way]:
        """Everything that can be done now."""
        app = cast("TrainerApp", self.app)
        screen = app.at_work
        if screen:
            yield Way("Aanwezigen", "Hoeveel mensen er zijn", screen.action_present, main=True)
            yield Way("Ga naar", "Een andere activiteit", screen.action_jump, main=True)
            yield Way("Noteer", "Wat er gezegd werd", partial(screen.action_note, False), main=True)
            yield Way("Afspraak", "Wat jullie afspreken", partial(screen.action_note, True), main=True)
            yield Way("Klok opnieuw", "Van het begin af", screen.action_restart_clock, main=True)
            yield Way("Notities aan of uit", "Voor wie één venster heeft", screen.action_notes, main=True)
            yield Way("Einde", "Sluit de avond af", screen.action_end, main=True)
        yield Way("Andere avond", "Kies een plan", app.action_plans, main=True)
        for name, dutch in themes.THEMES.items():
            yield Way(f"Thema: {dutch}", "Andere kleuren", partial(app.look, name), main=True)
        yield Way("Hulp", "Alle toetsen", app.action_help, main=True)
        yield Way("Stoppen", "Sluit dit venster; de avond blijft bewaard", app.exit, main=True)


class BeamerCommands(TutorCommands):
    """In the window for the beamer."""

    def ways(self) -> Iterator[Way]:
        """Everything that can be done now."""
        app = cast("BeamerApp", self.app)
        for name, dutch in ((themes.BEAMER_WHITE.name, "wit"), (themes.BEAMER_BLACK.name, "zwart")):
            yield Way(f"Kleur: {dutch}", "De achtergrond op de beamer", partial(app.look, name), main=True)
        yield Way("Hulp", "Toetsen", app.action_help, main=True)
        yield Way("Stoppen", "Sluit dit venster; de avond gaat door", app.exit, main=True)
