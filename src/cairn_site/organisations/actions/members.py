"""Members and their rights. Somebody administrates an organisation at all times.

``tests/cairn_site/organisations/actions/test_members.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cairn.errors import UsageError
from cairn_site.organisations.models import Invitation, Member, Organisation, Right, Unit
from cairn_site.organisations.permissions import not_found, require
from cairn_site.platform import audit
from cairn_site.platform.actors import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from cairn_site.platform.actors import Actor


def change_member(
    *,
    actor: Actor,
    organisation: Organisation,
    member_id: UUID,
    rights: Iterable[Right],
    unit_id: UUID | None,
    now: datetime,
) -> Member:
    """Give a member exactly ``rights``, in the whole organisation or in one unit and those below it.

    Raises ``UsageError``: ``access.*``, ``member.last_administrator``, and those of :func:`check_rights`.
    """
    with transaction.atomic():
        held = _hold(organisation)
        require(actor, held, Right.ADMINISTRATE)
        member = _find(held, member_id)
        wanted = check_rights(held, rights, unit_id=unit_id)
        if Right.ADMINISTRATE not in wanted:
            _keep_an_administrator(held, member)
            withdraw_invitations_of(member, now=now)
        before = sorted(right.value for right in member.rights)
        for right in Right:
            setattr(member, f"can_{right.value}", right in wanted)
        member.unit_id = unit_id
        member.save()
        _record(
            actor,
            "member.change",
            member,
            now=now,
            before=before,
            after=sorted(right.value for right in wanted),
            unit=str(unit_id) if unit_id else "",
        )
    return member


def remove_member(*, actor: Actor, organisation: Organisation, member_id: UUID, now: datetime) -> None:
    """Remove a member; their open invitations to others are withdrawn.

    Raises ``UsageError``: ``access.*``, ``member.last_administrator``.
    """
    with transaction.atomic():
        held = _hold(organisation)
        require(actor, held, Right.ADMINISTRATE)
        _remove(actor, _find(held, member_id), "member.remove", now=now)


def leave(*, actor: Actor, organisation: Organisation, now: datetime) -> None:
    """Leave an organisation; raises ``UsageError``: ``access.not_found``, ``member.last_administrator``."""
    with transaction.atomic():
        held = _hold(organisation)
        member = None
        if actor.kind is ActorKind.PERSON and actor.id is not None:
            member = Member.objects.filter(organisation=held, person_id=actor.id).first()
        if member is None:
            raise not_found()
        _remove(actor, member, "member.leave", now=now)


def check_rights(
    organisation: Organisation, rights: Iterable[Right], *, unit_id: UUID | None
) -> frozenset[Right]:
    """Return ``rights`` with that to read, which every member has.

    Raises ``UsageError``: ``access.not_found`` for a unit of another organisation, ``member.unit_rights``
    where somebody in one unit would administrate, which is for the whole organisation.
    """
    wanted = frozenset({*rights, Right.READ})
    if unit_id is None:
        return wanted
    if not Unit.objects.filter(id=unit_id, organisation=organisation).exists():
        raise not_found()
    if Right.ADMINISTRATE in wanted:
        raise UsageError(
            "member.unit_rights",
            "Only somebody in the whole organisation can administrate it.",
            where=organisation.slug,
            mend="Leave the unit out, or the right to administrate.",
        )
    return wanted


def withdraw_invitations_of(member: Member, *, now: datetime) -> None:
    """Withdraw what a member has sent out, so that nobody comes back by an invitation of their own."""
    Invitation.objects.filter(
        organisation_id=member.organisation_id,
        invited_by_id=member.person_id,
        accepted_at=None,
        withdrawn_at=None,
    ).update(withdrawn_at=now)


def _hold(organisation: Organisation) -> Organisation:
    # Of two administrators who remove each other at once, the second finds the first change made.
    return Organisation.objects.select_for_update().get(id=organisation.id)


def _find(organisation: Organisation, member_id: UUID) -> Member:
    member = Member.objects.filter(id=member_id, organisation=organisation).first()
    if member is None:
        raise not_found()
    return member


def _keep_an_administrator(organisation: Organisation, member: Member) -> None:
    others = Member.objects.filter(
        organisation=organisation, can_administrate=True, person__is_active=True
    ).exclude(id=member.id)
    if member.can_administrate and not others.exists():
        raise UsageError(
            "member.last_administrator",
            "Nobody else administrates the organisation.",
            where=organisation.slug,
            mend="Give the right to administrate to somebody else first.",
        )


def _remove(actor: Actor, member: Member, action: str, *, now: datetime) -> None:
    _keep_an_administrator(member.organisation, member)
    withdraw_invitations_of(member, now=now)
    _record(actor, action, member, now=now)
    member.delete()


def _record(actor: Actor, action: str, member: Member, *, now: datetime, **details: object) -> None:
    audit.record(
        actor=actor,
        action=action,
        target=("member", member.id),
        organisation_id=member.organisation_id,
        details={"person": str(member.person_id), **details},
        now=now,
    )
