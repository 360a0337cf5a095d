"""A bound on what one document can make the verifier ask of the outside.

A presentation can name hundreds of issuers, keys and lists, each at an address of its own choosing. Proved by
``tests/cairn/verifier/test_loading.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_ADDRESSES: Final = 256


class BoundedLoader:
    """Asks ``load`` for at most ``limit`` different addresses; the same one may be asked for again."""

    def __init__(self, load: Callable[[str], bytes], *, limit: int = MAX_ADDRESSES) -> None:
        self._load = load
        self._limit = limit
        self._asked: set[str] = set()

    def __call__(self, url: str) -> bytes:
        """Return the bytes at ``url``; raises ``UnavailableError("verify.too_many_addresses")``."""
        if url not in self._asked:
            if len(self._asked) >= self._limit:
                raise UnavailableError(
                    "verify.too_many_addresses",
                    f"The document needs more than {self._limit} addresses to be asked.",
                    where=url,
                )
            self._asked.add(url)
        return self._load(url)
