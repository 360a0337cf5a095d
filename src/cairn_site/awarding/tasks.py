"""The jobs and schedules of the awarding app.

Each step of a job does a bounded piece, and its effects are committed together with the moved cursor, so a
killed worker loses nothing and repeats nothing. ``tests/cairn_site/awarding/test_tasks.py`` and
``tests/torture`` prove it.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from cairn.errors import UsageError
from cairn_site.awarding import achievements, queries, tables
from cairn_site.awarding.actions.batches import CHECK, ISSUE, keep_check, open_checker
from cairn_site.awarding.actions.changing import CHANGE_MANY, change_step
from cairn_site.awarding.actions.reminding import remind_holders
from cairn_site.awarding.actions.renewing import INVITE
from cairn_site.awarding.actions.single import DUE, award_due
from cairn_site.awarding.actions.writing import write_batch_mails, write_upgrade_mail
from cairn_site.awarding.events import BatchCompleted
from cairn_site.awarding.inserting import store_rows
from cairn_site.awarding.issuing import BatchIssuer
from cairn_site.awarding.models import Award, AwardState, Batch, BatchState
from cairn_site.awarding.permits import require_awarding
from cairn_site.organisations.permissions import not_found
from cairn_site.organisations.queries import find_organisation
from cairn_site.organisations.signing import open_signer
from cairn_site.platform import audit, events, jobs
from cairn_site.platform.actors import SYSTEM
from cairn_site.platform.jobs import Step

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import IO

    from cairn.issuer import LearnerRow
    from cairn_site.awarding.achievements import AwardableVersion
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.organisations.signing import OrganisationSigner
    from cairn_site.platform.jobs import Work

MAILS: Final = "awarding.write_mails"
ROWS: Final = 1000
"""How many rows one transaction awards: some 0.2 s of work."""

_CHECKED: Final = 1000
_MAILS: Final = 50
_CHANGES: Final = 250
_MAX_RUNNING: Final = 4
_KEPT: Final = timedelta(minutes=10)


class _Running:
    """A batch being issued in this process: the table open at a place, the templates prepared.

    It only saves work. Where it does not stand where the job's cursor says (another process went on, a step
    was rolled back, the key changed) it is thrown away and the table is read anew up to there.
    """

    def __init__(self, batch: Batch, *, version: AwardableVersion, signer: OrganisationSigner) -> None:
        self.issuer = BatchIssuer(batch, version=version, signer=signer)
        self.position = 0
        self._file: IO[bytes] = batch.table.open("rb")
        self._rows: Iterator[LearnerRow] = tables.good_rows(
            self._file, version=version, findings=batch.findings
        )

    def take(self, count: int) -> list[LearnerRow]:
        """Return the next rows; fewer at the end."""
        taken = []
        for row in self._rows:
            taken.append(row)
            if len(taken) == count:
                break
        self.position += len(taken)
        return taken

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


_running: Final[OrderedDict[UUID, _Running]] = OrderedDict()
_checking: Final[OrderedDict[UUID, tables.TableChecker]] = OrderedDict()


def check_table(work: Work) -> Step:
    """Check the next rows of a table that is too large to be checked while somebody waits.

    What was found is kept at the end; a worker that did not begin the check begins it anew.
    """
    organisation = _organisation(work)
    batch = Batch.objects.select_for_update(of=("self",)).get(
        id=UUID(work.arguments["batch"]), organisation_id=organisation.id
    )
    if batch.state != BatchState.CHECKING:
        return Step(done=work.done, is_last=True)
    position = int(work.cursor.get("position", 0))
    checker = _checking.get(work.id)
    if checker is None or checker.seen != position:
        _end_check(work.id)
        version = achievements.find_version(organisation, batch.version_id)
        checker = open_checker(batch, organisation=organisation, version=version, now=work.now)
        _checking[work.id] = checker
        while len(_checking) > _MAX_RUNNING:
            _end_check(next(iter(_checking)))
    is_last = checker.advance(_CHECKED)
    if is_last:
        keep_check(batch, checker)
        _end_check(work.id)
    return Step(cursor={"position": checker.seen}, done=checker.seen, is_last=is_last)


def issue_batch(work: Work) -> Step:
    """Award the next rows of a confirmed table."""
    batch_id = UUID(work.arguments["batch"])
    try:
        return _issue_rows(work, batch_id)
    except BaseException:
        # What was read stays ahead of what will be committed, so it must not be gone on with.
        _forget(batch_id)
        raise


def _issue_rows(work: Work, batch_id: UUID) -> Step:
    organisation = _organisation(work)
    batch = Batch.objects.get(id=batch_id, organisation_id=organisation.id)
    version = achievements.find_version(organisation, batch.version_id)
    require_awarding(work.actor, organisation, unit_id=version.unit_id)
    position = int(work.cursor.get("position", 0))
    signer = open_signer(organisation, actor=SYSTEM, now=work.now)
    running = _running_at(position, batch, version=version, signer=signer)
    rows = running.take(ROWS)
    store_rows(
        running.issuer.issue(rows),
        batch=batch,
        moment=running.issuer.moment,
        provenance={
            "version": version.number,
            "how": "batch",
            "by": work.actor.label,
            "by_id": "" if work.actor.id is None else str(work.actor.id),
            "batch": str(batch.id),
            "table_sha256": batch.table_sha256,
        },
        now=work.now,
    )
    is_last = len(rows) < ROWS or running.position >= batch.findings["rows"]
    if is_last:
        _forget(batch.id)
        _complete(batch, organisation=organisation, work=work)
    return Step(
        cursor={"position": position + len(rows)},
        done=position + len(rows),
        total=batch.findings["rows"],
        is_last=is_last,
    )


def write_mails(work: Work) -> Step:
    """Tell the next holders of a batch."""
    organisation = _organisation(work)
    after = work.cursor.get("after")
    waiting = Award.objects.filter(batch_id=UUID(work.arguments["batch"]), organisation_id=organisation.id)
    if after:
        waiting = waiting.filter(id__gt=UUID(after))
    awards = list(waiting.defer("document", "content").order_by("id")[:_MAILS])
    write_batch_mails(
        [award for award in awards if award.state == AwardState.AWARDED],
        organisation=organisation,
        now=work.now,
    )
    return Step(
        cursor={"after": str(awards[-1].id)} if awards else work.cursor,
        done=work.done + len(awards),
        is_last=len(awards) < _MAILS,
    )


def make_due_award(work: Work) -> Step:
    """Make an award that was scheduled."""
    award_due(
        actor=work.actor,
        organisation=_organisation(work),
        award_id=UUID(work.arguments["award"]),
        now=work.now,
    )
    return Step(done=1, total=1, is_last=True)


def change_many(work: Work) -> Step:
    """Change the state of the next awards that were chosen."""
    organisation = _organisation(work)
    ids = [UUID(one) for one in work.arguments["ids"]]
    position = int(work.cursor.get("position", 0))
    changed = int(work.cursor.get("changed", 0))
    chosen = ids[position : position + _CHANGES]
    changed += change_step(
        actor=work.actor,
        organisation=organisation,
        award_ids=chosen,
        state=AwardState(work.arguments["state"]),
        reason=work.arguments["reason"],
        now=work.now,
    )
    position += len(chosen)
    return Step(
        cursor={"position": position, "changed": changed},
        done=position,
        total=len(ids),
        note=f"{changed} changed",
        is_last=position >= len(ids),
    )


def invite_to_upgrade(work: Work) -> Step:
    """Invite the next holders of earlier versions of an Achievement."""
    organisation = _organisation(work)
    version = achievements.find_version(organisation, UUID(work.arguments["version"]))
    after = work.cursor.get("after")
    holders = queries.earlier_holders(
        version.achievement_id, version.id, after=UUID(after) if after else None, limit=_MAILS
    )
    for award in holders:
        write_upgrade_mail(
            award,
            organisation=organisation,
            achievement_name=version.name,
            url=achievements.public_url(version.id),
            now=work.now,
        )
    return Step(
        cursor={"after": str(holders[-1].id)} if holders else work.cursor,
        done=work.done + len(holders),
        is_last=len(holders) < _MAILS,
    )


def remind(now: datetime) -> None:
    """Remind the holders whose award expires soon."""
    remind_holders(now=now)


def _complete(batch: Batch, *, organisation: Organisation, work: Work) -> None:
    events.publish(BatchCompleted(batch_id=batch.id, organisation_id=organisation.id), now=work.now)
    audit.record(
        actor=work.actor,
        action="batch.complete",
        target=("batch", batch.id),
        organisation_id=organisation.id,
        details={"rows": batch.findings["rows"]},
        now=work.now,
    )
    if batch.sends_mail:
        jobs.start(
            kind=MAILS,
            title=f"Write to the holders of {batch.file_name}",
            actor=work.actor,
            arguments={"batch": str(batch.id)},
            organisation_id=organisation.id,
            total=batch.findings["rows"],
            now=work.now,
        )


def _running_at(
    position: int, batch: Batch, *, version: AwardableVersion, signer: OrganisationSigner
) -> _Running:
    running = _running.get(batch.id)
    if running is not None and (
        running.position != position
        or running.issuer.verification_method != signer.verification_method
        or running.issuer.moment < signer.moment - _KEPT
    ):
        _forget(batch.id)
        running = None
    if running is None:
        running = _Running(batch, version=version, signer=signer)
        while running.position < position:
            if not running.take(min(ROWS, position - running.position)):
                raise UsageError("batch.table_changed", "The table has fewer rows than were awarded.")
        _running[batch.id] = running
        while len(_running) > _MAX_RUNNING:
            _forget(next(iter(_running)))
    return running


def _forget(batch_id: UUID) -> None:
    running = _running.pop(batch_id, None)
    if running is not None:
        running.close()


def _end_check(job_id: UUID) -> None:
    checker = _checking.pop(job_id, None)
    if checker is not None:
        checker.close()


def _organisation(work: Work) -> Organisation:
    organisation = None if work.organisation_id is None else find_organisation(work.organisation_id)
    if organisation is None:
        raise not_found()
    return organisation


HANDLERS: Final = {
    CHECK: check_table,
    ISSUE: issue_batch,
    MAILS: write_mails,
    DUE: make_due_award,
    CHANGE_MANY: change_many,
    INVITE: invite_to_upgrade,
}
