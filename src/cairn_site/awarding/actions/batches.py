"""A table becomes awards: uploaded, checked, mended, confirmed, issued by a job that can be stopped.

``tests/cairn_site/awarding/actions/test_batches.py`` proves it.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING, Final

from django.core.files.base import ContentFile
from django.db import transaction

from cairn.errors import UsageError
from cairn.issuer import SEED_BYTES
from cairn.status import StatusPurpose
from cairn_site.awarding import achievements, mending, queries, status_lists, tables
from cairn_site.awarding.models import Batch, BatchState
from cairn_site.awarding.permits import require_awarding, require_preparing
from cairn_site.awarding.states import move_batch
from cairn_site.organisations.issuer_documents import build_issuer
from cairn_site.organisations.permissions import not_found
from cairn_site.organisations.signing import open_signer
from cairn_site.platform import audit, chance, jobs
from cairn_site.platform.actors import SYSTEM, ActorKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from cairn_site.awarding.achievements import AwardableVersion
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor

CHECK: Final = "awarding.check_table"
ISSUE: Final = "awarding.issue_batch"
CHECKED_AT_ONCE: Final = 128 * 1024
"""Tables up to this size are checked while the person waits; larger ones by a job."""


def upload_table(
    *,
    actor: Actor,
    organisation: Organisation,
    version_id: UUID,
    file_name: str,
    data: bytes,
    now: datetime,
) -> Batch:
    """Keep a table and check it; nothing is awarded before it is confirmed."""
    with transaction.atomic():
        require_preparing(actor, organisation)
        version = achievements.awardable(actor, organisation, version_id)
        require_preparing(actor, organisation, unit_id=version.unit_id)
        batch = Batch(
            organisation_id=organisation.id,
            achievement_id=version.achievement_id,
            version_id=version.id,
            file_name=file_name[:200],
            seed=chance.token_bytes(SEED_BYTES),
            created_at=now,
            created_by_id=actor.id if actor.kind is ActorKind.PERSON else None,
        )
        _keep(batch, data)
        batch.save()
        audit.record(
            actor=actor,
            action="batch.upload",
            target=("batch", batch.id),
            organisation_id=organisation.id,
            details={"file": batch.file_name, "sha256": batch.table_sha256, "version": str(version.id)},
            now=now,
        )
        _check(batch, actor=actor, organisation=organisation, version=version, data=data, now=now)
        return batch


def replace_table(
    *,
    actor: Actor,
    organisation: Organisation,
    batch_id: UUID,
    file_name: str,
    data: bytes,
    now: datetime,
) -> Batch:
    """Put another file in the place of a table that is not confirmed, and check it."""
    with transaction.atomic():
        batch, version = _mendable(actor, organisation, batch_id)
        batch.file_name = file_name[:200]
        _keep(batch, data)
        _recorded(batch, "batch.replace", actor=actor, now=now)
        _check(batch, actor=actor, organisation=organisation, version=version, data=data, now=now)
        return batch


def mend_row(
    *,
    actor: Actor,
    organisation: Organisation,
    batch_id: UUID,
    line: int,
    cells: Sequence[str],
    now: datetime,
) -> Batch:
    """Write other cells into one row and check the table again; a row without any text is taken out."""
    with transaction.atomic():
        batch, version = _mendable(actor, organisation, batch_id)
        data = read_table(batch)
        with batch.table.open("rb") as file:
            row = mending.find_row(file, version=version, line=line)
        if len(cells) != len(row.cells):
            raise UsageError(
                "batch.wrong_cells", f"The row has {len(row.cells)} cells.", where=f"line {line}"
            )
        mended = mending.replace_row(data, row, [cell.replace("\r\n", "\n") for cell in cells])
        _keep(batch, mended)
        _recorded(batch, "batch.mend", actor=actor, now=now)
        _check(batch, actor=actor, organisation=organisation, version=version, data=mended, now=now)
        return batch


def open_checker(
    batch: Batch, *, organisation: Organisation, version: AwardableVersion, now: datetime
) -> tables.TableChecker:
    """Return what checks the table of a batch; whoever opens it closes it."""
    return tables.TableChecker(
        batch.table.storage.open(str(batch.table.name), "rb"),
        version=version,
        issuer=build_issuer(organisation),
        moment=now.replace(microsecond=0),
        find_held=lambda addresses: queries.held_addresses(version.achievement_id, addresses),
    )


def keep_check(batch: Batch, checker: tables.TableChecker) -> None:
    """Keep what a checker that has come to the end has found, in the transaction at work."""
    found = checker.check
    batch.findings = found.as_json(moment=checker.moment)
    batch.row_count = found.number_count
    batch.problem_count = found.problem_count
    move_batch(batch, BatchState.CHECKED)
    batch.save()


def confirm_batch(
    *,
    actor: Actor,
    organisation: Organisation,
    batch_id: UUID,
    skips_bad_rows: bool,
    sends_mail: bool,
    now: datetime,
) -> Batch:
    """Begin the job that awards every good row of a checked table.

    Raises ``UsageError``: ``batch.bad_rows`` where rows have problems and are not to be left out,
    ``batch.no_rows`` where none is good.
    """
    with transaction.atomic():
        require_awarding(actor, organisation)
        batch = _locked(organisation, batch_id)
        version = achievements.find_version(organisation, batch.version_id)
        require_awarding(actor, organisation, unit_id=version.unit_id)
        achievements.refuse_unawardable(version)
        move_batch(batch, BatchState.CONFIRMED)
        if batch.problem_count and not skips_bad_rows:
            raise UsageError(
                "batch.bad_rows",
                f"{batch.findings['bad_rows']} rows cannot be awarded.",
                mend="Mend them, or say that they are to be left out.",
            )
        if not batch.findings.get("rows"):
            raise UsageError("batch.no_rows", "No row of this table can be awarded.")
        _set_aside(batch, organisation=organisation, version=version, now=now)
        achievements.freeze(version, now=now)
        batch.skips_bad_rows, batch.sends_mail, batch.confirmed_at = skips_bad_rows, sends_mail, now
        batch.job_id = jobs.start(
            kind=ISSUE,
            title=f"Award {version.name} to {batch.findings['rows']:,} people",
            actor=actor,
            arguments={"batch": str(batch.id)},
            organisation_id=organisation.id,
            total=batch.findings["rows"],
            now=now,
        ).id
        batch.save()
        _recorded(batch, "batch.confirm", actor=actor, now=now)
        return batch


def discard_batch(*, actor: Actor, organisation: Organisation, batch_id: UUID, now: datetime) -> Batch:
    """Throw away a table that was not confirmed."""
    with transaction.atomic():
        require_preparing(actor, organisation)
        batch = _locked(organisation, batch_id)
        move_batch(batch, BatchState.DISCARDED)
        name, storage = str(batch.table.name), batch.table.storage
        transaction.on_commit(lambda: storage.delete(name))
        batch.findings = {}
        batch.save()
        _recorded(batch, "batch.discard", actor=actor, now=now)
        return batch


def stop_batch(*, actor: Actor, organisation: Organisation, batch_id: UUID, now: datetime) -> Batch:
    """Have the job of a batch stop after the step at work; what was awarded stays."""
    with transaction.atomic():
        batch, job = _with_job(actor, organisation, batch_id)
        jobs.request_stop(job)
        _recorded(batch, "batch.stop", actor=actor, now=now)
        return batch


def resume_batch(*, actor: Actor, organisation: Organisation, batch_id: UUID, now: datetime) -> Batch:
    """Let a stopped or failed batch go on with the rows that were not awarded yet."""
    with transaction.atomic():
        batch, job = _with_job(actor, organisation, batch_id)
        if job.state not in ("stopped", "failed"):
            raise UsageError("batch.not_stopped", "This batch is not stopped.")
        jobs.resume(job, now=now)
        _recorded(batch, "batch.resume", actor=actor, now=now)
        return batch


def read_table(batch: Batch) -> bytes:
    """Return the bytes of a batch's table."""
    with batch.table.open("rb") as file:
        return bytes(file.read())


