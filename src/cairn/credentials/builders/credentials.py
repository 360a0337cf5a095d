"""That a subject achieved something, or that a party endorses it: credentials before they are secured.

Open Badges 3.0, B.1: AchievementCredential, AchievementSubject, Evidence, Result, EndorsementCredential. The
contexts are those of VC 2.0 and Open Badges 3.0.3, and 1EdTech's extensions only where a term of theirs is
used. ``endorsementJwt`` and ``jti`` are never written: two contexts go about under one address, and only one
of them defines these. ``tests/cairn/credentials/builders/test_credentials.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.credentials.builders.assembly import array, assemble, moment, types
from cairn.credentials.contexts import CREDENTIALS_V2, OPEN_BADGES_EXTENSIONS, OPEN_BADGES_V3
from cairn.credentials.extensions import uses_extensions
from cairn.credentials.open_badges import AchievementCredential, AchievementSubject, Evidence
from cairn.credentials.profiles import EndorsementCredential, EndorsementSubject
from cairn.credentials.results import Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.credentials.view import View

SCHEMA_TYPE: Final = "1EdTechJsonSchemaValidator2019"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What every credential has besides its claims.

    ``identifier`` is the URI of the credential, ``issuer`` a Profile or its URI. ``credential_status`` and
    ``refresh_service`` are one object each, as the schemas of Open Badges want.
    """

    identifier: str
    issuer: JsonObject | str
    valid_from: datetime
    valid_until: datetime | None = None
    awarded_date: datetime | None = None
    name: str | None = None
    description: str | None = None
    credential_status: JsonObject | None = None
    refresh_service: JsonObject | None = None
    credential_schema: Sequence[JsonObject] = ()
    terms_of_use: Sequence[JsonObject] = ()
    related_resource: Sequence[JsonObject] = ()


def build_credential_schema(*, url: str, schema_type: str = SCHEMA_TYPE) -> JsonObject:
    """Return where the JSON Schema of a credential is."""
    return {"id": url, "type": schema_type}


def build_evidence(
    *,
    url: str | None = None,
    name: str | None = None,
    narrative: str | None = None,
    description: str | None = None,
    genre: str | None = None,
    audience: str | None = None,
) -> JsonObject:
    """Return Evidence at an address, in Markdown, or both."""
    return assemble(
        Evidence,
        {
            "id": url,
            "type": types("Evidence"),
            "name": name,
            "narrative": narrative,
            "description": description,
            "genre": genre,
            "audience": audience,
        },
    )


def build_result(
    *,
    result_description: str | None = None,
    value: str | None = None,
    achieved_level: str | None = None,
    status: str | None = None,
    alignment: Sequence[JsonObject] = (),
) -> JsonObject:
    """Return a Result; ``result_description`` and ``achieved_level`` are ids in the Achievement."""
    return assemble(
        Result,
        {
            "type": types("Result"),
            "resultDescription": result_description,
            "value": value,
            "achievedLevel": achieved_level,
            "status": status,
            "alignment": array(alignment),
        },
    )


def build_achievement_subject(
    *,
    achievement: JsonObject,
    identifier: str | None = None,
    identities: Sequence[JsonObject] = (),
    result: Sequence[JsonObject] = (),
    credits_earned: float | None = None,
    narrative: str | None = None,
    activity_start_date: datetime | None = None,
    activity_end_date: datetime | None = None,
    license_number: str | None = None,
    role: str | None = None,
    term: str | None = None,
    source: JsonObject | None = None,
    image: JsonObject | None = None,
) -> JsonObject:
    """Return who achieved what; ``identifier`` is the URI of the subject, ``identities`` IdentityObjects."""
    return assemble(
        AchievementSubject,
        {
            "id": identifier,
            "type": types("AchievementSubject"),
            "identifier": array(identities),
            "achievement": achievement,
            "result": array(result),
            "creditsEarned": credits_earned,
            "narrative": narrative,
            "activityStartDate": moment(activity_start_date),
            "activityEndDate": moment(activity_end_date),
            "licenseNumber": license_number,
            "role": role,
            "term": term,
            "source": source,
            "image": image,
        },
    )


def build_achievement_credential(
    *,
    envelope: Envelope,
    subject: JsonObject,
    evidence: Sequence[JsonObject] = (),
    endorsement: Sequence[JsonObject] = (),
    image: JsonObject | None = None,
) -> JsonObject:
    """Return an AchievementCredential without a proof."""
    members: Mapping[str, JsonValue] = {
        "image": image,
        "credentialSubject": subject,
        "evidence": array(evidence),
        "endorsement": array(endorsement),
    }
    return enclose(
        AchievementCredential,
        members,
        envelope=envelope,
        class_name="AchievementCredential",
        contexts=(OPEN_BADGES_V3,),
    )


def build_endorsement_credential(
    *, envelope: Envelope, endorsed: str, comment: str | None = None
) -> JsonObject:
    """Return an EndorsementCredential without a proof; ``endorsed`` is the URI of what it speaks of.

    The envelope needs a ``name``.
    """
    subject = assemble(
        EndorsementSubject,
        {"id": endorsed, "type": types("EndorsementSubject"), "endorsementComment": comment},
    )
    return enclose(
        EndorsementCredential,
        {"credentialSubject": subject},
        envelope=envelope,
        class_name="EndorsementCredential",
        contexts=(OPEN_BADGES_V3,),
    )


def enclose(
    view: type[View],
    members: Mapping[str, JsonValue],
    *,
    envelope: Envelope,
    class_name: str,
    contexts: Sequence[str],
) -> JsonObject:
    """Return a credential of a class: its claims in ``members``, the rest from the envelope."""
    common: JsonObject = {
        "@context": [CREDENTIALS_V2, *contexts],
        "id": envelope.identifier,
        "type": ["VerifiableCredential", class_name],
        "name": envelope.name,
        "description": envelope.description,
        "issuer": envelope.issuer,
        "validFrom": moment(envelope.valid_from),
        "validUntil": moment(envelope.valid_until),
        "awardedDate": moment(envelope.awarded_date),
    }
    ends: JsonObject = {
        "credentialStatus": envelope.credential_status,
        "refreshService": envelope.refresh_service,
        "credentialSchema": array(envelope.credential_schema),
        "termsOfUse": array(envelope.terms_of_use),
        "relatedResource": array(envelope.related_resource),
    }
    document: JsonObject = {**common, **members, **ends}
    if uses_extensions(document):
        document["@context"] = [CREDENTIALS_V2, *contexts, OPEN_BADGES_EXTENSIONS]
    return assemble(view, document)
