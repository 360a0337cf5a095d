"""A Comprehensive Learner Record: credentials of one subject, and how their Achievements hang together.

CLR 2.0, B.1: ClrCredential, ClrSubject, Association. The credentials inside keep their proofs, and each is
judged by its own standard. ``tests/cairn/credentials/builders/test_records.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.credentials.builders.assembly import array, assemble, types
from cairn.credentials.builders.credentials import enclose
from cairn.credentials.clr import Association, ClrCredential, ClrSubject
from cairn.credentials.contexts import CLR_V2, OPEN_BADGES_V3
from cairn.credentials.validation import check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.credentials.builders.credentials import Envelope


def build_association(*, association_type: str, source: str, target: str) -> JsonObject:
    """Return how the Achievement or credential ``source`` stands to ``target``, both by their ``id``."""
    return assemble(
        Association,
        {
            "type": "Association",
            "associationType": association_type,
            "sourceId": source,
            "targetId": target,
        },
    )


def build_clr_subject(
    *,
    verifiable_credential: Sequence[JsonObject],
    identifier: str | None = None,
    identities: Sequence[JsonObject] = (),
    achievement: Sequence[JsonObject] = (),
    association: Sequence[JsonObject] = (),
) -> JsonObject:
    """Return the learner of a record, with the credentials and the Achievements that it holds."""
    for credential in verifiable_credential:
        check(credential)
    return assemble(
        ClrSubject,
        {
            "id": identifier,
            "type": types("ClrSubject"),
            "identifier": array(identities),
            "achievement": array(achievement),
            "verifiableCredential": array(verifiable_credential),
            "association": array(association),
        },
    )


def build_clr_credential(
    *,
    envelope: Envelope,
    subject: JsonObject,
    partial: bool | None = None,
    image: JsonObject | None = None,
    evidence: Sequence[JsonObject] = (),
    endorsement: Sequence[JsonObject] = (),
) -> JsonObject:
    """Return a ClrCredential without a proof; ``partial`` says whether the learner has more than it tells.

    The envelope needs a ``name``.
    """
    members: Mapping[str, JsonValue] = {
        "image": image,
        "partial": partial,
        "credentialSubject": subject,
        "evidence": array(evidence),
        "endorsement": array(endorsement),
    }
    return enclose(
        ClrCredential,
        members,
        envelope=envelope,
        class_name="ClrCredential",
        contexts=(CLR_V2, OPEN_BADGES_V3),
    )
