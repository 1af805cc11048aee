"""What others write: read as their programs read it, left out with a line number, or refused in one sentence.

The shapes are those of public files: the examples of Moodle, banks of amc2moodle, decoys of Anki, templates of Kahoot.
"""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing, suppress
from datetime import date
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.test_questions import WRITERS, hostile_items, outgoing_of
from tutor.exchange import spreadsheet, table
from tutor.exchange.draft import draft, slug
from tutor.exchange.incoming import SourceForm, read
from tutor.exchange.intake import Intake
from tutor.exchange.questions import QuestionForm
from tutor.exchange.reading import BadParcel, from_html
from tutor.exchange.spreadsheet import Sheet, Value
from tutor.learning.grading import right_answer
from tutor.model import Item, Matching, Multiple, Number, Open, Ordering, ShortText, Single
from tutor.model.catalogue import UNFINISHED


def items(data: bytes | str, source: SourceForm | None = None) -> list[Item]:
    return [item for _, item in read(data if isinstance(data, bytes) else data.encode(), source).taken]


def one(data: bytes | str, source: SourceForm | None = None) -> Item:
    (item,) = items(data, source)
    return item


def archive(**files: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


# --- GIFT and Aiken --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "answer"),
    [
        ("Wie stelt de APV vast?{~het college =de raad ~de burgemeester}", Single, "de raad"),
        ("Grant is {~buried =entombed ~living} in Grant's tomb.", Single, "entombed"),
        ("::q::[html]<p>De raad<br>telt &eacute;&eacute;n voorzitter.</p>{T#Nee.#Ja.}", Single, "Waar"),
        ("Mars heeft drie manen.{FALSE}", Single, "Niet waar"),
        ("Wie?{~%50%de raad ~%50%het college ~%-100%de griffier}", Multiple, "de raad\nhet college"),
        ("Twee plus twee?{=vier =4}", ShortText, "vier"),
        ("Hoeveel?{#12:0.5#Ja.\n=%0%11:0#Bijna.}", Number, "12"),
        ("Pi?{#3.141..3.142}", Number, "3,1415"),
        ("Wanneer?{#=1822:0 =%50%1822:2}", Number, "1.822"),
        ("Koppel.{=Canada -> Ottawa =Italië -> Rome = -> Tokio}", Matching, "Canada → Ottawa\nItalië → Rome"),
        ("Schrijf over Waterveen.{}", Open, f"{UNFINISHED}: modelantwoord"),
        ("Orden.{>3 ALL VERTICAL ABSOLUTE_POSITION SHOW none\neen\ntwee\n}", Ordering, "1. een\n2. twee"),
        ("Wat is \\{x\\} \\= \\#1?{=\\~a ~\\:b#fout \\= fout\n\n}", Single, "~a"),
        ("// een opmerking { }\nWat?{\n// nog een\n=a#goed\n~b#fout\n####Waarom.\n}", Single, "a"),
        ('Wie?{=a ~b}";', Single, "a"),
    ],
)
def test_gift(text: str, kind: type[Item], answer: str) -> None:
    item = one(text, SourceForm.GIFT)
    assert (type(item), right_answer(item)) == (kind, answer)


def test_gift_says_what_it_left_and_where() -> None:
    text = "$CATEGORY: a/b\n\nAlleen tekst.\n\nWie?{=a ~b}\n\nGoed{=a ~b\n\n::z::Leeg?{=}\n\nDeel{=a ~%40%b ~c}\n"
    intake = read(text.encode(), SourceForm.GIFT)
    assert [place.line for place, _ in intake.taken] == [5, 11]
    assert [place.line for place, _ in intake.left] == [3, 7, 9]
    said = "\n".join(intake.lines())
    assert "GIFT-bestand: 2 vragen overgenomen, 3 niet." in said
    assert "Regel 7: niet overgenomen, een accolade wordt niet gesloten." in said
    assert "1 keer deelpunten weggelaten (regel 11)." in said


def test_gift_in_the_letters_of_windows_is_read_and_said() -> None:
    intake = read("Één café?{=ja ~nee}".encode("cp1252"), SourceForm.GIFT)
    assert intake.taken[0][1].question == "Één café?"
    assert "Windows-1252" in intake.lines()[1]


def test_aiken() -> None:
    good = "Wie beslist?\nA. de raad\nB) het college\nANSWER: B\n\n"
    text = f"{good}Zonder einde?\nA. a\n\nWat?\nA) < & >\nB) b\nANSWER: D\n"
    intake = read(text.encode())
    assert right_answer(intake.taken[0][1]) == "het college"
    assert [(place.line, why[:20]) for place, why in intake.left] == [
        (6, "de regel met ANSWER "),
        (9, "antwoord D staat er "),
    ]


