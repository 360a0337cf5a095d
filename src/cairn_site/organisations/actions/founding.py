"""Making an organisation, and changing what it says about itself.

``tests/cairn_site/organisations/actions/test_founding.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from cairn.errors import DocumentError, UsageError
from cairn.keys import KeyHistory
from cairn_site.organisations.actions.key_making import keep_new_key
from cairn_site.organisations.actions.publishing import publish_again, publish_first
from cairn_site.organisations.events import OrganisationMade
from cairn_site.organisations.issuer_documents import did_of
from cairn_site.organisations.logos import read_logo
from cairn_site.organisations.models import Member, Organisation, OrganisationKind, Right
from cairn_site.organisations.permissions import not_found, require
from cairn_site.organisations.slugs import check_slug
from cairn_site.platform import audit, events
from cairn_site.platform.actors import Actor, ActorKind
from cairn_site.platform.ids import new_id

if TYPE_CHECKING:
    from datetime import datetime

MAX_UNVERIFIED: Final = 10
"""How many organisations that nobody has verified yet one person may have made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileText:
    """What an organisation says about itself, in words."""

    name: str
    kind: OrganisationKind = OrganisationKind.OTHER
    description: str = ""
    url: str = ""
    email: str = ""
    country: str = ""


def create_organisation(*, actor: Actor, profile: ProfileText, slug: str, now: datetime) -> Organisation:
    """Make an organisation with its first key; whoever makes it has every right in it.

    Raises ``DocumentError``: ``organisation.slug*``; ``UsageError("organisation.too_many")``.
    """
    if actor.kind is not ActorKind.PERSON or actor.id is None:
        raise not_found()
    check_slug(slug)
    organisation = Organisation(
        id=new_id(), slug=slug, created_at=now, created_by_id=actor.id, **_fields(profile)
    )
    try:
        with transaction.atomic():
            unverified = Organisation.objects.filter(created_by_id=actor.id, verified_at=None)
            if unverified.count() >= MAX_UNVERIFIED:
                raise UsageError(
                    "organisation.too_many",
                    f"You have made {MAX_UNVERIFIED} organisations that are not verified yet.",
                    mend="Wait until they are verified.",
                )
            organisation.save(force_insert=True)
            everything = {f"can_{right.value}": True for right in Right}
            Member.objects.create(organisation=organisation, person_id=actor.id, joined_at=now, **everything)
            key, signer = keep_new_key(organisation, now=now)
            history = KeyHistory.begin(
                did_of(slug), method_id=key.method_id, public_key=signer.public_key, valid_from=key.made_at
            )
            publish_first(organisation, history, now=now)
            audit.record(
                actor=actor,
                action="organisation.create",
                target=("organisation", organisation.id),
                organisation_id=organisation.id,
                details={"slug": slug, "name": profile.name, "method": key.method_id},
                now=now,
            )
            events.publish(OrganisationMade(organisation_id=organisation.id), now=now)
    except IntegrityError:
        raise DocumentError(
            "organisation.slug_taken",
            "Another organisation has this short name already.",
            where="slug",
            mend="Choose another one.",
        ) from None
    return organisation


def edit_profile(
    *, actor: Actor, organisation: Organisation, profile: ProfileText, now: datetime
) -> Organisation:
    """Change what an organisation says about itself; credentials that are out keep what they say."""
    with transaction.atomic():
        held = Organisation.objects.select_for_update().get(id=organisation.id)
        require(actor, held, Right.ADMINISTRATE)
        fields = _fields(profile)
        changed = sorted(name for name, value in fields.items() if getattr(held, name) != value)
        if not changed:
            return held
        for name, value in fields.items():
            setattr(held, name, value)
        held.save(update_fields=[*fields])
        publish_again(held, now=now)
        audit.record(
            actor=actor,
            action="organisation.edit",
            target=("organisation", held.id),
            organisation_id=held.id,
            details={"changed": changed},
            now=now,
        )
    return held


def set_logo(*, actor: Actor, organisation: Organisation, data: bytes, now: datetime) -> None:
    """Give an organisation a logo, drawn anew from what was uploaded; raises ``DocumentError("logo.*")``."""
    require(actor, organisation, Right.ADMINISTRATE)
    image = read_logo(data)
    _change_logo(actor, organisation, image, now=now)


def remove_logo(*, actor: Actor, organisation: Organisation, now: datetime) -> None:
    """Take the logo of an organisation away."""
    require(actor, organisation, Right.ADMINISTRATE)
    _change_logo(actor, organisation, b"", now=now)


def _change_logo(actor: Actor, organisation: Organisation, image: bytes, *, now: datetime) -> None:
    with transaction.atomic():
        held = Organisation.objects.select_for_update().get(id=organisation.id)
        storage, before = held.logo.storage, held.logo.name
        if image:
            held.logo.save(f"{held.id.hex}.png", ContentFile(image), save=False)
        else:
            held.logo = ""
        held.save(update_fields=["logo"])
        publish_again(held, now=now)
        audit.record(
            actor=actor,
            action="organisation.logo" if image else "organisation.logo_remove",
            target=("organisation", held.id),
            organisation_id=held.id,
            now=now,
        )
        if before:
            transaction.on_commit(lambda: storage.delete(before))


def _fields(profile: ProfileText) -> dict[str, str]:
    return {
        "name": profile.name,
        "kind": profile.kind,
        "description": profile.description,
        "url": profile.url,
        "email": profile.email,
        "country": profile.country,
    }
