"""A credential in which the lint finds nothing, edits of it, and the judgement on a rule's samples."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cairn.canonical import strict_json
from cairn.credentials import builders
from cairn.credentials.concepts import Assurance
from cairn.credentials.facts import QualityAssurance, format_facts
from cairn.credentials.figures import format_description, format_figure
from cairn.quality.lint import Scope, lint_achievement, lint_credential
from factories.credentials import (
    ACHIEVEMENT_ID,
    FACTS,
    FIGURES,
    HOST,
    ISSUER_ID,
    SUBJECT_ID,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.canonical.strict_json import JsonObject
    from cairn.quality.lint import Rule

    Edit = Callable[[Any], None]

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
AWARDED = datetime(2026, 1, 30, 9, tzinfo=UTC)
SUBJECT = "/credentialSubject"
ACHIEVEMENT = f"{SUBJECT}/achievement"
SOUND_FACTS = replace(
    FACTS,
    workload_hours=39.0,
    quality_assurance=(
        QualityAssurance(
            kind=Assurance.INSTITUTION, name="Agency for Quality", url="https://quality.example.edu/northside"
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One document: what it is, how it differs from the sound one, and where a rule finds fault with it."""

    title: str
    edit: Edit
    finds: tuple[str, ...] = ()


def failing(title: str, edit: Edit, *finds: str) -> Sample:
    """Return a sample that breaks its rule at the places ``finds``."""
    assert finds, "a failing sample says where"
    return Sample(title=title, edit=edit, finds=finds)


def passing(title: str, edit: Edit) -> Sample:
    """Return a sample that comes near and keeps its rule."""
    return Sample(title=title, edit=edit)


def sound_achievement() -> JsonObject:
    """Return an Achievement in which no rule finds anything."""
    return builders.build_achievement(
        identifier=ACHIEVEMENT_ID,
        name="Reading a food label",
        description="Finds, compares and explains what the label on packaged food says.",
        criteria=builders.build_criteria(narrative="Pass the supervised test and explain **two** labels."),
        achievement_type="MicroCredential",
        creator=builders.build_profile(identifier=ISSUER_ID, name="Northside College"),
        in_language="en",
        credits_available=1.5,
        image=builders.build_image(url=f"{HOST}/images/label.png", caption="A magnifying glass over a label"),
        alignment=format_facts(SOUND_FACTS),
        result_description=[format_description(row.description) for row in FIGURES],
        tag=["food", "labels"],
    )


def sound_credential() -> JsonObject:
    """Return an unsigned AchievementCredential in which no rule finds anything."""
    return builders.build_achievement_credential(
        envelope=builders.Envelope(
            identifier=f"{HOST}/credentials/0190d1f2-5c1b-8e3a-9d4f-000000000001",
            issuer=builders.build_profile(
                identifier=ISSUER_ID,
                name="Northside College",
                url="https://northside.example.edu",
                email="badges@northside.example.edu",
                address=builders.build_address(country_code="GB", locality="London"),
            ),
            valid_from=AWARDED,
            valid_until=AWARDED.replace(year=2031),
            awarded_date=AWARDED,
            name="Reading a food label",
            credential_status={
                "id": f"{HOST}/status/northside/revocation/1#7",
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": "7",
                "statusListCredential": f"{HOST}/status/northside/revocation/1",
            },
        ),
        subject=builders.build_achievement_subject(
            achievement=sound_achievement(),
            identifier=SUBJECT_ID,
            identities=[
                builders.build_hashed_identity(value="zoe@example.org", salt="c2FsdHNhbHRzYWx0"),
                builders.build_plain_identity(value="Zoë Ångström"),
            ],
            result=[format_figure(row) for row in FIGURES],
            credits_earned=1.5,
            narrative="Explained two labels.",
            activity_start_date=AWARDED.replace(day=5),
            activity_end_date=AWARDED.replace(day=29),
        ),
        evidence=[
            builders.build_evidence(
                url="https://evidence.example.edu/1", name="Recording", narrative="Five minutes, two labels."
            )
        ],
    )


def put(pointer: str, value: object) -> Edit:
    """Return the edit that puts ``value`` at a pointer; a last step ``-`` appends to an array."""

    def edit(document: Any) -> None:
        holder, last = _holder_of(document, pointer)
        if isinstance(holder, list) and last == "-":
            holder.append(copy.deepcopy(value))
        else:
            step = last.replace("~1", "/").replace("~0", "~")
            holder[int(step) if isinstance(holder, list) else step] = copy.deepcopy(value)

    return edit


def drop(*pointers: str) -> Edit:
    """Return the edit that takes out what is at each of the pointers."""

    def edit(document: Any) -> None:
        for pointer in pointers:
            holder, last = _holder_of(document, pointer)
            del holder[int(last) if isinstance(holder, list) else last]

    return edit


def both(*edits: Edit) -> Edit:
    """Return the edit that makes several."""

    def edit(document: Any) -> None:
        for step in edits:
            step(document)

    return edit


def untouched(document: Any) -> None:
    """Leave the sound credential as it is."""


def align(**members: str) -> Edit:
    """Return the edit that adds an alignment to the Achievement, with these members."""
    return put(f"{ACHIEVEMENT}/alignment/-", {"type": ["Alignment"], **members})


def edited(sample: Sample) -> JsonObject:
    """Return the document of a sample."""
    document = strict_json.parse_object(strict_json.format(sound_credential()))
    sample.edit(document)
    return document


def judge(rule: Rule, sample: Sample) -> None:
    """Assert that a rule finds in a sample what it should, alone and within its part, in whole sentences."""
    document = edited(sample)
    findings = [row for row in lint_credential(document, now=NOW) if row.code == rule.code]

    assert tuple(row.where for row in findings) == sample.finds
    for finding in findings:
        assert finding.severity is rule.severity
        assert finding.message
        assert finding.mend
        if "{" not in "".join(finding.values.values()):
            assert "{" not in finding.message + finding.mend
    if Scope.ACHIEVEMENT in rule.scopes:
        subject: Any = document.get("credentialSubject")
        alone = lint_achievement(subject["achievement"])
        within = [row.where for row in findings if row.where.startswith(ACHIEVEMENT)]
        assert [ACHIEVEMENT + row.where for row in alone if row.code == rule.code] == within


def _holder_of(document: Any, pointer: str) -> tuple[Any, str]:
    *steps, last = pointer.split("/")[1:]
    holder = document
    for step in steps:
        holder = holder[int(step) if isinstance(holder, list) else step]
    return holder, last