def _check(
    batch: Batch,
    *,
    actor: Actor,
    organisation: Organisation,
    version: AwardableVersion,
    data: bytes,
    now: datetime,
) -> None:
    move_batch(batch, BatchState.CHECKING)
    if len(data) <= CHECKED_AT_ONCE:
        checker = open_checker(batch, organisation=organisation, version=version, now=now)
        with contextlib.closing(checker):
            while not checker.advance(CHECKED_AT_ONCE):
                pass
            keep_check(batch, checker)
        return
    batch.findings = {}
    line_count = data.count(b"\n")
    batch.job_id = jobs.start(
        kind=CHECK,
        title=f"Check {batch.file_name}",
        actor=actor,
        arguments={"batch": str(batch.id)},
        organisation_id=organisation.id,
        total=line_count,
        now=now,
    ).id
    batch.save()


def _keep(batch: Batch, data: bytes) -> None:
    if not data or len(data) > tables.MAX_BYTES:
        raise UsageError(
            "batch.file_size",
            "The file is empty." if not data else f"A table has at most {tables.MAX_BYTES >> 20} MiB.",
            where="table",
        )
    if batch.table:
        name, storage = str(batch.table.name), batch.table.storage
        transaction.on_commit(lambda: storage.delete(name))
    batch.table_sha256 = hashlib.sha256(data).hexdigest()
    batch.table.save(f"{batch.id}.csv", ContentFile(data), save=False)


