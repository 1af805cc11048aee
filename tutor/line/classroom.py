"""A classroom evening driven by lines: for a trainer who uses a screen reader, and for scripts."""

from __future__ import annotations

import re

from tutor.classroom import live
from tutor.classroom.records import OnWall, quorum, why
from tutor.classroom.report import Rehearsed
from tutor.classroom.session import ClassSession
from tutor.classroom.votes import LETTERS, MOST, advice, doubt, key_of, read_counts, read_tables
from tutor.documents.report import markdown
from tutor.learning.wording import read_whole
from tutor.line.console import Console, Stopped
from tutor.model import Meeting
from tutor.service import phrases
from tutor.service.evening import Evening
from tutor.system import command
from tutor.tools.meeting import BadVote, Vote

HELP = """\
Enter - verder (in een script: de opdracht verder)
terug - een stap terug
naar N - naar activiteit N; naar 4.2 - naar de tweede vraag van activiteit 4
7 3 9 1 - stemmen per optie; of a=7 c=9; of per tafel 4 1 / 3 2 (ze tellen samen; toon tafels zet elke tafel op de muur)
+a, -a - één hand erbij of eraf
aanwezig N - hoeveel mensen er zijn
noteer TEKST, afspraak TEKST - wat gezegd of afgesproken werd
verbeter - wat genoteerd is, met nummers; verbeter N TEKST - een andere tekst; verbeter N - haal het weg
onthul - ga meteen naar het antwoord
toon situatie, uitslag, tafels, uitleg, afspraken, notities, parkeerplaats, besluit of loting - op de muur;
  nog een keer: het volgende blad, en dan weer weg
ongedaan - neem het laatste terug
titel TEKST - geef de avond een eigen titel
begin 19.30 - hoe laat de avond begint; daarop loopt de speling
vraag VRAAG | JA | *NEE - een vraag tussendoor, met * voor het goede antwoord; ze komt na dit onderdeel
  staat ze er al en stemde nog niemand, dan verbeter je haar zo
wijzig - de vraag die er staat, om te verbeteren; wijzig VRAAG | JA | *NEE - haar nieuwe tekst
  wat er al gestemd is, blijft bij de tekst van toen
herhaal - stel de vraag die er staat nog een keer, met eigen stemmen; ze komt na dit onderdeel
parkeer TEKST - iets om op terug te komen
besluit TEKST omdat REDEN; REDEN - wat de zaal zou doen, in een moreel beraad
loot - wie iets zegt, met het nummer van de stoel; loot 4 - groepjes van ongeveer vier
briefje CODE LETTERS - bij een meting: hoeveel er goed is op een briefje met een eigen code
teams NAAM, NAAM - hoe de teams heten; zoveel namen, zoveel teams
zetels N - hoeveel leden de oefenraad heeft; of zetels gemeente, of zetels groep
fracties NAAM, NAAM - wie er spreken in de oefenraad; spreker - geef de volgende het woord
punten TEAM N - punten van een team
stem VOOR TEGEN NIET-MEE - een stemming in de oefenraad; zo nodig erachter, in deze volgorde: blanco N,
  zittend N (leden met een zetel), zonder voordracht, opnieuw (het punt komt terug)
klok - start, pauzeer of hervat de klok; klok 90 - start met 90 seconden
zwart - beamer zwart, of weer aan
repeteer - verzonnen stemmen, alleen in een repetitie
plan - de activiteiten met hun tijd
verslag - wat er tot nu toe uit kwam
klaar - sluit de avond af
stop - stop; de avond blijft bewaard
Noemt een aantekening een toets: o is noteer, f afspraak, h toon uitslag, Shift+h toon tafels, v toon notities,
  w toon afspraken, s toon situatie, l toon uitleg, x onthul, q vraag, Shift+q wijzig, p parkeer, j besluit, z loot,
  g naar, t stem of zetels, i teams of fracties"""
MADE = ("teams", "fracties", "vraag", "parkeer", "besluit", "briefje", "zetels", "begin", "herhaal", "wijzig")
"""Words after which stands what `live.made` makes something of."""

ENDED = (
    f"De avond is afgesloten. Met {command('klas verslag --map MAP')} komt alles in een map: het verslag in vier "
    "vormen, en de herhaalset."
)
REHEARSED = "De repetitie is afgesloten. De stemmen waren verzonnen, dus er komt geen verslag."


def run(console: Console, evening: Evening) -> None:
    """Drive the evening until it is closed, the trainer stops, or the input ends."""
    try:
        _show(console, evening)
        while evening.session.ended is None:
            line = console.ask("Opdracht (Enter = verder, ? = hulp):")
            evening.refresh()
            before, timer = evening.session.cursor, evening.session.timer
            if timer and timer.running_since and timer.left(evening.now()) <= 0:
                console.say("Tijd! De klok is om.")
            _obey(console, evening, line)
            if evening.session.cursor != before:
                _show(console, evening)
    except Stopped:
        console.say(f"Gestopt. De avond is bewaard; met {command('klas regel')} ga je verder.")


