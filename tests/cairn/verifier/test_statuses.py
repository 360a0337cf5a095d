from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from cairn.canonical import strict_json
from cairn.credentials import contexts
from cairn.errors import DocumentError, UnavailableError
from cairn.proofs.data_integrity import DataIntegrity
from cairn.proofs.proof import read_proofs
from cairn.status import (
    StatusList,
    StatusPurpose,
    build_status_list_credential,
    encode_list,
    format_entry,
)
from cairn.verifier import statuses
from cairn.verifier.report import Check, CheckCode, Outcome
from factories.keys import signer

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
ISSUER = "did:web:credentials.example.edu:organisations:northside"
CREDENTIAL = "https://credentials.example.edu/credentials/0190d1f2-5c1b-8e3a-9d4f-000000000001"
STATUS = "https://credentials.example.edu/status/northside"
INTEGRITY = DataIntegrity(contexts.load)


class Outside:
    """A web of status lists that remembers what it was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        if url not in self.pages:
            raise UnavailableError("fetch.timeout", "It took too long to answer.", where=url)
        return self.pages[url]

    def publish(
        self, purpose: StatusPurpose, *marked: int, issuer: str = ISSUER, **members: JsonValue
    ) -> str:
        status_list = StatusList(purpose)
        for index in marked:
            status_list.set(index)
        url = f"{STATUS}/{purpose}/1"
        document = build_status_list_credential(
            list_url=url,
            issuer=issuer,
            status_list=status_list,
            valid_from=NOW - timedelta(days=1),
            valid_until=NOW + timedelta(days=1),
        )
        self.put(url, {**document, **members})
        return url

    def put(self, url: str, document: JsonObject) -> None:
        signed = INTEGRITY.add_proof(
            document,
            cryptosuite="eddsa-jcs-2022",
            signer=signer(),
            verification_method=f"{ISSUER}#key",
            created=NOW,
        )
        self.pages[url] = strict_json.format(signed)


def _verify_list(data: bytes, issuer: str) -> JsonObject:
    assert issuer == ISSUER
    document = strict_json.parse_object(data)
    for proof in read_proofs(document):
        INTEGRITY.verify_proof(document, proof, public_key=signer().public_key)
    return document


def _entry(purpose: str, index: int = 5, **members: JsonValue) -> JsonObject:
    return {**format_entry(list_url=f"{STATUS}/{purpose}/1", index=index, purpose=purpose), **members}


def _check(outside: Outside, *entries: JsonValue, now: datetime = NOW) -> list[Check]:
    document: JsonObject = {
        "id": CREDENTIAL,
        "issuer": {"id": ISSUER},
        "credentialStatus": list(entries) if len(entries) != 1 else entries[0],
    }
    return statuses.check(document, loader=outside, verify_list=_verify_list, now=now)


def _only(checks: list[Check]) -> tuple[Outcome, str]:
    (check,) = checks
    assert check.code is CheckCode.STATUS
    return check.outcome, check.reason


@pytest.fixture
def outside() -> Outside:
    return Outside()


def test_a_credential_without_status_is_not_asked_about(outside: Outside) -> None:
    document: JsonObject = {"id": CREDENTIAL, "issuer": ISSUER}
    assert statuses.check(document, loader=outside, verify_list=_verify_list, now=NOW) == []


def test_a_credential_that_is_not_marked_passes(outside: Outside) -> None:
    outside.publish(StatusPurpose.REVOCATION, 4, 6)
    assert _only(_check(outside, _entry("revocation"))) == (Outcome.PASSED, "")


def test_a_revoked_credential_fails(outside: Outside) -> None:
    outside.publish(StatusPurpose.REVOCATION, 5)
    assert _only(_check(outside, _entry("revocation"))) == (Outcome.FAILED, "status.revoked")


def test_a_suspended_credential_fails(outside: Outside) -> None:
    outside.publish(StatusPurpose.SUSPENSION, 5)
    assert _only(_check(outside, _entry("suspension"))) == (Outcome.FAILED, "status.suspended")


def test_each_entry_is_answered(outside: Outside) -> None:
    outside.publish(StatusPurpose.REVOCATION)
    outside.publish(StatusPurpose.SUSPENSION, 5)
    checks = _check(outside, _entry("revocation"), _entry("suspension"))
    assert [check.outcome for check in checks] == [Outcome.PASSED, Outcome.FAILED]


def test_a_list_of_two_purposes_is_loaded_once(outside: Outside) -> None:
    url = outside.publish(StatusPurpose.REVOCATION, 5)
    document = strict_json.parse_object(outside.pages[url])
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    del document["proof"]
    outside.put(
        url, {**document, "credentialSubject": {**subject, "statusPurpose": ["revocation", "suspension"]}}
    )
    suspension = _entry("suspension", 6, statusListCredential=url)
    checks = _check(outside, _entry("revocation"), suspension)
    assert [check.outcome for check in checks] == [Outcome.FAILED, Outcome.PASSED]
    assert outside.asked == [url]


def test_a_newer_version_is_a_warning(outside: Outside) -> None:
    outside.publish(StatusPurpose.REFRESH, 5)
    assert _only(_check(outside, _entry("refresh"))) == (Outcome.WARNING, "status.refresh")


def test_a_message_is_told_as_a_warning(outside: Outside) -> None:
    outside.publish(StatusPurpose.MESSAGE, 5)
    messages: list[JsonValue] = [
        {"status": "0x0", "message": "accepted"},
        {"status": "0x1", "message": "under review"},
    ]
    (check,) = _check(outside, _entry("message", statusMessage=messages))
    assert (check.outcome, check.reason) == (Outcome.WARNING, "status.message")
    assert "under review" in check.message


def test_a_purpose_that_nobody_knows_is_no_pass_whether_it_is_set_or_not(outside: Outside) -> None:
    url = outside.publish(StatusPurpose.REVOCATION, 5)
    document = strict_json.parse_object(outside.pages[url])
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    del document["proof"]
    outside.put(url, {**document, "credentialSubject": {**subject, "statusPurpose": "recall"}})
    entry = _entry("recall", statusListCredential=url)
    assert _only(_check(outside, entry)) == (Outcome.NOT_CHECKED, "status.unknown_purpose")
    other = {**entry, "statusListIndex": "6"}
    assert _only(_check(outside, other)) == (Outcome.NOT_CHECKED, "status.unknown_purpose")


def test_an_unknown_way_of_telling_is_not_checked(outside: Outside) -> None:
    assert _only(_check(outside, {"type": "New"})) == (Outcome.NOT_CHECKED, "status.unknown_type")


def test_a_list_out_of_reach_is_not_checked(outside: Outside) -> None:
    assert _only(_check(outside, _entry("revocation"))) == (Outcome.NOT_CHECKED, "fetch.timeout")


def test_an_expired_list_is_not_checked(outside: Outside) -> None:
    outside.publish(StatusPurpose.REVOCATION)
    checks = _check(outside, _entry("revocation"), now=NOW + timedelta(days=2))
    assert _only(checks) == (Outcome.NOT_CHECKED, "validity.expired")


def test_a_forged_list_clears_nobody(outside: Outside) -> None:
    url = outside.publish(StatusPurpose.REVOCATION, 5)
    document = strict_json.parse_object(outside.pages[url])
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    subject["encodedList"] = encode_list(bytes(16_384))
    outside.pages[url] = strict_json.format(document)
    assert _only(_check(outside, _entry("revocation"))) == (Outcome.NOT_CHECKED, "signature.invalid")


def test_a_list_of_somebody_else_clears_nobody(outside: Outside) -> None:
    outside.publish(StatusPurpose.REVOCATION, issuer="did:web:attacker.example")
    assert _only(_check(outside, _entry("revocation"))) == (Outcome.NOT_CHECKED, "status_list.other_issuer")


def test_another_list_of_the_same_issuer_swapped_in_clears_nobody(outside: Outside) -> None:
    outside.publish(StatusPurpose.REVOCATION, id=f"{STATUS}/revocation/2")
    assert _only(_check(outside, _entry("revocation"))) == (Outcome.NOT_CHECKED, "status_list.other")


def test_a_list_for_another_purpose_is_refused(outside: Outside) -> None:
    url = outside.publish(StatusPurpose.SUSPENSION)
    entry = _entry("revocation", statusListCredential=url)
    assert _only(_check(outside, entry)) == (Outcome.FAILED, "status.purpose")


def test_an_index_out_of_range_is_refused(outside: Outside) -> None:
    outside.publish(StatusPurpose.REVOCATION)
    checks = _check(outside, _entry("revocation", 131_072))
    assert _only(checks) == (Outcome.FAILED, "status.index_out_of_range")


def test_a_list_too_short_to_hide_in_is_not_checked(outside: Outside) -> None:
    url = outside.publish(StatusPurpose.REVOCATION)
    document = strict_json.parse_object(outside.pages[url])
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    del document["proof"]
    short = {**subject, "encodedList": encode_list(bytes(16_383))}
    outside.put(url, {**document, "credentialSubject": short})
    assert _only(_check(outside, _entry("revocation"))) == (Outcome.NOT_CHECKED, "status_list.too_short")


def test_a_malformed_entry_is_refused_without_asking(outside: Outside) -> None:
    checks = _check(outside, _entry("revocation", statusListIndex="5.0"))
    assert _only(checks) == (Outcome.FAILED, "status.index")
    assert outside.asked == []


@pytest.mark.parametrize(
    "entry",
    [
        {
            "id": "https://badges.example/check/0190d1f2-5c1b-8e3a-9d4f-000000000001",
            "type": "1EdTechRevocationList",
        },
        {"id": CREDENTIAL, "type": "1EdTechRevocationList"},
        _entry("revocation", statusListCredential=f"{STATUS}/0190d1f2-5c1b-8e3a-9d4f-000000000001"),
    ],
)
def test_an_address_that_would_tell_who_is_looked_at_is_not_asked(
    outside: Outside, entry: JsonObject
) -> None:
    assert _only(_check(outside, entry)) == (Outcome.NOT_CHECKED, "status.tells_issuer")
    assert outside.asked == []


REVOCATIONS = "https://badges.example.edu/revocations"


def _named(outside: Outside, *revoked: str, issuer: str = ISSUER) -> list[Check]:
    outside.pages[REVOCATIONS] = strict_json.format(
        {"id": REVOCATIONS, "issuer": issuer, "revokedCredential": [{"id": own_id} for own_id in revoked]}
    )
    return _check(outside, {"id": REVOCATIONS, "type": "1EdTechRevocationList"})


def test_a_credential_named_in_a_revocation_list_fails(outside: Outside) -> None:
    assert _only(_named(outside, CREDENTIAL)) == (Outcome.FAILED, "status.revoked")


def test_an_unsigned_revocation_list_that_does_not_name_it_is_a_warning(outside: Outside) -> None:
    assert _only(_named(outside, "urn:other")) == (Outcome.WARNING, "status.unsigned_list")


def test_a_revocation_list_of_somebody_else_clears_nobody(outside: Outside) -> None:
    checks = _named(outside, issuer="did:example:other")
    assert _only(checks) == (Outcome.NOT_CHECKED, "status_list.other_issuer")


def test_a_revocation_list_that_is_a_web_page_is_not_checked(outside: Outside) -> None:
    outside.pages[REVOCATIONS] = b"<html>"
    ((outcome, _),) = [_only(_check(outside, {"id": REVOCATIONS, "type": "1EdTechRevocationList"}))]
    assert outcome is Outcome.NOT_CHECKED


def test_a_list_of_2021_is_read(outside: Outside) -> None:
    url = f"{STATUS}/revocation/1"
    outside.put(
        url,
        {
            "@context": ["https://www.w3.org/2018/credentials/v1", "https://w3id.org/vc/status-list/2021/v1"],
            "id": url,
            "type": ["VerifiableCredential", "StatusList2021Credential"],
            "issuer": ISSUER,
            "issuanceDate": "2026-01-01T00:00:00Z",
            "credentialSubject": {
                "type": "StatusList2021",
                "statusPurpose": "revocation",
                "encodedList": encode_list(b"\x04" + bytes(16_383))[1:],
            },
        },
    )
    assert _only(_check(outside, _entry("revocation", type="StatusList2021Entry"))) == (
        Outcome.FAILED,
        "status.revoked",
    )


def test_what_the_list_raises_is_told_and_not_raised(outside: Outside) -> None:
    url = outside.publish(StatusPurpose.REVOCATION)

    def refuse(data: bytes, issuer: str) -> JsonObject:
        raise DocumentError("proof.missing", "The document carries no proof.", where="/proof")

    document: JsonObject = {"id": CREDENTIAL, "issuer": ISSUER, "credentialStatus": _entry("revocation")}
    (check,) = statuses.check(document, loader=outside, verify_list=refuse, now=NOW)
    assert (check.outcome, check.reason) == (Outcome.NOT_CHECKED, "proof.missing")
    assert outside.asked == [url]


@pytest.mark.parametrize(
    "spelling", [CREDENTIAL.replace("-", "%2D"), f" {CREDENTIAL} ", CREDENTIAL.replace("c", "%63")]
)
def test_revoked_credential_named_in_another_spelling_fails(outside: Outside, spelling: str) -> None:
    assert _only(_named(outside, spelling)) == (Outcome.FAILED, "status.revoked")


def test_credential_without_an_id_is_not_cleared_by_a_list_of_ids(outside: Outside) -> None:
    _named(outside)
    document: JsonObject = {
        "issuer": ISSUER,
        "credentialStatus": {"id": REVOCATIONS, "type": "1EdTechRevocationList"},
    }
    checks = statuses.check(document, loader=outside, verify_list=_verify_list, now=NOW)
    assert _only(checks) == (Outcome.NOT_CHECKED, "status.no_id")


def test_a_list_that_does_not_say_which_it_is_clears_nobody(outside: Outside) -> None:
    url = outside.publish(StatusPurpose.REVOCATION)
    document = strict_json.parse_object(outside.pages[url])
    del document["proof"], document["id"]
    outside.put(url, document)
    assert _only(_check(outside, _entry("revocation"))) == (Outcome.NOT_CHECKED, "status_list.no_id")
