"""A programme from another platform: uploaded, planned, confirmed, carried out by a job that can be stopped.

``tests/cairn_site/awarding/actions/test_migrating.py`` proves it.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from cairn.errors import UsageError
from cairn.issuer import SEED_BYTES
from cairn.status import StatusPurpose
from cairn_site.awarding import status_lists
from cairn_site.awarding.migrating.archives import read_files
from cairn_site.awarding.migrating.reading import forget, read_piece
from cairn_site.awarding.migrating.states import move_programme
from cairn_site.awarding.migrating.steps import CARRY, READ
from cairn_site.awarding.models import Programme, ProgrammeItem, ProgrammeState
from cairn_site.awarding.permits import require_awarding, require_preparing
from cairn_site.organisations.permissions import Organisation, Right, not_found, require
from cairn_site.organisations.signing import open_signer
from cairn_site.platform import audit, jobs
from cairn_site.platform.actors import SYSTEM, ActorKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from cairn_site.platform.actors import Actor

READ_AT_ONCE: Final = 64 * 1024
"""Exports that unpack to no more are planned while the person waits; larger ones by a job."""


def upload_programme(
    *, actor: Actor, organisation: Organisation, file_name: str, data: bytes, language: str, now: datetime
) -> Programme:
    """Keep an export and plan what will become of it; nothing is made before it is confirmed.

    Raises ``DocumentError`` ``programme.*`` for an archive that is not to be trusted.
    """
    require_preparing(actor, organisation)
    if language not in dict(settings.LANGUAGES):
        raise UsageError("programme.language", "Choose a language of the list.", where="language")
    files = read_files(data, name=file_name[:200])
    with transaction.atomic():
        programme = Programme(
            organisation_id=organisation.id,
            file_name=file_name[:200],
            file_sha256=hashlib.sha256(data).hexdigest(),
            language=language,
            seed=_seed_of(organisation),
            created_at=now,
            created_by_id=actor.id if actor.kind is ActorKind.PERSON else None,
        )
        programme.file.save(f"{programme.id}.bin", ContentFile(data), save=False)
        programme.save()
        _recorded(programme, "programme.upload", actor=actor, now=now, sha256=programme.file_sha256)
        if sum(len(file.data) for file in files) <= READ_AT_ONCE:
            position, is_last = 0, False
            while not is_last:
                position, _total, is_last = read_piece(
                    programme, organisation=organisation, position=position, now=now, data=data
                )
            return programme
        programme.job_id = jobs.start(
            kind=READ,
            title=f"Read {programme.file_name}",
            actor=actor,
            arguments={"programme": str(programme.id)},
            organisation_id=organisation.id,
            now=now,
        ).id
        programme.save(update_fields=["job_id"])
        return programme


def confirm_programme(
    *, actor: Actor, organisation: Organisation, programme_id: UUID, sends_mail: bool, now: datetime
) -> Programme:
    """Begin the job that publishes the achievements and signs the awards of a plan.

    Raises ``UsageError``: ``programme.nothing`` where nothing can be brought, and ``access.*`` without the
    rights to award, to sign, to create and to update.
    """
    with transaction.atomic():
        require_awarding(actor, organisation)
        require(actor, organisation, Right.CREATE, Right.UPDATE)
        programme = _locked(organisation, programme_id)
        counts = programme.plan.get("counts", {})
        if programme.state == ProgrammeState.PLANNED and not counts.get("achievements"):
            raise UsageError("programme.nothing", "There is nothing in this export that can be brought.")
        move_programme(programme, ProgrammeState.CONFIRMED)
        if counts.get("awards"):
            ranges = status_lists.set_aside(
                organisation,
                purpose=StatusPurpose.REVOCATION,
                count=counts["awards"],
                signer=open_signer(organisation, actor=SYSTEM, now=now),
                now=now,
            )
            programme.places = {StatusPurpose.REVOCATION.value: status_lists.keep_ranges(ranges)}
        programme.sends_mail, programme.confirmed_at = sends_mail, now
        programme.job_id = jobs.start(
            kind=CARRY,
            title=f"Bring {programme.file_name}",
            actor=actor,
            arguments={"programme": str(programme.id)},
            organisation_id=organisation.id,
            total=counts.get("achievements", 0) + counts.get("awards", 0),
            now=now,
        ).id
        programme.save()
        _recorded(programme, "programme.confirm", actor=actor, now=now, sends_mail=sends_mail)
        return programme


def discard_programme(
    *, actor: Actor, organisation: Organisation, programme_id: UUID, now: datetime
) -> Programme:
    """Throw away an export that was not confirmed, with all that was read from it."""
    with transaction.atomic():
        require_preparing(actor, organisation)
        programme = _locked(organisation, programme_id)
        move_programme(programme, ProgrammeState.DISCARDED)
        name, storage = str(programme.file.name), programme.file.storage
        transaction.on_commit(lambda: storage.delete(name))
        ProgrammeItem.objects.filter(programme_id=programme.id).delete()
        programme.plan = {}
        programme.save()
        forget(programme.id)
        _recorded(programme, "programme.discard", actor=actor, now=now)
        return programme


def stop_programme(
    *, actor: Actor, organisation: Organisation, programme_id: UUID, now: datetime
) -> Programme:
    """Have the job of a programme stop after the step at work; what was brought stays."""
    with transaction.atomic():
        programme, job = _with_job(actor, organisation, programme_id)
        jobs.request_stop(job)
        _recorded(programme, "programme.stop", actor=actor, now=now)
        return programme


def resume_programme(
    *, actor: Actor, organisation: Organisation, programme_id: UUID, now: datetime
) -> Programme:
    """Let a stopped or failed job go on where it was."""
    with transaction.atomic():
        programme, job = _with_job(actor, organisation, programme_id)
        jobs.resume(job, now=now)
        _recorded(programme, "programme.resume", actor=actor, now=now)
        return programme


def _seed_of(organisation: Organisation) -> bytes:
    """Return the seed of the organisation's programmes, a new one for the first."""
    # Held, so that two first uploads at the same time do not make two.
    Organisation.objects.select_for_update().get(id=organisation.id)
    known = (
        Programme.objects.filter(organisation_id=organisation.id)
        .order_by("created_at", "id")
        .values_list("seed", flat=True)
        .first()
    )
    return secrets.token_bytes(SEED_BYTES) if known is None else bytes(known)


def _with_job(actor: Actor, organisation: Organisation, programme_id: UUID) -> tuple[Programme, jobs.Job]:
    require_awarding(actor, organisation)
    programme = _locked(organisation, programme_id)
    job = None if programme.job_id is None else jobs.find(programme.job_id, organisation_id=organisation.id)
    if job is None:
        raise not_found()
    return programme, job


def _locked(organisation: Organisation, programme_id: UUID) -> Programme:
    found = (
        Programme.objects.select_for_update(of=("self",))
        .filter(id=programme_id, organisation_id=organisation.id)
        .first()
    )
    if found is None:
        raise not_found()
    return found


def _recorded(programme: Programme, action: str, *, actor: Actor, now: datetime, **details: object) -> None:
    told: Mapping[str, object] = {"file": programme.file_name, **details}
    audit.record(
        actor=actor,
        action=action,
        target=("programme", programme.id),
        organisation_id=programme.organisation_id,
        details=told,
        now=now,
    )
