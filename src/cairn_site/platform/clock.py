"""The one place where the site asks what time it is.

A demonstration may look at the world as it will be: :func:`shifted` moves the clock for whatever runs inside.
What is made as if it had happened before is made while the clock is :func:`stopped` at that moment.
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
_STOPPED: Final[ContextVar[datetime | None]] = ContextVar("clock stopped", default=None)


def now() -> datetime:
    """Return the present moment in UTC, to the microsecond."""
    return (_STOPPED.get() or datetime.now(UTC)) + _SHIFT.get()


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Let :func:`now` be ``by`` later for everything called inside."""
    token = _SHIFT.set(_SHIFT.get() + by)
    try:
        yield
    finally:
        _SHIFT.reset(token)


@contextmanager
def stopped(at: datetime) -> Iterator[None]:
    """Let :func:`now` be ``at`` for everything called inside, however long it takes."""
    token = _STOPPED.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _STOPPED.reset(token)
