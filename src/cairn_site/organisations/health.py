"""Whether the keys in custody can be opened.

``tests/cairn_site/organisations/test_health.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.errors import CairnError
from cairn_site.organisations.custody import present_custody
from cairn_site.organisations.models import IssuerKey, KeyState
from cairn_site.platform.ports import Health

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = "key custody"


def check_custody() -> Iterator[Health]:
    """Look whether the key-encryption key of the newest key in use is here."""
    try:
        custody = present_custody()
    except (CairnError, OSError) as error:
        yield Health(name=_NAME, is_well=False, detail=str(error))
        return
    newest = IssuerKey.objects.filter(state=KeyState.IN_USE).order_by("-id").first()
    is_well = newest is None or custody.can_open(bytes(newest.wrapped_secret))
    yield Health(
        name=_NAME,
        is_well=is_well,
        detail="" if is_well else "The key-encryption key of the keys in use is not here.",
    )
