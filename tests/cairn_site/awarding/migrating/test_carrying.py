"""What a programme becomes: achievements that are published, awards that verify, each once."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from cairn.canonical import strict_json, timestamps
from cairn.credentials import contexts
from cairn.keys import parse_multikey
from cairn.proofs.data_integrity import DataIntegrity
from cairn.proofs.proof import read_proofs
from cairn.status import decode_list
from cairn_site.awarding.migrating.queries import original_of
from cairn_site.awarding.models import Award, AwardState, ItemKind, ProgrammeItem, StatusChange, StatusList
from cairn_site.designing.models import Achievement, AchievementVersion
from cairn_site.organisations.models import IssuerRecord
from cairn_site.platform import jobs
from cairn_site.platform.models import Message
from factories import open_badges_2 as ob2
from factories.awarding import World, make_world
from factories.programmes import archive, confirm, export, holder, upload
from factories.site import make_person

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject


def bring(world: World, data: bytes, *, sends_mail: bool = False) -> None:
    confirm(world, upload(world, data), sends_mail=sends_mail)
    jobs.run_due()


def is_set(bits: bytes, index: int | None) -> bool:
    assert index is not None
    return bool(bits[index >> 3] & (0x80 >> (index & 7)))


def document_of(award: Award) -> JsonObject:
    assert award.document is not None
    return strict_json.parse_object(bytes(award.document))


def test_holders_hold_what_we_sign_valid_from_the_first_day() -> None:
    world = make_world()
    bring(world, export(holder(1)))

    award = Award.objects.get()
    assert award.valid_from == timestamps.parse("2026-01-31T08:00:00Z")
    assert award.valid_until == timestamps.parse("2030-01-01T00:00:00Z")
    assert award.name == "Holder Number 1"
    told = award.provenance
    assert (told["how"], told["source"]) == ("migration", f"{ob2.ORIGIN}/assertions/1")
    assert told["issued_on"] == "2026-01-31T08:00:00Z"
    assert told["source_sha256"] == hashlib.sha256(json.dumps(holder(1)).encode()).hexdigest()
    assert original_of(world.organisation, award.id) == json.dumps(holder(1)).encode()


def test_what_is_signed_verifies_with_our_key() -> None:
    world = make_world()
    bring(world, export(holder(1)))

    document = document_of(Award.objects.get())
    record = IssuerRecord.objects.get(organisation=world.organisation)
    method = json.loads(bytes(record.did_document))["verificationMethod"][0]
    (proof,) = read_proofs(document)
    assert proof.verification_method == method["id"]
    DataIntegrity(contexts.load).verify_proof(
        document, proof, public_key=parse_multikey(method["publicKeyMultibase"])
    )


def test_the_badge_is_published_with_its_picture_and_its_words() -> None:
    world = make_world()
    bring(world, export(holder(1)))

    version = AchievementVersion.objects.get(name="Reading a food label")
    assert version.state == "published"
    assert version.frozen_at is not None
    assert version.image is not None
    assert version.image.drawing is None
    assert version.content["criteria_url"] == f"{ob2.BADGE}/criteria"
    assert Award.objects.get().version_id == version.id


def test_a_badge_without_a_picture_gets_one_that_is_drawn() -> None:
    world = make_world()
    bring(world, archive({"b.json": ob2.badge_class(), "a.json": holder(1)}))

    image = AchievementVersion.objects.get(name="Reading a food label").image
    assert image is not None
    assert image.drawing is not None


def test_what_was_revoked_is_revoked_with_its_reason_and_in_the_list() -> None:
    world = make_world()
    bring(world, export(holder(1), holder(2, revoked=True, revocationReason="Copied it")))

    revoked = Award.objects.get(state=AwardState.REVOKED)
    assert revoked.name == "Holder Number 2"
    assert StatusChange.objects.get(award=revoked).reason == "Copied it"
    row = StatusList.objects.get(id=revoked.revocation_list_id)
    listed = json.loads(bytes(row.document or b""))["credentialSubject"]["encodedList"]
    bits = decode_list(listed)
    standing = Award.objects.get(state=AwardState.AWARDED)
    assert is_set(bits, revoked.revocation_index)
    assert not is_set(bits, standing.revocation_index)


def test_what_has_expired_is_carried_as_expired() -> None:
    world = make_world()
    bring(world, export(holder(1, expires="2026-02-10T00:00:00Z")))

    assert Award.objects.get().valid_until == timestamps.parse("2026-02-10T00:00:00Z")


def test_who_is_here_already_finds_the_award() -> None:
    person = make_person(email="holder1@learners.ie")
    world = make_world()
    bring(world, export(holder(1)))

    assert Award.objects.get().person_id == person.id


def test_nobody_is_written_to_unless_it_is_asked_for() -> None:
    world = make_world()
    Message.objects.all().delete()
    bring(world, export(holder(1)))

    assert not Message.objects.filter(kind__startswith="awarding.").exists()


def test_holders_whose_badge_stands_are_written_to_where_it_is_asked_for() -> None:
    world = make_world()
    gone = {"revoked": True}
    bring(
        world,
        export(holder(1), holder(2, **gone), holder(3, expires="2026-02-10T00:00:00Z")),
        sends_mail=True,
    )

    sent = Message.objects.filter(kind="awarding.award")
    assert [message.to for message in sent] == ["holder1@learners.ie"]


def test_bringing_it_again_brings_only_what_is_new() -> None:
    world = make_world()
    bring(world, export(holder(1)))
    before = bytes(Award.objects.get().document or b"")
    again = upload(world, export(holder(1), holder(2)))
    assert again.plan["counts"]["here"] == 1

    confirm(world, again, sends_mail=True)
    jobs.run_due()

    assert Award.objects.count() == 2
    assert bytes(Award.objects.get(name="Holder Number 1").document or b"") == before
    assert Achievement.objects.filter(name="Reading a food label").count() == 1
    sent = Message.objects.filter(kind="awarding.award")
    assert [message.to for message in sent] == ["holder2@learners.ie"]


def test_two_organisations_bring_the_same_export_each_for_itself() -> None:
    one, other = make_world(), make_world()
    bring(one, export(holder(1)))
    bring(other, export(holder(1)))

    assert {award.organisation_id for award in Award.objects.all()} == {
        one.organisation.id, other.organisation.id,
    }  # fmt: skip
    items = ProgrammeItem.objects.filter(kind=ItemKind.ACHIEVEMENT)
    assert len({item.made for item in items}) == 2


def test_the_upload_is_thrown_away_once_it_was_carried_out(
    django_capture_on_commit_callbacks: object,
) -> None:
    world = make_world()
    programme = upload(world, export(holder(1)))
    assert programme.file.storage.exists(programme.file.name)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        confirm(world, programme)
        jobs.run_due()

    assert not programme.file.storage.exists(programme.file.name)
