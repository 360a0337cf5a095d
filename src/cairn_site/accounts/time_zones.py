"""The time zones that a person may choose from.

``tests/cairn_site/accounts/test_time_zones.py`` proves it.
"""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@cache
def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the zones by region, each with the name of its place."""
    grouped: dict[str, list[tuple[str, str]]] = {region: [] for region in _REGIONS}
    for name in sorted(available_timezones()):
        region, _, place = name.partition("/")
        if region in grouped and place:
            grouped[region].append((name, place.replace("_", " ").replace("/", ", ")))
    return [("UTC", [("UTC", "UTC")]), *((region, zones) for region, zones in grouped.items() if zones)]


def is_zone(name: str) -> bool:
    """Return whether a zone may be chosen."""
    return name in _names()


def zone_of(name: str) -> ZoneInfo:
    """Return a zone, that of UTC for a name that is not one."""
    return ZoneInfo(name if is_zone(name) else "UTC")


@cache
def _names() -> frozenset[str]:
    return frozenset(name for _, zones in zone_choices() for name, _ in zones)
