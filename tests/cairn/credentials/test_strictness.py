"""Our verdict against the official JSON Schemas: equal, except for the rules of the table."""

from __future__ import annotations

import copy
import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema.validators import validator_for

from cairn.credentials.findings import Severity
from cairn.credentials.strictness import DIFFERENCES, Stance, difference_of, schemas_accept
from cairn.credentials.validation import validate
from factories import credentials as samples
from factories.documents import realistic_credential
from factories.mutations import single_mutation

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.canonical.strict_json import JsonObject

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "schema-differences.md"
SUBJECT = ("credentialSubject",)
ACHIEVEMENT = (*SUBJECT, "achievement")


def put(*path: str | int, value: object) -> Callable[[Any], None]:
    """Return the edit that puts ``value`` at the end of ``path``."""

    def edit(document: Any) -> None:
        holder = document
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = value

    return edit


def drop(*paths: tuple[str | int, ...]) -> Callable[[Any], None]:
    """Return the edit that takes out what each of ``paths`` ends in."""

    def edit(document: Any) -> None:
        for path in paths:
            holder = document
            for step in path[:-1]:
                holder = holder[step]
            del holder[path[-1]]

    return edit


def deepen(document: Any) -> None:
    """Nest an organisation in organisations, more deeply than any interpreter calls."""
    for _ in range(3000):
        document["issuer"] = {"id": "urn:uuid:1", "type": ["Profile"], "parentOrg": document["issuer"]}


def describe_twice(document: Any) -> None:
    """Put a copy of a result description beside it."""
    descriptions = document["credentialSubject"]["achievement"]["resultDescription"]
    descriptions.append(copy.deepcopy(descriptions[0]))


def make_version_1_1(document: Any) -> None:
    """Make a credential of version 1.1 of the data model."""
    document["@context"][0] = "https://www.w3.org/2018/credentials/v1"
    document["issuanceDate"] = document.pop("validFrom")
    document["expirationDate"] = document.pop("validUntil")


# For each rule what breaks it, and what comes near and does not.
EDITS: dict[str, tuple[Callable[[Any], None], Callable[[Any], None]]] = {
    "open_members": (
        put("relatedResource", value=[{"id": "urn:uuid:1"}]),
        put("relatedResource", value=[{"id": "urn:uuid:1", "digestMultibase": "uEiA"}]),
    ),
    "absolute_identifiers": (put("id", value="credentials/1"), put("id", value="urn:uuid:1")),
    "moments": (
        put("validFrom", value="2026-02-30T00:00:00Z"),
        put("validFrom", value="2026-02-28T00:00:00+01:00"),
    ),
    "time_zones": (
        put("awardedDate", value="2026-01-30T09:00:00"),
        put("awardedDate", value="2026-01-30T09:00:00Z"),
    ),
    "activity_zones": (
        put(*SUBJECT, "activityStartDate", value="2026-01-05T08:00:00"),
        put(*SUBJECT, "activityStartDate", value="2026-01-05T08:00:00Z"),
    ),
    "dates": (
        put(*SUBJECT, "source", "dateOfBirth", value="1981-02-29"),
        put(*SUBJECT, "source", "dateOfBirth", value="1984-02-29"),
    ),
    "extension_words": (
        put(*ACHIEVEMENT, "achievementType", value="my ext:Course"),
        put(*ACHIEVEMENT, "achievementType", value="ext:Course"),
    ),
    "subject_identified": (
        drop((*SUBJECT, "id"), (*SUBJECT, "identifier")),
        drop((*SUBJECT, "id")),
    ),
    "validity_order": (
        put("validUntil", value="2026-01-30T08:59:59Z"),
        put("validUntil", value="2026-01-30T09:00:00Z"),
    ),
    "identity_hashes": (
        put(*SUBJECT, "identifier", 0, "identityHash", value="sha256$abc"),
        put(*SUBJECT, "identifier", 0, "identityHash", value="md5$" + "0a" * 16),
    ),
    "result_described": (
        put(*SUBJECT, "result", 0, "resultDescription", value="urn:uuid:elsewhere"),
        drop((*SUBJECT, "result", 0, "resultDescription")),
    ),
    "result_values": (
        put(*SUBJECT, "result", 0, "value", value="100.5"),
        put(*SUBJECT, "result", 0, "value", value="100.0"),
    ),
    "result_levels": (
        put(*SUBJECT, "result", -3, "achievedLevel", value="urn:uuid:elsewhere"),
        put(*SUBJECT, "result", -3, "achievedLevel", value=f"{samples.ACHIEVEMENT_ID}#partly"),
    ),
    "result_status": (
        drop((*SUBJECT, "result", -1, "status")),
        put(*SUBJECT, "result", -1, "status", value="Failed"),
    ),
    "ids_unique": (
        describe_twice,
        put(*ACHIEVEMENT, "id", value=f"{samples.ACHIEVEMENT_ID}#grade"),
    ),
    "depth": (deepen, put("issuer", "parentOrg", "parentOrg", value={"id": "urn:x:1", "type": ["Profile"]})),
    "one_for_many": (put(*ACHIEVEMENT, "type", value="Achievement"), put("evidence", value=[])),
    "many_for_one": (
        put("credentialStatus", value=[{"id": "urn:uuid:1", "type": "BitstringStatusListEntry"}]),
        put("credentialStatus", value={"id": "urn:uuid:1", "type": "BitstringStatusListEntry"}),
    ),
    "languages": (put("name", value={"@value": "Etikett", "@language": "de"}), put("name", value="Etikett")),
    "version_1_1": (make_version_1_1, put("issuanceDate", value="2026-01-30T09:00:00Z")),
    "links": (put("issuer", "url", value="northside.example.edu"), put("issuer", "url", value="tel:+44")),
    "criteria_said": (
        put(*ACHIEVEMENT, "criteria", value={}),
        put(*ACHIEVEMENT, "criteria", value={"narrative": "Come."}),
    ),
    "salt": (
        drop((*SUBJECT, "identifier", 0, "salt")),
        put(*SUBJECT, "identifier", 0, value=samples.builders.build_plain_identity(value="Zoë")),
    ),
    "countries": (
        put("issuer", "address", "addressCountryCode", value="UK of GB"),
        put("issuer", "address", "addressCountryCode", value="IE"),
    ),
    "activity_order": (
        put(*SUBJECT, "activityEndDate", value="2026-01-01T00:00:00Z"),
        put(*SUBJECT, "activityEndDate", value="2026-01-05T08:00:00Z"),
    ),
    "extension_terms": (
        put("@context", value=realistic_credential()["@context"]),
        put("@context", 2, value="https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"),
    ),
}