def _obey(console: Console, evening: Evening, line: str) -> None:
    verb, _, rest = line.partition(" ")
    rest = rest.strip()
    match verb.casefold():
        case "" | "verder":
            at_end = evening.session.forward() == evening.session.cursor
            if live.leaves_vote(evening.session):
                console.say(live.NO_VOTES)
            evening.forward()
            if at_end:
                console.say("Dit is het einde van het plan. Typ klaar om af te sluiten.")
        case "terug":
            evening.back()
        case "naar":
            _jump(console, evening, rest)
        case "?" | "hulp":
            console.say(HELP)
        case "plan":
            _plan(console, evening.session)
        case "aanwezig":
            _present(console, evening, rest)
        case "noteer" | "afspraak" if rest:
            evening.note(rest, agreement=verb.casefold() == "afspraak")
            console.say("Genoteerd.")
        case "verbeter":
            _mend(console, evening, rest)
        case "toon":
            _wall(console, evening, rest)
        case "onthul":
            evening.reveal()
        case "ongedaan":
            evening.undo()
            console.say("Teruggenomen.")
            _show(console, evening)
        case "titel":
            console.say(f"De avond heet nu: {evening.rename(rest).title}.")
        case "spreker":
            evening.next_speaker()
            console.say("\n".join(evening.session.page))
            console.say(evening.session.speaking_time() or "De klok begint opnieuw.")
        case "loot":
            _draw(console, evening, rest)
        case word if word in MADE:
            _make(console, evening, word, rest)
        case "punten":
            _points(console, evening, rest.split())
        case "stem":
            _decide(console, evening, rest.split())
        case "klok":
            _clock(console, evening, rest)
        case "zwart":
            console.say("De beamer is zwart." if evening.toggle_black().black else "De beamer is aan.")
        case "repeteer":
            evening.rehearse()
            _counted(console, evening)
        case "verslag":
            _report(console, evening)
        case "klaar":
            rehearsed = evening.end().rehearsal
            console.say(REHEARSED if rehearsed else ENDED)
        case "stop":
            raise Stopped
        case _:
            _vote(console, evening, line)


def _show(console: Console, evening: Evening) -> None:
    session = evening.session
    console.say()
    place = f"Activiteit {session.activity_index + 1} van {len(session.plan.activities)}"
    slack = phrases.slack(session.slack(evening.now()))
    console.say(f"{place}: {phrases.sentence(session.activity.title)} {session.stage.name}. {slack}.")
    for line in session.page:
        console.say(line)
    if call := session.call(evening.now()):
        console.say(f"De zaal: {phrases.sentence(call)}")
    if isinstance(session.activity, Meeting) and not session.stage.point:
        console.say(f"{quorum(session.seats, session.present)} Zetels en fracties kies je met zetels en fracties.")
    for note in filter(None, session.stage.notes):
        console.say(f"Voor jou: {note}")
    if session.stage.seconds:
        console.say(f"Tijd: {session.stage.seconds} seconden. Typ klok om te beginnen.")
    if session.ballot:
        console.say("Tel de handen en typ de aantallen.")


def _make(console: Console, evening: Evening, word: str, typed: str) -> None:
    """Store what a rule makes of a line, or say what is wrong with it."""
    host = evening.catalogue.municipality
    made = live.made(word, evening.session, typed, host.seats if host else None)
    if isinstance(made, str):
        console.say(made)
        return
    evening.keep(made)
    console.say("De vraag komt na dit onderdeel." if word in ("vraag", "herhaal") else "Bewaard.")
    if word == "wijzig":
        _show(console, evening)


def _draw(console: Console, evening: Evening, size: str) -> None:
    number = read_whole(size, MOST) if size else 0
    if number is None:
        console.say("Typ loot, of loot en hoe groot de groepjes zijn, bijvoorbeeld loot 4.")
        return
    drawn = evening.draw(number)
    console.say(drawn if isinstance(drawn, str) else "\n".join(drawn.page))


def _mend(console: Console, evening: Evening, words: str) -> None:
    said = [*evening.session.notes, *evening.session.agreements, *evening.session.parked]
    number, _, text = words.partition(" ")
    if chosen := read_whole(number, len(said)):
        evening.mend(said[chosen - 1].id, text)
        console.say("Verbeterd." if text.strip() else "Weggehaald.")
        return
    for place, note in enumerate(said, 1):
        console.say(f"{place}. {note.text}", indent="   ")
    if not said:
        console.say("Er is nog niets genoteerd of afgesproken.")


def _wall(console: Console, evening: Evening, what: str) -> None:
    if what not in set(OnWall) or not evening.session.can_show(OnWall(what)):
        there = [str(one) for one in OnWall if evening.session.can_show(one)]
        console.say(f"Dat is er nu niet. Tonen kan: {', '.join(there) or 'nu niets'}.")
        return
    session = evening.show(OnWall(what))
    console.say(f"Op de muur: {session.on_wall or session.stage.name}.")
    for line in session.page:
        console.say(line)


