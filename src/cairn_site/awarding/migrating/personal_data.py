"""What a programme that was brought knows of a person: exported, and forgotten when they are erased.

``tests/cairn_site/awarding/migrating/test_personal_data.py`` proves it.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from cairn_site.accounts.queries import verified_addresses
from cairn_site.awarding.models import ProgrammeItem

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def export_items(person_id: UUID) -> dict[str, Any]:
    """Return the originals of what was brought for a person."""
    mine = ProgrammeItem.objects.filter(address__in=verified_addresses(person_id)).order_by("id")[:10_000]
    return {
        "programmes": [
            {
                "source": item.source,
                "award": None if item.made is None else str(item.made),
                "original": base64.b64encode(bytes(item.original or b"")).decode(),
            }
            for item in mine
        ]
    }


def erase_items(person_id: UUID, _now: datetime) -> None:
    """Forget what an export said of a person; that it was brought stays known, so that it never is again."""
    ProgrammeItem.objects.filter(address__in=verified_addresses(person_id)).update(
        address="", content={}, original=None, picture=None
    )
