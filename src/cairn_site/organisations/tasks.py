"""What the worker does for organisations: it looks at the domains that are due.

``tests/cairn_site/organisations/test_tasks.py`` proves it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cairn_net.fetching import SafeFetcher
from cairn_site.organisations.actions import check_due_domains

if TYPE_CHECKING:
    from datetime import datetime

INTERVAL: Final = timedelta(seconds=10)


def look_at_domains(now: datetime) -> None:
    """Look at the domains that are due, by the one safe fetcher."""
    check_due_domains(now=now, fetch=SafeFetcher())
