"""Identifiers of a subject, plain and hashed."""

from __future__ import annotations

import hashlib

import pytest

from cairn.credentials.identity import IdentityObject, hash_identity, matches_identity
from cairn.credentials.view import judge


def identity(
    value: str, *, hashed: bool = True, salt: str | None = "pepper", kind: str = "emailAddress"
) -> IdentityObject:
    """Return an IdentityObject."""
    source = {"type": "IdentityObject", "hashed": hashed, "identityHash": value, "identityType": kind}
    return IdentityObject(source=source if salt is None else {**source, "salt": salt})


def test_the_hash_is_of_the_identifier_and_then_the_salt() -> None:
    wanted = hashlib.sha256(b"zoe@example.orgpepper").hexdigest()
    assert hash_identity("zoe@example.org", salt="pepper") == f"sha256${wanted}"


def test_an_address_matches_its_hash_in_any_case() -> None:
    hashed = identity(hash_identity("zoe@example.org", salt="pepper"))
    assert matches_identity(hashed, "zoe@example.org")
    assert matches_identity(hashed, "Zoe@Example.ORG")
    assert not matches_identity(hashed, "joe@example.org")


def test_an_address_that_was_hashed_as_typed_matches_as_typed() -> None:
    assert matches_identity(identity(hash_identity("Zoe@Example.org", salt="pepper")), "Zoe@Example.org")


def test_other_identifiers_match_in_their_own_case_only() -> None:
    hashed = identity(hash_identity("S-17", salt="pepper"), kind="sisSourcedId")
    assert matches_identity(hashed, "S-17")
    assert not matches_identity(hashed, "s-17")


def test_no_salt_means_none() -> None:
    assert matches_identity(identity(hash_identity("a@b.example", salt=""), salt=None), "a@b.example")


def test_the_hexadecimal_digits_may_be_of_either_case() -> None:
    upper = "sha256$" + hash_identity("a@b.example", salt="pepper")[7:].upper()
    assert matches_identity(identity(upper), "a@b.example")


def test_md5_of_open_badges_2_is_read() -> None:
    digest = hashlib.md5(b"a@b.examplepepper", usedforsecurity=False).hexdigest()
    assert matches_identity(identity(f"md5${digest}"), "a@b.example")


def test_a_plain_address_matches_in_any_case() -> None:
    assert matches_identity(identity("Zoe@Example.org", hashed=False, salt=None), "zoe@example.org")


@pytest.mark.parametrize("forged", ["sha256$", "sha1$" + "0" * 40, "zoe@example.org", "md5$" + "0" * 64])
def test_a_forged_hash_matches_nobody(forged: str) -> None:
    assert not matches_identity(identity(forged), "zoe@example.org")
    findings = judge(IdentityObject)(identity(forged).source)
    assert findings is not None
    assert findings[0].error.code == "credential.identity_hash_malformed"


def test_a_hash_without_salt_is_warned_of() -> None:
    findings = judge(IdentityObject)(identity(hash_identity("a@b.example", salt=""), salt=None).source)
    assert [row.error.code for row in findings or ()] == ["credential.identity_unsalted"]


def test_lone_surrogates_are_hashed_and_not_stumbled_over() -> None:
    assert not matches_identity(identity(hash_identity("a", salt="")), "\ud800")
