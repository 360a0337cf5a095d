"""Slugs."""

from __future__ import annotations

import pytest

from cairn.errors import DocumentError
from cairn_site.organisations.slugs import check_slug, suggest_slug


@pytest.mark.parametrize("slug", ["a", "9", "north-side", "a" * 63, "a--b"])
def test_a_good_slug_passes(slug: str) -> None:
    check_slug(slug)


@pytest.mark.parametrize(
    "slug", ["", "-a", "a-", "A", "a_b", "a b", "a" * 64, "é", "a.b", "../a", "a/b", "a\n", "%61"]
)
def test_a_bad_slug_is_refused(slug: str) -> None:
    with pytest.raises(DocumentError) as refused:
        check_slug(slug)

    assert refused.value.code == "organisation.slug"


def test_a_word_of_the_site_is_no_slug() -> None:
    with pytest.raises(DocumentError) as refused:
        check_slug("new")

    assert refused.value.code == "organisation.slug_reserved"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Northside College", "northside-college"),
        ("Universität Zürich — Außenstelle", "universitat-zurich-aussenstelle"),
        ("St. John's & Co.", "st-johns-co"),
        ("Škoda Łódź", "skoda-lodz"),
        ("東京大学", ""),
        ("  --  ", ""),
        ("a" * 62 + " b", "a" * 62),
    ],
)
def test_the_name_suggests_a_slug(name: str, slug: str) -> None:
    assert suggest_slug(name) == slug
    if slug:
        check_slug(slug)
