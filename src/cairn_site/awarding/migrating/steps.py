"""The jobs of a migration: read and plan a large export, carry it out, write to the holders.

``tests/cairn_site/awarding/migrating/test_steps.py`` proves that a killed worker loses and repeats nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction

from cairn_site.awarding.actions.writing import write_batch_mails
from cairn_site.awarding.migrating.carrying import carry_achievement, carry_awards
from cairn_site.awarding.migrating.reading import read_piece
from cairn_site.awarding.models import Award, AwardState, ItemKind, Programme, ProgrammeItem, ProgrammeState
from cairn_site.awarding.permits import require_awarding
from cairn_site.organisations.permissions import Right, not_found, require
from cairn_site.organisations.queries import find_organisation
from cairn_site.platform import audit, jobs
from cairn_site.platform.jobs import Step

if TYPE_CHECKING:
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.jobs import Work

READ: Final = "awarding.read_programme"
CARRY: Final = "awarding.carry_programme"
MAILS: Final = "awarding.write_programme_mails"
AWARDS: Final = 25
"""How many awards one step signs: some 0.2 s of work."""

_MAILS: Final = 50


def read_programme(work: Work) -> Step:
    """Read and plan the next piece of an export."""
    organisation, programme = _opened(work)
    if programme.state != ProgrammeState.READING:
        return Step(done=work.done, is_last=True)
    position, total, is_last = read_piece(
        programme, organisation=organisation, position=int(work.cursor.get("position", 0)), now=work.now
    )
    return Step(cursor={"position": position}, done=position, total=total, is_last=is_last)


def carry_programme(work: Work) -> Step:
    """Publish the next Achievement, or sign the next awards."""
    organisation, programme = _opened(work)
    require_awarding(work.actor, organisation)
    require(work.actor, organisation, Right.CREATE, Right.UPDATE)
    position = int(work.cursor.get("position", 0))
    failed = int(work.cursor.get("failed", 0))
    first = int(programme.plan["counts"].get("achievements", 0))
    total = first + int(programme.plan["counts"].get("awards", 0))
    if position < first:
        item = ProgrammeItem.objects.get(programme_id=programme.id, number=position)
        carry_achievement(item, actor=work.actor, organisation=organisation, now=work.now)
        position += 1
    else:
        items = list(
            ProgrammeItem.objects.filter(
                programme_id=programme.id, number__gte=position, number__lt=position + AWARDS
            )
            .defer("original", "picture")
            .order_by("number")
        )
        if items:
            failed += carry_awards(
                items,
                programme=programme,
                first=first,
                actor=work.actor,
                organisation=organisation,
                now=work.now,
            )
        position += len(items)
    is_last = position >= total
    if is_last:
        _complete(programme, organisation=organisation, work=work, failed=failed)
    return Step(
        cursor={"position": position, "failed": failed},
        done=position,
        total=total,
        note=f"{failed} could not be signed" if failed else "",
        is_last=is_last,
    )


def write_mails(work: Work) -> Step:
    """Tell the next holders whose awards were brought and still stand."""
    organisation, programme = _opened(work)
    after = int(work.cursor.get("after", -1))
    items = list(
        ProgrammeItem.objects.filter(
            programme_id=programme.id, kind=ItemKind.AWARD, number__gt=after, made__isnull=False
        )
        .defer("original", "picture")
        .order_by("number")[:_MAILS]
    )
    new = [item.made for item in items if item.made is not None and not item.content.get("here")]
    awards = Award.objects.filter(id__in=new, organisation_id=organisation.id, state=AwardState.AWARDED)
    write_batch_mails(
        [
            award
            for award in awards.defer("document").order_by("id")
            if award.valid_until is None or award.valid_until > work.now
        ],
        organisation=organisation,
        now=work.now,
    )
    return Step(
        cursor={"after": items[-1].number if items else after},
        done=work.done + len(items),
        is_last=len(items) < _MAILS,
    )


def _complete(programme: Programme, *, organisation: Organisation, work: Work, failed: int) -> None:
    # The originals are kept with the items; the rest of the upload is of no more use.
    name, storage = str(programme.file.name), programme.file.storage
    transaction.on_commit(lambda: storage.delete(name))
    audit.record(
        actor=work.actor,
        action="programme.complete",
        target=("programme", programme.id),
        organisation_id=organisation.id,
        details={"counts": _told(programme), "failed": failed},
        now=work.now,
    )
    if programme.sends_mail:
        jobs.start(
            kind=MAILS,
            title=f"Write to the holders of {programme.file_name}",
            actor=work.actor,
            arguments={"programme": str(programme.id)},
            organisation_id=organisation.id,
            total=int(programme.plan["counts"].get("awards", 0)),
            now=work.now,
        )


def _told(programme: Programme) -> dict[str, int]:
    return {name: programme.plan["counts"].get(name, 0) for name in ("achievements", "awards", "revoked")}


def _opened(work: Work) -> tuple[Organisation, Programme]:
    organisation = None if work.organisation_id is None else find_organisation(work.organisation_id)
    if organisation is None:
        raise not_found()
    programme = Programme.objects.select_for_update(of=("self",)).get(
        id=UUID(work.arguments["programme"]), organisation_id=organisation.id
    )
    return organisation, programme


HANDLERS: Final = {READ: read_programme, CARRY: carry_programme, MAILS: write_mails}
