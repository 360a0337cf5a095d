from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.canonical import timestamps
from cairn.errors import CairnError, DocumentError, UsageError

_offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_moments = st.datetimes(
    min_value=datetime(1, 1, 2),  # noqa: DTZ001
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001
    timezones=_offsets,
)
_stamps = st.from_regex(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?",
    fullmatch=True,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31T12:00:00Z", datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("2026-01-31T12:00:00+01:00", datetime(2026, 1, 31, 11, tzinfo=UTC)),
        ("2026-01-31T00:30:00+14:00", datetime(2026, 1, 30, 10, 30, tzinfo=UTC)),
        ("2026-01-31T12:00:00-00:00", datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("2026-01-31T12:00:00.5Z", datetime(2026, 1, 31, 12, 0, 0, 500_000, tzinfo=UTC)),
        ("2024-02-29T23:59:59Z", datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)),
        ("2026-12-31T24:00:00Z", datetime(2027, 1, 1, tzinfo=UTC)),
        ("2026-12-31T24:00:00.000+01:00", datetime(2026, 12, 31, 23, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_stamp_is_read(text: str, expected: datetime) -> None:
    moment = timestamps.parse(text)
    assert moment == expected
    assert moment.tzinfo is UTC


def test_a_long_fraction_is_cut_and_never_rounded_up() -> None:
    moment = timestamps.parse("2026-01-31T23:59:59.9999999999999999999999999Z")
    assert moment == datetime(2026, 1, 31, 23, 59, 59, 999_999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-01-31T12:00:00", "timestamp.no_zone"),
        ("2026-01-31T12:00:00.25", "timestamp.no_zone"),
        ("2016-12-31T23:59:60Z", "timestamp.leap_second"),
        ("2016-12-31T23:59:60.5+00:00", "timestamp.leap_second"),
        ("2016-12-31T23:59:60", "timestamp.leap_second"),
        ("0000-01-01T00:00:00Z", "timestamp.out_of_range"),
        ("-0044-03-15T12:00:00Z", "timestamp.out_of_range"),
        ("12026-01-31T12:00:00Z", "timestamp.out_of_range"),
        ("0001-01-01T00:00:00+00:01", "timestamp.out_of_range"),
        ("9999-12-31T23:59:59-00:01", "timestamp.out_of_range"),
        ("9999-12-31T24:00:00Z", "timestamp.out_of_range"),
        ("2026-02-29T12:00:00Z", "timestamp.no_such_day"),
        ("2026-04-31T12:00:00Z", "timestamp.no_such_day"),
        ("2026-13-01T12:00:00Z", "timestamp.no_such_day"),
        ("2026-00-10T12:00:00Z", "timestamp.no_such_day"),
        ("2026-02-30T24:00:00Z", "timestamp.no_such_day"),
        ("", "timestamp.malformed"),
        ("2026-01-31", "timestamp.malformed"),
        ("2026-01-31 12:00:00Z", "timestamp.malformed"),
        ("2026-01-31t12:00:00Z", "timestamp.malformed"),
        ("2026-01-31T12:00:00z", "timestamp.malformed"),
        ("2026-01-31T12:00Z", "timestamp.malformed"),
        ("20260131T120000Z", "timestamp.malformed"),
        ("2026-01-31T12:00:00.Z", "timestamp.malformed"),
        ("2026-01-31T12:00:00,5Z", "timestamp.malformed"),
        ("2026-01-31T25:00:00Z", "timestamp.malformed"),
        ("2026-01-31T24:00:01Z", "timestamp.malformed"),
        ("2026-01-31T12:60:00Z", "timestamp.malformed"),
        ("2026-01-31T12:00:00+14:01", "timestamp.malformed"),
        ("2026-01-31T12:00:00+0100", "timestamp.malformed"),
        ("2026-01-31T12:00:00+01", "timestamp.malformed"),
        ("2026-01-31T12:00:00+01:00:30", "timestamp.malformed"),
        ("2026-01-31T12:00:00Z\n", "timestamp.malformed"),
        (" 2026-01-31T12:00:00Z", "timestamp.malformed"),
        ("2026-W05-6T12:00:00Z", "timestamp.malformed"),
        ("２026-01-31T12:00:00Z", "timestamp.malformed"),
    ],
)
def test_what_is_no_stamp_is_refused(text: str, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        timestamps.parse(text)
    assert caught.value.code == code


@given(_moments)
def test_round_trip(moment: datetime) -> None:
    text = timestamps.format(moment)
    assert text.endswith("Z")
    assert timestamps.parse(text) == moment
    assert timestamps.parse_iso8601(text) == moment


@given(st.one_of(_stamps, st.text(max_size=12)))
def test_any_text_is_read_or_refused_with_a_code(text: str) -> None:
    for parse in (timestamps.parse, timestamps.parse_iso8601):
        try:
            moment = parse(text)
        except CairnError as error:
            code = error.code
        else:
            code = "timestamp.read"
            assert timestamps.parse(timestamps.format(moment)) == moment
        assert code.startswith("timestamp.")


@given(_stamps)
def test_the_lenient_reader_agrees_where_the_strict_one_reads(text: str) -> None:
    try:
        moment = timestamps.parse(text)
    except DocumentError:
        return
    assert timestamps.parse_iso8601(text) == moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31", datetime(2026, 1, 31, tzinfo=UTC)),
        ("20260131", datetime(2026, 1, 31, tzinfo=UTC)),
        ("20260131T120000Z", datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("20260131T120000.25+0100", datetime(2026, 1, 31, 11, 0, 0, 250_000, tzinfo=UTC)),
        ("2026-01-31 12:00:00", datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("2026-01-31t12:00z", datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("2026-01-31T12:00:00,5+02", datetime(2026, 1, 31, 10, 0, 0, 500_000, tzinfo=UTC)),
        ("2026-01-31T12:00:00 -05:30", datetime(2026, 1, 31, 17, 30, tzinfo=UTC)),
    ],
)
def test_the_common_forms_of_iso_8601_are_read(text: str, expected: datetime) -> None:
    assert timestamps.parse_iso8601(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "timestamp.malformed"),
        ("31.01.2026", "timestamp.malformed"),
        ("2026-01", "timestamp.malformed"),
        ("2026-W05-6", "timestamp.malformed"),
        ("2026-01-31T", "timestamp.malformed"),
        ("2026-02-30", "timestamp.no_such_day"),
        ("2016-12-31T23:59:60", "timestamp.leap_second"),
        ("0000-01-01", "timestamp.out_of_range"),
        ("2026-01-31T12:00+99", "timestamp.malformed"),
    ],
)
def test_what_is_no_iso_8601_is_refused(text: str, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        timestamps.parse_iso8601(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 1, 31, 12, tzinfo=UTC), "2026-01-31T12:00:00Z"),
        (datetime(2026, 1, 31, 12, tzinfo=timezone(timedelta(hours=1))), "2026-01-31T11:00:00Z"),
        (datetime(2026, 1, 31, 12, 0, 0, 120_000, tzinfo=UTC), "2026-01-31T12:00:00.12Z"),
        (datetime(2026, 1, 31, 12, 0, 0, 1, tzinfo=UTC), "2026-01-31T12:00:00.000001Z"),
        (datetime(31, 1, 1, tzinfo=UTC), "0031-01-01T00:00:00Z"),
    ],
)
def test_a_moment_is_written_in_one_way(moment: datetime, text: str) -> None:
    assert timestamps.format(moment) == text


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (datetime(2026, 1, 31), "timestamp.naive"),  # noqa: DTZ001
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1))), "timestamp.unwritable"),
        (datetime(9999, 12, 31, 23, 30, tzinfo=timezone(-timedelta(hours=1))), "timestamp.unwritable"),
    ],
)
def test_a_moment_that_cannot_be_written_is_refused(moment: datetime, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        timestamps.format(moment)
    assert caught.value.code == code
