"""The words of the EU's lists: unique, and spelt as the profile page spells them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cairn.credentials.concepts import (
    SCHEME,
    AssessmentType,
    Assurance,
    Concept,
    CreditSystem,
    Participation,
    Supervision,
    TargetType,
)

PAGE = Path(__file__).resolve().parents[3] / "docs" / "formats" / "credential-profile.md"
LISTS = [AssessmentType, Assurance, CreditSystem, Participation, Supervision]


def concepts(words: type) -> list[Concept]:
    """Return the concepts of a list."""
    return [word.value for word in words]  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", LISTS)
def test_codes_and_addresses_are_unique(words: type) -> None:
    codes = [concept.code for concept in concepts(words)]
    urls = [concept.url for concept in concepts(words) if not concept.url.endswith(SCHEME)]
    assert len(set(codes)) == len(codes)
    assert len(set(urls)) == len(urls)


@pytest.mark.parametrize("words", LISTS)
def test_all_words_of_a_list_are_in_one_scheme_of_the_eu(words: type) -> None:
    schemes = {concept.url.rpartition("/")[0] for concept in concepts(words)}
    assert len(schemes) == 1
    assert schemes.pop().startswith("http://data.europa.eu/snb/")


def test_the_page_lists_every_word_with_its_address() -> None:
    text = PAGE.read_text()
    for words in LISTS:
        for concept in concepts(words):
            assert f"| `{concept.code}` | `{concept.url}` | {concept.label} |" in text


def test_the_page_lists_every_target_type() -> None:
    named = set(re.findall(r"^\| `([\w:]+)` \| alignment", PAGE.read_text(), re.MULTILINE))
    assert named == {kind.value for kind in TargetType}


def test_the_mode_in_a_real_document_is_the_one_we_call_online(shared_data: Path) -> None:
    text = (shared_data / "elm" / "Sample-CertOfPart-unsigned.jsonld").read_text()
    assert Participation.ONLINE.value.url in text