# --- Moodle XML and QTI ----------------------------------------------------------------------------

OLD_MOODLE = """<?xml version="1.0"?><quiz>
<question type="category"><category><text>x</text></category></question>
<question type="multichoice"><name><text>oud</text></name>
<questiontext format="html"><text><![CDATA[<p>Wie&nbsp;beslist? <img src="a.png"/></p>]]></text></questiontext>
<image>a.png</image><single>true</single><shuffleanswers>1</shuffleanswers>
<answer fraction="100"><text>de raad</text><feedback><text>Ja.</text></feedback></answer>
<answer fraction="50"><text>het college</text></answer></question>
<question type="truefalse"><questiontext><text>Waar?</text></questiontext>
<answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer></question>
<question type="cloze"><questiontext><text>{1:SHORTANSWER:=a}</text></questiontext></question>
<question type="numerical"><questiontext><text>Hoeveel?</text></questiontext>
<answer fraction="100"><text>12</text><tolerance>x</tolerance></answer></question>
<question type="shortanswer"><questiontext><text>Wie?</text></questiontext>
<answer fraction="abc"><text>raad</text></answer></question></quiz>"""


def test_moodle_xml_of_all_ages() -> None:
    intake = read(OLD_MOODLE.encode())
    first, truth, number = (item for _, item in intake.taken)
    assert (first.question, right_answer(first), right_answer(truth)) == ("Wie\u00a0beslist?", "de raad", "Niet waar")
    assert isinstance(number, Number)
    assert number.tolerance == 0
    assert [(place.line, why) for place, why in intake.left] == [
        (10, "‘cloze’ kent Raadstutor niet"),
        (13, "er is geen goed antwoord bij"),
    ]
    assert {what for _, what in intake.lost} == {"plaatje weggelaten", "deelpunten weggelaten"}


def test_plain_qti_is_read_and_the_rest_is_left_with_a_reason() -> None:
    plain = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="choice" title="t">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
