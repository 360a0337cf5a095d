"""Making a key and keeping it in custody; a step of other actions.

``tests/cairn_site/organisations/actions/test_key_making.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.keys import format_multikey
from cairn_site.organisations.custody import Place, present_custody
from cairn_site.organisations.issuer_documents import method_id_of
from cairn_site.organisations.models import IssuerKey
from cairn_site.organisations.signing import ALGORITHM
from cairn_site.platform.ids import new_id

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.keys import Signer
    from cairn_site.organisations.models import Organisation


def keep_new_key(organisation: Organisation, *, now: datetime) -> tuple[IssuerKey, Signer]:
    """Make the key that is in use from ``now``, to the second, and return it with what signs with it.

    Raises ``IntegrityError`` where another is in use.
    """
    identifier = new_id()
    kept = present_custody().make(ALGORITHM, place=Place(organisation_id=organisation.id, key_id=identifier))
    public_key = kept.signer.public_key
    key = IssuerKey.objects.create(
        id=identifier,
        organisation=organisation,
        method_id=method_id_of(organisation.slug, public_key),
        public_multikey=format_multikey(public_key),
        algorithm=ALGORITHM.value,
        wrapped_secret=kept.wrapped,
        made_at=now.replace(microsecond=0),
    )
    return key, kept.signer
