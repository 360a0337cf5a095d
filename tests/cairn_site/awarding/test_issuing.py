"""Signed awards: what is stored is what was signed, and verifies."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from cairn.canonical import strict_json
from cairn.issuer import LearnerRow
from cairn.keys import parse_multikey
from cairn.verifier import Verifier
from cairn_site.awarding import achievements, actions, issuing
from cairn_site.awarding.actions.batches import _set_aside
from cairn_site.awarding.models import Award
from cairn_site.awarding.public import find_credential, find_status_list
from cairn_site.organisations.public_documents import find_public_document
from cairn_site.organisations.signing import open_signer
from cairn_site.platform.actors import SYSTEM
from cairn_site.platform.worker import work_until_idle
from factories.awarding import YEAR, World, make_award, make_batch, make_table, make_world
from factories.site import NOW

if TYPE_CHECKING:
    from datetime import datetime


def load(url: str) -> bytes:
    """Return what stands at an address of the site."""
    path = re.sub(r"^https?://[^/]+", "", url)
    for find in (find_credential, find_status_list, find_public_document):
        if found := find(path):
            return found.body
    raise AssertionError(url)


def verdict(document: bytes, *, now: datetime) -> str:
    """Return what a stranger finds, who loads everything from the public addresses."""
    return Verifier(loader=load).inspect(document, now=now).verdict.value


def test_a_stranger_verifies_the_stored_bytes() -> None:
    award = make_award(make_world(validity=YEAR))

    assert verdict(bytes(award.document or b""), now=NOW) == "valid"


def test_a_changed_byte_is_noticed() -> None:
    award = make_award(make_world())
    forged = bytes(award.document or b"").replace(b"Ada Byron", b"Eve Byron")

    assert verdict(forged, now=NOW) == "invalid"


def test_the_tag_is_that_of_the_bytes() -> None:
    award = make_award(make_world())

    assert award.etag == hashlib.sha256(bytes(award.document or b"")).hexdigest()[:32]


def test_no_credential_shows_an_address() -> None:
    award = make_award(make_world(), email="secret.person@learners.ie")

    assert b"secret.person" not in bytes(award.document or b"")


def test_by_itself_a_credential_has_one_status_entry() -> None:
    document = strict_json.parse_object(bytes(make_award(make_world()).document or b""))

    status = document["credentialStatus"]
    assert isinstance(status, dict)
    assert status["statusPurpose"] == "revocation"


def test_a_credential_that_can_be_suspended_has_two() -> None:
    award = make_award(make_world(can_be_suspended=True))
    document = strict_json.parse_object(bytes(award.document or b""))

    entries = document["credentialStatus"]
    assert isinstance(entries, list)
    assert [entry["statusPurpose"] for entry in entries if isinstance(entry, dict)] == [
        "revocation",
        "suspension",
    ]
    assert award.suspension_list_id is not None
    assert verdict(bytes(award.document or b""), now=NOW) == "valid"


@pytest.mark.parametrize("can_be_suspended", [False, True])
def test_the_rows_of_a_batch_verify_as_single_awards_do(can_be_suspended: bool) -> None:
    world = make_world(can_be_suspended=can_be_suspended, validity=YEAR)
    batch = make_batch(world, make_table(8))

    actions.confirm_batch(
        actor=world.actor,
        organisation=world.organisation,
        batch_id=batch.id,
        skips_bad_rows=False,
        sends_mail=False,
        now=NOW,
    )
    work_until_idle()

    awards = list(Award.objects.filter(batch=batch))
    assert len(awards) == 8
    for award in awards:
        document = bytes(award.document or b"")
        assert verdict(document, now=award.awarded_at) == "valid"
        assert strict_json.parse_object(document)["id"] == f"http://localhost:8000/credentials/{award.id}"
        assert award.valid_until is not None


def make_issuer(world: World) -> issuing.BatchIssuer:
    batch = make_batch(world, make_table(3))

    version = achievements.find_version(world.organisation, world.version.id)
    with transaction.atomic():
        _set_aside(batch, organisation=world.organisation, version=version, now=NOW)
        batch.save()
        return issuing.BatchIssuer(
            batch, version=version, signer=open_signer(world.organisation, actor=SYSTEM, now=NOW)
        )


def test_what_belongs_to_a_row_does_not_hang_on_the_rows_around_it() -> None:
    world = make_world()
    issuer = make_issuer(world)
    rows = [LearnerRow(number=n, name=f"N {n}", email=f"n{n}@learners.ie") for n in range(3)]

    together = issuer.issue(rows)
    alone = issuer.issue(rows[2:])

    assert together[2] == alone[0]
    assert len({signed.uuid for signed in together}) == 3


def test_a_credential_is_signed_with_the_key_in_use() -> None:
    world = make_world()
    document = strict_json.parse_object(bytes(make_award(world).document or b""))
    proof = document["proof"]
    assert isinstance(proof, list)
    assert isinstance(proof[0], dict)

    method = str(proof[0]["verificationMethod"])
    assert parse_multikey(method.partition("#")[2])
    assert method.startswith("did:web:localhost%3A8000:organisations:")