def _mendable(actor: Actor, organisation: Organisation, batch_id: UUID) -> tuple[Batch, AwardableVersion]:
    require_preparing(actor, organisation)
    batch = _locked(organisation, batch_id)
    version = achievements.find_version(organisation, batch.version_id)
    require_preparing(actor, organisation, unit_id=version.unit_id)
    # A table that is being checked, or was confirmed, must not change under the job that reads it.
    if batch.state != BatchState.CHECKED and not _check_failed(batch):
        raise UsageError(
            "batch.no_such_change", "This table cannot be changed now.", mend="Wait until it is checked."
        )
    return batch, version


def _check_failed(batch: Batch) -> bool:
    job = None if batch.job_id is None else jobs.find(batch.job_id)
    return batch.state == BatchState.CHECKING and (job is None or job.state in ("failed", "stopped"))


def _set_aside(batch: Batch, *, organisation: Organisation, version: AwardableVersion, now: datetime) -> None:
    signer = open_signer(organisation, actor=SYSTEM, now=now)
    purposes = [StatusPurpose.REVOCATION]
    if version.can_be_suspended:
        purposes.append(StatusPurpose.SUSPENSION)
    batch.places = {
        purpose.value: status_lists.keep_ranges(
            status_lists.set_aside(
                organisation, purpose=purpose, count=batch.row_count, signer=signer, now=now
            )
        )
        for purpose in purposes
    }


def _with_job(actor: Actor, organisation: Organisation, batch_id: UUID) -> tuple[Batch, jobs.Job]:
    require_awarding(actor, organisation)
    batch = _locked(organisation, batch_id)
    job = None if batch.job_id is None else jobs.find(batch.job_id, organisation_id=organisation.id)
    if job is None:
        raise UsageError("batch.not_begun", "This table is not being awarded.")
    return batch, job


def _locked(organisation: Organisation, batch_id: UUID) -> Batch:
    batch = (
        Batch.objects.select_for_update(of=("self",))
        .filter(id=batch_id, organisation_id=organisation.id)
        .first()
    )
    if batch is None:
        raise not_found()
    return batch


def _recorded(batch: Batch, action: str, *, actor: Actor, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        target=("batch", batch.id),
        organisation_id=batch.organisation_id,
        details={"sha256": batch.table_sha256, "rows": batch.row_count, "problems": batch.problem_count},
        now=now,
    )
