"""The envelope that every credential has: Verifiable Credentials Data Model 2.0, sections 4 and 5.

Version 1.1 is read as far as Open Badges 3.0 was issued with it (``issuanceDate`` and ``expirationDate``),
and told by a warning. ``tests/cairn/credentials/test_envelope.py`` proves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from cairn.canonical import timestamps
from cairn.credentials.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from cairn.credentials.findings import Findings, below, failure, warning
from cairn.credentials.kinds import LINK, LOCALISED, MOMENT, OBJECT, TEXT, URI, Kind, wrong_type
from cairn.credentials.view import (
    Member,
    Rule,
    View,
    judge,
    missing_member,
    node,
    objects,
    optional,
    required,
    several,
    single,
    type_name,
    type_set,
)
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From when until when a credential is valid; ``None`` is without bound."""

    valid_from: datetime | None
    valid_until: datetime | None


class Proof(View):
    """A proof inside the document (Data Integrity, section 2.1)."""

    __slots__ = ()
    types = type_name()
    id = optional(URI)
    created = optional(MOMENT)
    expires = optional(MOMENT)
    cryptosuite = optional(TEXT)
    challenge = optional(TEXT)
    domain = single(TEXT)
    nonce = optional(TEXT)
    proof_purpose = optional(TEXT)
    proof_value = optional(TEXT)
    verification_method = optional(TEXT)


class CredentialSchema(View):
    """Where a data schema is, and how it validates (VC 2.0, section 4.11)."""

    __slots__ = ()
    id = required(URI)
    types = type_name()


class TermsOfUse(View):
    """The terms under which a credential was issued (VC 2.0, section 5.5)."""

    __slots__ = ()
    id = optional(URI)
    types = type_name()


class CredentialStatus(View):
    """Where the current status of an Open Badge is told (Open Badges 3.0, B.1.6)."""

    __slots__ = ()
    id = required(URI)
    types = type_name()


class RefreshService(View):
    """Where an Open Badge can be had anew (Open Badges 3.0, B.1.18)."""

    __slots__ = ()
    id = required(URI)
    types = type_name()


def _find_any_type(value: JsonValue) -> Findings | None:
    names = value if isinstance(value, list) else [value]
    if names and all([type(name) is str for name in names]):
        return None
    return failure(wrong_type("a string or an array of strings"))


def _read_any_type(value: JsonValue) -> tuple[str, ...]:
    return tuple([str(name) for name in value] if isinstance(value, list) else [str(value)])


ANY_TYPE: Final = Kind(find=_find_any_type, read=_read_any_type)


class ExtensionPoint(View):
    """A status, a refresh service, evidence or the like in a credential that is no Open Badge."""

    __slots__ = ()
    id = optional(URI)
    types = required(ANY_TYPE, "type")


def _check_digest(resource: JsonObject) -> Findings:
    if isinstance(resource.get("digestSRI"), str) or isinstance(resource.get("digestMultibase"), str):
        return []
    return failure(
        DocumentError(
            "credential.resource_without_digest",
            "The related resource has no digest, so it may change unseen.",
            mend="Add 'digestSRI'.",
        )
    )


class RelatedResource(View):
    """A document elsewhere, held fast by its digest (VC 2.0, section 5.3)."""

    __slots__ = ()
    id = required(URI)
    media_type = optional(TEXT)
    digest_sri = optional(TEXT, "digestSRI")
    digest_multibase = optional(TEXT)
    rules = (_check_digest,)


class Issuer(View):
    """Who issued a credential (VC 2.0, section 4.7)."""

    __slots__ = ()
    id = required(URI)
    name = optional(LOCALISED)
    description = optional(LOCALISED)


def _find_issuer(value: JsonValue) -> Findings | None:
    return URI.find(value) if type(value) is str else judge(Issuer)(value)


def _read_issuer(value: JsonValue) -> Issuer:
    return Issuer(source={"id": value}) if isinstance(value, str) else node(Issuer).read(value)


