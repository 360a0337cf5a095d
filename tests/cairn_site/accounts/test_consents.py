"""The texts and their versions."""

from __future__ import annotations

from django.template.loader import render_to_string

from cairn_site.accounts import consents


def test_every_version_of_every_text_is_there() -> None:
    for document in consents.DOCUMENTS:
        for version in document.versions:
            assert len(render_to_string(document.template(version))) > 500


def test_the_last_version_holds() -> None:
    document = consents.Document(name="terms", title=consents.DOCUMENTS[0].title, versions=("1", "2"))
    assert document.version == "2"
    assert document.template("1") == "accounts/texts/terms-1.html"


def test_a_text_that_is_not_there_is_not_found() -> None:
    assert consents.find_document("other") is None
