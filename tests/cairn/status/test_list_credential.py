from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from cairn.credentials import contexts
from cairn.errors import DocumentError
from cairn.proofs.data_integrity import DataIntegrity
from cairn.status import (
    PublishedList,
    StatusList,
    StatusPurpose,
    build_status_list_credential,
    encode_list,
    parse_status_list_credential,
)
from factories.keys import signer

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

LIST = "https://credentials.example.edu/status/northside/revocation/1"
ISSUER = "did:web:credentials.example.edu:organisations:northside"
NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


def _credential(**members: JsonValue) -> JsonObject:
    status_list = StatusList(StatusPurpose.REVOCATION)
    status_list.set(9)
    document = build_status_list_credential(
        list_url=LIST,
        issuer=ISSUER,
        status_list=status_list,
        valid_from=NOW,
        valid_until=NOW + timedelta(days=30),
        ttl=timedelta(minutes=5),
    )
    return {**document, **members}


def _with_subject(**members: JsonValue) -> JsonObject:
    subject = _credential()["credentialSubject"]
    assert isinstance(subject, dict)
    return _credential(credentialSubject={**subject, **members})


def _refused(document: JsonObject) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        parse_status_list_credential(document)
    return caught.value


def test_what_was_built_is_parsed() -> None:
    published = parse_status_list_credential(_credential())
    assert (published.id, published.issuer, published.purposes) == (LIST, ISSUER, ("revocation",))
    assert [index for index in range(64) if published.value_at(index)] == [9]


def test_the_time_to_live_is_in_milliseconds() -> None:
    subject = _credential()["credentialSubject"]
    assert isinstance(subject, dict)
    assert subject["ttl"] == 300_000


def test_it_can_be_signed_in_the_strict_form() -> None:
    signed = DataIntegrity(contexts.load).add_proof(
        _credential(),
        cryptosuite="eddsa-rdfc-2022",
        signer=signer(),
        verification_method=f"{ISSUER}#key",
        created=NOW,
    )
    assert "proof" in signed


def test_a_list_may_have_several_purposes() -> None:
    published = parse_status_list_credential(_with_subject(statusPurpose=["revocation", "suspension"]))
    assert published.purposes == ("revocation", "suspension")


@pytest.mark.parametrize(
    "document",
    [
        _credential(type=["VerifiableCredential"]),
        _credential(credentialSubject=None),
        _credential(credentialSubject=[]),
        _with_subject(type="StatusList2021"),
        _with_subject(statusPurpose=[]),
        _with_subject(statusPurpose=None),
        _with_subject(statusPurpose=["revocation", 5]),
        _with_subject(encodedList=None),
    ],
)
def test_what_is_no_status_list_is_refused(document: JsonObject) -> None:
    assert _refused(document).code == "status_list.malformed"


def test_an_error_in_the_list_says_where() -> None:
    error = _refused(_with_subject(encodedList="u"))
    assert error.where == "/credentialSubject/encodedList"


def test_a_list_that_is_no_herd_is_refused() -> None:
    published = parse_status_list_credential(_with_subject(encodedList=encode_list(bytes(16_383))))
    with pytest.raises(DocumentError) as caught:
        published.value_at(0)
    assert caught.value.code == "status_list.too_short"


def test_a_list_of_two_bits_needs_twice_the_length() -> None:
    published = PublishedList(id="", issuer="", purposes=(), bits=bytes(16_384))
    with pytest.raises(DocumentError) as caught:
        published.value_at(0, size=2)
    assert caught.value.code == "status_list.too_short"


@pytest.mark.parametrize(("index", "value"), [(0, 0b1110), (1, 0b0100), (2, 0)])
def test_a_status_of_several_bits_is_read_from_the_left(index: int, value: int) -> None:
    published = PublishedList(id="", issuer="", purposes=(), bits=b"\xe4" + bytes(65_535))
    assert published.value_at(index, size=4) == value


@pytest.mark.parametrize("index", [-1, 131_072, 10**18])
def test_an_index_out_of_range_is_refused(index: int) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_status_list_credential(_credential()).value_at(index)
    assert caught.value.code == "status.index_out_of_range"


def test_a_list_of_2021_is_read() -> None:
    document: JsonObject = {
        "id": LIST,
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuer": {"id": ISSUER},
        "credentialSubject": {
            "type": "StatusList2021",
            "statusPurpose": "revocation",
            "encodedList": encode_list(b"\x40" + bytes(16_383))[1:],
        },
    }
    assert parse_status_list_credential(document).value_at(1) == 1
