"""What awarding knows of a person: exported with the rest, and what becomes of it when they are erased.

``tests/cairn_site/awarding/test_personal_data.py`` proves it.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cairn_site.accounts.queries import verified_addresses
from cairn_site.awarding import queries
from cairn_site.awarding.models import Award
from cairn_site.platform import shortcut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID


def export_awards(person_id: UUID) -> dict[str, Any]:
    """Return what was awarded to a person, with the signed documents."""
    mine = queries.awards_of(person_id, verified_addresses(person_id), limit=10_000)
    return {
        "awards": [
            {
                "id": str(award.id),
                "name": award.name,
                "state": award.state,
                "awardedAt": award.awarded_at.isoformat(),
                "document": base64.b64encode(bytes(award.document or b"")).decode(),
            }
            for award in mine
        ]
    }


def erase_awards(person_id: UUID, _now: datetime) -> None:
    """Forget who holds what: the documents go, the places in the status lists stay taken."""
    addresses = verified_addresses(person_id)
    for award in queries.awards_of(person_id, addresses, limit=100_000):
        Award.objects.filter(id=award.id).update(
            person_id=None,
            name="",
            name_key="",
            family_key="",
            address="",
            is_public=False,
            document=None,
            content={},
            provenance={},
        )
        shortcut.forget(f"/credentials/{award.id}")


def note_awards(person_id: UUID) -> Iterator[str]:
    """Say what erasing means for the person's credentials."""
    count = len(queries.awards_of(person_id, verified_addresses(person_id)))
    if count:
        yield _(
            "The pages of your credentials are closed, and the issuer keeps no copy with your name."
            " Credentials that you have downloaded stay valid, as long as the issuer does not revoke them."
        )
