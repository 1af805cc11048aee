"""Questions as a table, for Excel and CSV: the one form in which nothing is lost, and the easiest one to write.

One row is one question. A column is known by its name, so that a table may have fewer, or others beside them. The
spreadsheet that Kahoot imports holds short choices only, without feedback; the names of its columns stand in its eighth
row, from the second column (layout as in public copies of the template).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tutor.exchange import spreadsheet
from tutor.exchange.questions import (
    KAHOOT_ANSWER,
    KAHOOT_ANSWERS,
    KAHOOT_QUESTION,
    Outgoing,
    asked,
    correct,
    is_opinion,
    licences,
    options,
    plain_number,
)
from tutor.exchange.spreadsheet import Sheet, Value
from tutor.model import Debate, Gaps, Item, Matching, Mistake, Multiple, Number, Open, Ordering, ShortText, Single

COLUMNS: Mapping[str, str] = {
    "soort": "keuze, meerkeuze, volgorde, paren, gaten, getal, kort, open, stelling of dilemma; leeg: een keuze",
    "bij": "een tekst waar meer vragen over gaan, zoals een brief; mag leeg blijven",
    "situatie": "wat er gebeurt; mag leeg blijven",
    "vraag": "de vraag",
    "zin": "gaten: de zin, met ___ voor elk gat",
    "goed": "keuze: het nummer van de goede optie (meerkeuze: 1,3). getal: het getal. kort: de goede antwoorden, "
    "met | ertussen. open: het modelantwoord. Bij volgorde en paren leeg",
    "uitleg": "algemene uitleg",
    "bronnen": "zoals gemeentewet 160 lid 1; meer bronnen met | ertussen",
    "hint": "een duwtje; mag leeg blijven",
    "norm": "wet, reglement, gedragscode, gebruik of afweging",
    "moeilijkheid": "1, 2 of 3",
    "eenheid": "van een getal, zoals leden",
    "tolerantie": "hoeveel een getal mag schelen",
    "feedback": "bij een goed getal of woord",
    "typen": "ja: de woorden van een zin met gaten worden getypt",
    "vast": "ja: de opties blijven in deze volgorde",
    "reden": "ja: vraag bij de keuze ook waarom",
    "mening": "ja: er is geen goed antwoord (stelling, dilemma)",
    "wie_beslist": "alleen bij een stelling of dilemma",
    "ondergrens": "alleen bij een stelling of dilemma: wat de wet in elk geval vraagt",
    "voor": "alleen bij een stelling of dilemma: argumenten, met | ertussen",
    "tegen": "alleen bij een stelling of dilemma: argumenten, met | ertussen",
    "schuif": "alleen bij een stelling of dilemma",
    "gespreksvragen": "alleen bij een stelling of dilemma",
    "trainer": "alleen bij een stelling of dilemma: voor de trainer",
    "id": "vul je niet in; Raadstutor schrijft hier hoe de vraag heet",
    "module": "vul je niet in",
    "les": "vul je niet in",
    "doel": "vul je niet in",
    "stap": "vul je niet in",
    "herzien_voor": "vul je niet in: de vraag moet voor deze dag opnieuw worden nagekeken",
    "licentie": "vul je niet in",
}
"""Names of the columns, and what goes in."""
LIST_COLUMNS = ("optie", "feedback", "misvatting")
"""For each option, numbered from 1."""
OPTION_HELP = (
    "een antwoord. gaten: het woord in elk gat, met | tussen wat ook goed is; = woord: hoort nergens. "
    "volgorde: de delen in de goede volgorde. paren: links = rechts (zonder links: een rechterkant die "
    "nergens bij hoort). getal en kort: een bekende fout. open: een criterium"
)
_BAR = " | "
ARROW = " => "
"""Between two sides when there is an = in the left one."""
_MANY = ("voor", "tegen", "schuif", "gespreksvragen")


def rows(questions: Sequence[Outgoing]) -> list[list[Value]]:
    """The table, names of the columns first."""
    listed = [(one, _listed(one.item)) for one in questions]
    most = max((len(entries) for _, entries in listed), default=3)
    head: list[Value] = [*COLUMNS, *(f"{name} {n}" for n in range(1, most + 1) for name in LIST_COLUMNS)]
    table = [head]
    for one, entries in listed:
        cells = _cells(one)
        flat = [cell for entry in entries for cell in entry]
        table.append([*(cells.get(name, "") for name in COLUMNS), *flat])
    return table


def write_excel(questions: Sequence[Outgoing]) -> bytes:
    """A workbook with the table, and a sheet that explains the columns."""
    return spreadsheet.write([Sheet("Vragen", rows(questions)), Sheet("Uitleg", _help())])


def write_csv(questions: Sequence[Outgoing]) -> bytes:
    """The table as CSV, which Excel opens as UTF-8."""
    return (spreadsheet.BYTE_ORDER_MARK + spreadsheet.csv_text(rows(questions))).encode()


_EXAMPLES = (
    {
        "soort": "keuze", "situatie": "Een inwoner wil een dakkapel.", "vraag": "Wie beslist daarover?", "goed": "2",
        "uitleg": "Over een vergunning beslist het college.", "bronnen": "omgevingswet 5.8",
        "optie 1": "De raad.", "feedback 1": "De raad gaat over de regels. Dit is één geval.",
        "optie 2": "Het college.", "feedback 2": "Ja, het college beslist over één aanvraag.",
        "optie 3": "De griffier.", "feedback 3": "De griffier helpt de raad, en besluit niet.",
    },
    {
        "soort": "meerkeuze", "vraag": "Welke twee zijn een bestuursorgaan?", "goed": "1,3", "bronnen": "gemeentewet 6",
        "optie 1": "De raad.", "optie 2": "De griffie.", "optie 3": "De burgemeester.",
    },
    {"soort": "volgorde", "vraag": "Wat eerst?", "optie 1": "Beeldvorming", "optie 2": "Oordeel", "optie 3": "Besluit"},
    {
        "soort": "paren", "vraag": "Wie doet wat?", "optie 1": "De APV vaststellen = de raad",
        "optie 2": "Een vergunning geven = het college", "optie 3": "= de griffier",
    },
    {
        "soort": "getal", "vraag": "Hoeveel van de 23 leden moeten er zijn?", "goed": "12", "eenheid": "leden",
        "feedback": "Meer dan de helft van 23 is 12.", "optie 1": "11", "feedback 1": "Dat is nog niet de helft.",
    },
    {"soort": "kort", "vraag": "Waarmee verander je de tekst van een besluit?", "goed": "amendement | een amendement"},
    {
        "soort": "open", "vraag": "Welke vraag stel je over het plan?", "goed": "Wat kost het, en wanneer werkt het?",
        "optie 1": "Je vraag gaat over een doel of een grens.",
    },
)  # fmt: skip


def template() -> bytes:
    """A workbook to write questions in, with one example of each kind that has a right answer."""
    names = [
        name for name, what in COLUMNS.items() if not what.startswith(("vul je niet in", "alleen bij een stelling"))
    ]
    names.remove("mening")
    head = [*names, *(f"{name} {number}" for number in range(1, 5) for name in LIST_COLUMNS[:2])]
    examples: list[list[Value]] = [[example.get(name, "") for name in head] for example in _EXAMPLES]
    return spreadsheet.write([Sheet("Vragen", [list(head), *examples]), Sheet("Uitleg", _help())])


def _help() -> list[list[Value]]:
    listed = (OPTION_HELP, "waarom die optie klopt of niet", "mag leeg blijven")
    numbered = {f"{name} 1": what for name, what in zip(LIST_COLUMNS, listed, strict=True)}
    explained: Iterable[list[Value]] = ([name, what] for name, what in {**COLUMNS, **numbered}.items())
    return [["kolom", "wat je invult"], *explained]


def _joined(texts: Iterable[str]) -> str:
    return _BAR.join(text.replace("|", "/") for text in texts)


def _cells(one: Outgoing) -> dict[str, Value]:
    item = one.item
    cells: dict[str, Value] = {
        "id": item.id,
        "soort": kind(item),
        "module": one.module,
        "les": one.lesson,
        "doel": item.goal,
        "stap": item.step,
        "bij": item.passage,
        "situatie": item.situation,
        "vraag": item.question,
        "hint": item.hint,
        "uitleg": item.explanation,
        "norm": item.norm.value,
        "bronnen": _joined(item.sources),
        "moeilijkheid": item.difficulty,
        "herzien_voor": one.review_by.isoformat(),
        "mening": "ja" if is_opinion(item) else "",
        "licentie": one.licence,
    }
    match item:
        case Single() | Multiple():
            cells["goed"] = ",".join(str(n) for n, option in enumerate(item.options, 1) if option.key)
            cells["vast"] = "ja" if item.fixed else ""
            cells["reden"] = "ja" if item.reasoned else ""
        case Number():
            cells |= {"goed": _dutch(item.answer), "eenheid": item.unit, "feedback": item.feedback}
            cells["tolerantie"] = _dutch(item.tolerance) if item.tolerance else ""
        case Gaps():
            cells |= {"zin": item.sentence, "typen": "ja" if item.typed else ""}
        case ShortText():
            cells |= {"goed": _joined(item.answers), "feedback": item.feedback}
        case Open():
            cells["goed"] = item.model_answer
        case Debate():
            cells |= {"wie_beslist": item.decides, "ondergrens": item.floor, "trainer": item.trainer}
            lists = zip(_MANY, (item.pros, item.cons, item.shifts, item.discuss), strict=True)
            cells |= {name: _joined(texts) for name, texts in lists}
    return cells


def kind(item: Item) -> str:
    """How authors call this kind of item."""
    return str(type(item).__struct_config__.tag)


def _dutch(value: float) -> str:
    return plain_number(value).replace(".", ",")


def _listed(item: Item) -> list[tuple[str, str, str]]:
    """The options, parts, pairs, mistakes or criteria: text, feedback and misconception."""
    match item:
        case Ordering(parts=parts) | Open(criteria=parts):
            return [(part.text, part.feedback, "") for part in parts]
        case Matching(pairs=pairs, distractors=distractors):
            joined = [(_joined_sides(pair.left, pair.right), pair.feedback, "") for pair in pairs]
            return [*joined, *((f"= {one.text}", one.feedback, one.misconception or "") for one in distractors)]
        case Gaps(gaps=gaps, distractors=distractors):
            words = [(_joined(gap.answers), gap.feedback, "") for gap in gaps]
            return [*words, *((f"= {one.text}", one.feedback, one.misconception or "") for one in distractors)]
        case Number(mistakes=mistakes) | ShortText(mistakes=mistakes):
            return [(_value(one), one.feedback, one.misconception or "") for one in mistakes]
    return [(option.text, option.feedback, option.misconception or "") for option in options(item)]


def _joined_sides(left: str, right: str) -> str:
    return f"{left}{ARROW if left.startswith('=') or ' = ' in left else ' = '}{right}"


def _value(mistake: Mistake) -> str:
    return mistake.value if isinstance(mistake.value, str) else _dutch(mistake.value)


HEAD_ROW = 8
SECONDS = 60
"""To answer: of what Kahoot offers, enough to read a question of 120 characters and four answers."""
_HEAD: tuple[Value, ...] = (
    "",
    f"Question - max {KAHOOT_QUESTION} characters",
    *(f"Answer {number} - max {KAHOOT_ANSWER} characters" for number in range(1, KAHOOT_ANSWERS + 1)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)


def write_kahoot(questions: Sequence[Outgoing]) -> bytes:
    """The workbook. `questions`: only what fits, see `questions.written`."""
    rows: list[Sequence[Value]] = [
        ["", "Quiz template"],
        ["", f"Uit Raadstutor, licentie {licences(questions)}. De goede antwoorden staan erin."],
    ]
    rows += [[]] * (HEAD_ROW - 1 - len(rows))
    rows.append(_HEAD)
    for number, one in enumerate(questions, 1):
        answers = [option.text for option in options(one.item)]
        answers += [""] * (KAHOOT_ANSWERS - len(answers))
        keys = ",".join(str(index + 1) for index in sorted(correct(one.item)))
        rows.append([number, asked(one.item), *answers, SECONDS, keys])
    return spreadsheet.write([Sheet("Sheet1", rows)])
