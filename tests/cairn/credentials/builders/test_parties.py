"""Profiles and the identifiers of a subject, built."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.credentials import builders
from cairn.credentials.identity import IdentityObject, matches_identity
from cairn.credentials.profiles import Profile
from cairn.credentials.validation import validate
from cairn.errors import DocumentError, UsageError
from factories import credentials as samples

SALT = "0123456789abcdef"


def test_a_full_profile_has_no_problem_and_reads_back() -> None:
    assert validate(samples.issuer()) == validate(samples.assessor()) == ()
    profile = Profile(source=samples.issuer())
    assert profile.name == "Northside College"
    assert profile.address is not None
    assert profile.address.geo is not None
    assert profile.address.geo.latitude == 51.55
    assert profile.parent_org is not None
    assert profile.parent_org.name == "Side Colleges"
    assert Profile(source=samples.assessor()).date_of_birth == date(1980, 2, 29)


def test_a_hashed_address_matches_its_owner_however_it_was_typed() -> None:
    built = builders.build_hashed_identity(value=" Zoe@Example.org ", salt=SALT)
    identity = IdentityObject(source=built)
    assert built["identityHash"].startswith("sha256$")  # type: ignore[union-attr]
    assert "oe@" not in str(built).lower()
    assert matches_identity(identity, "zoe@example.org")
    assert matches_identity(identity, "ZOE@example.org")


def test_the_case_of_another_identifier_is_kept() -> None:
    built = builders.build_hashed_identity(value="S-17", salt=SALT, identity_type="sisSourcedId")
    assert matches_identity(IdentityObject(source=built), "S-17")


@pytest.mark.parametrize("salt", ["", "short"])
def test_a_salt_that_could_be_guessed_is_refused(salt: str) -> None:
    with pytest.raises(UsageError) as caught:
        builders.build_hashed_identity(value="a@b.example", salt=salt)
    assert caught.value.code == "identity.salt_short"


def test_an_empty_identifier_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        builders.build_plain_identity(value="  ")
    assert caught.value.code == "identity.empty"
    with pytest.raises(UsageError):
        builders.build_hashed_identity(value="", salt=SALT)


def test_a_word_outside_the_vocabulary_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        builders.build_identifier_entry(identifier="1", identifier_type="tax number")
    assert (caught.value.code, caught.value.where) == ("credential.not_in_vocabulary", "/identifierType")


def test_a_country_that_is_no_code_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        builders.build_address(country_code="Germany")
    assert caught.value.code == "credential.country_code"
