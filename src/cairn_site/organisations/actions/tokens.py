"""Tokens by which programs of an organisation use the API: shown once, kept as a digest.

``tests/cairn_site/organisations/actions/test_tokens.py`` proves it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q

from cairn.errors import DocumentError, UsageError
from cairn_site.organisations.models import ApiToken, Organisation, Right
from cairn_site.organisations.permissions import SCOPES, not_found, require
from cairn_site.platform import audit, chance
from cairn_site.platform.actors import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from cairn_site.platform.actors import Actor

PREFIX: Final = "cairn_"
MAX_TOKENS: Final = 50
_SHOWN: Final = 12
_USE_IS_NOTED: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """A token that was just made; ``text`` is never to be seen again."""

    token: ApiToken
    text: str

    def __repr__(self) -> str:
        return f"NewToken({self.token.start}...)"


def make_token(
    *,
    actor: Actor,
    organisation: Organisation,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime | None,
    now: datetime,
) -> NewToken:
    """Make a token with ``scopes`` that holds until ``expires_at``, or until it is revoked.

    Raises ``UsageError``: ``access.*``, ``token.too_many``; ``DocumentError``: ``token.scopes``,
    ``token.expiry``.
    """
    wanted = sorted(set(scopes))
    if not wanted or not SCOPES.keys() >= set(wanted):
        raise DocumentError(
            "token.scopes", "A token has at least one of the scopes there are.", where="scopes"
        )
    if expires_at is not None and expires_at <= now:
        raise DocumentError("token.expiry", "The token would have ended already.", where="expires_at")
    text = PREFIX + chance.token_urlsafe(32)
    with transaction.atomic():
        held = Organisation.objects.select_for_update().get(id=organisation.id)
        require(actor, held, Right.ADMINISTRATE)
        if ApiToken.objects.filter(organisation=held, revoked_at=None).count() >= MAX_TOKENS:
            raise UsageError(
                "token.too_many",
                f"The organisation has {MAX_TOKENS} tokens.",
                mend="Revoke those that are not used.",
            )
        token = ApiToken.objects.create(
            organisation=held,
            name=name.strip(),
            start=text[:_SHOWN],
            digest=digest_of(text),
            scopes=wanted,
            created_at=now,
            created_by_id=actor.id if actor.kind is ActorKind.PERSON else None,
            expires_at=expires_at,
        )
        _record(actor, "token.make", token, now=now)
    return NewToken(token=token, text=text)


def revoke_token(*, actor: Actor, organisation: Organisation, token_id: UUID, now: datetime) -> None:
    """End a token at once; raises ``UsageError("access.*")``."""
    with transaction.atomic():
        require(actor, organisation, Right.ADMINISTRATE)
        token = ApiToken.objects.select_for_update().filter(id=token_id, organisation=organisation).first()
        if token is None:
            raise not_found()
        if token.revoked_at is None:
            token.revoked_at = now
            token.save(update_fields=["revoked_at"])
            _record(actor, "token.revoke", token, now=now)


def use_token(text: str, *, now: datetime) -> ApiToken | None:
    """Return the token that ``text`` is, if it holds; that it was used is noted once a minute at most."""
    if not text.startswith(PREFIX) or len(text) > 100:
        return None
    token = (
        ApiToken.objects.select_related("organisation")
        .filter(Q(expires_at=None) | Q(expires_at__gt=now), digest=digest_of(text), revoked_at=None)
        .first()
    )
    if token is not None and (token.used_at is None or token.used_at <= now - _USE_IS_NOTED):
        ApiToken.objects.filter(id=token.id, used_at=token.used_at).update(used_at=now)
    return token


def digest_of(text: str) -> str:
    """Return what is kept of a token; it is random enough that a plain digest cannot be guessed back."""
    return hashlib.sha256(b"cairn api token\0" + text.encode()).hexdigest()


def _record(actor: Actor, action: str, token: ApiToken, *, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        target=("token", token.id),
        organisation_id=token.organisation_id,
        details={"name": token.name, "start": token.start, "scopes": token.scopes},
        now=now,
    )
