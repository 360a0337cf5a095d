"""Public documents, answered before Django: the bytes were rendered when they changed, and are only looked up.

Each source in ``ports.public_sources`` answers for a prefix. What was found is remembered for one second, so
that a popular credential costs no query; in this process :func:`forget` drops it at once.
``tests/cairn_site/platform/test_shortcut.py`` proves it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from django.db import close_old_connections

from cairn_site.platform import ports

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication

_SECONDS: Final = 1.0
_MAX_REMEMBERED: Final = 4096
_Headers: TypeAlias = list[tuple[str, str]]
_remembered: Final[dict[str, tuple[float, bytes, _Headers, str]]] = {}
_CROSS_ORIGIN: Final = [
    ("Access-Control-Allow-Origin", "*"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; sandbox"),
    ("Vary", "Accept"),
]


def shortcut(application: WSGIApplication) -> WSGIApplication:
    """Return ``application`` behind the public documents."""

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            path = environ["PATH_INFO"]
            lookup = _lookup_for(path)
            if lookup is not None and "text/html" not in environ.get("HTTP_ACCEPT", ""):
                found = _find(path, lookup)
                if found is not None:
                    return _send(environ, start_response, found)
        return application(environ, start_response)

    return answer


def forget(path: str) -> None:
    """Drop what is remembered of a path, because it has changed."""
    _remembered.pop(path, None)


def _lookup_for(path: str) -> Callable[[str], ports.PublicBytes | None] | None:
    for prefix, lookup in ports.public_sources.items():
        if path.startswith(prefix):
            return lookup
    return None


def _find(path: str, lookup: Callable[[str], ports.PublicBytes | None]) -> tuple[bytes, _Headers, str] | None:
    moment = time.monotonic()
    known = _remembered.get(path)
    if known is not None and known[0] > moment:
        return known[1:]
    close_old_connections()
    found = lookup(path)
    if found is None:
        _remembered.pop(path, None)
        return None
    caching = f"public, max-age={found.max_age}" + (", immutable" if found.is_immutable else "")
    headers = [
        ("Content-Type", found.media_type),
        ("Content-Length", str(len(found.body))),
        ("ETag", f'"{found.etag}"'),
        ("Cache-Control", caching),
        *_CROSS_ORIGIN,
    ]
    while len(_remembered) >= _MAX_REMEMBERED:
        _remembered.pop(next(iter(_remembered)), None)
    _remembered[path] = (moment + _SECONDS, found.body, headers, f'"{found.etag}"')
    return found.body, headers, f'"{found.etag}"'


def _send(
    environ: dict[str, Any], start_response: StartResponse, found: tuple[bytes, _Headers, str]
) -> Iterable[bytes]:
    body, headers, etag = found
    if environ.get("HTTP_IF_NONE_MATCH") == etag:
        start_response("304 Not Modified", [header for header in headers if header[0] != "Content-Length"])
        return ()
    start_response("200 OK", headers)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)
