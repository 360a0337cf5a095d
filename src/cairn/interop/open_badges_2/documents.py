"""Assertion, BadgeClass and Profile of Open Badges 2.0 as frozen views of the JSON received.

Open Badges 2.0, sections 4.1 (Assertion), 4.2 (BadgeClass), 4.3 (Profile), 4.7 (VerificationObject). A linked
document may stand in its place or be named by its IRI. Members that are not read stay in ``document``.
``tests/cairn/interop/open_badges_2/test_documents.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cairn.canonical.strict_json import format_pointer
from cairn.errors import DocumentError
from cairn.interop.open_badges_2 import members

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue


class Verification(StrEnum):
    """How an Assertion says that it can be verified."""

    HOSTED = "hosted"
    SIGNED = "signed"


_VERIFICATIONS: Final = {
    "hosted": Verification.HOSTED,
    "HostedBadge": Verification.HOSTED,
    "signed": Verification.SIGNED,
    "SignedBadge": Verification.SIGNED,
}
_ISSUER_TYPES: Final = ("Issuer", "Profile")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom an Assertion is about: an identity in plain text, or hashed with a salt."""

    type: str
    identity: str
    hashed: bool
    salt: str | None
    document: JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """An Assertion; ``badge`` is the IRI of its BadgeClass, or the BadgeClass itself."""

    id: str
    recipient: Recipient
    badge: str | JsonObject
    verification: Verification
    creator: str | None
    issued_on: datetime
    expires: datetime | None
    revoked: bool
    revocation_reason: str | None
    narrative: str | None
    evidence: tuple[JsonObject | str, ...]
    document: JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeClass:
    """What was achieved; ``issuer`` is the IRI of a Profile, or the Profile itself."""

    id: str
    name: str
    description: str
    criteria: str | JsonObject
    issuer: str | JsonObject
    document: JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The Profile of an issuer, with its keys, its rule for hosting and its list of revocations."""

    id: str
    name: str
    public_keys: tuple[JsonObject | str, ...]
    allowed_origins: tuple[str, ...]
    starts_with: tuple[str, ...]
    revocation_list: str | None
    document: JsonObject


def parse_assertion(document: JsonObject) -> Assertion:
    """Return the Assertion that ``document`` is.

    Raises ``DocumentError``: ``open_badges_2.missing_member``, ``open_badges_2.malformed_member``,
    ``open_badges_2.wrong_type``, ``open_badges_2.unknown_verification`` and ``timestamp.*``.
    """
    members.check_type(document, "Assertion")
    kind, creator = _parse_verification(document)
    issued_on = members.optional_moment(document, "issuedOn")
    if issued_on is None:
        raise DocumentError("open_badges_2.missing_member", "'issuedOn' is missing.", where="/issuedOn")
    return Assertion(
        id=members.required_iri(document, "id"),
        recipient=_parse_recipient(document),
        badge=members.reference(document, "badge"),
        verification=kind,
        creator=creator,
        issued_on=issued_on,
        expires=members.optional_moment(document, "expires"),
        revoked=members.optional_truth(document, "revoked") is True,
        revocation_reason=members.optional_text(document, "revocationReason"),
        narrative=members.optional_text(document, "narrative"),
        evidence=members.objects(document, "evidence"),
        document=document,
    )


def parse_badge_class(document: JsonObject) -> BadgeClass:
    """Return the BadgeClass that ``document`` is; raises as :func:`parse_assertion` does."""
    members.check_type(document, "BadgeClass")
    return BadgeClass(
        id=members.required_iri(document, "id"),
        name=members.required_text(document, "name"),
        description=members.required_text(document, "description"),
        criteria=members.reference(document, "criteria"),
        issuer=members.reference(document, "issuer"),
        document=document,
    )


def parse_issuer(document: JsonObject) -> Issuer:
    """Return the Profile that ``document`` is; raises as :func:`parse_assertion` does."""
    members.check_type(document, *_ISSUER_TYPES)
    rule = _object(document, "verification") if document.get("verification") is not None else {}
    try:
        allowed_origins = members.optional_texts(rule, "allowedOrigins")
        starts_with = members.optional_texts(rule, "startsWith")
    except DocumentError as error:
        raise error.at("/verification") from None
    return Issuer(
        id=members.required_iri(document, "id"),
        name=members.required_text(document, "name"),
        public_keys=members.objects(document, "publicKey"),
        allowed_origins=allowed_origins,
        starts_with=starts_with,
        revocation_list=members.optional_iri(document, "revocationList"),
        document=document,
    )


def find_foreign_contexts(document: JsonObject) -> tuple[str, ...]:
    """Return the contexts that are named besides that of Open Badges 2.0, which are never loaded here.

    Raises ``DocumentError``: ``contexts.missing`` without that of Open Badges 2.0, ``contexts.inline``.
    """
    value: JsonValue = document.get("@context")
    items = value if isinstance(value, list) else [value]
    for index, item in enumerate(items):
        if isinstance(item, dict):
            where = "/@context" + (format_pointer(index) if isinstance(value, list) else "")
            raise DocumentError(
                "contexts.inline",
                "A context is written into the document, which could give any term any meaning.",
                where=where,
            )
    if members.CONTEXT not in items:
        raise DocumentError(
            "contexts.missing",
            "The document does not name the context of Open Badges 2.0.",
            where="/@context",
            mend=f"It is {members.CONTEXT}.",
        )
    return tuple(item for item in items if isinstance(item, str) and item != members.CONTEXT)


def _parse_recipient(document: JsonObject) -> Recipient:
    recipient = _object(document, "recipient")
    try:
        hashed = members.optional_truth(recipient, "hashed")
        if hashed is None:
            raise DocumentError("open_badges_2.missing_member", "'hashed' is missing.", where="/hashed")
        return Recipient(
            type=members.required_text(recipient, "type"),
            identity=members.required_text(recipient, "identity"),
            hashed=hashed,
            salt=_parse_salt(recipient),
            document=recipient,
        )
    except DocumentError as error:
        raise error.at("/recipient") from None


def _parse_salt(recipient: JsonObject) -> str | None:
    """Return the salt, which some write as empty text where there is none."""
    return "" if recipient.get("salt") == "" else members.optional_text(recipient, "salt")


def _parse_verification(document: JsonObject) -> tuple[Verification, str | None]:
    verification = _object(document, "verification")
    try:
        kinds = {_VERIFICATIONS[name] for name in members.types_of(verification) if name in _VERIFICATIONS}
        if len(kinds) != 1:
            raise DocumentError(
                "open_badges_2.unknown_verification",
                "The Assertion is to be verified in a way that is not known here.",
                where="/type",
            )
        return kinds.pop(), members.optional_iri(verification, "creator")
    except DocumentError as error:
        raise error.at("/verification") from None


def _object(document: JsonObject, name: str) -> JsonObject:
    value = document.get(name)
    if value is None:
        raise DocumentError(
            "open_badges_2.missing_member", f"{name!r} is missing.", where=format_pointer(name)
        )
    if not isinstance(value, dict):
        raise members.malformed(name, "must be an object")
    return value
