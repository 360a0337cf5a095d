"""Who issues, creates and is spoken of: Profile, Address, Image, and the identifiers of a subject.

Open Badges 3.0, B.1: Profile, Address, GeoCoordinates, Image, IdentityObject and IdentifierEntry.
``tests/cairn/credentials/builders/test_parties.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.builders.assembly import array, assemble, types
from cairn.credentials.identity import IdentifierEntry, IdentityObject, hash_identity
from cairn.credentials.profiles import Address, GeoCoordinates, Image, Profile
from cairn.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cairn.canonical.strict_json import JsonObject

LEAST_SALT: Final = 16
"""Characters of salt: 64 bits in hexadecimal, 96 in base64url."""


def build_image(*, url: str, caption: str | None = None) -> JsonObject:
    """Return an Image by its address or ``data:`` URL; ``caption`` tells it to whoever cannot see it."""
    return assemble(Image, {"id": url, "type": "Image", "caption": caption})


def build_coordinates(*, latitude: float, longitude: float) -> JsonObject:
    """Return GeoCoordinates in degrees (WGS 84)."""
    return assemble(GeoCoordinates, {"type": "GeoCoordinates", "latitude": latitude, "longitude": longitude})


def build_address(
    *,
    country: str | None = None,
    country_code: str | None = None,
    region: str | None = None,
    locality: str | None = None,
    street_address: str | None = None,
    post_office_box_number: str | None = None,
    postal_code: str | None = None,
    geo: JsonObject | None = None,
) -> JsonObject:
    """Return an Address; ``country_code`` is of ISO 3166-1 alpha-2."""
    return assemble(
        Address,
        {
            "type": types("Address"),
            "addressCountry": country,
            "addressCountryCode": country_code,
            "addressRegion": region,
            "addressLocality": locality,
            "streetAddress": street_address,
            "postOfficeBoxNumber": post_office_box_number,
            "postalCode": postal_code,
            "geo": geo,
        },
    )


def build_identifier_entry(*, identifier: str, identifier_type: str) -> JsonObject:
    """Return one more identifier of a Profile or an Achievement."""
    return assemble(
        IdentifierEntry,
        {"type": "IdentifierEntry", "identifier": identifier, "identifierType": identifier_type},
    )


def build_profile(
    *,
    identifier: str,
    name: str | None = None,
    url: str | None = None,
    description: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    official: str | None = None,
    image: JsonObject | None = None,
    address: JsonObject | None = None,
    parent_org: JsonObject | None = None,
    other_identifier: Sequence[JsonObject] = (),
    endorsement: Sequence[JsonObject] = (),
    given_name: str | None = None,
    family_name: str | None = None,
    additional_name: str | None = None,
    patronymic_name: str | None = None,
    family_name_prefix: str | None = None,
    honorific_prefix: str | None = None,
    honorific_suffix: str | None = None,
    date_of_birth: date | None = None,
    more_types: Sequence[str] = (),
) -> JsonObject:
    """Return the Profile of an organisation or a person; ``identifier`` is its URI."""
    return assemble(
        Profile,
        {
            "id": identifier,
            "type": types("Profile", more_types),
            "name": name,
            "url": url,
            "description": description,
            "email": email,
            "phone": phone,
            "official": official,
            "image": image,
            "address": address,
            "parentOrg": parent_org,
            "otherIdentifier": array(other_identifier),
            "endorsement": array(endorsement),
            "givenName": given_name,
            "familyName": family_name,
            "additionalName": additional_name,
            "patronymicName": patronymic_name,
            "familyNamePrefix": family_name_prefix,
            "honorificPrefix": honorific_prefix,
            "honorificSuffix": honorific_suffix,
            "dateOfBirth": None if date_of_birth is None else date_of_birth.isoformat(),
        },
    )


def build_hashed_identity(*, value: str, salt: str, identity_type: str = "emailAddress") -> JsonObject:
    """Return an IdentityObject that shows an identifier only to whoever knows it already.

    An e-mail address is hashed in lower case, because people write it in any. Raises ``UsageError``
    ``identity.salt_short`` for a salt of fewer than 16 characters, and ``identity.empty``.
    """
    if len(salt) < LEAST_SALT:
        raise UsageError(
            "identity.salt_short",
            "The salt is too short to keep an address from being guessed.",
            mend=f"Draw at least {LEAST_SALT} random characters.",
        )
    spoken = _spoken(value)
    hashed = hash_identity(spoken.lower() if identity_type == "emailAddress" else spoken, salt=salt)
    return assemble(
        IdentityObject,
        {
            "type": "IdentityObject",
            "hashed": True,
            "identityHash": hashed,
            "identityType": identity_type,
            "salt": salt,
        },
    )


def build_plain_identity(*, value: str, identity_type: str = "name") -> JsonObject:
    """Return an IdentityObject that anybody can read, such as a name.

    Raises ``UsageError`` ``identity.empty``.
    """
    return assemble(
        IdentityObject,
        {
            "type": "IdentityObject",
            "hashed": False,
            "identityHash": _spoken(value),
            "identityType": identity_type,
        },
    )


def _spoken(value: str) -> str:
    text = value.strip()
    if not text:
        raise UsageError(
            "identity.empty", "The identifier of the subject is empty.", mend="Give it, or leave it out."
        )
    return text
