"""Public documents, answered before Django: rendered when they changed, and here only looked up.

Each source in ``ports.public_sources`` answers for a prefix. What was found is remembered for one second, so
that a popular credential costs no query; in this process :func:`forget` drops it at once. What is not found,
and whatever goes wrong, is left to Django. ``tests/cairn_site/platform/test_shortcut.py`` proves it.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from django.db import Error, close_old_connections

from cairn_site.platform import ports

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication

_SECONDS: Final = 1.0
_MAX_REMEMBERED: Final = 4096
_MAX_BYTES: Final = 32_000_000
_Lookup: TypeAlias = Callable[[str], ports.PublicBytes | None]
_HEADERS: Final = [
    ("Access-Control-Allow-Origin", "*"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; sandbox"),
    ("Vary", "Accept"),
]


class _Answer(NamedTuple):
    until: float
    body: bytes
    etag: str
    headers: list[tuple[str, str]]
    headers_unchanged: list[tuple[str, str]]


_lock: Final = threading.Lock()
_remembered: Final[OrderedDict[str, _Answer]] = OrderedDict()
_size = 0
# Written without a lock: a lost count of a few is no matter, a slow answer is.
_answered: Final = {200: 0, 304: 0}


def shortcut(application: WSGIApplication) -> WSGIApplication:
    """Return ``application`` behind the public documents."""

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method == "GET" or method == "HEAD":  # noqa: PLR1714 - the quickest way on the quickest path
            path = environ["PATH_INFO"]
            found = _remembered.get(path)
            if found is None or found.until <= time.monotonic():
                found = _find(path, environ)
            if found is not None and "text/html" not in environ.get("HTTP_ACCEPT", ""):
                given = environ.get("HTTP_IF_NONE_MATCH")
                if given is not None and _matches(given, found.etag):
                    _answered[304] += 1
                    start_response("304 Not Modified", found.headers_unchanged)
                    return ()
                _answered[200] += 1
                start_response("200 OK", found.headers)
                return () if method == "HEAD" else (found.body,)
        return application(environ, start_response)

    return answer


def forget(path: str) -> None:
    """Drop what is remembered of a path, because it has changed."""
    with _lock:
        _drop(path)


def answered() -> dict[int, int]:
    """Return how many requests were answered here, by status."""
    return dict(_answered)


def _find(path: str, environ: dict[str, Any]) -> _Answer | None:
    lookup = _lookup_for(path)
    if lookup is None or "text/html" in environ.get("HTTP_ACCEPT", ""):
        return None
    try:
        close_old_connections()
        found = lookup(path)
    except Error:
        return None
    if found is None:
        forget(path)
        return None
    return _remember(path, found)


def _lookup_for(path: str) -> _Lookup | None:
    for prefix, lookup in ports.public_sources.items():
        if path.startswith(prefix):
            return lookup
    return None


def _remember(path: str, found: ports.PublicBytes) -> _Answer:
    global _size  # noqa: PLW0603 - the size of what is remembered, kept with it under the lock
    caching = f"public, max-age={found.max_age}" + (", immutable" if found.is_immutable else "")
    etag = f'"{found.etag}"'
    both = [("ETag", etag), ("Cache-Control", caching), *_HEADERS]
    answer = _Answer(
        until=time.monotonic() + _SECONDS,
        body=found.body,
        etag=etag,
        headers=[("Content-Type", found.media_type), ("Content-Length", str(len(found.body))), *both],
        headers_unchanged=both,
    )
    with _lock:
        _drop(path)
        _remembered[path] = answer
        _size += len(answer.body)
        while _remembered and (len(_remembered) > _MAX_REMEMBERED or _size > _MAX_BYTES):
            _drop(next(iter(_remembered)))
    return answer


def _drop(path: str) -> None:
    global _size  # noqa: PLW0603 - see _remember
    known = _remembered.pop(path, None)
    if known is not None:
        _size -= len(known.body)


def _matches(given: str, etag: str) -> bool:
    """Compare as RFC 9110 (13.1.2) says for If-None-Match: weakly, with any of a list, or with ``*``."""
    if given in {etag, "*"}:
        return True
    return any(one.strip().removeprefix("W/") == etag for one in given.split(","))
