"""The records of a plan: what is to become of each part, and the whole in numbers.

``tests/cairn_site/awarding/migrating/test_plans.py`` proves it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cairn.canonical.canonizer import Canonizer
    from cairn.canonical.strict_json import JsonObject
    from cairn.interop.open_badges_2 import BadgeClass, Issuer
    from cairn_site.awarding.migrating.collecting import Problem
    from cairn_site.designing.publishing import Publisher

MAX_KEPT: Final = 1000
"""How many problems a plan keeps; the rest is counted."""

_NUMBER: Final = re.compile(r"/[0-9]+(?=/|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """For whom it is planned, and by what identifiers and dates follow."""

    publisher: Publisher
    issuer: JsonObject
    seed: bytes
    language: str
    now: datetime
    canonizer: Canonizer


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedClass:
    """A BadgeClass that can be brought; ``achievement`` is what would stand in its credentials."""

    source: str
    place: str
    name: str
    badge: BadgeClass
    issuer: Issuer
    content: JsonObject
    picture: bytes | None
    achievement: JsonObject
    losses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAward:
    """An Assertion that can be brought."""

    source: str
    place: str
    address: str
    content: dict[str, Any]
    original: bytes
    losses: tuple[tuple[str, str], ...]
    is_revoked: bool
    has_expired: bool


class Summary:
    """A plan in numbers, as it is shown; problems and losses with the first place of each."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.problems: list[dict[str, str]] = []
        self.losses: dict[str, dict[str, Any]] = {}
        self.issuers: list[dict[str, str]] = []
        self.unread: list[str] = []

    def add_problem(self, problem: Problem) -> None:
        """Count a problem, and keep it if there are not too many."""
        self.counts["problems"] += 1
        if len(self.problems) < MAX_KEPT:
            self.problems.append(
                {
                    "place": problem.place[:600],
                    "code": problem.code,
                    "message": problem.message[:600],
                    "mend": problem.mend[:600],
                }
            )

    def add_losses(self, losses: tuple[tuple[str, str], ...], *, place: str) -> None:
        """Count what has no place in what is made, alike things together."""
        for where, reason in losses:
            key = f"{_NUMBER.sub('/*', where)} {reason}"
            kept = self.losses.get(key)
            if kept is not None:
                kept["count"] += 1
            elif len(self.losses) < MAX_KEPT:
                self.losses[key] = {
                    "what": _NUMBER.sub("/*", where),
                    "reason": reason,
                    "count": 1,
                    "place": place,
                }

    def as_json(self) -> dict[str, Any]:
        """Return the summary as it is kept."""
        return {
            "counts": dict(self.counts),
            "problems": self.problems,
            "losses": list(self.losses.values()),
            "issuers": self.issuers,
            "unread": self.unread,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Summary:
        """Return the summary that :meth:`as_json` wrote."""
        made = cls()
        made.counts.update(value.get("counts", {}))
        made.problems += value.get("problems", [])
        made.losses |= {f"{one['what']} {one['reason']}": dict(one) for one in value.get("losses", [])}
        made.issuers += value.get("issuers", [])
        made.unread += value.get("unread", [])
        return made