<correctResponse><value>B</value></correctResponse></responseDeclaration><itemBody><p>Kijk <img src="x"/> naar dit.</p>
<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1"><prompt>Wie?</prompt>
<simpleChoice identifier="A">de raad</simpleChoice><simpleChoice identifier="B">het <b>college</b></simpleChoice>
</choiceInteraction></itemBody></assessmentItem>"""
    item = one(plain)
    assert isinstance(item, Single)
    assert (item.question, right_answer(item), item.fixed) == ("Kijk naar dit. Wie?", "het college", True)
    twice = plain.replace("</itemBody>", "<extendedTextInteraction responseIdentifier='R'/></itemBody>")
    moving = plain.replace("<responseDeclaration", "<templateDeclaration identifier='x'/><responseDeclaration", 1)
    other = plain.replace("choiceInteraction", "hotspotInteraction")
    intake = read(archive(**{"imsmanifest.xml": "<manifest/>", "a.xml": twice, "b.xml": moving, "c.xml": other}))
    assert [why for _, why in intake.left] == [
        "er staan meer vragen in één item",
        "de vraag verandert per keer (template of adaptief)",
        "‘hotspot’ kent Raadstutor niet",
    ]


# --- tables, Kahoot, Anki --------------------------------------------------------------------------


def test_a_table_needs_no_more_than_a_question_and_its_options() -> None:
    """Also in a Dutch Excel, which makes the number 1,3 of the options 1 and 3."""
    few = "vraag;goed;optie 1;optie 2;optie 3\nWie?;2;de raad;het college;\nWat?;1,3;a;b;c\nLeeg?;;a;b;c\n;;;;\n"
    single, several = items(few)
    assert (right_answer(single), right_answer(several)) == ("het college", "a\nc")
    assert isinstance(several, Multiple)
    assert read(few.encode()).left[0][0].line == 4
    numbers = spreadsheet.write(
        [Sheet("x", [["vraag", "goed", "optie 1", "optie 2", "optie 3"], ["W?", 1.3, "a", "b", "c"]])]
    )
    assert right_answer(one(numbers)) == "a\nc"


def test_the_template_is_read_whole() -> None:
    intake = read(table.template())
    assert [type(item) for _, item in intake.taken] == [Single, Multiple, Ordering, Matching, Number, ShortText, Open]
    assert intake.left == []
    assert right_answer(intake.taken[4][1]) == "12 leden"


def test_kahoot_gives_its_questions_and_no_names() -> None:
    head: list[Value] = ["", "Question - max 120 characters", *(f"Answer {n} - max 75 characters" for n in range(1, 5)),
            "Time limit (sec) – 5, 10", "Correct answer(s) - choose at least one"]  # fmt: skip
    rows: list[list[Value]] = [
        [""],
        ["", "Quiz template"],
        [""],
        [""],
        [""],
        [""],
        [""],
        head,
        [1, "Wie?", "a", "b", "c", "", 20, 1.3],
    ]
    assert right_answer(one(spreadsheet.write([Sheet("Sheet1", rows)]))) == "a\nc"
    raw: list[list[Value]] = [["Question", "Player", "Answer 1", "Answer 2", "Correct Answers"]]
    raw += [["Wie?", player, "a", "b", "b"] for player in ("Jan", "Els")]
    intake = read(spreadsheet.write([Sheet("Overview", [["Jan"]]), Sheet("RawReportData Data", raw)]))
    assert [right_answer(item) for _, item in intake.taken] == ["b"]
    assert "Dit is een Kahoot-verslag met namen van deelnemers. Ik neem alleen de vragen over." in intake.lines()
    assert "Jan" not in str(intake)


def collection(*notes: str, schema: str = "CREATE TABLE notes (id INTEGER PRIMARY KEY, guid TEXT, flds TEXT)") -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(schema)
        database.executemany("INSERT INTO notes (guid, flds) VALUES ('g', ?)", [(note,) for note in notes])
        database.commit()
        return database.serialize()


def test_anki_reads_the_cards_and_not_the_decoy() -> None:
    """Seen red with `collection.anki2` read first: it holds one note that asks for a newer Anki."""
    decoy = collection("Please update\x1fx")
    cards = collection("Wat is een motie?\x1f<b>Uitspraak</b>", "Wie?\x1f" + "een lang antwoord " * 8, "{{c1::x}}\x1f")
    intake = read(archive(**{"collection.anki2": decoy, "collection.anki21": cards, "media": "{}"}))
    assert [type(item) for _, item in intake.taken] == [ShortText, Open]
    assert right_answer(intake.taken[0][1]) == "Uitspraak"
    assert len(intake.left) == 1
    with pytest.raises(BadParcel, match="in de nieuwe vorm"):
        read(archive(**{"collection.anki21b": b"x", "collection.anki2": decoy}))


def test_a_database_cannot_keep_the_reader_busy() -> None:
    """Notes that are a view which counts for ever. Seen to hang without a look at what it is and the limit."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(
            "CREATE VIEW notes AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT i AS id, 'g' AS guid, i AS flds FROM n ORDER BY i DESC"
        )
        endless = database.serialize()
    for content in (endless, b"SQLite format 3\0" + bytes(200), b"x"):
        with pytest.raises(BadParcel, match="beschadigd"):
            read(archive(**{"collection.anki2": content}))


def test_anki_text_with_its_headers() -> None:
    text = "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\nabc\tWat?\t<b>raad</b>\tx y\n"
    place, item = read(text.encode()).taken[0]
    assert (place.line, place.was, item.question, right_answer(item)) == (5, "abc", "Wat?", "raad")


