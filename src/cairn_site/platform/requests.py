"""The identifier of the request at work, for logs and audit trail; nothing else of a request is global.

``tests/cairn_site/platform/test_requests.py`` proves it.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_CURRENT: Final = ContextVar("request id", default="")


def current_id() -> str:
    """Return the identifier of the request at work, empty outside one."""
    return _CURRENT.get()


@contextmanager
def within(identifier: str) -> Iterator[None]:
    """Let ``identifier`` be that of the request at work."""
    token = _CURRENT.set(identifier)
    try:
        yield
    finally:
        _CURRENT.reset(token)
