"""What every builder does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cairn.credentials.builders.assembly import array, assemble, moment, types
from cairn.credentials.open_badges import Evidence
from cairn.errors import DocumentError, UsageError


def test_what_is_not_given_is_left_out() -> None:
    assert assemble(Evidence, {"type": types("Evidence"), "name": None, "x": array(())}) == {
        "type": ["Evidence"]
    }


def test_what_validation_refuses_is_refused_with_the_same_code_and_place() -> None:
    with pytest.raises(DocumentError) as caught:
        assemble(Evidence, {"type": types("Evidence"), "id": "relative"})
    assert (caught.value.code, caught.value.where) == ("credential.not_absolute_uri", "/id")


def test_what_validation_only_warns_of_is_refused_too() -> None:
    with pytest.raises(DocumentError) as caught:
        assemble(Evidence, {"type": "Evidence"})
    assert caught.value.code == "credential.single_value"


def test_a_moment_is_written_in_utc_and_needs_a_zone() -> None:
    assert moment(datetime(2026, 1, 30, 9, tzinfo=UTC)) == "2026-01-30T09:00:00Z"
    assert moment(None) is None
    with pytest.raises(UsageError) as caught:
        moment(datetime(2026, 1, 30, 9))  # noqa: DTZ001
    assert caught.value.code == "timestamp.naive"


def test_more_types_stand_after_that_of_the_standard() -> None:
    assert types("Profile", ["Person"]) == ["Profile", "Person"]
