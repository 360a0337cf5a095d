"""What forms take and refuse."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import QueryDict

from cairn_site.awarding import achievements
from cairn_site.awarding.forms import AwardForm, BulkForm, FilterForm
from factories.awarding import make_world


@pytest.fixture
def version() -> achievements.AwardableVersion:
    world = make_world()
    return achievements.find_version(world.organisation, world.version.id)


def fill(version: achievements.AwardableVersion, **data: Any) -> AwardForm:
    return AwardForm({"name": "Ada Byron", "email": "Ada@Learners.ie", **data}, version=version)


def test_results_are_held_against_the_achievement(version: achievements.AwardableVersion) -> None:
    form = fill(version, result_0="250")

    assert not form.is_valid()
    assert "result_0" in form.errors


def test_the_form_says_what_the_award_will_say(version: achievements.AwardableVersion) -> None:
    form = fill(version, result_0="81", result_1="Strong", evidence_name_1="Plan", evidence_text_3="Words")
    assert form.is_valid(), form.errors
    statement = form.statement()

    assert statement.row.email == "ada@learners.ie"
    assert [result.value for result in statement.row.results] == ["81", ""]
    assert statement.row.results[1].achieved_level.endswith("-level-2")
    assert [item.name for item in statement.evidence] == ["Plan", ""]


@pytest.mark.parametrize(
    ("name", "value"),
    [("name", ""), ("email", "nobody"), ("evidence_url_1", "javascript:x"), ("credits_earned", "-1")],
)
def test_what_is_wrong_is_said_at_its_field(
    version: achievements.AwardableVersion, name: str, value: str
) -> None:
    form = fill(version, **{name: value})

    assert not form.is_valid()
    assert name in form.errors


def test_wrong_filters_filter_nothing() -> None:
    form = FilterForm({"state": "x", "since": "y", "expiring": "z", "achievement": "w"}, achievements=[])

    assert form.filters().is_empty


def test_filters_are_read() -> None:
    identifier = str(uuid4())
    form = FilterForm(
        {"search": " ada ", "state": "revoked", "until": "2026-03-02", "achievement": identifier},
        achievements=[(identifier, "A")],
    )
    filters = form.filters()

    assert (filters.search, filters.state, str(filters.achievement_id)) == ("ada", "revoked", identifier)
    assert filters.until is not None
    assert filters.until.hour == 23


@pytest.mark.parametrize(
    "text",
    [
        "action=revoke",
        "action=x&award=00000000-0000-4000-8000-000000000000",
        "action=revoke&award=x",
        "action=revoke&" + "&".join(f"award={UUID(int=number)}" for number in range(201)),
    ],
)
def test_a_bulk_action_needs_what_and_whom(text: str) -> None:
    assert not BulkForm(QueryDict(text)).is_valid()
