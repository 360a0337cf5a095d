"""Signing for an organisation with its key in custody: the one door to a secret.

``tests/cairn_site/organisations/test_signing.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from cairn.errors import UsageError
from cairn.keys import Algorithm
from cairn_site.organisations.custody import Place, present_custody
from cairn_site.organisations.issuer_documents import build_issuer
from cairn_site.organisations.models import IssuerKey, IssuerRecord, KeyState, Right
from cairn_site.organisations.permissions import require
from cairn_site.platform.actors import ActorKind

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import Signer
    from cairn_site.organisations.models import Organisation
    from cairn_site.platform.actors import Actor

ALGORITHM: Final = Algorithm.ED25519
"""What new keys are made for."""

_SUITES: Final = {
    Algorithm.ED25519.value: "eddsa-rdfc-2022",
    Algorithm.P256.value: "ecdsa-rdfc-2019",
    Algorithm.P384.value: "ecdsa-rdfc-2019",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationSigner:
    """Everything that :class:`cairn.issuer.Issuer` needs to sign for an organisation.

    ``issuer`` is the Profile as it stands in a credential, with the ``did`` as its id. ``moment`` is when to
    say that it was signed, to the second: never before the key began, and no key ends before it.
    """

    signer: Signer
    verification_method: str
    cryptosuite: str
    issuer: JsonObject
    did: str
    moment: datetime


def open_signer(organisation: Organisation, *, actor: Actor, now: datetime) -> OrganisationSigner:
    """Return the signer of the key in use; called in the transaction that keeps what is signed.

    Until that transaction ends no key of the organisation changes, so what is signed at ``moment`` lies
    within the life of the key. Raises ``UsageError``: ``access.*`` without the right to sign,
    ``organisation.no_key`` where no key is in use; ``UnavailableError("custody.*")``; ``AssertionError``
    outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise AssertionError("a signer is opened in the transaction that keeps what it signs")
    if actor.kind is not ActorKind.SYSTEM:
        require(actor, organisation, Right.SIGN)
    record = (
        IssuerRecord.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(organisation_id=organisation.id)
    )
    key = IssuerKey.objects.filter(organisation_id=organisation.id, state=KeyState.IN_USE).first()
    if key is None:
        raise UsageError(
            "organisation.no_key",
            "No key of the organisation is in use, so nothing can be signed.",
            where=organisation.slug,
            mend="Somebody who administrates the organisation makes a new key on its page of keys.",
        )
    moment = max(now.replace(microsecond=0), key.made_at)
    if record.signed_at is None or record.signed_at < moment:
        record.signed_at = moment
        record.save(update_fields=["signed_at"])
    return OrganisationSigner(
        signer=present_custody().open(
            bytes(key.wrapped_secret),
            algorithm=Algorithm(key.algorithm),
            place=Place(organisation_id=organisation.id, key_id=key.id),
        ),
        verification_method=key.method_id,
        cryptosuite=_SUITES[key.algorithm],
        issuer=build_issuer(record.organisation),
        did=record.did,
        moment=moment,
    )
