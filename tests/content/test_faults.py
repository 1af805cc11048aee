"""Every kind of problem is found where it is planted, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content import faults_language, faults_played, faults_reading, faults_rules
from tests.content.pack import Pack
from tests.content.planted import Fault
from tutor.content.problem_kinds import all_kinds

FAULTS = (
    *faults_reading.FORM,
    *faults_reading.SCHEMA,
    *faults_rules.REFERENCES,
    *faults_rules.LESSONS,
    *faults_rules.TEXTS,
    *faults_rules.ITEMS,
    *faults_played.PLAYED,
    *faults_rules.COUNTING,
    *faults_rules.CASES,
    *faults_rules.PLANS,
    *faults_rules.PROGRAMMES,
    *faults_language.LANGUAGE,
    *faults_language.CRAFT,
)

ELSEWHERE = {
    "onleesbaar", "bestand-te-groot", "geen-utf8", "map-ontbreekt", "bestandsnaam", "onbekend-bestand",
    "module-ontbreekt", "les-zonder-bank", "bank-zonder-les", "aantal-doelen", "te-weinig-items", "te-weinig-soorten",
    "te-weinig-situaties", "letter-verraadt", "doel-zonder-stap", "les-zonder-stappen",
    "ander-zetelaantal", "wapen-onbruikbaar", "id-zonder-pakket", "pakket-te-nieuw", "pakket-id-bezet", "eigen-vraag",
}  # fmt: skip
"""Problems that take more than one change in one file to cause: planted in test_textfile.py, test_lessons.py,
test_municipality.py and test_package.py."""


def test_the_good_pack_is_good(tmp_path: Path) -> None:
    assert Pack.copy(tmp_path).problems() == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}: {fault.new.strip()[:40]!r}")
def test_exactly_the_planted_fault_is_found(fault: Fault, tmp_path: Path) -> None:
    pack = Pack.copy(tmp_path)
    path, line = fault.plant(pack)
    assert [(problem.code, problem.path, problem.line) for problem in pack.problems(fault.today)] == [
        (fault.code, path, line)
    ]


def test_every_kind_of_problem_is_planted() -> None:
    assert {fault.code for fault in FAULTS} | ELSEWHERE == set(all_kinds())