def _vote(console: Console, evening: Evening, line: str) -> None:
    session = evening.session
    if session.ballot is None:
        console.say("Dat ken ik hier niet. Typ ? voor hulp.")
        return
    if len(line) == 2 and line[0] in "+-" and line[1].isalpha():
        evening.hand(LETTERS.find(line[1].lower()), 1 if line[0] == "+" else -1)
    else:
        counts = read_counts(line, len(session.stage.slide.options))
        if isinstance(counts, str):
            console.say(counts)
            return
        evening.vote(counts, tables=read_tables(line, len(session.stage.slide.options)))
    _counted(console, evening)


def _counted(console: Console, evening: Evening) -> None:
    session = evening.session
    if session.ballot is None:
        return
    console.say("Geteld: " + ", ".join(f"{chr(65 + n)} {count}" for n, count in enumerate(session.counts)) + ".")
    if session.present and (warning := doubt(session.counts, session.present, each_once=session.each_once)):
        console.say(warning)
    if session.ballot.round == "1" and session.each_once:
        found = advice(session.counts, key_of(session.content.items[session.stage.item]))
        if found:
            console.say(f"Advies: {found}")


def _present(console: Console, evening: Evening, number: str) -> None:
    present = read_whole(number, MOST)
    if present is None:
        console.say(f"Typ aanwezig en een getal van 0 tot en met {MOST}, bijvoorbeeld aanwezig 18.")
    else:
        evening.set_present(present)
        console.say(f"{present} aanwezigen.")


def _jump(console: Console, evening: Evening, number: str) -> None:
    place = next((place for place in evening.session.places if place.number == number), None)
    if place:
        evening.jump(*place.cursor[:2])
    else:
        last = len(evening.session.plan.activities)
        console.say(f"Kies een activiteit van 1 tot en met {last}; met plan zie je ze, met de vragen.")


def _points(console: Console, evening: Evening, words: list[str]) -> None:
    teams = evening.session.teams
    team, points = (read_whole(words[0], len(teams)), read_whole(words[1], MOST)) if len(words) == 2 else (None, None)
    if team and points is not None:
        evening.score(team, points)
        console.say(f"{teams[team - 1]} heeft {points} punten.")
    else:
        console.say("In een teamquiz: typ punten, het nummer van het team en het aantal, bijvoorbeeld punten 2 5.")


_VOTE = re.compile(
    r"(?P<for>\d+) (?P<against>\d+)(?: (?P<recused>\d+))?(?: blanco (?P<blank>\d+))?(?: zittend (?P<sitting>\d+))?"
    r"(?P<free> zonder voordracht)?(?P<again> opnieuw)?"
)


def _decide(console: Console, evening: Evening, words: list[str]) -> None:
    activity = evening.session.activity
    typed = _VOTE.fullmatch(" ".join(words).casefold())
    numbers = {name: read_whole(text, MOST) for name, text in typed.groupdict("0").items()} if typed else {}
    if typed is None or any(numbers[name] is None for name in ("for", "against", "recused", "blank", "sitting")):
        console.say("Typ stem, voor, tegen en hoeveel leden niet meestemmen, bijvoorbeeld stem 12 10 1 zittend 22.")
        return
    if not isinstance(activity, Meeting):
        console.say("Stemmen kan bij een agendapunt van de oefenraad.")
        return
    vote = Vote(
        seats=evening.session.seats,
        sitting=(numbers["sitting"] or 0) if typed["sitting"] else evening.session.seats,
        recused=numbers["recused"] or 0,
        for_=numbers["for"] or 0,
        against=numbers["against"] or 0,
        blank=numbers["blank"] or 0,
        nominated=not typed["free"],
    )
    try:
        outcome = evening.decide(vote, again=bool(typed["again"]))
    except BadVote as bad:
        console.say(str(bad))
        return
    console.say(why(outcome, evening.session.seats) if outcome else "Stemmen kan bij een agendapunt van de oefenraad.")


def _report(console: Console, evening: Evening) -> None:
    try:
        console.say(markdown(evening.report()))
    except Rehearsed as rehearsed:
        console.say(str(rehearsed))


def _clock(console: Console, evening: Evening, seconds: str) -> None:
    number = read_whole(seconds)
    if seconds and not number:
        console.say("Typ klok, of klok en het aantal seconden, bijvoorbeeld klok 90.")
        return
    session = evening.timer("start", number) if number else evening.toggle_timer()
    timer = session.timer
    if timer:
        state = "loopt" if timer.running_since else "staat stil"
        console.say(f"De klok {state}: nog {round(timer.left(evening.now()))} seconden.")


def _plan(console: Console, session: ClassSession) -> None:
    for place in session.places:
        here = " (nu)" if place.minutes and place.cursor[0] == session.activity_index else ""
        minutes = f", {place.minutes} minuten" if place.minutes else ""
        console.say(f"{place.number}. {place.title}{minutes}{here}", indent="   ")
