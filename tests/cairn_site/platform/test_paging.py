from __future__ import annotations

import pytest
from django.test import RequestFactory

from cairn_site.platform import paging
from cairn_site.platform.models import Installation


@pytest.fixture(autouse=True)
def _rows() -> None:
    Installation.objects.all().delete()
    Installation.objects.bulk_create([Installation(name=f"{number:03}", value=0) for number in range(60)])


def page(given: str) -> list[str]:
    found = paging.page_of(RequestFactory().get("/x", {"page": given}), Installation.objects.order_by("name"))
    return [row.name for row in found]


def test_a_page_has_twenty_five_rows() -> None:
    assert page("1") == [f"{number:03}" for number in range(25)]
    assert page("3") == [f"{number:03}" for number in range(50, 60)]


@pytest.mark.parametrize(("given", "first"), [("", "000"), ("x", "000"), ("-1", "050"), ("99", "050")])
def test_a_page_that_is_none_is_the_nearest(given: str, first: str) -> None:
    assert page(given)[0] == first


def test_counting_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MAX_COUNTED", 30)

    assert paging.CappedPaginator(Installation.objects.order_by("name"), 25).count == 30
