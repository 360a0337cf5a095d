from __future__ import annotations

import json

import pytest

from cairn.errors import CairnError
from cairn_site.designing.content import Content, Offer, Validity, ValidityKind
from cairn_site.designing.exporting import export_version, losses_of
from cairn_site.designing.queries import publisher_of
from factories.designing import make_studio
from factories.site import NOW


def test_what_was_published_is_exported_byte_for_byte() -> None:
    studio = make_studio(is_published=True)
    version = studio.newest()

    data = export_version(version, publisher=publisher_of(studio.organisation.id, now=NOW))

    assert data == bytes(version.document or b"")


def test_a_draft_is_exported_as_it_would_be() -> None:
    studio = make_studio()

    data = export_version(studio.newest(), publisher=publisher_of(studio.organisation.id, now=NOW))

    assert json.loads(data)["name"] == "Data analysis foundations"


def test_a_draft_that_says_nothing_cannot_be_exported() -> None:
    studio = make_studio(content=Content(name={"en": "Only a name"}))

    with pytest.raises(CairnError):
        export_version(studio.newest(), publisher=publisher_of(studio.organisation.id, now=NOW))


def test_what_a_file_cannot_tell_is_listed() -> None:
    content = Content(
        offer=Offer(is_free=True),
        validity=Validity(kind=ValidityKind.RELATIVE, amount=1),
        entry_requirements={"en": "x"},
        translations=("es",),
    )

    assert len(losses_of(content)) == 4
    assert losses_of(Content()) == []
