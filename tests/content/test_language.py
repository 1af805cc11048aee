"""Which long words a reader can be expected to know."""

from __future__ import annotations

import pytest

from tutor.content.rules.language import Vocabulary


@pytest.mark.parametrize(
    "word",
    [
        *["begrotingsavond", "Begrotingsavonden", "gemeentesecretaris", "gemeentesecretarissen", "veiligheidsregio’s"],
        *["verantwoordelijkheid", "college-vergadering", "www.waterveen.nl", "raadsvergadering"],
    ],
)
def test_long_words_that_readers_know(word: str) -> None:
    explained = frozenset({"gemeentesecretaris", "veiligheidsregio"})
    used = ["begroting", "avond", "avonden", "gemeente", "secretarissen", "raad", "vergadering"]
    assert Vocabulary(explained, used).knows(word)


@pytest.mark.parametrize("word", ["kwaliteitshandvest", "begrotingsoverschot", "verordeningsteksten"])
def test_long_words_that_need_explaining(word: str) -> None:
    assert not Vocabulary(frozenset({"begroting"}), ["avond", "kwaliteit", "tekst"]).knows(word)
