from __future__ import annotations

from cairn.credentials.concepts import AssessmentType, Assurance, CreditSystem, Participation, Supervision
from cairn.credentials.kinds import LANGUAGE
from cairn_site.designing.words import CONCEPTS, LANGUAGES, TYPES, labels


def test_every_concept_has_its_word_and_the_english_one_is_that_of_the_profile() -> None:
    concepts = {
        word.value.code: word.value.label
        for words in (AssessmentType, Assurance, CreditSystem, Participation, Supervision)
        for word in words
    }

    assert labels("en") == concepts | {"hours": "hours of learning"}
    assert set(CONCEPTS) == {*concepts, "hours"}


def test_every_language_can_stand_in_a_document() -> None:
    assert all(LANGUAGE.find(code) is None for code in LANGUAGES)


def test_the_default_type_is_offered() -> None:
    assert "MicroCredential" in TYPES
