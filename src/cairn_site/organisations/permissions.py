"""The one place where it is decided who may do what in an organisation.

Absent and forbidden answer alike: whoever may not read an organisation's things is told that there are none.
Whoever may read and not do is told so. ``tests/cairn_site/organisations/test_permissions.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q

from cairn.errors import UsageError
from cairn_site.organisations.models import ApiToken, Member, Organisation, Right, Unit
from cairn_site.platform.actors import Actor, ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

__all__ = [
    "SCOPES",
    "Organisation",
    "Right",
    "access_organisation",
    "members_with",
    "not_found",
    "organisations_of",
    "require",
    "require_operator",
    "rights_of",
]

SCOPES: Final[dict[str, frozenset[Right]]] = {
    "achievements:read": frozenset({Right.READ}),
    "achievements:write": frozenset({Right.READ, Right.CREATE, Right.UPDATE}),
    "awards:read": frozenset({Right.READ}),
    "awards:write": frozenset({Right.READ, Right.AWARD, Right.SIGN}),
    "members:read": frozenset({Right.READ}),
}
"""What a token may do, by its scopes; no token administrates."""


def rights_of(actor: Actor, organisation: Organisation) -> frozenset[Right]:
    """Return the rights of ``actor`` in ``organisation``, none for strangers."""
    if actor.kind is ActorKind.SYSTEM:
        return frozenset(Right)
    if actor.id is None:
        return frozenset()
    if actor.kind is ActorKind.TOKEN:
        token = ApiToken.objects.filter(id=actor.id, organisation=organisation, revoked_at=None).first()
        if token is None:
            return frozenset()
        return frozenset().union(*(SCOPES.get(scope, frozenset()) for scope in token.scopes))
    if actor.kind is ActorKind.PERSON:
        # Whoever's account is closed may have work that still runs.
        member = Member.objects.filter(
            organisation=organisation, person_id=actor.id, person__is_active=True
        ).first()
        return frozenset() if member is None else member.rights
    return frozenset()


def require(actor: Actor, organisation: Organisation, *rights: Right) -> None:
    """Return if ``actor`` has all of ``rights`` in ``organisation``.

    Raises ``UsageError``: ``access.not_found`` for strangers, ``access.right_missing`` for members.
    """
    held = rights_of(actor, organisation)
    if Right.READ not in held:
        raise not_found()
    missing = [right for right in rights if right not in held]
    if missing:
        raise UsageError(
            "access.right_missing",
            f"This needs the right to {' and to '.join(right.value for right in missing)}.",
            where=organisation.slug,
            mend="Ask somebody who administrates the organisation.",
        )


def require_scope(actor: Actor, organisation: Organisation, scope: str) -> None:
    """Return if ``actor`` is no token, or a token of the organisation that was given ``scope``.

    Every read and write of the API asks this beside :func:`require`: several scopes hold the right to read,
    and each opens its own things only. Raises as :func:`require` does.
    """
    if actor.kind is not ActorKind.TOKEN:
        return
    if scope not in SCOPES:
        raise AssertionError(f"no token is given the scope {scope}")
    token = None
    if actor.id is not None:
        token = ApiToken.objects.filter(id=actor.id, organisation=organisation, revoked_at=None).first()
    if token is None:
        raise not_found()
    if scope not in token.scopes:
        raise UsageError(
            "access.right_missing",
            f"This needs a token with the scope {scope}.",
            where=organisation.slug,
            mend="Make a token that has it.",
        )


def units_of(actor: Actor, organisation: Organisation) -> frozenset[UUID] | None:
    """Return the units that ``actor`` is limited to, ``None`` for the whole organisation.

    Someone limited to a unit acts on what belongs to it and to those below it.
    """
    if actor.kind is not ActorKind.PERSON or actor.id is None:
        return None
    member = Member.objects.filter(organisation=organisation, person_id=actor.id).first()
    if member is None:
        return frozenset()
    if member.unit_id is None:
        return None
    parents = Unit.objects.filter(organisation=organisation).values_list("id", "parent_id")
    below = {member.unit_id}
    while more := {unit for unit, parent in parents if parent in below} - below:
        below |= more
    return frozenset(below)


def require_unit(actor: Actor, organisation: Organisation, unit_id: UUID | None) -> None:
    """Return if ``actor`` may act on what belongs to a unit, or to the whole organisation for ``None``.

    Raises ``UsageError("access.not_found")``.
    """
    units = units_of(actor, organisation)
    if units is not None and unit_id not in units:
        raise not_found()


def access_organisation(actor: Actor, slug: str, *rights: Right) -> Organisation:
    """Return the organisation if ``actor`` has ``rights`` in it; raises as :func:`require` does."""
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise not_found()
    require(actor, organisation, *(rights or (Right.READ,)))
    return organisation


def organisations_of(actor: Actor, *, right: Right = Right.READ) -> Iterable[Organisation]:
    """Return the organisations in which a person has a right, by name."""
    if actor.kind is not ActorKind.PERSON or actor.id is None:
        return Organisation.objects.none()
    return Organisation.objects.filter(
        **{"member__person_id": actor.id, f"member__can_{right.value}": True}
    ).order_by("name")


def require_operator(actor: Actor) -> None:
    """Return if ``actor`` looks after the installation; raises ``UsageError("access.not_found")``."""
    if not actor.is_operator and actor.kind is not ActorKind.SYSTEM:
        raise not_found()


def not_found() -> UsageError:
    """Return the one answer to what is absent and to what is forbidden."""
    return UsageError("access.not_found", "There is nothing here that you may see.")


def members_with(organisation_id: UUID, right: Right) -> list[UUID]:
    """Return the ids of the people who have a right in an organisation."""
    members = Member.objects.filter(**{"organisation_id": organisation_id, f"can_{right.value}": True})
    return list(members.values_list("person_id", flat=True))


def has_much_to_lose(person_id: UUID) -> bool:
    """Return whether a person signs or administrates anywhere, which is worth a second factor."""
    rights = Q(can_sign=True) | Q(can_administrate=True)
    return Member.objects.filter(rights, person_id=person_id).exists()
