"""Time zones."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from cairn_site.accounts import time_zones


def test_zones_stand_by_region() -> None:
    regions = dict(time_zones.zone_choices())
    assert ("Europe/Madrid", "Madrid") in regions["Europe"]
    assert ("America/Argentina/Buenos_Aires", "Argentina, Buenos Aires") in regions["America"]


def test_only_places_and_utc_are_zones() -> None:
    assert time_zones.is_zone("UTC")
    assert time_zones.is_zone("Asia/Tokyo")
    assert not time_zones.is_zone("Etc/GMT+3")
    assert not time_zones.is_zone("../../etc/passwd")


def test_what_is_no_zone_is_utc() -> None:
    assert time_zones.zone_of("Mars/Olympus") == ZoneInfo("UTC")
