"""Country codes."""

from __future__ import annotations

from cairn_site.organisations.countries import COUNTRIES


def test_there_are_the_249_codes_of_the_standard() -> None:
    assert len(COUNTRIES) == 249
    assert {"IE", "ES", "DE", "ZA", "TW"} <= COUNTRIES
    assert not {"EU", "UK", "XX"} & COUNTRIES