@pytest.mark.parametrize("unit", ["<!--", "<a b='", "&"])
def test_html_costs_no_more_than_there_is_to_read(unit: str) -> None:
    """Seen red with `html.parser`: sixty-six seconds for 400 kB of `<!--`."""
    begun = process_time()
    from_html(unit * (200_000 // len(unit)))
    assert process_time() - begun < 3


# --- wrong files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"Beste griffier,\n", "Dit bestand herken ik niet. Het kan zijn: GIFT, Aiken, Moodle-XML, QTI, Anki, Excel"),
        (b"", "Dit bestand is leeg."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "Dit is een oud Excel- of een LibreOffice-bestand. Bewaar het als .xlsx"),
        (archive(mimetype="application/vnd.oasis"), "Dit is een oud Excel- of een LibreOffice-bestand."),
        (
            archive(**{"word/document.xml": "<w/>"}),
            "Uit Word gaan de letters A, B, C verloren. Kies in Word: Opslaan als",
        ),
        (b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>', "Dit bestand bepaalt eigen XML-onderdelen (DOCTYPE)."),
        (b"\n<!doctype HTML><html><body>1. Vraag</body>", "Dit is een webpagina, geen bestand met vragen."),
        (b"<rss/>", "Dit is XML, maar geen vragen uit Moodle (het begint met <rss>)."),
        (b"<quiz><question>", "Dit XML-bestand is afgebroken of klopt niet (regel 1)."),
        (b"<questestinterop/>", "Dit is QTI 1.2, de oude vorm."),
        (archive(**{"imsmanifest.xml": bytes(30_000_000)}), "Uitgepakt is dit bestand 29 MB; 20 MB mag."),
        (b"<a>" * 300, "Dit XML-bestand heeft te veel onderdelen."),
        (bytes(21 * 1024**2 - 1) + b"x", "Dit bestand is 21 MB; 20 MB mag."),
        (archive(a="x"), "Dit bestand herken ik niet."),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_wrong_file_gets_a_sentence_about_that_file(data: bytes, sentence: str) -> None:
    with pytest.raises(BadParcel) as bad:
        read(data)
    assert str(bad.value).startswith(sentence)


def test_entities_are_never_expanded() -> None:
    bomb = b'<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><quiz>&b;</quiz>'
    for data in (bomb, bomb.replace(b"quiz", b"assessmentItem"), bomb.decode().encode("utf-16")):
        with pytest.raises(BadParcel, match=r"DOCTYPE|herken"):
            read(data)


def test_no_more_than_two_thousand_questions() -> None:
    with pytest.raises(BadParcel, match="meer dan 2000 vragen"):
        read(b"Wie?{=a ~b}\n\n" * 2001, SourceForm.GIFT)


# --- the draft -------------------------------------------------------------------------------------


def test_a_draft_marks_what_is_missing_and_splits_what_is_too_much() -> None:
    intake = read(b"Wie?{=a ~b}\n\n" * 900, SourceForm.GIFT)
    files = draft(intake, slug("Één Raalte!"), date(2028, 2, 29))
    banks = [text for name, text in files.items() if name.startswith("quizzes/")]
    assert len(banks) > 1
    assert all(len(bank.encode()) < 200_000 for bank in banks)
    assert sum(bank.count("[[item]]") for bank in banks) == 900
    assert all(bank.count(UNFINISHED) == 3 * bank.count("[[item]]") for bank in banks)
    assert all("\nherzien_voor = 2029-02-28" in text for name, text in files.items() if name.endswith(".md"))
    assert next(iter(files)) == "lessons/n-raalte/module.toml"


# --- fuzz ------------------------------------------------------------------------------------------

SOME = outgoing_of(*hostile_items()[:6])
WHOLE = {form: WRITERS[form](SOME) for form in QuestionForm}
INSIDE = {QuestionForm.QTI21: "items/k-0.xml", QuestionForm.ANKI: "collection.anki2"}
TEXTS = (*'{}=~#:%*[]<>&;,\t\n"\\$/', "->", "::", "####", "%50%", "=1", "<![CDATA[", "]]>", "\0", "\x1f", "é", "\ud7ff")


def tried(data: bytes, source: SourceForm | None = None) -> Intake | None:
    """What is read; every item of it can be graded and written as TOML."""
    with suppress(BadParcel):
        intake = read(data, source)
        draft(intake, "fuzz", date(2026, 11, 30))
        assert all(isinstance(line, str) for line in intake.lines())
        return intake
    return None


@given(st.sampled_from(tuple(QuestionForm)), st.integers(0, 30_000), st.binary(max_size=6), st.integers(0, 6))
def test_a_damaged_file_is_read_or_refused(form: QuestionForm, place: int, noise: bytes, gone: int) -> None:
    """Also inside an archive, whose sums are right then."""
    if inner := INSIDE.get(form):
        with zipfile.ZipFile(io.BytesIO(WHOLE[form])) as package:
            content = package.read(inner)
        place %= len(content)
        tried(
            archive(
                **{"imsmanifest.xml": "<manifest/>"} if form is QuestionForm.QTI21 else {},
                **{inner: content[:place] + noise + content[place + gone :]},
            )
        )
    whole = WHOLE[form]
    place %= len(whole)
    tried(whole[:place] + noise + whole[place + gone :])


@given(
    st.sampled_from(tuple(SourceForm)), st.lists(st.one_of(st.sampled_from(TEXTS), st.text(max_size=8)), max_size=30)
)
def test_any_text_is_read_or_refused(source: SourceForm, parts: list[str]) -> None:
    tried("".join(parts).encode("utf-8", "replace"), source)


def test_what_json_says_of_an_intake() -> None:
    assert json.dumps(read(b"Wie?{=a ~b}", SourceForm.GIFT).to_plain()).startswith(
        '{"form": "GIFT-bestand", "taken": 1'
    )
