"""Numbers for whoever watches the site, as Prometheus reads them.

Requests are counted in memory, for each process apart (the label ``process``), so that counting is cheap;
jobs, mail and events are counted in the database when they are asked for. Higher apps add theirs by
``ports.gauges``. ``tests/cairn_site/platform/test_metrics.py`` proves it.
"""

from __future__ import annotations

import os
import threading
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final

from cairn import __version__
from cairn_site.platform import events, jobs, mail, ports, shortcut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_HELP: Final = {
    "cairn_info": ("gauge", "The version that runs."),
    "cairn_requests_total": ("counter", "Requests by address, method and status."),
    "cairn_request_seconds": ("histogram", "How long requests took, by address."),
    "cairn_public_documents_total": ("counter", "Public documents answered before Django, by status."),
    "cairn_jobs": ("gauge", "Jobs that are not done, by state."),
    "cairn_mail": ("gauge", "Mail that waits to be sent, or failed."),
    "cairn_event_deliveries": ("gauge", "Event deliveries on their way, or given up."),
}
_COUNTED_AT_MOST: Final = 10_000
_lock: Final = threading.Lock()
_requests: Final[dict[tuple[str, str, int], int]] = {}
_buckets: Final[dict[str, list[int]]] = {}
_seconds: Final[dict[str, float]] = {}


def count_request(*, method: str, route: str, status: int, seconds: float) -> None:
    """Count one request; ``route`` is the name of its address, so that there are few."""
    known_method = (
        method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "other"
    )
    with _lock:
        key = (known_method, route, status)
        _requests[key] = _requests.get(key, 0) + 1
        _buckets.setdefault(route, [0] * (len(_BOUNDS) + 1))[bisect_left(_BOUNDS, seconds)] += 1
        _seconds[route] = _seconds.get(route, 0.0) + seconds


def render() -> str:
    """Return every number, one a line, with its help."""
    lines: list[str] = []
    named = ""
    for name, labels, value in sorted(_all(), key=lambda sample: _family(sample[0])):
        family = _family(name)
        if family != named:
            kind, text = _HELP.get(family, ("gauge", ""))
            lines += [f"# HELP {family} {text}", f"# TYPE {family} {kind}"]
            named = family
        lines.append(f"{name}{{{labels}}} {value:g}" if labels else f"{name} {value:g}")
    return "\n".join(lines) + "\n"


def _all() -> Iterator[tuple[str, str, float]]:
    process = f'process="{os.getpid()}"'
    yield "cairn_info", f'version="{__version__}"', 1
    with _lock:
        requests = dict(_requests)
        buckets = {route: list(counts) for route, counts in _buckets.items()}
        seconds = dict(_seconds)
    for (method, route, status), count in sorted(requests.items()):
        labels = f'route="{_escape(route)}",method="{method}",status="{status}",{process}'
        yield "cairn_requests_total", labels, count
    for route, counts in sorted(buckets.items()):
        yield from _histogram(f'route="{_escape(route)}",{process}', counts, seconds[route])
    for status, count in sorted(shortcut.answered().items()):
        yield "cairn_public_documents_total", f'status="{status}",{process}', count
    yield from _stored()
    for gauge in ports.gauges:
        yield from gauge()


def _stored() -> Iterable[tuple[str, str, float]]:
    for state, count in jobs.counts().items():
        yield "cairn_jobs", f'state="{state}"', count
    yield "cairn_mail", 'state="waiting"', _capped(mail.waiting())
    yield "cairn_mail", 'state="failed"', _capped(mail.outbox(state="failed"))
    yield "cairn_event_deliveries", 'state="pending"', _capped(events.pending())
    yield "cairn_event_deliveries", 'state="given_up"', _capped(events.given_up())


def _histogram(labels: str, counts: list[int], total: float) -> Iterator[tuple[str, str, float]]:
    below = 0
    for bound, count in zip((*map(str, _BOUNDS), "+Inf"), counts, strict=True):
        below += count
        yield "cairn_request_seconds_bucket", f'{labels},le="{bound}"', below
    yield "cairn_request_seconds_sum", labels, total
    yield "cairn_request_seconds_count", labels, below


def _capped(rows: QuerySet[Any]) -> int:
    """Return how many rows there are, at most 10,000, so that asking stays cheap."""
    return len(rows.order_by().values_list("pk")[:_COUNTED_AT_MOST])


def _family(name: str) -> str:
    for ending in ("_bucket", "_sum", "_count"):
        if name.endswith(ending) and name.removesuffix(ending) in _HELP:
            return name.removesuffix(ending)
    return name


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
