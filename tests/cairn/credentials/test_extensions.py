"""The terms of 1EdTech that stand in a context of their own."""

from __future__ import annotations

import pytest

from cairn.credentials.contexts import OPEN_BADGES_EXTENSIONS
from cairn.credentials.extensions import check_extensions, uses_extensions
from factories.documents import realistic_credential


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("credentialSchema", "1EdTechJsonSchemaValidator2019"),
        ("credentialStatus", "1EdTechRevocationList"),
        ("refreshService", "1EdTechCredentialRefresh"),
    ],
)
def test_each_term_needs_the_context_that_defines_it(name: str, term: str) -> None:
    document = {**realistic_credential(), name: {"id": "urn:x:1", "type": term}}
    assert uses_extensions(document)
    (finding,) = check_extensions(document)
    assert (finding.error.code, finding.error.where) == (
        "credential.extension_context_missing",
        f"/{name}/type",
    )
    document["@context"] = [*document["@context"], OPEN_BADGES_EXTENSIONS]  # type: ignore[misc]
    assert check_extensions(document) == []


def test_a_credential_without_these_terms_needs_nothing() -> None:
    assert not uses_extensions(realistic_credential())
    assert check_extensions(realistic_credential()) == []


def test_a_type_that_is_no_text_is_passed_over() -> None:
    assert not uses_extensions({"credentialStatus": [{"type": [1, None]}, "x"]})
