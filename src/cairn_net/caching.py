"""What was fetched, kept for a while, so that nobody is asked twice and nobody learns how often one looks.

Status lists are kept for as long as their ``ttl`` says, if that is shorter (Bitstring Status List 1.0,
section 2.2). Failures are kept briefly, so that a batch does not wait for the same dead server ten thousand
times. Proved by ``tests/cairn_net/test_caching.py``.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cairn.errors import UnavailableError
from cairn.status import read_lifetime

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

MAX_AGE: Final = timedelta(minutes=5)
FAILURE_AGE: Final = timedelta(seconds=30)
MAX_ENTRIES: Final = 1024
MAX_TOTAL_BYTES: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    answer: bytes | UnavailableError
    since: datetime
    until: datetime

    @property
    def size(self) -> int:
        return len(self.answer) if isinstance(self.answer, bytes) else 0


class CachingLoader:
    """Remembers what ``load`` answered; may be shared by threads. ``now`` gives the present moment.

    What was used longest ago goes first where there are more than ``max_entries`` or ``max_total_bytes``.
    """

    def __init__(
        self,
        load: Callable[[str], bytes],
        *,
        now: Callable[[], datetime],
        max_age: timedelta = MAX_AGE,
        failure_age: timedelta = FAILURE_AGE,
        max_entries: int = MAX_ENTRIES,
        max_total_bytes: int = MAX_TOTAL_BYTES,
    ) -> None:
        self._load = load
        self._now = now
        self._max_age = max_age
        self._failure_age = failure_age
        self._max_entries = max_entries
        self._max_total_bytes = max_total_bytes
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._total = 0
        self._lock = threading.Lock()

    def __call__(self, url: str) -> bytes:
        """Return the bytes at ``url``; raises what ``load`` raised, if that was not long ago."""
        key = url.partition("#")[0]
        answer = self._find(key)
        if answer is None:
            answer = self._ask(key)
        if isinstance(answer, UnavailableError):
            raise UnavailableError(answer.code, answer.message, where=answer.where, mend=answer.mend)
        return answer

    def _find(self, key: str) -> bytes | UnavailableError | None:
        moment = self._now()
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or not kept.since <= moment < kept.until:
                return None
            self._kept.move_to_end(key)
            return kept.answer

    def _ask(self, key: str) -> bytes | UnavailableError:
        answer: bytes | UnavailableError
        try:
            answer = self._load(key)
            lifetime = read_lifetime(answer)
            age = self._max_age if lifetime is None else min(self._max_age, lifetime)
        except UnavailableError as error:
            answer, age = error, self._failure_age
        moment = self._now()
        kept = _Kept(answer=answer, since=moment, until=moment + age)
        with self._lock:
            self._forget(key)
            self._kept[key] = kept
            self._total += kept.size
            while len(self._kept) > self._max_entries or self._total > self._max_total_bytes:
                self._forget(next(iter(self._kept)))
        return answer

    def _forget(self, key: str) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._total -= kept.size
