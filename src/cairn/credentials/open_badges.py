"""The credential of Open Badges 3.0: that a subject achieved something, and how that is known.

Open Badges 3.0, B.1.2 (AchievementCredential), B.1.3 (AchievementSubject) and B.1.11 (Evidence).
``tests/cairn/credentials/test_open_badges.py`` and ``test_strictness.py`` prove it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.credentials.achievements import Achievement
from cairn.credentials.envelope import check_order, contexts_kind
from cairn.credentials.findings import Findings, failure, warning
from cairn.credentials.identity import IdentityObject
from cairn.credentials.kinds import JWS, LOCAL_MOMENT, NUMBER, TEXT, URI, WORDS
from cairn.credentials.profiles import (
    OPEN_BADGES_CONTEXT,
    BadgeCredential,
    EndorsementCredential,
    Image,
    Profile,
)
from cairn.credentials.results import Result, check_results
from cairn.credentials.view import View, many, node, optional, required, type_set
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject


class Evidence(View):
    """Work that shows the Achievement, at an address, in Markdown, or both."""

    __slots__ = ()
    id = optional(URI)
    types = type_set("Evidence")
    narrative = optional(TEXT)
    name = optional(WORDS)
    description = optional(WORDS)
    genre = optional(TEXT)
    audience = optional(TEXT)


def check_identified(subject: JsonObject) -> Findings:
    """Find a subject that nobody can be matched to."""
    if subject.get("id") or subject.get("identifier"):
        return []
    return failure(
        DocumentError(
            "credential.subject_unidentified",
            "The subject has neither an id nor an identifier, so the credential is about nobody.",
            mend="Add 'id' or at least one 'identifier'.",
        )
    )


def _check_activity(subject: JsonObject) -> Findings:
    if not check_order(subject, "activityStartDate", "activityEndDate"):
        return []
    return warning(
        DocumentError(
            "credential.activity_reversed",
            "The activity ends before it begins.",
            where="/activityEndDate",
            mend="Put 'activityEndDate' after 'activityStartDate'.",
        )
    )


class AchievementSubject(View):
    """Who achieved what, and with which results."""

    __slots__ = ()
    id = optional(URI)
    types = type_set("AchievementSubject")
    activity_end_date = optional(LOCAL_MOMENT)
    activity_start_date = optional(LOCAL_MOMENT)
    credits_earned = optional(NUMBER)
    achievement = required(node(Achievement))
    identifier = many(node(IdentityObject))
    image = optional(node(Image))
    license_number = optional(TEXT)
    narrative = optional(TEXT)
    result = many(node(Result))
    role = optional(TEXT)
    source_profile = optional(node(Profile), "source")
    term = optional(TEXT)
    rules = (check_identified, check_results, _check_activity)


class AchievementCredential(BadgeCredential):
    """An Open Badge; its type may also say ``OpenBadgeCredential``, which means the same."""

    __slots__ = ()
    contexts = required(contexts_kind(OPEN_BADGES_CONTEXT), "@context")
    types = type_set("VerifiableCredential", alternatives=("AchievementCredential", "OpenBadgeCredential"))
    name = optional(WORDS)
    image = optional(node(Image))
    credential_subject = required(node(AchievementSubject))
    endorsement = many(node(EndorsementCredential))
    endorsement_jwt = many(JWS)
    evidence = many(node(Evidence))
