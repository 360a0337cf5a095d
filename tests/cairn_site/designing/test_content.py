from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import DocumentError, UsageError
from cairn_site.designing.content import (
    Content,
    PeriodUnit,
    Validity,
    ValidityKind,
    format_content,
    parse_content,
    valid_until_for,
)
from factories.designing import make_full_content

NOON = datetime(2028, 2, 29, 12, 0, tzinfo=UTC)


def relative(amount: int, unit: PeriodUnit) -> Content:
    return Content(validity=Validity(kind=ValidityKind.RELATIVE, amount=amount, unit=unit))


def test_content_comes_back_as_it_went() -> None:
    content = make_full_content()

    assert parse_content(format_content(content)) == content
    assert format_content(content)["version"] == 1


@pytest.mark.parametrize("version", [2, True, "1", None])
def test_a_version_from_another_time_is_refused(version: object) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_content({"version": version})

    assert caught.value.code == "designing.content_version"


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(DocumentError):
        parse_content([])


@pytest.mark.parametrize(
    ("content", "until"),
    [
        (Content(), None),
        (relative(10, PeriodUnit.DAYS), datetime(2028, 3, 10, 12, tzinfo=UTC)),
        (relative(1, PeriodUnit.MONTHS), datetime(2028, 3, 29, 12, tzinfo=UTC)),
        (relative(1, PeriodUnit.YEARS), datetime(2029, 2, 28, 12, tzinfo=UTC)),
        (relative(4, PeriodUnit.YEARS), datetime(2032, 2, 29, 12, tzinfo=UTC)),
        (relative(22, PeriodUnit.MONTHS), datetime(2029, 12, 29, 12, tzinfo=UTC)),
        (
            Content(validity=Validity(kind=ValidityKind.FIXED, last_day=date(2030, 6, 30))),
            datetime(2030, 6, 30, 23, 59, 59, tzinfo=UTC),
        ),
    ],
)
def test_the_end_of_an_award_follows_from_its_begin(content: Content, until: datetime | None) -> None:
    assert valid_until_for(content, valid_from=NOON) == until


def test_an_end_that_is_past_is_refused() -> None:
    content = Content(validity=Validity(kind=ValidityKind.FIXED, last_day=date(2028, 2, 28)))

    with pytest.raises(UsageError) as caught:
        valid_until_for(content, valid_from=NOON)

    assert caught.value.code == "designing.validity_past"


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(1, 1200),
    st.sampled_from(PeriodUnit),
)
def test_an_award_always_ends_after_it_began(moment: datetime, amount: int, unit: PeriodUnit) -> None:
    until = valid_until_for(relative(amount, unit), valid_from=moment)

    assert until is not None
    assert until > moment