@pytest.fixture(scope="module")
def schemas(shared_data: Path) -> dict[str, Any]:
    """The validators of the official schemas, by the class of document."""
    folder = shared_data / "open-badges-3" / "schema"
    found = {}
    for name in ("AchievementCredential", "EndorsementCredential", "Profile"):
        schema = json.loads((folder / f"{name.lower()}.json").read_bytes())
        found[name] = validator_for(schema)(schema)
    return found


def as_credential(edit: Callable[[Any], None]) -> JsonObject:
    """Return the full credential after an edit."""
    document = copy.deepcopy(samples.full_credential())
    edit(document)
    return document


def test_every_rule_has_a_failing_and_a_passing_sample() -> None:
    assert list(EDITS) == [row.name for row in DIFFERENCES]


@pytest.mark.parametrize("row", DIFFERENCES, ids=lambda row: row.name)
def test_what_breaks_a_rule_is_found_by_that_rule_alone(row: Any) -> None:
    problems = validate(as_credential(EDITS[row.name][0]), expected="AchievementCredential")
    wanted = Severity.ERROR if row.stance is Stance.STRICTER else Severity.WARNING
    assert {difference_of(problem) for problem in problems} == {row}
    assert {problem.severity for problem in problems} == {wanted}


@pytest.mark.parametrize("row", DIFFERENCES, ids=lambda row: row.name)
def test_what_keeps_a_rule_passes_without_a_word(row: Any) -> None:
    problems = validate(as_credential(EDITS[row.name][1]), expected="AchievementCredential")
    assert problems == ()


# The schema library itself does not get as deep as the attack by depth.
@pytest.mark.parametrize("row", [row for row in DIFFERENCES if row.name != "depth"], ids=lambda row: row.name)
def test_the_schemas_say_of_each_sample_what_the_table_says(row: Any, schemas: dict[str, Any]) -> None:
    broken = as_credential(EDITS[row.name][0])
    kept = as_credential(EDITS[row.name][1])
    assert schemas["AchievementCredential"].is_valid(broken) is (row.stance is not Stance.MILDER)
    assert schemas["AchievementCredential"].is_valid(kept)


@pytest.mark.parametrize(
    ("expected", "document", "count"),
    [
        ("AchievementCredential", samples.full_credential(), 300),
        ("AchievementCredential", realistic_credential(), 500),
        ("EndorsementCredential", samples.endorsement(), 500),
        ("Profile", samples.issuer(), 500),
    ],
)
def test_random_single_edits_get_the_verdict_of_the_schemas(
    expected: str, document: JsonObject, count: int, schemas: dict[str, Any]
) -> None:
    rng = random.Random(20260130)
    verdicts = []
    for _ in range(count):
        changed, what = single_mutation(document, rng=rng)
        verdict = schemas[expected].is_valid(changed)
        problems = validate(changed, expected=expected)
        assert schemas_accept(problems) is verdict, f"{what}: {problems}"
        verdicts.append(verdict)
    assert 0.2 < sum(verdicts) / count < 0.8


def test_the_samples_get_the_verdict_of_the_schemas(shared_data: Path, schemas: dict[str, Any]) -> None:
    vector = json.loads(
        (shared_data / "open-badges-3" / "spec-vector-achievement-credential.json").read_bytes()
    )
    arrayed = {**vector, "proof": [vector["proof"]]}
    for document in (vector, arrayed, samples.full_credential(), realistic_credential()):
        verdict = schemas["AchievementCredential"].is_valid(document)
        assert schemas_accept(validate(document)) is verdict
    assert schemas["AchievementCredential"].is_valid(arrayed)


def test_the_page_for_readers_is_the_table() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \| (.+) \|$", PAGE.read_text(), re.MULTILINE)
    assert rows == [(row.name, row.stance.value, row.rule, row.reason) for row in DIFFERENCES]
