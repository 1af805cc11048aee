"""The trainer at work: every key of an evening."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from tutor.classroom import live
from tutor.classroom.records import Ballot, OnWall
from tutor.classroom.session import ClassSession
from tutor.classroom.votes import Counts, read_counts, read_tables
from tutor.model import Meeting, TeamQuiz
from tutor.service import phrases
from tutor.tools.meeting import BadVote, Vote
from tutor.tui.classroom.app import ClickerScreen
from tutor.tui.classroom.board import Board, Tally, place, total_doubt
from tutor.tui.classroom.dialogs import ASKED, ASKED_IN, LineDialog, PlaceDialog, RaadDialog, present_dialog
from tutor.tui.classroom.page import BeamerPage, Moment
from tutor.tui.screens.dialog import ChoiceDialog, ConfirmDialog
from tutor.tui.text import lines, plain
from tutor.tui.widgets.frame import KeyLine, KeyLines, TopBar

HOW_VOTES = "Bijvoorbeeld {numbers}, of a=12 c=3, of per tafel: {numbers} / {numbers} (met Shift+H op de beamer)."
HOW_POINTS = "De punten die elk team nu heeft, bijvoorbeeld {numbers}."
_SOME = "7391528463"
LONGER = 30
"""Seconds that `+` adds."""
AT_END = "Dit is het einde van het plan. Druk op e om de avond af te sluiten."
REPORTED = "Het komt in het verslag."
UNREPORTED = "Dit is een repetitie: er komt geen verslag."
AGAIN = "De vraag komt na dit onderdeel nog een keer; met g ga je erheen."
HIDDEN = "Zo kan dit venster op de beamer. Met n komen je notities terug."


class KeyHint(KeyLine):
    """The keys on one line, for a low window."""


class ControlScreen(ClickerScreen[None]):
    """The trainer's screen during the evening; with `-beamer` it shows what the room sees instead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "type", "Aantallen"),
        Binding("r", "rehearse", "Verzin stemmen"),
        Binding("k", "clock", "Klok"),
        Binding("K", "restart_clock", "Klok opnieuw", show=False),
        Binding("plus,equals_sign", "longer", "30 sec", key_display="+"),
        Binding("o", "note(False)", "Noteer"),
        Binding("f", "note(True)", "Afspraak"),
        Binding("m", "mend", "Verbeter"),
        Binding("u", "undo", "Ongedaan"),
        Binding("s", "wall('situatie')", "Situatie"),
        Binding("h", "wall('uitslag')", "Uitslag"),
        Binding("H", "wall('tafels')", "Per tafel", show=False),
        Binding("w", "wall('afspraken')", "Afspraken tonen"),
        Binding("v", "wall('notities')", "Notities tonen"),
        Binding("l", "wall('uitleg')", "Uitleg"),
        Binding("x", "reveal", "Onthul"),
        Binding("n", "notes", "Verberg"),
        Binding("g", "jump", "Ga naar"),
        Binding("a,f2", "present", "Aanwezigen"),
        Binding("i", "put('teams')", "Namen"),
        Binding("q", "put('vraag')", "Vraag erbij", show=False),
        Binding("Q", "put('wijzig')", "Vraag verbeteren", show=False),
        Binding("p", "put('parkeer')", "Parkeer", show=False),
        Binding("P", "wall('parkeerplaats')", "Parkeerplaats tonen", show=False),
        Binding("j", "put('besluit')", "Besluit"),
        Binding("J", "wall('besluit')", "Besluit tonen", show=False),
        Binding("R", "repeat", "Nog eens", show=False),
        Binding("z", "draw", "Loten", show=False),
        Binding("Z", "wall('loting')", "Loting tonen", show=False),
        Binding("y", "put('briefje')", "Briefje"),
        Binding("T", "put('begin')", "Begintijd", show=False),
        Binding("e", "end", "Einde"),
        Binding("up", "scroll(-1)", "Omhoog", show=False),
        Binding("down", "scroll(1)", "Meer", key_display="↓"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (78, "-normal"), (100, "-wide")]  # noqa: RUF012
    SCOPED_CSS = False
    DEFAULT_CSS = """
    ControlScreen { layers: board stage; overflow: hidden; }
    ControlScreen > * { layer: board; }
    ControlScreen #stage { layer: stage; height: 100%; background: $background; display: none; }
    ControlScreen.-beamer #stage { display: block; }
    ControlScreen #aside { height: auto; color: $text-muted; text-align: center; }
    ControlScreen #trouble { height: auto; color: $text-warning; padding: 0 2; }
    ControlScreen.-short KeyLines, ControlScreen.-tall KeyHint { display: none; }
    """

    @dataclass
    class NotesHidden(Message):
        """Whether this window now shows what the beamer shows, for who has one window only."""

        hidden: bool

    _hidden_at: tuple[int, int, int] | None = None
    """Where the evening was when the notes were hidden: there the way back is told."""

    def compose(self) -> ComposeResult:
        """The trainer's side, and the beamer's for who has one window only."""
        yield TopBar(plain(""))
        yield Board()
        yield Static(id="trouble")
        yield KeyLines()
        yield KeyHint()
        with Vertical(id="stage"):  # covers the rest, which keeps the focus, so that hands are still counted
            yield BeamerPage()
            yield Static(id="aside")

    def on_mount(self) -> None:
        self.query_one(Tally).focus()  # so that letters and digits count hands
        for what in ("virtual_size", "scroll_y"):  # only then it is known whether there is more below
            self.watch(self.query_one(Board), what, self.refresh_bindings, init=False)

    def show(self, moment: Moment) -> None:
        session = moment.session
        if session is None:
            return
        bar = self.query_one(TopBar)
        bar.place, bar.who = plain(place(session)), plain(f"{session.present} aanwezig")
        self.query_one(Board).show(moment, session, self.room.evening.catalogue)
        self.query_one(BeamerPage).show(moment)
        for name, said in (("trouble", [moment.trouble]), ("aside", [*self._aside(session), moment.trouble])):
            told = self.query_one(f"#{name}", Static)
            told.update(lines(*filter(None, said)))
            told.display = any(said)
        self.refresh_bindings()

    def _aside(self, session: ClassSession) -> Iterator[str]:
        """What the trainer sees while the room looks on: nothing that tells how the vote goes."""
        if session.ballot:
            yield phrases.tally(session.counts, session.present)
            yield from total_doubt(session)
        if session.cursor == self._hidden_at:
            yield HIDDEN

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only keys that do something now."""
        session = self.room.moment.session
        if session is None:
            return action != "longer" and super().check_action(action, parameters)
        match action:
            case "longer":
                return session.timer is not None
            case "wall":
                return session.can_show(OnWall(str(parameters[0])))
            case "reveal":
                return session.reveal() != session.cursor
            case "mend":
                return bool(session.notes or session.agreements or session.parked)
            case "put" if parameters[0] == "wijzig":
                return bool(session.stage.item)
            case "put":
                return isinstance(session.activity, ASKED_IN.get(str(parameters[0]), object))
            case "undo":
                return session.before is not None
            case "scroll":
                board = self.query_one(Board)
                return parameters[0] == -1 or board.scroll_y < board.max_scroll_y
            case "rehearse":
                return session.rehearsal and session.ballot is not None
            case "type":
                return session.ballot is not None or isinstance(session.activity, TeamQuiz) or self._raad is not None
            case _:
                return super().check_action(action, parameters)

    def action_wall(self, what: str) -> None:
        """Put something on the wall beside this stage: asked again, its next page, and then the stage again."""
        self.room.act(partial(self.room.evening.show, OnWall(what)))

    def action_reveal(self) -> None:
        """Skip to the answer."""
        self.room.act(self.room.evening.reveal)

    def action_undo(self) -> None:
        """Take back the last thing that was done."""
        self.room.act(self.room.evening.undo)

    def action_mend(self) -> None:
        """Give something that was noted or agreed another text, or take it away."""
        session = self.room.evening.session
        said = [*session.notes, *session.agreements, *session.parked]
        if not said:
            return

        def chosen(index: int | None) -> None:
            if index is None:
                return
            note = said[index]

            def keep(text: str | None) -> None:
                if text is not None:
                    self.room.act(partial(self.room.evening.mend, note.id, text))

            about = plain("Leeg haalt het weg.", "$text-muted")
            self.app.push_screen(LineDialog(plain("Verbeter"), about, value=note.text), keep)

        texts = [plain(note.text) for note in said]
        dialog = ChoiceDialog(plain("Wat wil je verbeteren?"), None, texts, highlighted=len(texts) - 1)
        self.app.push_screen(dialog, chosen)

    def at_end(self) -> None:
        """Say how to go on."""
        self.room.tell(AT_END)

    def action_clock(self) -> None:
        """Start, pause or go on."""
        self.room.act(self.room.evening.toggle_timer)

    def action_restart_clock(self) -> None:
        """From the beginning, such as for the next speaker."""
        self.room.act(self.room.evening.next_speaker)

    def action_longer(self) -> None:
        self.room.act(partial(self.room.evening.timer, "extend", LONGER))

    def action_note(self, agreement: bool) -> None:
        """Write down what was said, or agreed."""
        title = "Wat spreken jullie af?" if agreement else "Wat werd er gezegd?"
        rehearsal = self.room.evening.session.rehearsal
        about = plain(f"Eén regel, zonder namen. {UNREPORTED if rehearsal else REPORTED}", "$text-muted")

        def keep(text: str | None) -> None:
            if text and text.strip():
                self.room.act(partial(self.room.evening.note, text, agreement=agreement))

        self.app.push_screen(LineDialog(plain(title), about), keep)

    def action_notes(self) -> None:
        """Show the trainer's side, or only what the beamer shows."""
        hidden = not self.has_class("-beamer")
        self.set_class(hidden, "-beamer")
        self.post_message(self.NotesHidden(hidden))
        self._hidden_at = self.room.evening.session.cursor if hidden else None
        self.show(self.room.moment)

    def action_put(self, word: str) -> None:
        """Ask for a line, and store what a rule makes of it; it says what is wrong with it."""
        session, host = self.room.evening.session, self.room.evening.catalogue.municipality
        title, about, most = ASKED[word]
        make = partial(live.made, word, session, municipality=host.seats if host else None)

        def check(typed: str) -> str:
            made = make(typed)
            return made if isinstance(made, str) else ""

        def keep(typed: str | None) -> None:
            made = make(typed) if typed is not None else ""
            if not isinstance(made, str):
                self.room.act(partial(self.room.evening.keep, made))

        about_it = plain(about, "$text-muted")
        value = live.value_of(word, session)
        anew = word in ("zetels", "begin")
        dialog = LineDialog(plain(title), about_it, check=check, value=value, most=most, anew=anew)
        self.app.push_screen(dialog, keep)

    def action_repeat(self) -> None:
        """Ask once more what was asked; it comes after this activity."""
        made = live.repeated(self.room.evening.session)
        if isinstance(made, str):
            self.room.tell(made)
        elif self.room.act(partial(self.room.evening.keep, made)):
            self.room.tell(AGAIN)

    def action_draw(self) -> None:
        sizes = (0, 2, 3, 4, 5, 6)
        texts = [plain(f"Groepjes van {size}" if size else "Wie iets zegt: één stoel") for size in sizes]

        def draw(index: int | None) -> None:
            if index is None:
                return
            wrong = live.too_few(self.room.evening.session, sizes[index])
            if wrong:
                self.room.tell(wrong)
            else:
                self.room.act(partial(self.room.evening.draw, sizes[index]))

        about = plain("Stoelen hebben nummers; een naam is niet nodig.", "$text-muted")
        self.app.push_screen(ChoiceDialog(plain("Loten"), about, texts, highlighted=0), draw)

    def action_jump(self) -> None:

        session = self.room.evening.session

        def go(index: int | None) -> None:
            if index is not None:
                self.room.act(partial(self.room.evening.jump, *session.places[index].cursor[:2]))

        self.app.push_screen(PlaceDialog(session), go)

    def action_present(self) -> None:
        """How many people there are."""

        def keep(text: str | None) -> None:
            if text is not None:
                self.room.act(partial(self.room.evening.set_present, int(text.strip() or 0)))

        self.app.push_screen(present_dialog(self.room.evening.session.present), keep)

    def action_end(self) -> None:
        """Close the evening, after a question."""
        question = lines("De avond afsluiten?", ("Daarna kun je er niets meer aan veranderen.", "not bold"))
        dialog = ConfirmDialog(question, yes=plain("Ja, afsluiten"), no=plain("Nee, terug"))

        def end(yes: bool | None) -> None:
            if yes:
                self.room.act(self.room.evening.end)

        self.app.push_screen(dialog, end)

    def action_scroll(self, step: int) -> None:
        board = self.query_one(Board)
        board.scroll_to(y=board.scroll_y + step, animate=False)

    # Counting: hand by hand, all at once, or made up in a rehearsal

    @property
    def _raad(self) -> Meeting | None:
        """The meeting whose agenda point is voted on now, or that opens now."""
        session = self.room.evening.session
        meeting, voting = session.activity, session.stage.reveals or not session.stage.point
        return meeting if voting and isinstance(meeting, Meeting) else None

    @on(Tally.Hand)
    def _hand(self, message: Tally.Hand) -> None:
        evening = self.room.evening
        if evening.session.ballot:
            self.room.act(partial(evening.hand, message.index, message.step))
        else:
            team = message.index + 1
            points = evening.session.points.get(team, 0) + message.step
            self.room.act(partial(evening.score, team, points))

    def action_rehearse(self) -> None:
        self.room.act(self.room.evening.rehearse)

    def action_type(self) -> None:
        session, meeting = self.room.evening.session, self._raad
        if meeting and not session.stage.point:
            self.action_put("zetels")
        elif meeting:
            before = session.outcomes.get(session.stage.point)
            self.app.push_screen(RaadDialog(session.seats, before, persons=session.on_persons), self._decide)
        elif isinstance(session.activity, TeamQuiz):
            self._ask("Punten per team", HOW_POINTS, len(session.teams), None)
        else:
            self._ask(session.stage.name, HOW_VOTES, len(session.counts), session.ballot)

    def _ask(self, title: str, how: str, number: int, ballot: Ballot | None) -> None:
        """Ask for as many numbers; `ballot`: what they are votes on, None for points of teams."""

        def check(typed: str) -> str:
            read = read_counts(typed, number)
            return read if isinstance(read, str) else ""

        def done(typed: str | None) -> None:
            read = read_counts(typed, number) if typed else ""
            if not isinstance(read, str):
                tables = read_tables(typed or "", number)
                vote = partial(self.room.evening.vote, read, ballot, tables=tables)
                self.room.act(vote if ballot else partial(self._score, read))

        about = plain(how.format(numbers=" ".join(_SOME[:number])), "$text-muted")
        self.app.push_screen(LineDialog(plain(title), about, check=check), done)

    def _score(self, points: Counts) -> None:
        for team, number in enumerate(points, 1):
            self.room.evening.score(team, number)

    def _decide(self, counted: tuple[Vote, bool] | None) -> None:
        if counted:
            vote, again = counted
            try:
                self.room.act(partial(self.room.evening.decide, vote, again=again))
            except BadVote as bad:
                self.room.tell(str(bad))
