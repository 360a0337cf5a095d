from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - read with the hints
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from cairn.credentials.concepts import Supervision
from cairn.errors import DocumentError
from cairn_site.designing.records import MAX_ITEMS, MAX_TEXT, format_record, parse_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    words: Mapping[str, str] = field(default_factory=dict)
    inner: tuple[Inner, ...] = ()
    number: float | None = None
    count: int = 0
    truth: bool = False
    day: date | None = None
    word: Supervision | None = None


FULL = Outer(
    words={"en": "a"},
    inner=(Inner(name="b"),),
    number=1.5,
    count=2,
    truth=True,
    day=date(2030, 1, 2),
    word=Supervision.SUPERVISED,
)


def test_a_record_comes_back_as_it_went() -> None:
    written = format_record(FULL)

    assert parse_record(Outer, written) == FULL
    assert written["word"] == "supervised"
    assert written["day"] == "2030-01-02"


def test_only_what_was_said_is_written() -> None:
    assert format_record(Outer()) == {}
    assert parse_record(Outer, {}) == Outer()


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ([], ""),
        ({"none": 1}, "/none"),
        ({"words": {"en": 1}}, "/words/en"),
        ({"words": {"not a language": "x"}}, "/words/not a language"),
        ({"words": {"en": "x" * (MAX_TEXT + 1)}}, "/words/en"),
        ({"words": {"en": "\x00"}}, "/words/en"),
        ({"inner": [{}]}, "/inner/0"),
        ({"inner": [{"name": "x"}] * (MAX_ITEMS + 1)}, "/inner"),
        ({"inner": [{"name": None}]}, "/inner/0/name"),
        ({"number": True}, "/number"),
        ({"number": float("nan")}, "/number"),
        ({"count": 1.5}, "/count"),
        ({"count": 10**30}, "/count"),
        ({"truth": 1}, "/truth"),
        ({"day": "2030-13-01"}, "/day"),
        ({"word": "watched"}, "/word"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(value: Any, where: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_record(Outer, value)

    assert caught.value.code == "designing.content"
    assert caught.value.where == where
