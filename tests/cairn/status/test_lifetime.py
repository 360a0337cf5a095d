from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.canonical import multibase
from cairn.status import read_lifetime

LIST = b'{"credentialSubject":{"ttl":60000}}'


def test_the_time_to_live_is_read_from_json() -> None:
    assert read_lifetime(LIST) == timedelta(minutes=1)


def test_the_time_to_live_is_read_from_a_jwt() -> None:
    header = multibase.encode_base64url(b'{"alg":"EdDSA","typ":"vc+jwt"}')
    token = f"{header}.{multibase.encode_base64url(LIST)}.{multibase.encode_base64url(bytes(64))}"
    assert read_lifetime(token.encode()) == timedelta(minutes=1)


def test_a_list_may_forbid_to_be_kept() -> None:
    assert read_lifetime(LIST.replace(b"60000", b"0")) == timedelta(0)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"ttl",
        b"\x89PNG ttl",
        b'{"ttl":5}',
        b'{"credentialSubject":[{"ttl":5}]}',
        b"{ttl",
        b"a.b.c",
    ]
    + [LIST.replace(b"60000", value) for value in (b"-1", b"1.5", b'"60"', b"true", b"1" + b"0" * 30)],
)
def test_where_there_is_none_nothing_is_said(data: bytes) -> None:
    assert read_lifetime(data) is None
