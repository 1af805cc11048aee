"""Papers that a member of the raad hands in: the fields of each, and the paper that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from tutor.dates import full_date
from tutor.tools import paper_checks as checks
from tutor.tools.meeting import Count
from tutor.tools.terms import read_day
from tutor.tools.tool import (
    BLANK,
    Fields,
    PaperPart,
    PaperPiece,
    Setting,
    Sort,
    Tool,
    ToolAnswer,
    ToolField,
    WrittenPaper,
    as_text,
    points_of,
)

WRITING = "schrijven"
_FACTS = "Constaterende dat (feiten):"
_REASONS = "Overwegende dat (waarom dit goed is):"
_REQUEST = "Verzoekt het college / spreekt uit:"
_SIGNED = "Indiener en fractie; medeondertekenaars:"
_OLD = "De tekst die nu in het ontwerpbesluit staat (punt of artikel):"
_NEW = "wordt:"
_COVERED = "Toelichting, met de dekking als het geld kost:"
MODELS: Mapping[str, tuple[str, ...]] = {
    "Motie": (
        "De raad van de gemeente …, in vergadering bijeen op …, bij agendapunt …",
        _FACTS,
        _REASONS,
        _REQUEST,
        _SIGNED,
    ),
    "Amendement": (
        "De raad van de gemeente …, in vergadering bijeen op …, bij het voorstel …",
        _OLD,
        _NEW,
        _COVERED,
        _SIGNED,
    ),
}
"""The same papers to fill in with a pen."""
_DICTUM = {"verzoekt": "verzoekt het college", "spreekt-uit": "spreekt uit"}
_ASKED = {"college": "het college van burgemeester en wethouders", "burgemeester": "de burgemeester"}
_TO = {
    "bestuur": "het dagelijks bestuur (over een begroting)",
    "college": "het eigen college (over het ontwerp van een regeling)",
}
_STAND = {"ja-als": "Wij zeggen ja, als:", "nee-tenzij": "Wij zeggen nee, tenzij:", "vraag": "Wij vragen u:"}


class FilledIn(Struct, frozen=True):
    """What was filled in."""

    fields: Fields
    setting: Setting

    def line(self, name: str) -> str:
        """A line; `…` when there is none."""
        return " ".join(self.fields[name].split()).rstrip(" .;,") or BLANK

    def points(self, name: str) -> tuple[str, ...]:
        """The points of a field."""
        return points_of(self.fields[name])

    def day(self) -> str:
        """The day of the paper, in words."""
        day = read_day(self.fields["dag"], self.setting.today)
        return full_date(day) if day else BLANK

    @property
    def raad(self) -> str:
        """Who decides."""
        return f"De raad van de gemeente {self.line('gemeente')}"


class Kind(Struct, frozen=True, kw_only=True):
    """A sort of paper."""

    name: str
    title: str
    lesson: str
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    fields: tuple[ToolField, ...]
    """Those of its own, between what every paper has."""
    heading: str
    """Before the subject, in the title."""
    pieces: Callable[[FilledIn], Iterator[PaperPiece]]
    checks: Callable[[Fields], Iterator[Count]]


def _text(text: str) -> PaperPiece:
    return PaperPiece(PaperPart.TEXT, (text.replace(f"{BLANK}.", BLANK),))


def _heading(text: str) -> PaperPiece:
    return PaperPiece(PaperPart.HEADING, (text,))


def _list(points: tuple[str, ...], part: PaperPart = PaperPart.POINTS, end: str = "", last: str = ".") -> PaperPiece:
    """A list. With `end`, that comes after every point but the last, which gets `last`."""
    found = points or (BLANK,)
    if not end or not points:
        return PaperPiece(part, found)
    ends = [*[end] * (len(found) - 1), last]
    return PaperPiece(part, tuple(f"{point.rstrip('.')}{mark}" for point, mark in zip(found, ends, strict=True)))


def _signed(given: FilledIn) -> Iterator[PaperPiece]:
    yield _heading("Ingediend door")
    yield _list(given.points("indieners"))


def _motion(given: FilledIn) -> Iterator[PaperPiece]:
    item = given.line("agendapunt")
    about = "over een onderwerp dat niet op de agenda staat" if item == BLANK else f"bij agendapunt {item}"
    yield _text(f"{given.raad}, in vergadering bijeen op {given.day()}, {about},")
    for name, words in (("feiten", "constaterende dat"), ("argumenten", "overwegende dat")):
        yield _heading(words)
        yield _list(given.points(name), end=";", last=";")
    yield _heading(_DICTUM[given.fields["dictum"]])
    yield _list(given.points("verzoek"), end=";", last=",")
    yield _text("en gaat over tot de orde van de dag.")
    yield from _signed(given)


def _amendment(given: FilledIn) -> Iterator[PaperPiece]:
    about = f"bij het voorstel {given.line('voorstel')}"
    yield _text(f"{given.raad}, in vergadering bijeen op {given.day()}, {about}, wijzigt het ontwerpbesluit als volgt.")
    yield _heading(f"De tekst nu ({given.line('plaats')})")
    yield _list(given.points("oud"), PaperPart.TEXT)
    yield _heading("wordt")
    yield _list(given.points("nieuw"), PaperPart.TEXT)
    yield _heading("Toelichting")
    yield _list(given.points("toelichting"), PaperPart.TEXT)
    if given.line("bedrag") != BLANK or given.line("dekking") != BLANK:
        yield _heading("Dekking")
        yield _text(f"Dit kost {given.line('bedrag')}. Het geld komt uit: {given.line('dekking')}.")
    yield from _signed(given)


def _questions(given: FilledIn) -> Iterator[PaperPiece]:
    yield _text(f"Aan {_ASKED[given.fields['aan']]} van de gemeente {given.line('gemeente')}, {given.day()}")
    many = len(given.points("indieners")) > 1
    yield _text(f"Op grond van artikel 155 van de Gemeentewet {'stellen wij' if many else 'stel ik'} u deze vragen.")
    yield _heading("Aanleiding")
    yield _list(given.points("aanleiding"), PaperPart.TEXT)
    yield _heading("Vragen")
    yield _list(given.points("vragen"), PaperPart.NUMBERED)
    yield _text(f"{'Wij ontvangen' if many else 'Ik ontvang'} uw antwoord graag vóór {given.line('antwoord')}.")
    yield from _signed(given)


def _view(given: FilledIn) -> Iterator[PaperPiece]:
    board = given.fields["aan"] == "bestuur"
    to = (
        f"het dagelijks bestuur van {given.line('regeling')}"
        if board
        else f"{_ASKED['college']} van {given.line('gemeente')}"
    )
    yield _text(f"Aan {to}")
    yield _text(f"{given.line('gemeente')}, {given.day()}")
    yield _text("Geacht bestuur," if board else "Geacht college,")
    yield _text(f"{given.line('opening')}.")
    yield _text(_STAND[given.fields["oordeel"]])
    yield _list(given.points("punten"), PaperPart.NUMBERED, end=";")
    yield _text(f"Wij lezen uw antwoord graag vóór {given.line('antwoord')}.")
    yield _text(given.raad)


def _initiative(given: FilledIn) -> Iterator[PaperPiece]:
    yield _heading("Waarom: welk probleem, voor wie?")
    yield _list(given.points("waarom"), PaperPart.TEXT)
    yield _heading("Geld")
    cost, cover = given.line("bedrag"), given.line("dekking")
    yield _text(f"Dit kost {cost}. Het geld komt uit: {cover}." if cost != BLANK else "Dit voorstel kost geen geld.")
    yield _heading("Uitvoering: wat vragen wij van het college?")
    yield _list(given.points("uitvoering"))
    yield _heading("Besluit")
    yield _text(f"{given.raad}, in vergadering bijeen op {given.day()}, besluit:")
    yield _list(given.points("besluit"), PaperPart.NUMBERED, end=";")
    yield from _signed(given)


def _line(name: str, label: str) -> ToolField:
    return ToolField(name=name, label=label, sort=Sort.LINE)


def _points(name: str, label: str) -> ToolField:
    return ToolField(name=name, label=label, sort=Sort.POINTS)


def _choice(name: str, label: str, options: Mapping[str, str]) -> ToolField:
    return ToolField(
        name=name, label=label, sort=Sort.CHOICE, value=next(iter(options)), options=tuple(options.items())
    )


_COST = (
    _line("bedrag", "Wat kost het, en hoe vaak? (leeg: niets)"),
    _line("dekking", "Dekking: waar komt het geld vandaan?"),
)
_ANSWER = _line("antwoord", "Vóór welke dag wil je antwoord?")
KINDS = (
    Kind(
        name="motie",
        title="Motie",
        heading="Motie",
        lesson="rollen-06",
        sources=("gemeentewet 169 lid 1",),
        notes=(
            "Verandert het een zin of bedrag in een voorstel? Schrijf dan een amendement.",
            "Hoe en tot wanneer je indient, staat in jullie reglement van orde.",
        ),
        fields=(
            _line("agendapunt", "Bij agendapunt (leeg: het staat niet op de agenda):"),
            _points("feiten", _FACTS),
            _points("argumenten", _REASONS),
            _choice("dictum", "De raad:", _DICTUM),
            _points("verzoek", "Wie moet wat doen, en wanneer?"),
        ),
        pieces=_motion,
        checks=checks.motion,
    ),
    Kind(
        name="amendement",
        title="Amendement",
        heading="Amendement",
        lesson="rollen-06",
        sources=("gemeentewet 147b", "gemeentewet 189 lid 2"),
        notes=(
            "Het voorstel moet op de agenda staan (artikel 147b). Hoe en tot wanneer je indient, regelt de raad zelf.",
        ),
        fields=(
            _line("voorstel", "Bij welk voorstel op de agenda?"),
            _line("plaats", "Welk punt of artikel van het ontwerpbesluit?"),
            _points("oud", "De tekst die er nu staat:"),
            _points("nieuw", _NEW.capitalize()),
            _points("toelichting", "Waarom? Twee zinnen zijn genoeg:"),
            *_COST,
        ),
        pieces=_amendment,
        checks=checks.amendment,
    ),
    Kind(
        name="schriftelijke-vragen",
        title="Schriftelijke vragen",
        heading="Schriftelijke vragen",
        lesson="rollen-05",
        sources=("gemeentewet 155 lid 1", "gemeentewet 169"),
        notes=("De termijn voor het antwoord staat in jullie reglement; reken hem uit met gereedschap vragen.",),
        fields=(
            _choice("aan", "Aan:", _ASKED),
            _points("aanleiding", "Het feit waar je van uitgaat:"),
            _points("vragen", "De vragen, één ding per regel:"),
            _ANSWER,
        ),
        pieces=_questions,
        checks=checks.questions,
    ),
    Kind(
        name="zienswijze",
        title="Zienswijze",
        heading="Zienswijze",
        lesson="regio-09",
        sources=("wgr 1 lid 3", "wgr 35 lid 3", "wgr 35 lid 4"),
        notes=(
            "De raad stelt zijn zienswijze zelf vast: zet haar op de agenda. Te laat? Zie gereedschap regiobegroting.",
        ),
        fields=(
            _choice("aan", "Aan:", _TO),
            _line("regeling", "Naam van de regeling:"),
            _line("opening", "Wat gaat er goed? Eén zin:"),
            _choice("oordeel", "De raad zegt:", _STAND),
            _points("punten", "Hooguit drie punten, elk met een cijfer en een verzoek:"),
            _ANSWER,
        ),
        pieces=_view,
        checks=checks.view,
    ),
    Kind(
        name="initiatiefvoorstel",
        title="Initiatiefvoorstel",
        heading="Initiatiefvoorstel",
        lesson="rollen-07",
        sources=("gemeentewet 147a", "gemeentewet 189", "gemeentewet 192 lid 2"),
        notes=(
            "De raad besluit pas als het college zijn wensen en bedenkingen kon geven (artikel 147a, lid 4).",
            "Kost het geld dat niet op de begroting staat? Dan wijzigt de raad ook de begroting. Dat voorstel ligt "
            "eerst twee weken ter inzage, behalve bij dringende spoed (artikel 192).",
        ),
        fields=(
            _points("besluit", "De raad besluit (wat staat er op papier als de raad ja zegt?):"),
            _points("waarom", "Waarom: welk probleem, voor wie?"),
            *_COST,
            _points("uitvoering", "Uitvoering: wat vraag je van het college?"),
        ),
        pieces=_initiative,
        checks=checks.initiative,
    ),
)


def _fields(kind: Kind, setting: Setting) -> tuple[ToolField, ...]:
    host = setting.host.name if setting.host else ""
    day = f"{setting.today.day}-{setting.today.month}-{setting.today.year}"
    signed = () if kind.name == "zienswijze" else (_points("indieners", _SIGNED),)
    return (
        _line("onderwerp", "Waarover gaat het?"),
        ToolField(name="gemeente", label="Gemeente:", sort=Sort.LINE, value=host),
        ToolField(name="dag", label="Dag van de vergadering, of van de brief:", sort=Sort.DAY, value=day),
        *kind.fields,
        *signed,
    )


def _answer(kind: Kind, fields: Fields, setting: Setting) -> ToolAnswer:
    for field in _fields(kind, setting):
        if field.sort is Sort.CHOICE and fields[field.name] not in dict(field.options):
            options = ", ".join(name for name, _ in field.options)
            return ToolAnswer(trouble=f"Kies bij ‘{field.name}’ uit: {options}.")
    given = FilledIn(fields, setting)
    paper = WrittenPaper(f"{kind.heading}: {given.line('onderwerp')}", tuple(kind.pieces(given)))
    found = (*checks.common(fields, setting.today), *kind.checks(fields))
    return ToolAnswer(
        paper=paper,
        counts=found,
        notes=kind.notes,
        sources=kind.sources,
        facts={
            "paper": {
                "title": paper.title,
                "pieces": [{"part": piece.part, "lines": piece.lines} for piece in paper.pieces],
            },
            "text": as_text(paper),
            "checks": [{"sentence": one.sentence, "met": one.met} for one in found],
            "notes": kind.notes,
        },
    )


TOOLS = tuple(
    Tool(
        id=kind.name,
        sort=WRITING,
        title=kind.title,
        lesson=kind.lesson,
        bare=("onderwerp",),
        fields=partial(_fields, kind),
        answer=partial(_answer, kind),
    )
    for kind in KINDS
)
