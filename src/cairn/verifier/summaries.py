"""What a person reads first of a credential.

Proved by ``tests/cairn/verifier/test_summaries.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.errors import DocumentError
from cairn.verifier import periods
from cairn.verifier.report import CredentialSummary, IssuerSummary

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.verifier.registers import KnownIssuer


def summarize(document: JsonObject, *, entry: KnownIssuer | None) -> CredentialSummary:
    """Return the summary of a credential; the issuer's name comes from ``entry`` where a register has one."""
    subject = document.get("credentialSubject")
    subject = subject[0] if isinstance(subject, list) and subject else subject
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    achievement = achievement if isinstance(achievement, dict) else {}
    types = document.get("type")
    period = _period(document)
    return CredentialSummary(
        id=id_text(document.get("id")),
        types=tuple(id_text(item) for item in (types if isinstance(types, list) else [types])),
        issuer=IssuerSummary(
            id=party_id(document.get("issuer")),
            name=party_name(document.get("issuer")) if entry is None else entry.name,
            register=None if entry is None else entry.register,
        ),
        name=plain_text(achievement.get("name")) or plain_text(document.get("name")),
        achievement=id_text(achievement.get("id")) or None,
        valid_from=period.begin,
        valid_until=period.end,
    )


def party_id(party: JsonValue) -> str:
    """Return the id of an issuer or holder, which is text or an object with an id; empty without one."""
    return id_text(party.get("id") if isinstance(party, dict) else party)


def id_text(value: JsonValue) -> str:
    """Return an id, empty for whatever is not text: an identifier has no second form."""
    return value if isinstance(value, str) else ""


def party_name(party: JsonValue) -> str:
    """Return the name that an issuer gives itself, empty where there is none."""
    return plain_text(party.get("name")) if isinstance(party, dict) else ""


def plain_text(value: JsonValue) -> str:
    """Return text as it is, the first of a list of language values, and nothing for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        return plain_text(value[0])
    if isinstance(value, dict):
        if "@value" in value:
            return plain_text(value["@value"])
        return next((text for text in value.values() if isinstance(text, str)), "")
    return ""


def _period(document: JsonObject) -> periods.Period:
    try:
        return periods.read_period(document)
    except DocumentError:
        return periods.Period()
