"""The one place where the site asks what time it is.

A demonstration may look at the world as it will be: :func:`shifted` moves the clock for whatever runs inside.
``tests/cairn_site/platform/test_clock.py`` proves it.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHIFT: Final = ContextVar("clock shift", default=timedelta())


def now() -> datetime:
    """Return the present moment in UTC, to the microsecond."""
    return datetime.now(UTC) + _SHIFT.get()


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Let :func:`now` be ``by`` later for everything called inside."""
    token = _SHIFT.set(_SHIFT.get() + by)
    try:
        yield
    finally:
        _SHIFT.reset(token)
