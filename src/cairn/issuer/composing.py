"""From a row about a learner to the AchievementCredential that says it.

Open Badges 3.0, B.1.2 (AchievementCredential), B.1.3 (AchievementSubject), B.1.13 (IdentityObject). Members
that the JSON Schema of 1EdTech wants as arrays are arrays. Addresses and other identifiers are hashed with a
salt of their own; only the name is readable. ``tests/cairn/issuer/test_composing.py`` proves it.

A credential is built of texts in fixed places, where empty text leaves a member out, and of what is not text.
Credentials that agree in all but the wording of their texts are of one shape, for which ``shapes`` prepares
templates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from cairn.credentials import contexts
from cairn.credentials.identity import hash_identity
from cairn.credentials.validation import check
from cairn.errors import DocumentError
from cairn.status import StatusPurpose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.issuer.learner_row import LearnerRow

(
    _ID, _VALID_FROM, _VALID_UNTIL, _SUBJECT, _NAME, _EMAIL, _EMAIL_SALT, _IDENTIFIER, _IDENTIFIER_SALT,
    _EVIDENCE_URL, _EVIDENCE_NAME, _EVIDENCE_NARRATIVE, _NARRATIVE, _TERM, _ACTIVITY_START, _ACTIVITY_END,
    _LICENSE, _ROLE, _STATUS, _STATUS_INDEX, _STATUS_LIST,
    _SUSPENSION, _SUSPENSION_INDEX, _SUSPENSION_LIST, _RESULTS,
) = range(25)  # fmt: skip
_TEXTS_OF_RESULT: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RowIdentity:
    """What a credential has besides what its row says; ``valid_from`` is for rows that say none."""

    credential_id: str
    email_salt: str
    identifier_salt: str
    valid_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What all credentials of an achievement share; ``achievement`` and ``issuer`` as they stand in them."""

    achievement: JsonObject
    issuer: JsonObject


class Shape(NamedTuple):
    """What decides the form of a credential beside the wording: equal shapes differ in their texts only.

    A named tuple, because one is made and hashed for every row.
    """

    given: tuple[bool, ...]
    credits_earned: float | None
    identifier_type: str
    result_descriptions: tuple[str, ...]
    status_purpose: str


def read_design(achievement: JsonObject, *, issuer: JsonObject) -> Design:
    """Return the design of credentials for ``achievement``, as it stands in a file of its own.

    Raises ``DocumentError``: ``credential.*`` where the achievement is none of Open Badges 3.0 or the issuer
    no Profile, and ``achievement.own_context`` where its terms may mean something else there.
    """
    given = achievement.get("@context", [])
    for context in given if isinstance(given, list) else [given]:
        if not isinstance(context, str) or context not in contexts.urls():
            raise DocumentError(
                "achievement.own_context",
                "The achievement has a context of its own, which its credentials could not repeat.",
                where="/@context",
                mend="Leave it out, and use the terms of Open Badges 3.0 only.",
            )
    inner = {key: member for key, member in achievement.items() if key not in ("@context", "proof")}
    check(inner, expected="Achievement")
    check(issuer, expected="Profile")
    return Design(achievement=inner, issuer=issuer)


def compose(
    row: LearnerRow,
    *,
    design: Design,
    identity: RowIdentity,
    status: JsonObject | None = None,
    suspension: JsonObject | None = None,
) -> JsonObject:
    """Return the AchievementCredential for one learner, without a proof.

    ``status`` is a BitstringStatusListEntry, and ``suspension`` one for that purpose, which stands beside it.
    The row is taken as it is: what a table gives has been checked, what comes from elsewhere has to be.
    """
    texts = read_texts(row, identity=identity, status=status, suspension=suspension)
    return build(texts, read_shape(row, texts, status=status), design=design)


def read_texts(
    row: LearnerRow, *, identity: RowIdentity, status: JsonObject | None, suspension: JsonObject | None = None
) -> list[str]:
    """Return the texts of a credential, each in its place and empty where it is not given."""
    email, identifier = row.email, row.identifier
    texts = [
        identity.credential_id,
        row.valid_from or identity.valid_from,
        row.valid_until,
        row.id,
        row.name,
        # A holder may write the address in any case, so one case has to be hashed.
        hash_identity(email.lower(), salt=identity.email_salt) if email else "",
        identity.email_salt if email else "",
        hash_identity(identifier, salt=identity.identifier_salt) if identifier else "",
        identity.identifier_salt if identifier else "",
        row.evidence_url,
        row.evidence_name,
        row.evidence_narrative,
        row.narrative,
        row.term,
        row.activity_start,
        row.activity_end,
        row.license_number,
        row.role,
    ]
    for entry in (status, suspension):
        if entry is None:
            texts += ("", "", "")
        else:
            texts += (str(entry["id"]), str(entry["statusListIndex"]), str(entry["statusListCredential"]))
    for result in row.results:
        texts += (result.value, result.achieved_level, result.status)
    return texts


