"""Invitations by mail: the link is known to the mail only, the site keeps a digest.

``tests/cairn_site/organisations/actions/test_invitations.py`` proves it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cairn.errors import UsageError
from cairn_site.organisations import news
from cairn_site.organisations.actions.members import check_rights
from cairn_site.organisations.events import MemberJoined
from cairn_site.organisations.models import Invitation, Member, Organisation, Right
from cairn_site.organisations.permissions import not_found, require
from cairn_site.organisations.queries import digest_of
from cairn_site.platform import audit, chance, events, mail
from cairn_site.platform.actors import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from cairn_site.platform.actors import Actor

HOLDS: Final = timedelta(days=14)
MAX_OPEN: Final = 200
PAUSE: Final = timedelta(minutes=1)


def invite(
    *,
    actor: Actor,
    organisation: Organisation,
    address: str,
    rights: Iterable[Right],
    unit_id: UUID | None,
    language: str,
    now: datetime,
) -> Invitation:
    """Invite whoever has a mail address to become a member with ``rights``.

    Raises ``UsageError``: ``access.*``, ``member.unit_rights``, ``invitation.is_member``,
    ``invitation.is_open`` where one waits for an answer, ``invitation.too_many``.
    """
    address = address.strip().lower()
    with transaction.atomic():
        held = _hold(actor, organisation)
        wanted = check_rights(held, rights, unit_id=unit_id)
        if Member.objects.filter(organisation=held, person__email=address).exists():
            raise UsageError("invitation.is_member", "This person is a member already.", where=address)
        open_ones = Invitation.objects.filter(organisation=held, accepted_at=None, withdrawn_at=None)
        known = open_ones.filter(address=address).first()
        if known is not None and known.expires_at > now:
            raise UsageError(
                "invitation.is_open",
                "An invitation to this address waits for an answer.",
                where=address,
                mend="Send it again, or withdraw it first.",
            )
        if known is not None:
            known.withdrawn_at = now
            known.save(update_fields=["withdrawn_at"])
        if open_ones.count() >= MAX_OPEN:
            raise UsageError("invitation.too_many", f"At most {MAX_OPEN} invitations wait at a time.")
        key = chance.token_urlsafe(32)
        invitation = Invitation.objects.create(
            organisation=held,
            unit_id=unit_id,
            address=address,
            rights=sorted(right.value for right in wanted),
            digest=digest_of(key),
            invited_by_id=actor.id if actor.kind is ActorKind.PERSON else None,
            created_at=now,
            expires_at=now + HOLDS,
        )
        _send(actor, invitation, key, language=language, now=now)
        _record(actor, "invitation.send", invitation, now=now)
    return invitation


def send_again(
    *, actor: Actor, organisation: Organisation, invitation_id: UUID, language: str, now: datetime
) -> Invitation:
    """Send an invitation with a new link, which holds as long as the first did; the old one ends.

    Raises ``UsageError``: ``access.*``, ``invitation.too_soon`` within a minute of the last time.
    """
    with transaction.atomic():
        held = _hold(actor, organisation)
        invitation = _find(held, invitation_id)
        if now < invitation.expires_at - HOLDS + PAUSE:
            raise UsageError(
                "invitation.too_soon",
                "The invitation was sent just now.",
                where=invitation.address,
                mend="Wait a minute: mail can take a while.",
            )
        key = chance.token_urlsafe(32)
        invitation.digest = digest_of(key)
        invitation.expires_at = now + HOLDS
        invitation.save(update_fields=["digest", "expires_at"])
        _send(actor, invitation, key, language=language, now=now)
        _record(actor, "invitation.resend", invitation, now=now)
    return invitation


def withdraw(*, actor: Actor, organisation: Organisation, invitation_id: UUID, now: datetime) -> None:
    """Withdraw an invitation, so that its link leads nowhere."""
    with transaction.atomic():
        held = _hold(actor, organisation)
        invitation = _find(held, invitation_id)
        invitation.withdrawn_at = now
        invitation.save(update_fields=["withdrawn_at"])
        _record(actor, "invitation.withdraw", invitation, now=now)


def accept(*, actor: Actor, invitation_id: UUID, now: datetime) -> Member:
    """Become a member by an invitation that the actor has shown to be theirs, by link or by address.

    Raises ``UsageError``: ``access.not_found`` where it was withdrawn, used or has expired,
    ``invitation.is_member`` for somebody who is a member already.
    """
    if actor.kind is not ActorKind.PERSON or actor.id is None:
        raise not_found()
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().filter(id=invitation_id).first()
        if invitation is None or not is_open(invitation, now=now):
            raise not_found()
        if Member.objects.filter(organisation_id=invitation.organisation_id, person_id=actor.id).exists():
            raise UsageError("invitation.is_member", "You are a member already.")
        member = Member.objects.create(
            organisation_id=invitation.organisation_id,
            unit_id=invitation.unit_id,
            person_id=actor.id,
            joined_at=now,
            **{f"can_{right.value}": right.value in invitation.rights for right in Right},
        )
        invitation.accepted_at = now
        invitation.save(update_fields=["accepted_at"])
        news.tell_administrators(
            invitation.organisation,
            _("%(person)s is a member of %(organisation)s now."),
            kind=news.MEMBERS,
            page="organisation_members",
            now=now,
            person=actor.label,
        )
        _record(actor, "invitation.accept", invitation, now=now)
        events.publish(MemberJoined(organisation_id=invitation.organisation_id, person_id=actor.id), now=now)
    return member


def is_open(invitation: Invitation, *, now: datetime) -> bool:
    """Return whether an invitation can still be accepted."""
    return invitation.accepted_at is None and invitation.withdrawn_at is None and invitation.expires_at > now


def _hold(actor: Actor, organisation: Organisation) -> Organisation:
    held = Organisation.objects.select_for_update().get(id=organisation.id)
    require(actor, held, Right.ADMINISTRATE)
    return held


def _find(organisation: Organisation, invitation_id: UUID) -> Invitation:
    invitation = Invitation.objects.filter(
        id=invitation_id, organisation=organisation, accepted_at=None, withdrawn_at=None
    ).first()
    if invitation is None:
        raise not_found()
    return invitation


def _send(actor: Actor, invitation: Invitation, key: str, *, language: str, now: datetime) -> None:
    mail.write(
        mail.Letter(
            to=invitation.address,
            kind="organisations.invitation",
            template="organisation_invitation",
            context={
                "organisation": invitation.organisation,
                "inviter": actor.label,
                "link": f"{settings.CAIRN_ORIGIN}/invitations/{key}",
                "expires_at": invitation.expires_at,
            },
            language=language,
            organisation_id=invitation.organisation_id,
        ),
        now=now,
    )


def _record(actor: Actor, action: str, invitation: Invitation, *, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        target=("invitation", invitation.id),
        organisation_id=invitation.organisation_id,
        details={"address": invitation.address, "rights": invitation.rights},
        now=now,
    )
