"""Issuers and other parties, what they look like, where they are, and the endorsements they give and get.

Open Badges 3.0, B.1: Profile, Address, GeoCoordinates, Image, EndorsementCredential and EndorsementSubject. A
Profile carries endorsements and an endorsement is issued by a Profile, so they stand in one module.
``tests/cairn/credentials/test_profiles.py`` and ``test_strictness.py`` prove it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.envelope import (
    Credential,
    CredentialSchema,
    CredentialStatus,
    Proof,
    RefreshService,
    TermsOfUse,
    contexts_kind,
    require_valid_from,
)
from cairn.credentials.extensions import check_extensions
from cairn.credentials.findings import Findings, warning
from cairn.credentials.identity import IdentifierEntry
from cairn.credentials.kinds import DATE, JWS, LINK, MOMENT, NUMBER, TEXT, URI, WORDS, Kind
from cairn.credentials.view import (
    Member,
    View,
    judge,
    later,
    many,
    node,
    optional,
    required,
    single,
    type_name,
    type_set,
)
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

OPEN_BADGES_CONTEXT: Final = r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.[0-9]\.[0-9])*\.json"


class Image(View, is_closed=True):
    """A picture, by its address or as a ``data:`` URL."""

    __slots__ = ()
    id = required(URI)
    types = type_name("Image")
    caption = optional(TEXT)


class GeoCoordinates(View):
    """A point on Earth (WGS 84)."""

    __slots__ = ()
    types = type_name("GeoCoordinates")
    latitude = required(NUMBER)
    longitude = required(NUMBER)


def _check_country(address: JsonObject) -> Findings:
    code = address.get("addressCountryCode")
    if not isinstance(code, str) or (len(code) == 2 and code.isascii() and code.isupper()):
        return []
    return warning(
        DocumentError(
            "credential.country_code",
            "The country code is not of ISO 3166-1 alpha-2.",
            where="/addressCountryCode",
            mend="Write two capital letters, such as DE.",
        )
    )


class Address(View):
    """A postal address."""

    __slots__ = ()
    types = type_set("Address")
    address_country = optional(TEXT)
    address_country_code = optional(TEXT)
    address_region = optional(TEXT)
    address_locality = optional(TEXT)
    street_address = optional(TEXT)
    post_office_box_number = optional(TEXT)
    postal_code = optional(TEXT)
    geo = optional(node(GeoCoordinates))
    rules = (_check_country,)


class Profile(View):
    """An organisation or a person: issuer, creator, endorser, source."""

    __slots__ = ()
    id = required(URI)
    types = type_set("Profile")
    name = optional(WORDS)
    url = optional(LINK)
    phone = optional(TEXT)
    description = optional(WORDS)
    endorsement: Member[tuple[EndorsementCredential, ...]] = many(later(lambda: EndorsementCredential))
    endorsement_jwt = many(JWS)
    image = optional(node(Image))
    email = optional(TEXT)
    address = optional(node(Address))
    other_identifier = many(node(IdentifierEntry))
    official = optional(TEXT)
    parent_org: Member[Profile | None] = optional(later(lambda: Profile))
    family_name = optional(TEXT)
    given_name = optional(TEXT)
    additional_name = optional(TEXT)
    patronymic_name = optional(TEXT)
    honorific_prefix = optional(TEXT)
    honorific_suffix = optional(TEXT)
    family_name_prefix = optional(TEXT)
    date_of_birth = optional(DATE)


def _find_profile(value: JsonValue) -> Findings | None:
    return URI.find(value) if type(value) is str else judge(Profile)(value)


def _read_profile(value: JsonValue) -> Profile:
    return Profile(source={"id": value}) if isinstance(value, str) else node(Profile).read(value)


PROFILE_REF: Final = Kind(find=_find_profile, read=_read_profile)
"""A Profile, or only its identifier; that reads as a Profile which has nothing else."""


class BadgeCredential(Credential):
    """What the credentials of Open Badges 3.0 and CLR 2.0 have in common."""

    __slots__ = ()
    id = required(URI)
    description = optional(WORDS)
    awarded_date = optional(MOMENT)
    issuer = required(PROFILE_REF)
    proof = many(node(Proof))
    credential_schema = many(node(CredentialSchema))
    credential_status = single(node(CredentialStatus))
    refresh_service = single(node(RefreshService))
    terms_of_use = many(node(TermsOfUse))
    rules = (*Credential.rules, require_valid_from, check_extensions)


class EndorsementSubject(View):
    """What is endorsed, and the comment."""

    __slots__ = ()
    id = required(URI)
    types = type_set("EndorsementSubject")
    endorsement_comment = optional(TEXT)


class EndorsementCredential(BadgeCredential):
    """A claim of one party about another, about an Achievement or about a credential."""

    __slots__ = ()
    contexts = required(contexts_kind(OPEN_BADGES_CONTEXT), "@context")
    types = type_set("VerifiableCredential", "EndorsementCredential")
    name = required(WORDS)
    credential_subject = required(node(EndorsementSubject))