def read_shape(row: LearnerRow, texts: Sequence[str], *, status: JsonObject | None) -> Shape:
    """Return the shape of the credential for ``row``, whose texts are ``texts``."""
    return Shape(
        tuple(map(bool, texts)),
        row.credits_earned,
        row.identifier_type,
        tuple([result.result_description for result in row.results]),
        "" if status is None else str(status["statusPurpose"]),
    )


def build(texts: Sequence[str], shape: Shape, *, design: Design) -> JsonObject:
    """Return the credential of ``shape`` that says ``texts``, each of which stands in it as it is given."""
    credential: JsonObject = {
        "@context": [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES_V3],
        "id": texts[_ID],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": design.achievement["name"],
        "issuer": design.issuer,
        "validFrom": texts[_VALID_FROM],
        "validUntil": texts[_VALID_UNTIL],
        "credentialSubject": _build_subject(texts, shape, design=design),
    }
    evidence = _drop_empty(
        {
            "id": texts[_EVIDENCE_URL],
            "type": ["Evidence"],
            "name": texts[_EVIDENCE_NAME],
            "narrative": texts[_EVIDENCE_NARRATIVE],
        }
    )
    if len(evidence) > 1:
        credential["evidence"] = [evidence]
    entries: list[JsonValue] = []
    if shape.status_purpose:
        entries.append(_build_entry(texts, _STATUS, purpose=shape.status_purpose))
    if texts[_SUSPENSION]:
        entries.append(_build_entry(texts, _SUSPENSION, purpose=StatusPurpose.SUSPENSION.value))
    # The JSON Schema of Open Badges 3.0 knows one object only; VC Data Model 2.0, section 4.10, several.
    credential["credentialStatus"] = entries[0] if len(entries) == 1 else entries
    return _drop_empty(credential)


def _build_entry(texts: Sequence[str], place: int, *, purpose: str) -> JsonObject:
    return {
        "id": texts[place],
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": texts[place + 1],
        "statusListCredential": texts[place + 2],
    }


def _build_subject(texts: Sequence[str], shape: Shape, *, design: Design) -> JsonObject:
    identifiers: list[JsonValue] = []
    if texts[_EMAIL]:
        identifiers.append(_build_identity("emailAddress", texts[_EMAIL], salt=texts[_EMAIL_SALT]))
    if texts[_IDENTIFIER]:
        identifiers.append(
            _build_identity(shape.identifier_type, texts[_IDENTIFIER], salt=texts[_IDENTIFIER_SALT])
        )
    if texts[_NAME]:
        identifiers.append(_build_identity("name", texts[_NAME]))
    results: list[JsonValue] = [
        _drop_empty(
            {
                "type": ["Result"],
                "resultDescription": description,
                "value": texts[place],
                "achievedLevel": texts[place + 1],
                "status": texts[place + 2],
            }
        )
        for place, description in zip(
            range(_RESULTS, len(texts), _TEXTS_OF_RESULT), shape.result_descriptions, strict=True
        )
    ]
    subject: JsonObject = {
        "id": texts[_SUBJECT],
        "type": ["AchievementSubject"],
        "identifier": identifiers,
        "achievement": design.achievement,
        "activityStartDate": texts[_ACTIVITY_START],
        "activityEndDate": texts[_ACTIVITY_END],
    }
    if shape.credits_earned is not None:
        # JSON-LD writes a whole number and a fraction as different types; 3.0 is the whole number 3.
        earned = shape.credits_earned
        subject["creditsEarned"] = int(earned) if earned.is_integer() else earned
    subject |= {
        "licenseNumber": texts[_LICENSE],
        "narrative": texts[_NARRATIVE],
        "result": results,
        "role": texts[_ROLE],
        "term": texts[_TERM],
    }
    return _drop_empty(subject)


def _build_identity(kind: str, identity: str, *, salt: str = "") -> JsonObject:
    return _drop_empty(
        {
            "type": "IdentityObject",
            "identityHash": identity,
            "identityType": kind,
            "hashed": salt != "",
            "salt": salt,
        }
    )


def _drop_empty(members: JsonObject) -> JsonObject:
    return {key: member for key, member in members.items() if member not in ("", [])}
