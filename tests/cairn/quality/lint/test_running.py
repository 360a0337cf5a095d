from __future__ import annotations

import copy

import pytest
from hypothesis import HealthCheck, given, settings

from cairn.errors import UsageError
from cairn.quality.lint import (
    ACHIEVEMENT_RULES,
    FRAME_RULES,
    ROW_RULES,
    RULES,
    LintSeverity,
    lint_achievement,
    lint_credential,
    lint_frame,
    lint_row,
    rule,
)
from factories.credentials import record
from factories.documents import realistic_credential
from factories.lint_samples import ACHIEVEMENT, NOW, both, drop, put, sound_achievement, sound_credential
from factories.mutations import mutated_documents


def test_a_sound_credential_has_no_finding() -> None:
    assert lint_credential(sound_credential(), now=NOW) == ()


def test_a_sound_achievement_has_no_finding() -> None:
    assert lint_achievement(sound_achievement()) == ()


def test_the_parts_together_find_what_the_whole_finds() -> None:
    document = sound_credential()
    both(
        put("/issuer/url", "http://northside.example.edu"),
        put(f"{ACHIEVEMENT}/name", "TEST OF FOOD LABELS"),
        put("/evidence/0/id", "https://localhost/1"),
    )(document)
    achievement = document["credentialSubject"]["achievement"]  # type: ignore[call-overload,index]
    parts = [
        *[(row.code, row.where) for row in lint_frame(document)],
        *[(row.code, ACHIEVEMENT + row.where) for row in lint_achievement(achievement)],  # type: ignore[arg-type]
        *[(row.code, row.where) for row in lint_row(document, now=NOW)],
    ]

    assert len(parts) == 3
    assert {(row.code, row.where) for row in lint_credential(document, now=NOW)} == set(parts)


def test_errors_come_first() -> None:
    document = sound_credential()
    both(put(f"{ACHIEVEMENT}/name", " a"), drop("/credentialStatus"), put("/id", "https://localhost/7"))(
        document
    )
    severities = [row.severity for row in lint_credential(document, now=NOW)]

    assert severities == sorted(severities, key=list(LintSeverity).index)
    assert set(severities) == set(LintSeverity)


def test_a_rule_that_is_ignored_finds_nothing() -> None:
    document = sound_credential()
    drop("/credentialStatus")(document)

    assert [row.code for row in lint_credential(document, now=NOW)] == ["lint.status_missing"]
    assert lint_credential(document, now=NOW, ignoring={"lint.status_missing"}) == ()


def test_the_achievement_of_every_subject_is_linted() -> None:
    document = sound_credential()
    subject = document["credentialSubject"]
    second = copy.deepcopy(subject)
    second["achievement"]["criteria"] = {}  # type: ignore[call-overload,index]
    document["credentialSubject"] = [subject, second]

    assert [(row.code, row.where) for row in lint_credential(document, now=NOW)] == [
        ("lint.criteria_missing", "/credentialSubject/1/achievement/criteria")
    ]


def test_the_document_is_left_as_it_was() -> None:
    document = realistic_credential()
    before = copy.deepcopy(document)
    lint_credential(document, now=NOW)

    assert document == before


def test_every_rule_runs_in_some_part() -> None:
    assert {*ACHIEVEMENT_RULES, *FRAME_RULES, *ROW_RULES} == set(RULES)


def test_a_rule_is_found_by_its_code() -> None:
    assert rule("lint.status_missing").severity is LintSeverity.WARNING


def test_a_code_of_no_rule_is_refused() -> None:
    with pytest.raises(UsageError) as raised:
        rule("lint.unheard_of")

    assert raised.value.code == "lint.unknown_rule"


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(document=mutated_documents([sound_credential(), realistic_credential(), record()]))
def test_no_broken_document_stops_the_lint(document: dict[str, object]) -> None:
    lint_credential(document, now=NOW)  # type: ignore[arg-type]


def test_nesting_deeper_than_the_stack_does_not_stop_the_lint() -> None:
    deep: dict[str, object] = {}
    for _ in range(5000):
        deep = {"description": [deep]}
    document = sound_credential()
    document["issuer"] = deep  # type: ignore[assignment]
    document["evidence"] = [deep]  # type: ignore[list-item]

    assert lint_credential(document, now=NOW)
