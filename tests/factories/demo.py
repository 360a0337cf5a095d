"""A small demo world, and what two worlds of one seed have in common."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db import transaction

from cairn_site.accounts.models import Person
from cairn_site.awarding.models import Award, StatusList
from cairn_site.designing.models import AchievementVersion
from cairn_site.operating.demo import building
from cairn_site.organisations.models import ApiToken, IssuerKey

NOW: Final = datetime(2026, 6, 10, 14, 30, tzinfo=UTC)
SMALL: Final = 12


@dataclass(frozen=True)
class Made:
    """A world that stands, how long another of the same seed took, and what was to be the same in both."""

    world: building.World
    seconds: float
    before: dict[str, Any]
    after: dict[str, Any]


def make_twice() -> Made:
    """Make a world of the same seed and day twice, in the transaction at work; the first is rolled back."""
    with transaction.atomic():
        began = time.process_time()
        building.build(now=NOW.replace(hour=1), size=SMALL)
        seconds, before = time.process_time() - began, keepsakes()
        transaction.set_rollback(True)
    world = building.build(now=NOW, size=SMALL)
    return Made(world=world, seconds=seconds, before=before, after=keepsakes())


def keepsakes() -> dict[str, Any]:
    """What has to be the same: identifiers, keys, documents, places in status lists."""
    return {
        "people": sorted(Person.objects.values_list("id", "email")),
        "keys": sorted(IssuerKey.objects.values_list("id", "public_multikey", "made_at")),
        "versions": sorted(AchievementVersion.objects.values_list("id", "name")),
        "awards": sorted(
            (str(one.id), bytes(one.document or b""), one.revocation_index) for one in Award.objects.all()
        ),
        "lists": sorted(
            (one.slug, one.purpose, bytes(one.document or b"")) for one in StatusList.objects.all()
        ),
        "tokens": list(ApiToken.objects.values_list("digest", flat=True)),
    }
