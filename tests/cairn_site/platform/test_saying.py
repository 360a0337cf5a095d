"""The sentences of errors in the language of the reader."""

from __future__ import annotations

import pytest
from django.utils import translation

from cairn.errors import UsageError
from cairn_site.platform import saying


@pytest.fixture
def _sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        saying,
        "_read",
        lambda: {
            "tea.cold": ["The tea is cold.", "Warm it."],
            "tea.late": ["The tea of %(v0)s came %(v1)s minutes late, 100%% too late."],
        },
    )
    monkeypatch.setattr(saying, "gettext", lambda text: f"⟦{text}⟧")


@pytest.mark.usefixtures("_sentences")
def test_a_sentence_of_a_known_code_is_translated() -> None:
    assert saying.said("The tea is cold.", "tea.cold") == "⟦The tea is cold.⟧"


@pytest.mark.usefixtures("_sentences")
def test_what_varies_in_a_sentence_is_put_into_the_translation() -> None:
    spoken = saying.said("The tea of Ada (5%) came 7 minutes late, 100% too late.", "tea.late")

    assert spoken == "⟦The tea of Ada (5%) came 7 minutes late, 100% too late.⟧"


@pytest.mark.usefixtures("_sentences")
def test_an_error_is_said_with_how_to_mend_it() -> None:
    assert saying.say(UsageError("tea.cold", "The tea is cold.", mend="Warm it.")) == (
        "⟦The tea is cold.⟧ ⟦Warm it.⟧"
    )


@pytest.mark.usefixtures("_sentences")
def test_a_sentence_that_nobody_knows_stays_as_it_is() -> None:
    assert saying.said("Something else.", "tea.cold") == "Something else."
    assert saying.said("The tea is cold.", "no.such_code") == "The tea is cold."
    assert saying.said("", "tea.cold") == ""


def test_an_error_of_the_site_is_said_in_spanish() -> None:
    with translation.override("es"):
        spoken = saying.said("Only a job that has stopped or failed can go on.", "job.not_resumable")

    assert spoken.startswith("Solo")


def test_an_error_of_the_library_keeps_its_values_in_spanish() -> None:
    with translation.override("es"):
        spoken = saying.said("Entries are kept for 90 days at least.", "audit.retention")

    assert "90" in spoken
    assert "Entries" not in spoken


def test_a_finding_of_the_lint_is_said_with_the_texts_of_the_library_in_it() -> None:
    code = "lint.eu_element_missing"
    message = "An element of a micro-credential is not told, or only in part: Level of the learning"

    with translation.override("es"):
        spoken = saying.said(message, code)
        mend = saying.said("Give it a name in words.", code)

    assert spoken.endswith(": Nivel del aprendizaje")
    assert spoken.startswith("Un elemento")
    assert mend == "Dale un nombre con palabras."
