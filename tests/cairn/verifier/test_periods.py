from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from cairn.errors import DocumentError
from cairn.keys import KeyHistory, VerificationMethod
from cairn.verifier.periods import check_key_time, check_validity, read_period
from factories import keys

if TYPE_CHECKING:
    from cairn.proofs.vc_jwt import VcJwt

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
DID = "did:web:issuer.example"
OLD, NEW = keys.signer("old"), keys.signer("new")
OLD_ID, NEW_ID = f"{DID}#old", f"{DID}#new"
BEGUN, ROTATED = NOW - 100 * DAY, NOW - 50 * DAY
HISTORY = KeyHistory.begin(DID, method_id=OLD_ID, public_key=OLD.public_key, valid_from=BEGUN)
TWO_KEYS = HISTORY.rotate(old_signer=OLD, new_signer=NEW, new_method_id=NEW_ID, at=ROTATED)
OLD_KEY = VerificationMethod(id=OLD_ID, controller=DID, public_key=OLD.public_key)


class Token:
    """The two claims of a JWT that bound it."""

    def __init__(self, *, begin: datetime | None = None, end: datetime | None = None) -> None:
        self.not_before, self.expires_at = begin, end


def validity(document: Any, *, token: Token | None = None) -> tuple[str, str]:
    check = check_validity(document, token=cast("VcJwt | None", token), now=NOW)
    return check.outcome.value, check.reason


def key_time(
    method: VerificationMethod, *, at: datetime | None, history: KeyHistory | None
) -> tuple[str, str]:
    check = check_key_time(method, signed_at=at, history=history, now=NOW)
    return check.outcome.value, check.reason


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({}, ("passed", "")),
        ({"validFrom": "2026-03-01T00:00:00Z"}, ("passed", "")),
        ({"validFrom": "2026-03-01T00:00:01Z"}, ("failed", "validity.not_yet")),
        ({"validUntil": "2026-03-01T00:00:01Z"}, ("passed", "")),
        ({"validUntil": "2026-03-01T00:00:00Z"}, ("failed", "validity.expired")),
        ({"validUntil": "2026-03-01T02:00:00+02:00"}, ("failed", "validity.expired")),
        ({"issuanceDate": "2027-01-01T00:00:00Z"}, ("failed", "validity.not_yet")),
        ({"expirationDate": "2025-01-01T00:00:00Z"}, ("failed", "validity.expired")),
        ({"validUntil": "tomorrow"}, ("failed", "timestamp.malformed")),
        ({"validUntil": "2026-03-02T00:00:00"}, ("failed", "timestamp.no_zone")),
        ({"validUntil": {"@value": "2030-01-01T00:00:00Z"}}, ("failed", "validity.malformed")),
        ({"validUntil": None}, ("failed", "validity.malformed")),
        (
            {"validFrom": "2026-01-02T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"},
            ("failed", "validity.empty"),
        ),
    ],
)
def test_validity_period(document: Any, expected: tuple[str, str]) -> None:
    assert validity(document) == expected


def test_end_named_twice_is_the_earlier_one() -> None:
    document: Any = {"validUntil": "2030-01-01T00:00:00Z", "expirationDate": "2026-01-01T00:00:00Z"}
    assert validity(document) == ("failed", "validity.expired")
    assert read_period(document).end == datetime(2026, 1, 1, tzinfo=UTC)


def test_place_of_a_malformed_moment_is_told() -> None:
    with pytest.raises(DocumentError) as caught:
        read_period({"expirationDate": "soon"})
    assert caught.value.where == "/expirationDate"


def test_token_that_has_expired_is_refused_however_long_the_credential_lasts() -> None:
    document: Any = {"validUntil": "2030-01-01T00:00:00Z"}
    assert validity(document, token=Token(end=NOW)) == ("failed", "validity.expired")
    assert validity(document, token=Token(end=NOW + DAY)) == ("passed", "")


def test_token_that_is_not_valid_yet_is_refused() -> None:
    assert validity({}, token=Token(begin=NOW + DAY)) == ("failed", "validity.not_yet")


def test_key_without_limits_or_history_is_in_use() -> None:
    assert key_time(OLD_KEY, at=NOW - DAY, history=None) == ("passed", "")


def test_signature_after_the_key_expired_is_refused() -> None:
    method = replace(OLD_KEY, expires=NOW - 10 * DAY)
    assert key_time(method, at=NOW - 10 * DAY, history=None) == ("failed", "key.expired")
    assert key_time(method, at=None, history=None) == ("failed", "key.expired")
    assert key_time(method, at=NOW - 11 * DAY, history=None) == ("warning", "key.since_retired")


def test_signature_after_the_key_was_revoked_is_refused() -> None:
    method = replace(OLD_KEY, revoked=NOW - 10 * DAY)
    assert key_time(method, at=NOW - DAY, history=None) == ("failed", "key.revoked")
    assert key_time(method, at=NOW - 11 * DAY, history=None) == ("warning", "key.since_retired")


def test_key_that_ends_later_is_in_use() -> None:
    method = replace(OLD_KEY, expires=NOW + DAY, revoked=NOW + DAY)
    assert key_time(method, at=NOW - DAY, history=None) == ("passed", "")


def test_key_in_use_by_the_history_passes() -> None:
    assert key_time(OLD_KEY, at=NOW - DAY, history=HISTORY) == ("passed", "")
    assert key_time(OLD_KEY, at=None, history=HISTORY) == ("passed", "")


def test_history_applies_at_the_time_of_signing() -> None:
    assert key_time(OLD_KEY, at=BEGUN - DAY, history=HISTORY) == ("failed", "key.not_yet")
    assert key_time(OLD_KEY, at=ROTATED - DAY, history=TWO_KEYS) == ("warning", "key.since_retired")
    assert key_time(OLD_KEY, at=ROTATED + DAY, history=TWO_KEYS) == ("failed", "key.retired")


def test_signature_by_a_retired_key_that_says_no_time_is_a_warning() -> None:
    assert key_time(OLD_KEY, at=None, history=TWO_KEYS) == ("warning", "key.since_retired")


def test_back_dated_signature_by_a_compromised_key_is_refused() -> None:
    history = HISTORY.mark_compromised(OLD_ID, at=NOW - DAY)
    assert key_time(OLD_KEY, at=NOW - 50 * DAY, history=history) == ("failed", "key.compromised")
    assert key_time(OLD_KEY, at=None, history=history) == ("failed", "key.compromised")


def test_key_that_the_history_does_not_know_is_refused() -> None:
    method = replace(OLD_KEY, id=f"{DID}#other")
    assert key_time(method, at=NOW - DAY, history=HISTORY) == ("failed", "key.not_in_history")


def test_other_key_by_the_same_name_is_refused() -> None:
    method = replace(OLD_KEY, public_key=NEW.public_key)
    assert key_time(method, at=NOW - DAY, history=HISTORY) == ("failed", "key.other_in_history")
