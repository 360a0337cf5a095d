"""The Comprehensive Learner Record 2.0: many credentials of one subject, and how they hang together.

CLR 2.0, B.1: ClrCredential, ClrSubject and Association. The credentials inside are judged each by its own
standard (:mod:`cairn.credentials.validation`). ``tests/cairn/credentials/test_clr.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.achievements import Achievement
from cairn.credentials.envelope import contexts_kind
from cairn.credentials.findings import Findings, failure
from cairn.credentials.identity import IdentityObject
from cairn.credentials.kinds import JWS, OBJECT, TRUTH, URI, WORDS, vocabulary
from cairn.credentials.open_badges import Evidence, check_identified
from cairn.credentials.profiles import OPEN_BADGES_CONTEXT, BadgeCredential, EndorsementCredential, Image
from cairn.credentials.view import View, many, node, objects, optional, required, type_name, type_set
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

CLR_CONTEXT: Final = r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.[0-9]\.[0-9])*\.json"
ASSOCIATION_TYPE: Final = vocabulary(
    "exactMatchOf",
    "isChildOf",
    "isParentOf",
    "isPartOf",
    "isPeerOf",
    "isRelatedTo",
    "precedes",
    "replacedBy",
)


class Association(View):
    """How one Achievement or credential of the record stands to another."""

    __slots__ = ()
    types = type_name("Association")
    association_type = required(ASSOCIATION_TYPE)
    source_id = required(URI)
    target_id = required(URI)


def _check_associations(subject: JsonObject) -> Findings:
    associations = objects(subject, "association")
    known = _known_ids(subject) if associations else None
    if known is None:
        return []
    found: Findings = []
    for place, association in associations:
        for name in ("sourceId", "targetId"):
            identifier = association.get(name)
            if isinstance(identifier, str) and identifier not in known:
                found += failure(
                    DocumentError(
                        "credential.association_unknown",
                        "The association speaks of something that is not in the record.",
                        where=f"{place}/{name}",
                        mend="Name the id of a credential or an Achievement that the record contains.",
                    )
                )
    return found


def _known_ids(subject: JsonObject) -> set[str] | None:
    """Return the ids of the Achievements and credentials inside, or ``None`` where one of them is sealed."""
    nodes = [achievement for _place, achievement in objects(subject, "achievement")]
    for _place, credential in objects(subject, "verifiableCredential"):
        types = credential.get("type")
        if types == "EnvelopedVerifiableCredential" or (
            isinstance(types, list) and "EnvelopedVerifiableCredential" in types
        ):
            return None
        nodes.append(credential)
        for _inner, claims in objects(credential, "credentialSubject"):
            nodes += [achievement for _deep, achievement in objects(claims, "achievement")]
    identifiers = [node.get("id") for node in nodes]
    return {identifier for identifier in identifiers if isinstance(identifier, str)}


class ClrSubject(View):
    """The learner, with all that the record holds of them."""

    __slots__ = ()
    id = optional(URI)
    types = type_set("ClrSubject")
    identifier = many(node(IdentityObject))
    achievement = many(node(Achievement))
    verifiable_credential = many(OBJECT, is_required=True)
    association = many(node(Association))
    rules = (check_identified, _check_associations)


class ClrCredential(BadgeCredential):
    """A record of learning, issued and secured as one."""

    __slots__ = ()
    contexts = required(contexts_kind(CLR_CONTEXT, OPEN_BADGES_CONTEXT), "@context")
    types = type_set("VerifiableCredential", "ClrCredential")
    name = required(WORDS)
    image = optional(node(Image))
    partial = optional(TRUTH)
    credential_subject = required(node(ClrSubject))
    endorsement = many(node(EndorsementCredential))
    endorsement_jwt = many(JWS)
    evidence = many(node(Evidence))
