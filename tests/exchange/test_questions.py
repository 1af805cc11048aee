"""All shipped questions through every form: read back by a reader that is not ours, and by ours as the same questions.

Seen red with: no `\\` before `=` and `~` in GIFT; the first option as the key in Moodle XML; an order written last to
first in QTI; opinions among the questions; the number of an option counted from 0 in the table.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from functools import cache
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl  # type: ignore[import-untyped]
import pytest
from msgspec import structs

from tests.content.pack import shipped
from tests.learning.samples import GAPS, TYPED_GAPS
from tutor.exchange import anki, gift, incoming, moodle, qti, table
from tutor.exchange.draft import draft
from tutor.exchange.questions import (
    Outgoing,
    Program,
    QuestionForm,
    UnknownName,
    departure,
    is_opinion,
    outgoing,
    written,
)
from tutor.learning.grading import right_answer
from tutor.model import (
    Debate,
    Gaps,
    Item,
    Matching,
    Multiple,
    Norm,
    Number,
    Open,
    Option,
    Ordering,
    Pair,
    Part,
    ShortText,
    Single,
    Statement,
)
from tutor.model.catalogue import LICENCE

MOMENT = datetime(2026, 11, 30, tzinfo=UTC)
WRITERS: Mapping[QuestionForm, Callable[[tuple[Outgoing, ...]], bytes]] = {
    QuestionForm.MOODLE: moodle.write,
    QuestionForm.GIFT: gift.write,
    QuestionForm.CSV: table.write_csv,
    QuestionForm.EXCEL: table.write_excel,
    QuestionForm.QTI21: lambda questions: qti.write(questions, QuestionForm.QTI21),
    QuestionForm.QTI30: lambda questions: qti.write(questions, QuestionForm.QTI30),
    QuestionForm.ANKI: lambda questions: anki.write(questions, MOMENT),
    QuestionForm.KAHOOT: table.write_kahoot,
}

WHOLE = [form for form in QuestionForm if form is not QuestionForm.KAHOOT]
"""Forms that take every kind of question but opinions."""


@cache
def everything() -> tuple[Outgoing, ...]:
    return outgoing(shipped())


@cache
def made(form: QuestionForm) -> bytes:
    return WRITERS[form](written(form, everything()))


def key(item: Item) -> str:
    """The right answer, whatever the order of options is."""
    return "\n".join(sorted(right_answer(item).split("\n"))) if isinstance(item, Multiple) else right_answer(item)


@pytest.mark.parametrize("form", WHOLE)
def test_what_went_out_comes_in_as_the_same_questions(form: QuestionForm) -> None:
    came = {place.was: item for place, item in incoming.read(made(form)).taken}
    went = {one.item.id: one.item for one in everything()}
    asked = {name for name, item in went.items() if not isinstance(item, Debate)}
    assert set(came) == (set(went) if form in (QuestionForm.CSV, QuestionForm.EXCEL) else asked)
    wrong = [
        name
        for name, item in came.items()
        if (type(item), item.stem, key(item), item.explanation)
        != (type(went[name]), went[name].stem, key(went[name]), went[name].explanation)
    ]
    assert wrong == []


def test_a_table_loses_nothing() -> None:
    came = {place.was: item for place, item in incoming.read(made(QuestionForm.CSV)).taken}
    for one in everything():
        unsaid = {"id": "", "goal": "", "step": "", "review_by": None, "held_back": False, "not_for": (), "drawing": ""}
        assert came[one.item.id] == structs.replace(one.item, **unsaid)


def test_moodle_xml_by_a_plain_reader_of_xml() -> None:
    right: dict[str, object] = {}
    kinds = {}
    for question in ET.fromstring(made(QuestionForm.MOODLE)).findall("question"):
        kind, name = question.get("type"), question.findtext("idnumber") or ""
        if kind == "category":
            assert LICENCE in (question.findtext("info/text") or "")
            continue
        kinds[name] = kind
        fractions = {
            answer.findtext("text"): float(answer.get("fraction", "")) for answer in question.findall("answer")
        }
        assert kind in ("matching", "essay", "description", "ordering") or max(fractions.values()) > 0
        best = [text for text, fraction in fractions.items() if fraction > 0]
        if kind == "multichoice":
            assert sum(fractions[text] for text in best) == pytest.approx(100, abs=1e-3)
            right[name] = "\n".join(sorted(map(str, best)))
        elif kind == "ordering":
            order = sorted(fractions, key=lambda text: fractions[text])
            right[name] = "\n".join(f"{number}. {text}" for number, text in enumerate(order, 1))
        elif kind == "matching":
            sides = [(one.findtext("text"), one.findtext("answer/text")) for one in question.findall("subquestion")]
            right[name] = "\n".join(f"{left} → {answer}" for left, answer in sides if left)
    for one in everything():
        item = one.item
        if isinstance(item, Single | Multiple | Ordering | Matching):
            assert right[item.id] == key(item)
        assert (kinds[item.id] == "description") == is_opinion(item)


def test_gift_by_gift_pegjs(tmp_path: Path) -> None:
    if not shutil.which("node"):
        pytest.skip("node is not here")
    file = tmp_path / "vragen.gift"
    file.write_bytes(made(QuestionForm.GIFT))
    script = (
        "console.log(JSON.stringify(require('gift-pegjs').parse(require('fs').readFileSync(process.argv[1],'utf8'))))"
    )
    ran = subprocess.run(["node", "-e", script, str(file)], capture_output=True, check=False, timeout=60)
    if b"Cannot find module" in ran.stderr:
        pytest.skip("gift-pegjs is not here (npm install gift-pegjs, NODE_PATH)")
    found = {one.get("title"): one for one in json.loads(ran.stdout) if one["type"] != "Category"}
    assert set(found) == {one.item.id for one in everything()}
    for one in everything():
        item, read = one.item, found[one.item.id]
        if isinstance(item, Single):
            assert [choice["text"]["text"] for choice in read["choices"] if choice["isCorrect"]] == [key(item)]
        elif isinstance(item, Multiple):
            best = [choice["text"]["text"] for choice in read["choices"] if float(choice["weight"]) > 0]
            assert "\n".join(sorted(best)) == key(item)
        elif isinstance(item, Number):
            assert read["choices"][0]["text"]["number"] == item.answer
        assert (read["type"] == "Description") == is_opinion(item)


def test_tables_by_the_readers_of_others() -> None:
    rows = list(csv.DictReader(io.StringIO(made(QuestionForm.CSV).decode("utf-8-sig")), delimiter=";"))
    sheet = openpyxl.load_workbook(io.BytesIO(made(QuestionForm.EXCEL)), read_only=True)["Vragen"].values
    head, *cells = sheet
    for one, row, line in zip(everything(), rows, cells, strict=True):
        book = dict(zip(head, line, strict=False))
        for found in (row, book):
            assert (found["id"], found["licentie"]) == (one.item.id, LICENCE)
            assert date.fromisoformat(str(found["herzien_voor"])) == one.review_by
            assert (found["mening"] == "ja") == is_opinion(one.item)
            if isinstance(one.item, Single):
                assert found[f"optie {found['goed']}"] == key(one.item)


@pytest.mark.parametrize("form", [QuestionForm.QTI21, QuestionForm.QTI30])
def test_qti_by_a_plain_reader_of_xml(form: QuestionForm) -> None:
    """Every file is in the manifest, and the declared right response is the key of the author."""
    prefix = "{" + qti.NAMESPACES[form] + "}"
    name = (
        (lambda word: prefix + word) if form is QuestionForm.QTI21 else (lambda word: f"{prefix}qti-{qti.kebab(word)}")
    )
    with zipfile.ZipFile(io.BytesIO(made(form))) as package:
        manifest = ET.fromstring(package.read("imsmanifest.xml"))
        named = {one.get("href") for one in manifest.iter() if one.tag.endswith("}resource")}
        assert named | {"imsmanifest.xml"} == set(package.namelist())
        for one in written(form, everything()):
            root = ET.fromstring(package.read(f"items/{one.item.id}.xml"))
            texts = {
                choice.get("identifier"): choice.text
                for word in ("simpleChoice", "simpleAssociableChoice")
                for choice in root.iter(name(word))
            }
            right = [value.text or "" for value in root.iterfind(f"*/{name('correctResponse')}/{name('value')}")]
            match one.item:
                case Single() | Multiple():
                    assert "\n".join(sorted(str(texts[value]) for value in right)) == key(one.item)
                case Ordering(parts=parts):
                    assert [texts[value] for value in right] == [part.text for part in parts]
                case Matching(pairs=pairs):
                    sides = [[texts[side] for side in value.split()] for value in right]
                    assert sides == [[pair.left, pair.right] for pair in pairs]
                    scores = [
                        float(entry.get("mappedValue") or entry.get("mapped-value") or 0)
                        for entry in root.iter(name("mapEntry"))
                    ]
                    assert sum(scores) == pytest.approx(1, abs=1e-12)
                case Number(answer=answer):
                    assert [float(value) for value in right] == [answer]
                case ShortText(answers=answers):
                    assert right == [answers[0]]
                case Open():
                    assert right == []
                case _:
                    pytest.fail(f"{one.item.id} is an opinion")


@pytest.mark.parametrize(
    ("form", "way"), [(QuestionForm.QTI21, "upgrade"), (QuestionForm.QTI30, "downgrade")], ids=["21 to 30", "30 to 21"]
)
def test_qti_by_the_converter_of_others(form: QuestionForm, way: str, tmp_path: Path) -> None:
    """What another program makes of one version in the other has the same keys."""
    converter = shutil.which("qti-convert")
    if not converter:
        pytest.skip("the converter of QTI is not here (pip install citolab-qti-convert)")
    before, after = tmp_path / "voor.zip", tmp_path / "na.zip"
    before.write_bytes(made(form))
    subprocess.run([converter, way, str(before), str(after)], capture_output=True, check=True, timeout=240)
    came = {place.was: (type(item), key(item)) for place, item in incoming.read(after.read_bytes()).taken}
    assert came == {one.item.id: (type(one.item), key(one.item)) for one in written(form, everything())}


def test_apkg_by_sqlite() -> None:
    with zipfile.ZipFile(io.BytesIO(made(QuestionForm.ANKI))) as package, closing(sqlite3.connect(":memory:")) as file:
        file.deserialize(package.read("collection.anki2"))
        notes = dict(file.execute("SELECT guid, flds FROM notes"))
        assert file.execute("SELECT count(*) FROM cards JOIN notes ON notes.id = nid").fetchone() == (len(notes),)
        (decks,) = file.execute("SELECT decks FROM col").fetchone()
    for one in written(QuestionForm.ANKI, everything()):
        front, back, _ = notes[one.item.id].split("\x1f")
        assert unescape(front).startswith(f"<p>{one.item.stem}</p>")
        assert all(line in unescape(back) for line in right_answer(one.item).split("\n"))
        assert one.sources in unescape(back)
    assert all(LICENCE in deck["desc"] for deck in json.loads(decks).values() if deck["id"] != 1)
    assert not any(is_opinion(one.item) for one in everything() if one.item.id in notes)


_ANKI = """
import json, os, sys, tempfile
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
here = Collection(os.path.join(tempfile.mkdtemp(), "hier.anki2"))
request = ImportAnkiPackageRequest(package_path=sys.argv[1], options=ImportAnkiPackageOptions())
logs = [here.import_anki_package(request).log for _ in range(2)]
notes = {note.guid: note.fields for note in map(here.get_note, here.find_notes(""))}
counts = [[len(log.new), len(log.duplicate), len(log.updated)] for log in logs]
print(json.dumps([*counts, here.fix_integrity()[1], notes]))
"""


def test_apkg_by_the_importer_of_anki(tmp_path: Path) -> None:
    """Everything is new, and the second time nothing is."""
    if not importlib.util.find_spec("anki"):
        pytest.skip("the importer of Anki is not here (pip install anki)")
    file = tmp_path / "vragen.apkg"
    file.write_bytes(made(QuestionForm.ANKI))
    ran = subprocess.run([sys.executable, "-c", _ANKI, str(file)], capture_output=True, check=True, timeout=120)
    first, again, whole, notes = json.loads(ran.stdout)
    went = written(QuestionForm.ANKI, everything())
    assert (first, again, whole) == ([len(went), 0, 0], [0, len(went), 0], True)
    for one in went:
        assert all(line in unescape(notes[one.item.id][1]) for line in right_answer(one.item).split("\n"))


@pytest.mark.parametrize("form", [QuestionForm.EXCEL, QuestionForm.CSV, QuestionForm.KAHOOT])
def test_tables_by_libreoffice(form: QuestionForm, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not here")
    file = tmp_path / f"vragen.{'csv' if form is QuestionForm.CSV else 'xlsx'}"
    file.write_bytes(made(form))
    out = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,1"  # ; " UTF-8, the first sheet
    reads = ["--infilter=CSV:59,34,76,1"] if form is QuestionForm.CSV else []
    home = f"-env:UserInstallation=file://{tmp_path}/thuis"
    command = [office, home, "--headless", *reads, "--convert-to", out, "--outdir", str(tmp_path / "uit"), str(file)]
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    (made_of_it,) = (tmp_path / "uit").iterdir()
    rows = list(csv.reader(io.StringIO(made_of_it.read_text("utf-8-sig")), delimiter=";"))
    went = written(form, everything())
    if form is QuestionForm.KAHOOT:
        assert rows[7][1].startswith("Question - max 120")
        for one, row in zip(went, rows[8:], strict=True):
            assert "\n".join(sorted(row[1 + int(number)] for number in row[7].split(","))) == key(one.item)
        return
    head, *cells = rows
    for one, line in zip(went, cells, strict=True):
        found = dict(zip(head, line, strict=False))
        assert (found["id"], found["vraag"]) == (one.item.id, one.item.question)
        if isinstance(one.item, Single):
            assert found[f"optie {found['goed']}"] == key(one.item)


def test_kahoot_gets_what_fits_and_says_what_does_not() -> None:
    went = written(QuestionForm.KAHOOT, everything())
    choices = [one for one in everything() if isinstance(one.item, Single | Multiple)]
    assert 0 < len(went) < len(choices)
    came = [item for _, item in incoming.read(made(QuestionForm.KAHOOT)).taken]
    assert [(item.stem, key(item)) for item in came] == [(one.item.stem, key(one.item)) for one in went]
    for one in went:
        assert isinstance(one.item, Single | Multiple)
        assert len(one.item.stem) <= 120
        assert all(len(option.text) <= 75 for option in one.item.options)
    left = departure(QuestionForm.KAHOOT, everything(), None)
    told = "\n".join(left.lines("x.xlsx"))
    assert f"{len(choices) - len(went)} " in told or "gaan niet mee: Kahoot wil hooguit 120 tekens" in told
    counted = sum(count for kind, count, what in left.changes if "gaan niet mee" in what)
    assert counted + len(went) == len(everything())


def test_the_same_questions_give_the_same_bytes() -> None:
    some = everything()[:20]
    for form in (QuestionForm.QTI21, QuestionForm.ANKI, QuestionForm.MOODLE):
        assert WRITERS[form](some) == WRITERS[form](some)


def test_old_moodle_and_canvas_get_pairs_instead_of_an_order() -> None:
    some = tuple(one for one in everything() if isinstance(one.item, Ordering))[:5]
    assert b'type="ordering"' not in moodle.write(some, Program.OLD_MOODLE)
    package = qti.write(some, QuestionForm.QTI21, Program.CANVAS)
    for data in (moodle.write(some, Program.OLD_MOODLE), package):
        came = [item for _, item in incoming.read(data).taken]
        assert [len(item.parts if isinstance(item, Ordering) else item.pairs) for item in came] == [  # type: ignore[union-attr]
            len(one.item.parts) for one in some if isinstance(one.item, Ordering)
        ]


def test_a_name_is_a_lesson_a_module_or_what_ids_begin_with() -> None:
    content = shipped()
    module = content.modules[0]
    lessons = {one.lesson for one in outgoing(content, [module.head.id])}
    assert len(lessons) == len(module.ids)
    assert {one.lesson for one in outgoing(content, [module.ids[1]])} == {content.lessons[module.ids[1]].head.title}
    with pytest.raises(UnknownName):
        outgoing(content, ["rol"])


def test_the_report_says_what_is_lost_and_that_answers_are_inside() -> None:
    questions = everything()
    opinions = sum(isinstance(one.item, Debate) for one in questions)
    said = "\n".join(departure(QuestionForm.MOODLE, questions, None).lines("vragen.xml"))
    assert f"{len(questions)} vragen staan in vragen.xml" in said
    assert "De goede antwoorden staan erin. Licentie: CC BY 4.0." in said
    assert f"stellingen ({sum(isinstance(one.item, Statement) for one in questions)}): alleen als leestekst" in said
    assert departure(QuestionForm.QTI21, questions, None).written == len(questions) - opinions
    assert "koppelvraag" in "\n".join(departure(QuestionForm.MOODLE, questions, Program.OLD_MOODLE).lines("x"))


# --- hostile texts ---------------------------------------------------------------------------------

HOSTILE = (
    "= ~ # { } : \\ \\n",
    "[html]<b>vet</b>",
    "%50%half",
    "// geen opmerking",
    "$CATEGORY: x",
    "::naam::",
    "<p>a &amp; b</p>",
    "=1+1",
    "{{c1::x}} [sound:a.mp3]",
    "a} {T}",
    "####x",
    "* of \\*",
    "‘één’ ½ €\u00a05",
)


def outgoing_of(*items: Item) -> tuple[Outgoing, ...]:
    day = date(2026, 11, 30)
    return tuple(
        Outgoing(item=item, lesson="Les / één", module="Module :: x", sources="artikel 1 = {}", read=day, review_by=day)
        for item in items
    )


def hostile_items() -> tuple[Item, ...]:
    common = {"goal": "a", "step": "a", "explanation": "Uitleg.", "norm": Norm.LAW, "sources": (), "difficulty": 1}
    wrong = Option(text="anders", feedback="Nee.")
    made: list[Item] = []
    for number, text in enumerate(HOSTILE):
        named = {**common, "question": f"Wat is {text}?"}
        right = Option(text=text, feedback=text, key=True)
        part, other = Part(text=text, feedback=text), Part(text="b", feedback="b")
        pair = Pair(left=text, right=text, feedback=text)
        made += [
            Single(id=f"k-{number}", options=(right, wrong), **named),  # type: ignore[arg-type]
            Multiple(id=f"m-{number}", options=(right, wrong, wrong), **named),  # type: ignore[arg-type]
            Ordering(id=f"v-{number}", parts=(part, other), **named),  # type: ignore[arg-type]
            Matching(id=f"p-{number}", pairs=(pair, Pair(left="c", right="d", feedback="e")), **named),  # type: ignore[arg-type]
            ShortText(id=f"s-{number}", answers=(text,), feedback=text, **named),  # type: ignore[arg-type]
            Open(id=f"o-{number}", model_answer=text, criteria=(part,), **named),  # type: ignore[arg-type]
        ]
    return tuple(made)


@pytest.mark.parametrize("form", WHOLE)
def test_hostile_texts_come_back_letter_for_letter(form: QuestionForm) -> None:
    """Seen red with an answer `%50%half` that was worth half in GIFT, and `[html]` that was taken for a format."""
    items = hostile_items()
    intake = incoming.read(WRITERS[form](outgoing_of(*items)))
    came = {place.was: item for place, item in intake.taken}
    assert intake.left == []
    for item in items:
        assert type(came[item.id]) is type(item)
        assert (came[item.id].stem, right_answer(came[item.id])) == (item.stem, right_answer(item))


@pytest.mark.parametrize("form", WHOLE)
def test_gaps_come_back_as_gaps_or_as_pairs(form: QuestionForm) -> None:
    whole = form in (QuestionForm.CSV, QuestionForm.EXCEL, QuestionForm.ANKI)
    intake = incoming.read(WRITERS[form](outgoing_of(GAPS, TYPED_GAPS)))
    assert [type(item) for _, item in intake.taken] == [Gaps if whole else Matching] * 2
    for (_, item), went in zip(intake.taken, (GAPS, TYPED_GAPS), strict=True):
        assert isinstance(item, Gaps | Matching)
        assert (item.stem, item.pairs[:2]) == (went.stem, went.pairs)


def test_a_draft_is_toml_that_says_the_same() -> None:
    import tomllib

    intake = incoming.read(table.write_csv(outgoing_of(*hostile_items())))
    files = draft(intake, "raalte", date(2026, 11, 30))
    bank = tomllib.loads(files["quizzes/raalte/01-vragen.toml"])
    assert [entry["vraag"] for entry in bank["item"]] == [item.question for item in hostile_items()]
    assert len({entry["id"] for entry in bank["item"]}) == len(bank["item"])
