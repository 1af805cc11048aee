"""Where a file may be written: the rules, without a disk."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from tutor.documents.form import SUFFIXES, Form
from tutor.service.files import AlreadyThere, Standing, Target, Way, unfit_on_windows, way_to_write
from tutor.system import Refusal

HERE = Path("/stick/verslag.html")


def target(standing: Standing, path: Path = HERE, *, among_data: bool = False) -> Target:
    return Target(path=path, real=path, standing=standing, among_data=among_data)


def test_a_new_file_is_written_whole() -> None:
    assert way_to_write(target(Standing.NOTHING), Form.HTML, replace=False) is Way.WHOLE


def test_a_file_is_replaced_only_when_somebody_agreed() -> None:
    with pytest.raises(AlreadyThere, match=r"is er al; .*--vervang"):
        way_to_write(target(Standing.FILE), Form.HTML, replace=False)
    assert way_to_write(target(Standing.FILE), Form.HTML, replace=True) is Way.WHOLE


@pytest.mark.parametrize("path", [HERE, Path("/dev/stdout"), Path("/stick/pijp")])
def test_what_goes_on_elsewhere_is_written_through_under_any_name(path: Path) -> None:
    assert way_to_write(target(Standing.STREAM, path), Form.JSON, replace=False) is Way.THROUGH


@pytest.mark.parametrize("standing", [Standing.PROTECTED, Standing.FOLDER, Standing.DANGLING, Standing.OTHER])
def test_nothing_else_is_written_whatever_somebody_agreed_to(standing: Standing) -> None:
    with pytest.raises(Refusal) as refused:
        way_to_write(target(standing), Form.HTML, replace=True)
    assert not isinstance(refused.value, AlreadyThere)


@pytest.mark.parametrize("standing", [Standing.NOTHING, Standing.FILE, Standing.STREAM, Standing.PROTECTED])
def test_nothing_is_written_among_the_data(standing: Standing) -> None:
    with pytest.raises(Refusal, match="de map met je gegevens"):
        way_to_write(target(standing, among_data=True), Form.HTML, replace=True)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize(
    "name", ["a.html", "a.HTM", "a.md", "a.txt", "a.csv", "a.json", "a.pdf", "a.docx", "a.db", "a", ".html"]
)
def test_the_ending_of_a_name_fits_what_is_in_the_file(name: str, form: Form) -> None:
    place = target(Standing.NOTHING, Path("/stick") / name)
    if name.lower().endswith(SUFFIXES[form]) and name != ".html":
        assert way_to_write(place, form, replace=False) is Way.WHOLE
    else:
        with pytest.raises(Refusal, match=rf"er komt {form} in\. Kies een naam die eindigt op \.{form}\."):
            way_to_write(place, form, replace=False)


@pytest.mark.parametrize(
    "name", ["C:\\a\\verslag.md", "a.b.md", "..\\verslag 19.30.md", "console.md", "\\\\server\\map\\x.md"]
)
def test_names_that_windows_takes(name: str) -> None:
    assert unfit_on_windows(PureWindowsPath(name)) == ""


@pytest.mark.parametrize(
    "part", ["verslag 19:30.md", "nul.md", "CON", "com1.txt", "wat?.md", "punt.", "spatie ", "a|b"]
)
def test_names_that_windows_takes_for_something_else(part: str) -> None:
    assert unfit_on_windows(PureWindowsPath("C:\\map", part)) == part
