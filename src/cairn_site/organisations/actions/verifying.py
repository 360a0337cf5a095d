"""An operator says whether an organisation is who it says it is.

``tests/cairn_site/organisations/actions/test_verifying.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cairn.errors import DocumentError, UsageError
from cairn_site.organisations import news
from cairn_site.organisations.events import OrganisationVerified
from cairn_site.organisations.models import Member, Organisation, Right
from cairn_site.organisations.permissions import not_found, require, require_operator
from cairn_site.organisations.queries import contacts_with
from cairn_site.platform import audit, events, mail

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.platform.actors import Actor

MAX_REASON: Final = 2000


def verify_organisation(*, actor: Actor, organisation_id: UUID, now: datetime) -> Organisation:
    """Say that an organisation is who it says it is; its administrators are told.

    Raises ``UsageError``: ``access.not_found``, ``organisation.verified`` where that was said before.
    """
    require_operator(actor)
    with transaction.atomic():
        held = _hold(organisation_id)
        if held.verified_at is not None:
            raise UsageError(
                "organisation.verified", "The organisation is verified already.", where=held.slug
            )
        held.verified_at, held.refused_at, held.refusal = now, None, ""
        held.save(update_fields=["verified_at", "refused_at", "refusal"])
        _tell(held, "organisation_verified", now=now)
        news.tell_administrators(
            held, _("%(organisation)s is verified."), kind=news.VERIFICATION, page="organisation", now=now
        )
        _record(actor, "organisation.verify", held, now=now)
        events.publish(OrganisationVerified(organisation_id=held.id), now=now)
    return held


def refuse_organisation(*, actor: Actor, organisation_id: UUID, reason: str, now: datetime) -> Organisation:
    """Say why an organisation is not verified, or no longer; its administrators are told the reason.

    Raises ``UsageError("access.not_found")``, ``DocumentError("organisation.reason")`` without a reason.
    """
    require_operator(actor)
    reason = reason.strip()
    if not reason or len(reason) > MAX_REASON:
        raise DocumentError(
            "organisation.reason",
            f"A refusal has a reason of at most {MAX_REASON} characters.",
            where="reason",
        )
    with transaction.atomic():
        held = _hold(organisation_id)
        held.verified_at, held.refused_at, held.refusal = None, now, reason
        held.save(update_fields=["verified_at", "refused_at", "refusal"])
        _tell(held, "organisation_refused", now=now)
        news.tell_administrators(
            held,
            _("%(organisation)s was not verified: see why."),
            kind=news.VERIFICATION,
            page="organisation",
            now=now,
        )
        _record(actor, "organisation.refuse", held, now=now, reason=reason)
    return held


def ask_again(*, actor: Actor, organisation: Organisation, now: datetime) -> None:
    """Ask to be verified after a refusal; raises ``UsageError("organisation.not_refused")`` without one."""
    with transaction.atomic():
        require(actor, organisation, Right.ADMINISTRATE)
        held = _hold(organisation.id)
        if held.refused_at is None:
            raise UsageError("organisation.not_refused", "Nothing was refused.", where=held.slug)
        held.refused_at, held.refusal = None, ""
        held.save(update_fields=["refused_at", "refusal"])
        _record(actor, "organisation.ask_again", held, now=now)


def appoint_administrator(*, actor: Actor, organisation_id: UUID, person_id: UUID, now: datetime) -> Member:
    """Give a person every right in an organisation that nobody administrates any more.

    Raises ``UsageError``: ``access.not_found``, ``organisation.has_administrator``.
    """
    require_operator(actor)
    with transaction.atomic():
        held = _hold(organisation_id)
        if Member.objects.filter(organisation=held, can_administrate=True, person__is_active=True).exists():
            raise UsageError(
                "organisation.has_administrator",
                "The organisation has an administrator, who gives rights.",
                where=held.slug,
            )
        rights = {f"can_{right.value}": True for right in Right}
        member, _ = Member.objects.update_or_create(
            organisation=held,
            person_id=person_id,
            defaults={**rights, "unit": None},
            create_defaults={**rights, "joined_at": now},
        )
        _record(actor, "member.appoint", held, now=now, person=str(person_id))
    return member


def _hold(organisation_id: UUID) -> Organisation:
    held = Organisation.objects.select_for_update().filter(id=organisation_id).first()
    if held is None:
        raise not_found()
    return held


def _tell(organisation: Organisation, template: str, *, now: datetime) -> None:
    for contact in contacts_with(organisation.id, Right.ADMINISTRATE):
        mail.write(
            mail.Letter(
                to=contact.email,
                kind=f"organisations.{template}",
                template=template,
                context={"organisation": organisation, "name": contact.name},
                language=contact.language,
                person_id=contact.person_id,
                organisation_id=organisation.id,
            ),
            now=now,
        )


def _record(
    actor: Actor, action: str, organisation: Organisation, *, now: datetime, **details: object
) -> None:
    audit.record(
        actor=actor,
        action=action,
        target=("organisation", organisation.id),
        organisation_id=organisation.id,
        details=details,
        now=now,
    )
