"""Public documents by their addresses."""

from __future__ import annotations

import pytest

from cairn_site.organisations.models import IssuerRecord
from cairn_site.organisations.public_documents import find_public_document
from factories.site import make_organisation


@pytest.mark.parametrize(
    ("ending", "field", "media_type"),
    [
        ("", "profile", "application/ld+json"),
        ("/did.json", "did_document", "application/did+json"),
        ("/key-history.json", "key_history", "application/json"),
    ],
)
def test_the_bytes_are_those_that_were_rendered(ending: str, field: str, media_type: str) -> None:
    organisation = make_organisation()

    found = find_public_document(f"/organisations/{organisation.slug}{ending}")

    assert found is not None
    assert found.body == bytes(getattr(IssuerRecord.objects.get(organisation=organisation), field))
    assert found.media_type == media_type


@pytest.mark.parametrize(
    "ending", ["/", "/did.json/", "/DID.json", "/../did.json", "/members", "/logo.png", "\n", "/key-history"]
)
def test_nothing_else_is_public(ending: str) -> None:
    assert find_public_document(f"/organisations/{make_organisation().slug}{ending}") is None


def test_an_organisation_that_is_not_there_has_no_documents() -> None:
    assert find_public_document("/organisations/nobody/did.json") is None


def test_the_etag_changes_with_the_bytes() -> None:
    one, two = make_organisation(), make_organisation()

    etags = {find_public_document(f"/organisations/{each.slug}").etag for each in (one, two)}  # type: ignore[union-attr]

    assert len(etags) == 2
