from __future__ import annotations

import pytest

from cairn_site.aligning.folding import MAX_TERMS, fold, terms


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Análisis de Datos", " analisis de datos"),
        ("  Health & safety—at work ", " health safety at work"),
        ("STRASSE straße", " strasse strasse"),
        ("", ""),
        ("数据", " 数据"),
    ],
)
def test_words_are_compared_without_accents_capitals_and_punctuation(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_flood_of_words_asks_for_a_few_only() -> None:
    assert len(terms("a " * 1000)) == MAX_TERMS
