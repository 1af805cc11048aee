"""What Ctrl+P offers of the content, and of what was learned with it."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.learning.mode import Mode
from tutor.model import Catalogue
from tutor.tui import destinations as to
from tutor.tui.destinations import Destination


def commands(catalogue: Catalogue) -> Iterator[tuple[str, str, Destination, bool]]:
    """Title, a few words about it, where it leads, and whether it is shown before anything is typed."""
    yield "Begin", "Naar het beginscherm", to.ToHome(), True
    yield "Herhalen", "Wat vandaag terugkomt, vijf minuten", to.ToReview(), True
    yield "Zelfscan", "Ontdek wat je al weet, en krijg een route", to.ToScan(), True
    yield "Jouw route", "De lessen die je nog niet kent, week voor week", to.ToRoute(), True
    yield "Zoeken in alle teksten", "Lessen, woorden, notities en vragen", to.ToSearch(), True
    yield "Voortgang", "Wat je kunt, en wat terugkomt", to.ToProgress(), True
    yield "Notities en acties", "Wat je bewaarde, en je bladwijzers", to.ToNotebook(), True
    yield "Leerverslag", "Je uren en lessen, voor je griffier", to.ToCertificate(), False
    for programme in catalogue.programmes:
        yield f"Programma: {programme.title}", programme.text, to.ToProgramme(programme.id), False
    for module in catalogue.modules:
        yield f"Module: {module.head.title}", module.head.text, to.ToModule(module.head.id), True
        for lesson in module.lessons:
            title, lesson_id = lesson.head.title, lesson.head.id
            yield f"Les: {title}", f"Module {module.head.title}", to.ToLesson(lesson_id), False
            yield f"Oefenen: {title}", "Vragen met uitleg", to.ToQuiz(lesson_id, Mode.PRACTICE), False
            yield f"Toets: {title}", "Vragen, uitslag aan het eind", to.ToQuiz(lesson_id, Mode.TEST), False
            for casus in lesson.cases:
                yield f"Casus: {casus.title}", f"Bij de les {title}", to.ToCasus(casus.id), False
    for term in catalogue.terms:
        yield f"Woord: {term.term}", ", ".join(term.also) or "Uitleg", to.ToTerm(term.id), False
