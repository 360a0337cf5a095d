"""Forms."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from cairn_site.organisations.forms import (
    CompromiseForm,
    OrganisationForm,
    ProfileForm,
    RightsForm,
    TokenForm,
)
from cairn_site.organisations.models import Right
from factories.site import NOW


def test_an_empty_short_name_is_suggested_and_asked_for() -> None:
    form = OrganisationForm(QueryDict("name=Northside+College&slug=&kind=college"))

    assert not form.is_valid()
    assert "never changes" in str(form.errors["slug"])
    assert form["slug"].value() == "northside-college"


def test_a_short_name_that_was_typed_is_taken() -> None:
    form = OrganisationForm(QueryDict("name=Northside+College&slug=+Northside+&kind=college"))

    assert form.is_valid()
    assert form.cleaned_data["slug"] == "northside"


@pytest.mark.parametrize(("country", "is_valid"), [("ie", True), ("", True), ("XX", False), ("1", False)])
def test_a_country_is_one_of_the_standard(country: str, *, is_valid: bool) -> None:
    form = ProfileForm({"name": "x", "kind": "other", "country": country})

    assert form.is_valid() is is_valid


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.example", "data:text/html,x"])
def test_a_website_is_on_the_web(url: str) -> None:
    assert not ProfileForm({"name": "x", "kind": "other", "url": url}).is_valid()


def test_reading_is_always_among_the_rights() -> None:
    form = RightsForm({"rights": ["award"]})

    assert form.is_valid()
    assert form.chosen_rights() == {Right.AWARD}
    assert [box["value"] for box in form.boxes() if box["is_checked"]] == ["read", "award"]


def test_an_unknown_right_is_refused() -> None:
    assert not RightsForm({"rights": ["everything"]}).is_valid()


def test_a_unit_of_nobody_is_refused() -> None:
    assert not RightsForm({"rights": [], "unit": "0190c0de-0000-7000-8000-000000000000"}).is_valid()


def test_a_moment_is_read_in_the_time_zone_of_the_person() -> None:
    with timezone.override("Europe/Dublin"):
        form = CompromiseForm({"since": "2026-07-01T10:00", "reason": "x", "sure": "on"})
        assert form.is_valid()

    assert form.moment() == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def test_the_life_of_a_token_is_counted_from_now() -> None:
    form = TokenForm({"name": "x", "scopes": ["awards:read"], "life": "30"})
    forever = TokenForm({"name": "x", "scopes": ["awards:read"], "life": ""})

    assert form.is_valid()
    assert forever.is_valid()
    assert (form.expires_at(NOW), forever.expires_at(NOW)) == (NOW.replace(month=4, day=1), None)
