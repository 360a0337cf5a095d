"""How the command reaches addresses: from a folder, from the network, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.errors import UnavailableError
from cairn_cli.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def open_outside(*, site: Path | None = None, offline: bool = False) -> Callable[[str], bytes]:
    """Return the loader for a command: ``site`` is a batch folder whose addresses it answers itself."""
    beyond = _refuse if offline else _Network()
    if site is None:
        return beyond
    from cairn_cli.journal import Journal
    from cairn_net.local import local_loader

    journal = Journal(site)
    return local_loader(journal.public, base_url=journal.read().origin, otherwise=beyond)


class _Network:
    """The safe fetcher with a cache, made when the first address is asked for."""

    def __init__(self) -> None:
        self._load: Callable[[str], bytes] | None = None

    def __call__(self, url: str) -> bytes:
        if self._load is None:
            from cairn_net.caching import CachingLoader
            from cairn_net.fetching import SafeFetcher

            self._load = CachingLoader(SafeFetcher(), now=now)
        return self._load(url)


def _refuse(url: str) -> bytes:
    raise UnavailableError("fetch.offline", "The network is not asked.", where=url)
