"""From a host name to its addresses, within the time that is left.

The system's resolver knows no time limit, so it runs in a thread that is left behind when it is late. Proved
by ``tests/cairn_net/test_resolving.py``.
"""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Protocol

from cairn.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable


class Resolver(Protocol):
    """Gives the addresses of a host within ``seconds``; raises ``UnavailableError``."""

    def __call__(self, host: str, *, seconds: float) -> tuple[str, ...]:
        """Return the addresses, in the order of preference."""
        ...


def ask_system(host: str) -> tuple[str, ...]:
    """Return the addresses that the system's resolver gives, in its order; raises ``OSError``."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class SystemResolver:
    """The resolver of the operating system, with a time limit."""

    def __init__(self, ask: Callable[[str], tuple[str, ...]] = ask_system) -> None:
        self._ask = ask

    def __call__(self, host: str, *, seconds: float) -> tuple[str, ...]:
        """Return the addresses of ``host``; raises ``fetch.unknown_host`` or ``fetch.timeout``."""
        answers: list[tuple[str, ...]] = []

        def ask() -> None:
            try:
                answers.append(self._ask(host))
            except (OSError, UnicodeError):
                answers.append(())

        thread = threading.Thread(target=ask, name="cairn-resolve", daemon=True)
        thread.start()
        thread.join(max(seconds, 0))
        if not answers:
            raise UnavailableError(
                "fetch.timeout", "The host name could not be looked up in time.", where=host
            )
        if not answers[0]:
            raise UnavailableError("fetch.unknown_host", "No such host is known.", where=host)
        return answers[0]
