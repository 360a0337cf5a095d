"""Judging a document by the rules of its own standard."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from cairn.credentials.clr import ClrCredential
from cairn.credentials.envelope import VerifiableCredential
from cairn.credentials.findings import Severity
from cairn.credentials.open_badges import AchievementCredential
from cairn.credentials.validation import check, class_of, parse_document, validate
from cairn.errors import DocumentError, UsageError
from factories import credentials as samples
from factories.documents import realistic_credential

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["achievement-credential", "clr"])
def test_both_vectors_of_the_specification_are_in_order(name: str, shared_data: Path) -> None:
    vector = json.loads((shared_data / "open-badges-3" / f"spec-vector-{name}.json").read_bytes())
    problems = validate(vector)
    assert {problem.code for problem in problems} <= {"credential.single_value"}
    assert {problem.severity for problem in problems} <= {Severity.WARNING}
    check(vector)


def test_a_realistic_credential_has_no_problem() -> None:
    assert validate(realistic_credential()) == ()


def test_all_problems_are_told_each_with_its_place() -> None:
    document = realistic_credential()
    document["issuer"] = "northside"
    document["evidence"][0]["type"] = []  # type: ignore[index,call-overload]
    del document["validFrom"]
    assert [(problem.code, problem.where) for problem in validate(document)] == [
        ("credential.not_absolute_uri", "/issuer"),
        ("credential.type_missing", "/evidence/0/type"),
        ("credential.member_missing", ""),
    ]


def test_a_place_is_a_json_pointer() -> None:
    document = {**realistic_credential(), "evidence": [{"type": ["Evidence"], "name": 1}]}
    (problem,) = validate(document)
    assert problem.where == "/evidence/0/name"


def test_check_raises_the_first_error_and_lets_warnings_pass() -> None:
    document = realistic_credential()
    document["name"] = {"@value": "Etikett", "@language": "de"}
    check(document)
    document["issuer"] = 1
    with pytest.raises(DocumentError) as caught:
        check(document)
    assert (caught.value.code, caught.value.where) == ("credential.wrong_type", "/issuer")


def test_the_type_of_a_document_decides_its_class() -> None:
    assert class_of(samples.full_credential()) is AchievementCredential
    assert class_of(samples.record()) is ClrCredential
    assert class_of({"type": "OpenBadgeCredential"}) is AchievementCredential
    assert class_of({"type": ["Diploma"]}) is VerifiableCredential
    assert class_of({}) is VerifiableCredential


def test_parsing_gives_the_view_of_that_class() -> None:
    view = parse_document(samples.endorsement())
    assert type(view).__name__ == "EndorsementCredential"
    assert view.source["name"] == "Endorsement by the Guild of Grocers"


def test_a_class_that_there_is_not_is_the_mistake_of_the_caller() -> None:
    with pytest.raises(UsageError) as caught:
        validate({}, expected="Assertion")
    assert caught.value.code == "credential.class_unknown"


def test_a_credential_inside_a_record_is_judged_too() -> None:
    record = samples.record()
    inner = record["credentialSubject"]["verifiableCredential"][0]  # type: ignore[index,call-overload]
    inner["issuer"] = 1  # type: ignore[index,call-overload]
    assert [(problem.code, problem.where) for problem in validate(record)] == [
        ("credential.wrong_type", "/credentialSubject/verifiableCredential/0/issuer")
    ]


def test_a_credential_inside_a_presentation_is_judged_too() -> None:
    presentation = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [{**realistic_credential(), "issuer": 1}],
    }
    assert [problem.where for problem in validate(presentation)] == ["/verifiableCredential/0/issuer"]


def test_an_attack_by_depth_is_refused() -> None:
    document = realistic_credential()
    for _ in range(5000):
        document["issuer"] = {"id": "urn:x:1", "type": ["Profile"], "parentOrg": document["issuer"]}
    (problem,) = validate(document)
    assert problem.code == "credential.too_deep"


@pytest.mark.parametrize("document", [{}, {"type": None}, {"type": [[]]}, {"@context": {}, "type": {"a": 1}}])
def test_nonsense_is_refused_and_not_stumbled_over(document: dict[str, object]) -> None:
    assert validate(document)  # type: ignore[arg-type]


def test_judging_a_normal_credential_takes_well_under_a_millisecond() -> None:
    document = realistic_credential()
    times = []
    for _ in range(200):
        start = time.perf_counter()
        validate(document)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.0005
