"""How often a caller may do something: a count for each window of time, kept in the database.

:func:`limited` is for views, the table ``settings.CAIRN_POST_LIMITS`` for views that are not ours, and
:func:`spend` for everything else. ``tests/cairn_site/platform/test_limits.py`` proves it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.db import transaction
from django.db.models import F

from cairn.errors import CairnError
from cairn_site.platform import callers, clock
from cairn_site.platform.models import RateBucket

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_More = ParamSpec("_More")
_View = Callable[Concatenate["HttpRequest", _More], "HttpResponse"]


class LimitReachedError(CairnError):
    """A caller did something too often; it may be tried again after ``seconds``."""

    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most ``times`` in ``seconds`` for each caller."""

    times: int
    seconds: int


def spend(name: str, *, caller: str, limit: Limit, now: datetime) -> None:
    """Count one use of ``name`` by ``caller``; raises :class:`LimitReachedError` above the limit.

    Windows are fixed: a caller may reach the limit twice around the turn of a window. Called outside the
    transaction of what it guards, so that a refused try counts too.
    """
    window, into = divmod(int(now.timestamp()), limit.seconds)
    bucket = f"{name}:{callers.digest(caller)}"
    with transaction.atomic():
        counted = RateBucket.objects.filter(name=bucket, window=window).update(count=F("count") + 1)
        if not counted:
            ends_at = datetime.fromtimestamp((window + 1) * limit.seconds, UTC)
            row, is_new = RateBucket.objects.select_for_update().get_or_create(
                name=bucket, defaults={"window": window, "count": 1, "ends_at": ends_at}
            )
            if not is_new:
                row.count = row.count + 1 if row.window == window else 1
                row.window, row.ends_at = window, ends_at
                row.save(update_fields=["window", "count", "ends_at"])
        count = RateBucket.objects.values_list("count", flat=True).get(name=bucket)
    if count > limit.times:
        raise _reached(limit.seconds - into)


def limited(name: str, *, times: int, seconds: int) -> Callable[[_View[_More]], _View[_More]]:
    """Return a decorator: a view answers at most ``times`` POSTs in ``seconds`` to one address."""
    limit = Limit(times=times, seconds=seconds)

    def decorate(view: _View[_More]) -> _View[_More]:
        @functools.wraps(view)
        def answer(request: HttpRequest, *args: _More.args, **named: _More.kwargs) -> HttpResponse:
            if request.method == "POST":
                spend(name, caller=callers.mark_of(request), limit=limit, now=clock.now())
            return view(request, *args, **named)

        return cast("_View[_More]", answer)

    return decorate


def spend_by_name(request: HttpRequest, limits: dict[str, tuple[int, int]]) -> None:
    """Count a POST to a view that ``limits`` names: the name of its address, with times and seconds."""
    match: Any = request.resolver_match
    found = limits.get(match.view_name) if request.method == "POST" and match else None
    if found is not None:
        limit = Limit(times=found[0], seconds=found[1])
        spend(match.view_name, caller=callers.mark_of(request), limit=limit, now=clock.now())


def prune(*, before: datetime) -> int:
    """Delete the windows that ended before a moment and return how many there were."""
    return RateBucket.objects.filter(ends_at__lt=before).delete()[0]


def _reached(seconds: int) -> LimitReachedError:
    error = LimitReachedError(
        "limit.reached", "This was done too often.", mend=f"Please try again in {_in_words(seconds)}."
    )
    error.seconds = seconds
    return error


def _in_words(seconds: int) -> str:
    if seconds < 90:
        return "a minute"
    return f"{round(seconds / 60)} minutes" if seconds < 5400 else f"{round(seconds / 3600)} hours"
