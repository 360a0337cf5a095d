"""What the worker does for the accounts.

``tests/cairn_site/accounts/test_tasks.py`` proves it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from cairn_site.accounts import notices
from cairn_site.accounts.actions import remove_expired_exports, write_export
from cairn_site.accounts.actions.erasing import erase_due
from cairn_site.platform import jobs

if TYPE_CHECKING:
    from datetime import datetime

INTERVAL: Final = timedelta(hours=1)
READ_NOTICES_KEPT: Final = timedelta(days=365)


def make_export(work: jobs.Work) -> jobs.Step:
    """Make the copy of somebody's data, in one step."""
    write_export(UUID(work.arguments["export"]), now=work.now)
    return jobs.Step(done=1, is_last=True)


def tidy(now: datetime) -> None:
    """Erase whose time has come, and delete archives and notices whose time is over."""
    erase_due(now)
    remove_expired_exports(now)
    notices.prune(before=now - READ_NOTICES_KEPT)
