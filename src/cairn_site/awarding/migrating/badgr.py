"""Entities of Badgr's API, as its exports hold them too, in the words of Open Badges 2.0.

Badgr writes ``entityType`` where the standard has ``type``, ``openBadgeId`` where it has ``id``, and names
what belongs together by ids of its own. Members that are the same in both pass as they are.
``tests/cairn_site/awarding/migrating/test_badgr.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.interop.open_badges_2.members import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cairn.canonical.strict_json import JsonObject, JsonValue

KINDS: Final = ("Issuer", "BadgeClass", "Assertion")
_INNER: Final = frozenset(
    {
        "entityType", "entityId", "openBadgeId", "createdAt", "createdBy", "updatedAt", "recipientCount",
        "staff",
        "issuer", "issuerOpenBadgeId", "badgeclass", "badgeclassOpenBadgeId", "badgeclassName", "acceptance",
        "criteriaUrl", "criteriaNarrative", "alignments", "extensions", "pathways", "badgrDomain", "notify",
        "awardableByAllSubjects", "badgeclassEntityId", "pending", "issuerName", "recipient", "evidence",
        "public", "archived", "hashed", "verifiedForSigning", "bakedImage",
    }
)  # fmt: skip


def is_entity(document: JsonObject) -> bool:
    """Return whether an object is an entity of Badgr's API."""
    return document.get("entityType") in KINDS


def from_entity(document: JsonObject, *, addresses: Mapping[str, str]) -> JsonObject:
    """Return an entity as a document of Open Badges 2.0; ``addresses`` gives the IRI of an entity's id."""
    kind = str(document["entityType"])
    made: JsonObject = {"@context": CONTEXT, "id": address_of(document), "type": kind}
    made.update({name: value for name, value in document.items() if name not in _INNER and value is not None})
    extensions = document.get("extensions")
    if isinstance(extensions, dict):
        made.update(extensions)
    if kind == "BadgeClass":
        _fill_badge_class(made, document, addresses=addresses)
    elif kind == "Assertion":
        _fill_assertion(made, document, addresses=addresses)
    return made


def address_of(document: JsonObject) -> str:
    """Return the IRI of an entity: where it is published, or one made of its id."""
    published = document.get("openBadgeId")
    if isinstance(published, str) and published:
        return published
    identifier = document.get("entityId")
    return f"urn:badgr:{identifier}" if isinstance(identifier, str) and identifier else ""


def _fill_badge_class(made: JsonObject, entity: JsonObject, *, addresses: Mapping[str, str]) -> None:
    made["issuer"] = _linked(entity, "issuer", addresses=addresses)
    criteria: JsonObject = {}
    for old, new in (("criteriaUrl", "id"), ("criteriaNarrative", "narrative")):
        text = entity.get(old)
        if isinstance(text, str) and text.strip():
            criteria[new] = text
    if criteria:
        made["criteria"] = criteria
    alignments = entity.get("alignments")
    if isinstance(alignments, list):
        made["alignment"] = alignments


def _fill_assertion(made: JsonObject, entity: JsonObject, *, addresses: Mapping[str, str]) -> None:
    made["badge"] = _linked(entity, "badgeclass", addresses=addresses)
    made["verification"] = {"type": "HostedBadge"}
    recipient = entity.get("recipient")
    if isinstance(recipient, dict):
        plain = recipient.get("plaintextIdentity")
        if isinstance(plain, str) and plain:
            made["recipient"] = {"type": recipient.get("type", "email"), "hashed": False, "identity": plain}
        else:
            kept = {name: recipient[name] for name in ("type", "identity", "salt") if recipient.get(name)}
            made["recipient"] = {**kept, "hashed": recipient.get("hashed") is True}
    evidence = entity.get("evidence")
    if isinstance(evidence, list):
        # Badgr says url where the standard says id.
        made["evidence"] = [_evidence(piece) for piece in evidence]


def _evidence(piece: JsonValue) -> JsonValue:
    if not isinstance(piece, dict):
        return piece
    made: JsonObject = {"id": piece.get("url") or piece.get("id"), "narrative": piece.get("narrative")}
    return {name: value for name, value in made.items() if value}


def _linked(entity: JsonObject, name: str, *, addresses: Mapping[str, str]) -> JsonValue:
    published = entity.get(f"{name}OpenBadgeId")
    if isinstance(published, str) and published:
        return published
    identifier = entity.get(name)
    if isinstance(identifier, str) and identifier:
        return addresses.get(identifier, identifier if ":" in identifier else f"urn:badgr:{identifier}")
    return identifier
