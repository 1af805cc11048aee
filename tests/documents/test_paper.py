"""A paper as a file: text, HTML, and Office Open XML that other programs open."""

from __future__ import annotations

import importlib
import io
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.test_writing import GOOD, ask
from tutor.documents.form import Form
from tutor.documents.paper import docx, encoded, paper_form
from tutor.tools.tool import PaperPart, PaperPiece, WrittenPaper

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LINES = st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=4).map(tuple)
PAPERS = st.builds(
    WrittenPaper,
    st.text(max_size=40),
    st.lists(st.builds(PaperPiece, st.sampled_from(PaperPart), LINES), max_size=8).map(tuple),
)


def paper(name: str) -> WrittenPaper:
    made = ask(name).paper
    assert made
    return made


def paragraphs(data: bytes) -> list[tuple[str, str, str]]:
    """Style, number of the list and text of each paragraph, as an independent reader of XML sees them."""
    with ZipFile(io.BytesIO(data)) as archive:
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    types = parts["[Content_Types].xml"]
    named = {one.get("PartName") for one in types if one.get("PartName")}
    assert named == {f"/{name}" for name in parts if name.startswith("word/") and name.endswith(".xml")}
    lists = {one.get(f"{W}numId") for one in parts["word/numbering.xml"].iter(f"{W}num")}
    styles = {one.get(f"{W}styleId") for one in parts["word/styles.xml"].iter(f"{W}style")}
    found = []
    for one in parts["word/document.xml"].iter(f"{W}p"):
        style, number = one.find(f".//{W}pStyle"), one.find(f".//{W}numId")
        text = "".join(part.text or "" for part in one.iter(f"{W}t"))
        found.append(
            (
                style.get(f"{W}val", "") if style is not None else "",
                number.get(f"{W}val", "") if number is not None else "",
                text,
            )
        )
    assert {number for _, number, _ in found} - {""} <= lists
    assert {style for style, _, _ in found} - {""} <= styles
    return found


def test_headings_and_lists_are_real_ones() -> None:
    found = paragraphs(docx(paper("zienswijze")))
    assert found[0] == ("Title", "", "Zienswijze: De Dorpsstraat")
    numbered = [text for _, number, text in found if number == "2"]
    assert numbered[1] == "u het toezicht (€ 1,75) uitlegt."
    motion = paragraphs(docx(paper("motie")))
    assert ("Heading1", "", "constaterende dat") in motion
    assert ("", "1", "kinderen daar naar school fietsen;") in motion


def test_each_numbered_list_begins_at_one() -> None:
    """Seen red with one list for all numbers, which went on counting."""
    piece = PaperPiece(PaperPart.NUMBERED, ("a", "b"))
    found = paragraphs(docx(WrittenPaper("x", (piece, PaperPiece(PaperPart.TEXT, ("t",)), piece))))
    assert [number for _, number, _ in found] == ["", "2", "2", "", "3", "3"]


@given(PAPERS)
def test_any_paper_is_sound_and_always_the_same(made: WrittenPaper) -> None:
    """Seen red with the time of writing in the archive, and with a control character that XML cannot hold."""
    assert docx(made) == docx(made)
    found = paragraphs(docx(made))
    assert len(found) == 1 + sum(len(piece.lines) for piece in made.pieces)
    page = encoded(made, Form.HTML).decode()
    assert "<script" not in page.lower()
    text = encoded(made, Form.TEXT).decode()
    assert all(sign == "\n" or ord(sign) >= 32 for sign in text)


def test_hostile_words_stay_words() -> None:
    hostile = WrittenPaper(
        "<script>x</script>", (PaperPiece(PaperPart.POINTS, ("<img src=x onerror=y>", "a\x1b[2Jb]]>")),)
    )
    assert "<script>" not in encoded(hostile, Form.HTML).decode()
    assert "&lt;img src=x onerror=y&gt;" in encoded(hostile, Form.HTML).decode()
    assert paragraphs(docx(hostile))[1][2] == "<img src=x onerror=y>"
    assert "\x1b" not in encoded(hostile, Form.TEXT).decode()


@pytest.mark.parametrize("name", sorted(GOOD))
def test_python_docx_opens_it(name: str) -> None:
    try:
        reader = importlib.import_module("docx")
    except ImportError:
        pytest.skip("python-docx is not here")
    opened = reader.Document(io.BytesIO(docx(paper(name))))
    assert [one.text for one in opened.paragraphs] == [text for _, _, text in paragraphs(docx(paper(name)))]
    assert opened.paragraphs[0].style.name == "Title"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "motie.docx").write_bytes(docx(paper("motie")))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "txt:Text"]
    said = subprocess.run([*command, "motie.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    if b"source file could not be loaded" in said.stderr + said.stdout:
        (tmp_path / "gewoon.txt").write_text("Een zin.", encoding="utf-8")
        again = subprocess.run([*command, "gewoon.txt"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
        if b"source file could not be loaded" in again.stderr + again.stdout:
            pytest.skip("LibreOffice has no Writer here")
    assert "kinderen daar naar school fietsen" in (tmp_path / "motie.txt").read_text(encoding="utf-8-sig")


def test_the_name_says_the_form() -> None:
    assert [paper_form(name) for name in ("a.docx", "b.HTML", " c.txt ", "d.pdf", "e")] == [
        Form.DOCX, Form.HTML, Form.TEXT, None, None,
    ]  # fmt: skip