ISSUER: Final = Kind(find=_find_issuer, read=_read_issuer)


def contexts_kind(*patterns: str, may_be_text: bool = False) -> Kind[tuple[str, ...]]:
    """Return the kind of ``@context`` that begins with that of VC 2.0 and goes on by ``patterns``.

    It reads as the addresses in it; a context written out in place is judged but not read. An envelope's may
    be text, as the examples of VC 2.0, section 4.13, have it.
    """
    expressions = [re.compile(pattern) for pattern in patterns]

    def find(value: JsonValue) -> Findings | None:
        if may_be_text and type(value) is str:
            value = [value]
        if type(value) is not list:
            return failure(wrong_type("an array"))
        found: Findings = []
        if not value or value[0] not in (CREDENTIALS_V2, CREDENTIALS_V1):
            found += below(0, failure(_wrong_context(f"Begin with {CREDENTIALS_V2!r}.")))
        for index, expression in enumerate(expressions, start=1):
            url = value[index] if index < len(value) else None
            if type(url) is not str or not expression.fullmatch(url):
                found += below(index, failure(_wrong_context(f"Put the address {expression.pattern} here.")))
        for index, entry in enumerate(value):
            if index > len(expressions) and type(entry) is not str and type(entry) is not dict:
                found += below(index, failure(wrong_type("an address or an object")))
        return found or None

    def read(value: JsonValue) -> tuple[str, ...]:
        members = value if isinstance(value, list) else [value]
        return tuple([url for url in members if isinstance(url, str)])

    return Kind(find=find, read=read)


def _wrong_context(mend: str) -> DocumentError:
    return DocumentError(
        "credential.context_wrong",
        "The contexts are not those of the standard in their order, so the terms mean something else.",
        mend=mend,
    )


def _find_claims(value: JsonValue) -> Findings | None:
    if value == {}:
        return failure(
            DocumentError(
                "credential.subject_empty",
                "The subject has no members, so the credential claims nothing.",
                mend="Add a claim about the subject.",
            )
        )
    return OBJECT.find(value)


CLAIMS: Final = Kind(find=_find_claims, read=OBJECT.read)
"""An object with at least one claim (VC 2.0, section 4.8)."""


def is_version_1(document: JsonObject) -> bool:
    """Tell whether a document says that it follows version 1.1 of the data model."""
    contexts = document.get("@context")
    return isinstance(contexts, list) and bool(contexts) and contexts[0] == CREDENTIALS_V1


def check_version(document: JsonObject) -> Findings:
    """Find a credential of version 1.1, and what that version requires of it."""
    if not is_version_1(document):
        return []
    found = warning(
        DocumentError(
            "credential.data_model_1_1",
            "The credential follows version 1.1 of the data model, which version 2.0 has replaced.",
            where="/@context/0",
            mend="Ask the issuer for one of version 2.0.",
        )
    )
    if "issuanceDate" not in document:
        found += failure(missing_member("issuanceDate"))
    for name in ("issuanceDate", "expirationDate"):
        if name in document:
            found += below(name, MOMENT.find(document[name]) or ())
    return found


def require_valid_from(document: JsonObject) -> Findings:
    """Find that an Open Badge of version 2.0 lacks ``validFrom``."""
    if "validFrom" in document or is_version_1(document):
        return []
    return failure(missing_member("validFrom"))


def check_period(document: JsonObject) -> Findings:
    """Find a validity that ends before it begins."""
    start, end = ("issuanceDate", "expirationDate") if is_version_1(document) else ("validFrom", "validUntil")
    return check_order(document, start, end)


def check_order(node: JsonObject, start: str, end: str) -> Findings:
    """Find a period whose member ``end`` lies before its member ``start``, where both are moments."""
    first, last = node.get(start), node.get(end)
    if not isinstance(first, str) or not isinstance(last, str):
        return []
    try:
        if timestamps.parse(first) <= timestamps.parse(last):
            return []
    except DocumentError:
        return []
    return failure(
        DocumentError(
            "credential.period_reversed",
            "The period ends before it begins.",
            where=f"/{end}",
            mend=f"Put {end!r} after {start!r}.",
        )
    )


