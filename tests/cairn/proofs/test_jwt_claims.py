"""Claims and what they repeat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings

from cairn.errors import DocumentError, UsageError
from cairn.proofs import jwt_claims
from factories.documents import CREDENTIALS_V2, realistic_credential
from factories.mutations import mutated_documents

CREDENTIAL = realistic_credential()
CLAIMS = jwt_claims.credential_claims(CREDENTIAL)
PAYLOAD = {**CREDENTIAL, **CLAIMS}
OLD_CREDENTIAL: dict[str, Any] = {
    "@context": ["https://www.w3.org/2018/credentials/v1"],
    "type": ["VerifiableCredential"],
    "credentialSubject": {"degree": "BSc"},
}
OLD_CLAIMS = {
    "iss": "did:example:a",
    "jti": "urn:x:1",
    "sub": "did:example:b",
    "nbf": 1262373804,
    "exp": 1573029723,
}


def refusal(payload: Any, *, presentation: bool | None = None) -> tuple[str, str]:
    def read() -> object:
        if presentation is None:
            return jwt_claims.read_open_badges(payload)
        return jwt_claims.read_jose(payload, presentation=presentation)

    with pytest.raises(DocumentError) as caught:
        read()
    return caught.value.code, caught.value.where


def without(document: Any, name: str) -> Any:
    return {key: member for key, member in document.items() if key != name}


def test_claims_repeat_the_credential() -> None:
    assert {
        "iss": "https://credentials.example.edu/organisations/northside",
        "jti": CREDENTIAL["id"],
        "sub": "did:example:1",
        "nbf": 1769763600,
        "exp": 1927530000,
    } == CLAIMS


def test_credential_without_an_end_has_no_end_in_its_claims() -> None:
    assert "exp" not in jwt_claims.credential_claims(without(CREDENTIAL, "validUntil"))


def test_credential_is_read_back_without_its_claims() -> None:
    assert jwt_claims.read_open_badges(PAYLOAD) == CREDENTIAL


def test_names_of_version_1_1_are_repeated_as_well() -> None:
    older = {**without(CREDENTIAL, "validFrom"), "issuanceDate": "2026-01-30T09:00:00Z"}
    older = {**without(older, "validUntil"), "expirationDate": "2031-01-30T09:00:00Z"}
    assert jwt_claims.credential_claims(older) == CLAIMS
    assert jwt_claims.read_open_badges({**older, **CLAIMS}) == older


@pytest.mark.parametrize("name", ["iss", "jti", "sub", "nbf", "exp"])
def test_missing_claim_is_refused(name: str) -> None:
    assert refusal(without(PAYLOAD, name)) == ("vc_jwt.missing_claim", f"/{name}")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("iss", "https://evil.example"),
        ("iss", ""),
        ("jti", "urn:uuid:1"),
        ("sub", "did:example:2"),
        ("nbf", 1769763601),
        ("nbf", 0),
        ("exp", 1927530001),
    ],
)
def test_claim_that_says_something_else_is_refused(name: str, value: object) -> None:
    assert refusal({**PAYLOAD, name: value}) == ("vc_jwt.mismatch", f"/{name}")


@pytest.mark.parametrize("name", ["id", "issuer", "credentialSubject", "validFrom", "validUntil"])
def test_credential_that_does_not_say_what_a_claim_says_is_refused(name: str) -> None:
    assert refusal(without(PAYLOAD, name))[0] == "vc_jwt.mismatch"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("iss", 1),
        ("sub", None),
        ("jti", ["x"]),
        ("nbf", "2026"),
        ("nbf", True),
        ("exp", None),
        ("exp", 10**30),
        ("exp", -(10**30)),
        ("nbf", 1e300),
    ],
)
def test_claim_of_another_form_is_refused(name: str, value: object) -> None:
    assert refusal({**PAYLOAD, name: value}) == ("vc_jwt.malformed_claim", f"/{name}")


def test_fraction_of_a_second_may_be_cut_or_kept() -> None:
    credential = {**CREDENTIAL, "validFrom": "2026-01-30T09:00:00.5Z"}
    assert jwt_claims.credential_claims(credential)["nbf"] == 1769763600
    for nbf in (1769763600, 1769763600.0, 1769763600.5):
        assert jwt_claims.read_open_badges({**credential, **CLAIMS, "nbf": nbf}) == credential


@pytest.mark.parametrize(
    "name", ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "cnf", "vc", "vp"]
)
def test_credential_with_a_member_like_a_claim_is_not_signed(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        jwt_claims.credential_claims({**CREDENTIAL, name: "x"})
    assert (caught.value.code, caught.value.where) == ("vc_jwt.not_signable", f"/{name}")


@pytest.mark.parametrize("name", ["id", "issuer", "credentialSubject", "validFrom"])
def test_credential_that_lacks_what_a_claim_repeats_is_not_signed(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        jwt_claims.credential_claims(without(CREDENTIAL, name))
    assert caught.value.code == "vc_jwt.not_signable"


def test_credential_with_an_unreadable_moment_is_not_signed() -> None:
    for value in ("2026-01-30", 5):
        with pytest.raises(UsageError) as caught:
            jwt_claims.credential_claims({**CREDENTIAL, "validFrom": value})
        assert (caught.value.code, caught.value.where) == ("vc_jwt.not_signable", "/validFrom")


def test_form_of_version_1_1_gives_back_what_stands_in_claims_only() -> None:
    assert jwt_claims.read_open_badges({"vc": OLD_CREDENTIAL, **OLD_CLAIMS}) == {
        **OLD_CREDENTIAL,
        "id": "urn:x:1",
        "issuer": "did:example:a",
        "credentialSubject": {"id": "did:example:b", "degree": "BSc"},
        "issuanceDate": "2010-01-01T19:23:24Z",
        "expirationDate": "2019-11-06T08:42:03Z",
    }


def test_form_of_version_1_1_around_a_newer_credential_uses_the_newer_names() -> None:
    newer = {**OLD_CREDENTIAL, "@context": [CREDENTIALS_V2], "issuer": {"name": "A"}}
    read = jwt_claims.read_open_badges({"vc": newer, **OLD_CLAIMS})
    assert read["validFrom"] == "2010-01-01T19:23:24Z"
    assert read["issuer"] == {"id": "did:example:a", "name": "A"}


@pytest.mark.parametrize(
    ("name", "member", "value"),
    [
        ("iss", "issuer", "did:example:other"),
        ("jti", "id", "urn:x:2"),
        ("sub", "credentialSubject", {"id": "did:example:other"}),
        ("nbf", "issuanceDate", "2010-01-01T19:23:25Z"),
        ("exp", "expirationDate", "2020-01-01T00:00:00Z"),
        ("sub", "credentialSubject", [{"id": "did:example:b"}, {"id": "did:example:other"}]),
    ],
)
def test_form_of_version_1_1_that_contradicts_itself_is_refused(
    name: str, member: str, value: object
) -> None:
    assert refusal({"vc": {**OLD_CREDENTIAL, member: value}, **OLD_CLAIMS}) == ("vc_jwt.mismatch", f"/{name}")


def test_presentation_in_the_form_of_version_1_1_is_read() -> None:
    presentation = {"type": ["VerifiablePresentation"]}
    assert jwt_claims.read_open_badges({"vp": presentation, "iss": "did:example:a", "jti": "urn:x:1"}) == {
        **presentation,
        "holder": "did:example:a",
        "id": "urn:x:1",
    }
    forged = {"vp": {**presentation, "holder": "did:example:b"}, "iss": "did:example:a"}
    assert refusal(forged) == ("vc_jwt.mismatch", "/iss")


def test_credential_and_presentation_in_one_token_are_refused() -> None:
    assert refusal({"vc": {}, "vp": {}}) == ("vc_jwt.forbidden_claim", "/vp")
    assert refusal({"vc": "x"}) == ("vc_jwt.malformed_claim", "/vc")


def test_newer_form_needs_no_claims() -> None:
    assert jwt_claims.read_jose(CREDENTIAL, presentation=False) == CREDENTIAL
    assert jwt_claims.read_jose({**CREDENTIAL, "iat": 1, "cnf": {}}, presentation=False) == CREDENTIAL


@pytest.mark.parametrize("name", ["vc", "vp"])
def test_older_claim_in_the_newer_form_is_refused(name: str) -> None:
    assert refusal({**CREDENTIAL, name: {}}, presentation=False) == ("vc_jwt.forbidden_claim", f"/{name}")


@pytest.mark.parametrize("name", ["iss", "jti", "sub"])
def test_claim_that_contradicts_the_newer_form_is_refused(name: str) -> None:
    assert refusal({**CREDENTIAL, name: "urn:x"}, presentation=False) == ("vc_jwt.mismatch", f"/{name}")


def test_holder_of_a_presentation_is_its_issuer_claim() -> None:
    presentation = {"type": "VerifiablePresentation", "holder": {"id": "did:example:a"}}
    read = jwt_claims.read_jose({**presentation, "iss": "did:example:a"}, presentation=True)
    assert read == presentation
    assert refusal({**presentation, "iss": "did:example:b"}, presentation=True) == ("vc_jwt.mismatch", "/iss")


def test_credential_passed_off_as_a_presentation_is_refused() -> None:
    assert refusal(CREDENTIAL, presentation=True) == ("vc_jwt.wrong_type", "/type")
    assert refusal({"type": ["VerifiablePresentation"]}, presentation=False) == ("vc_jwt.wrong_type", "/type")


def test_audience_is_one_or_more_texts() -> None:
    assert jwt_claims.read_audience({}) == ()
    assert jwt_claims.read_audience({"aud": "a"}) == ("a",)
    assert jwt_claims.read_audience({"aud": ["a", "b"]}) == ("a", "b")
    for value in (None, [], [1], ["a", None], {}):
        with pytest.raises(DocumentError) as caught:
            jwt_claims.read_audience({"aud": value})  # type: ignore[dict-item]
        assert caught.value.code == "vc_jwt.malformed_claim"


def test_numeric_dates_are_whole_seconds_and_read_back() -> None:
    moment = datetime(2026, 1, 30, 10, tzinfo=timezone(timedelta(hours=1)))
    assert jwt_claims.format_numeric_date(moment) == 1769763600
    assert jwt_claims.read_numeric_date({"nbf": 1769763600}, "nbf") == moment
    before = datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)
    assert jwt_claims.format_numeric_date(before) == -1
    for end in (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)):
        assert jwt_claims.read_numeric_date({"x": jwt_claims.format_numeric_date(end)}, "x") == end
    with pytest.raises(UsageError) as caught:
        jwt_claims.format_numeric_date(datetime(2026, 1, 1))  # noqa: DTZ001
    assert caught.value.code == "timestamp.naive"


@settings(max_examples=150, deadline=None)
@given(mutated_documents([PAYLOAD, {"vc": OLD_CREDENTIAL, **OLD_CLAIMS}, {"vp": {}, **OLD_CLAIMS}]))
def test_any_change_is_read_or_refused_with_a_type(payload: Any) -> None:
    for read in (
        jwt_claims.read_open_badges,
        lambda given: jwt_claims.read_jose(given, presentation=False),
        lambda given: jwt_claims.read_jose(given, presentation=True),
    ):
        try:
            read(payload)
        except DocumentError:
            continue