def check_related_resources(document: JsonObject) -> Findings:
    """Find a related resource that is told twice (VC 2.0, section 5.3)."""
    found: Findings = []
    seen = set()
    for place, resource in objects(document, "relatedResource"):
        address = resource.get("id")
        if isinstance(address, str) and address in seen:
            found += failure(
                DocumentError(
                    "credential.resource_twice",
                    "The same resource is related twice.",
                    where=f"{place}/id",
                    mend="Keep one of the two.",
                )
            )
        seen.add(address if isinstance(address, str) else "")
    return found


class Credential(View):
    """What every credential has in common, whatever it claims."""

    __slots__ = ()
    valid_from = optional(MOMENT)
    valid_until = optional(MOMENT)
    related_resource = several(node(RelatedResource))
    rules: ClassVar[tuple[Rule, ...]] = (check_version, check_period, check_related_resources)

    @property
    def period(self) -> Period:
        """From when until when the credential is valid, in the members of its own version."""
        if is_version_1(self.source):
            legacy = _Version1(source=self.source)
            return Period(valid_from=legacy.issuance_date, valid_until=legacy.expiration_date)
        return Period(valid_from=self.valid_from, valid_until=self.valid_until)


class _Version1(View):
    __slots__ = ()
    issuance_date = optional(MOMENT)
    expiration_date = optional(MOMENT)


class VerifiableCredential(Credential):
    """A credential of VC Data Model 2.0 that is none of Open Badges or CLR."""

    __slots__ = ()
    contexts = required(contexts_kind(), "@context")
    id = optional(URI)
    types = type_set("VerifiableCredential")
    name = optional(LOCALISED)
    description = optional(LOCALISED)
    issuer = required(ISSUER)
    credential_subject = several(CLAIMS, is_required=True)
    proof = several(node(Proof))
    evidence = several(node(ExtensionPoint))
    credential_schema = several(node(CredentialSchema))
    credential_status = several(node(ExtensionPoint))
    refresh_service = several(node(ExtensionPoint))
    terms_of_use = several(node(ExtensionPoint))


class VerifiablePresentation(View):
    """Credentials that a holder shows together (VC 2.0, section 4.13)."""

    __slots__ = ()
    contexts = required(contexts_kind(), "@context")
    id = optional(URI)
    types = type_set("VerifiablePresentation")
    holder: Member[Issuer | None] = optional(ISSUER)
    verifiable_credential = several(OBJECT)
    proof = several(node(Proof))
    terms_of_use = several(node(ExtensionPoint))


def _check_data_url(document: JsonObject) -> Findings:
    address = document.get("id")
    if isinstance(address, str) and re.match(r"data:[a-z]+/[A-Za-z0-9.+\-]+[;,]", address):
        return []
    return failure(
        DocumentError(
            "credential.not_enveloped",
            "What is enveloped is not a data: URL with a media type.",
            where="/id",
            mend="Write it as data:application/vc+jwt,... .",
        )
    )


class EnvelopedVerifiableCredential(View):
    """A credential that is secured by the envelope around it, as a ``data:`` URL (VC 2.0, section 4.13.1)."""

    __slots__ = ()
    contexts = required(contexts_kind(may_be_text=True), "@context")
    id = required(LINK)
    types = type_set("EnvelopedVerifiableCredential")
    rules = (_check_data_url,)


class EnvelopedVerifiablePresentation(View):
    """A presentation that is secured by the envelope around it (VC 2.0, section 4.13.3)."""

    __slots__ = ()
    contexts = required(contexts_kind(may_be_text=True), "@context")
    id = required(LINK)
    types = type_set("EnvelopedVerifiablePresentation")
    rules = (_check_data_url,)
