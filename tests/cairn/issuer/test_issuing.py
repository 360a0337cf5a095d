from __future__ import annotations

import itertools
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from cairn.canonical import strict_json
from cairn.credentials import contexts
from cairn.credentials.findings import Severity
from cairn.credentials.validation import validate
from cairn.errors import DocumentError, UsageError
from cairn.issuer import BatchPlan, Issuer, LearnerRow, rehearse
from cairn.keys import Algorithm
from cairn.proofs.data_integrity import DataIntegrity
from cairn.proofs.proof import read_proofs
from cairn.status import format_entry, parse_entries
from factories.documents import achievement
from factories.keys import counting_rng, signer
from factories.learners import ISSUER, ORIGIN, issuer

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LISTS = (f"{ORIGIN}/status/northside/revocation/1",)
PLAN = BatchPlan(origin=ORIGIN, seed=bytes(range(32)), row_count=40, status_lists=LISTS, created=NOW)


def rows(count: int) -> list[LearnerRow]:
    return [
        LearnerRow(number=number, name=f"Zoë {number}", email=f"zoe.{number}@example.edu")
        for number in range(count)
    ]


def verify(document: dict[str, Any], algorithm: Algorithm = Algorithm.ED25519) -> None:
    DataIntegrity(contexts.load).verify_proof(
        document, read_proofs(document)[0], public_key=signer(algorithm=algorithm).public_key
    )


def issue_one(by: Issuer, **options: Any) -> dict[str, Any]:
    return by.issue(
        LearnerRow(name="Zoë", email="zoe@example.edu"),
        achievement=options.pop("about", achievement()),
        credential_id=f"{ORIGIN}/credentials/1",
        now=NOW,
        rng=counting_rng(),
        **options,
    )


@pytest.mark.parametrize(
    ("algorithm", "suite"),
    [(Algorithm.ED25519, "eddsa-rdfc-2022"), (Algorithm.P256, "ecdsa-rdfc-2019")],
)
def test_one_credential_is_issued_in_order_and_signed(algorithm: Algorithm, suite: str) -> None:
    status = format_entry(list_url=LISTS[0], index=3, purpose="revocation")
    document = issue_one(issuer(algorithm, cryptosuite=suite), status=status)
    assert validate(document) == ()
    verify(document, algorithm)
    assert document["credentialStatus"] == status


def test_a_suite_that_does_not_go_with_the_key_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        issuer(Algorithm.P256, cryptosuite="eddsa-rdfc-2022")
    assert caught.value.code == "proof.key_type"


def test_a_term_that_no_context_defines_is_refused_and_not_dropped() -> None:
    with pytest.raises(DocumentError) as caught:
        issue_one(issuer(), about=achievement() | {"surprise": "unsigned"})
    assert caught.value.code.startswith("jsonld.")


def test_the_rehearsal_refuses_what_issuing_would() -> None:
    learner = LearnerRow(email="zoe@example.edu")
    rehearse(learner, achievement=achievement(), issuer=ISSUER)
    with pytest.raises(DocumentError):
        rehearse(learner, achievement=achievement() | {"surprise": "unsigned"}, issuer=ISSUER)
    with pytest.raises(DocumentError):
        rehearse(LearnerRow(name="Nobody"), achievement=achievement() | {"name": 3}, issuer=ISSUER)


def test_a_batch_is_signed_and_in_order() -> None:
    for issued in issuer().issue_batch(rows(12), achievement=achievement(), plan=PLAN):
        document = strict_json.parse_object(issued.data)
        assert validate(document) == ()
        verify(document)
        assert document["id"] == issued.id
        assert document["credentialStatus"]["statusListIndex"] == str(issued.status_index)  # type: ignore[call-overload,index]


def test_a_batch_issued_again_gives_the_same_bytes() -> None:
    first = [issued.data for issued in issuer().issue_batch(rows(12), achievement=achievement(), plan=PLAN)]
    again = [issued.data for issued in issuer().issue_batch(rows(12), achievement=achievement(), plan=PLAN)]
    assert first == again


def test_a_credential_depends_on_no_other_row() -> None:
    all_of_them = list(issuer().issue_batch(rows(12), achievement=achievement(), plan=PLAN))
    some = list(issuer().issue_batch(rows(12)[5::2], achievement=achievement(), plan=PLAN))
    assert some == all_of_them[5::2]


def test_another_seed_changes_every_identifier_and_salt() -> None:
    other = replace(PLAN, seed=bytes(32))
    for one, two in zip(
        issuer().issue_batch(rows(5), achievement=achievement(), plan=PLAN),
        issuer().issue_batch(rows(5), achievement=achievement(), plan=other),
        strict=True,
    ):
        assert one.id != two.id
        assert one.data != two.data


def test_the_rows_are_asked_for_one_by_one() -> None:
    taken = []

    def watched() -> Any:
        for row in rows(10):
            taken.append(row.number)
            yield row

    batch = issuer().issue_batch(watched(), achievement=achievement(), plan=PLAN)
    list(itertools.islice(batch, 3))
    assert taken == [0, 1, 2]


def test_a_wrong_number_of_status_lists_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        issuer().issue_batch([], achievement=achievement(), plan=replace(PLAN, row_count=200_000))
    assert caught.value.code == "batch.status_lists"


@pytest.mark.parametrize("lists", [LISTS * 2, LISTS * 3])
def test_a_wrong_number_of_lists_of_suspensions_is_refused(lists: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as caught:
        issuer().issue_batch([], achievement=achievement(), plan=replace(PLAN, suspension_lists=lists))
    assert caught.value.code == "batch.status_lists"


def test_a_batch_that_can_be_suspended_has_two_entries_and_no_other_difference() -> None:
    plan = replace(PLAN, suspension_lists=(f"{ORIGIN}/status/northside/suspension/1",))
    plain = issuer().issue_batch(rows(12), achievement=achievement(), plan=PLAN)
    for one, issued in zip(
        plain, issuer().issue_batch(rows(12), achievement=achievement(), plan=plan), strict=True
    ):
        document, other = strict_json.parse_object(issued.data), strict_json.parse_object(one.data)
        verify(document)
        assert [(problem.severity, problem.where) for problem in validate(document)] == [
            (Severity.WARNING, "/credentialStatus")
        ]
        first, second = parse_entries(document)
        assert [first.source] == [entry.source for entry in parse_entries(other)]
        assert (second.purpose, second.list_url) == ("suspension", plan.suspension_lists[0])
        assert issued.id == one.id
        assert issued.status_index == first.index != second.index


def test_one_credential_that_can_be_suspended() -> None:
    entries = [
        format_entry(list_url=f"{ORIGIN}/status/northside/{purpose}/1", index=index, purpose=purpose)
        for purpose, index in (("revocation", 3), ("suspension", 9))
    ]
    document = issue_one(issuer(), status=entries[0], suspension=entries[1])
    verify(document)
    assert document["credentialStatus"] == entries
    assert issue_one(issuer(), suspension=entries[1])["credentialStatus"] == entries[1]


def test_memory_does_not_grow_with_the_batch() -> None:
    def many(count: int) -> Any:
        for number in range(count):
            yield LearnerRow(number=number, name=f"Zoë {number}", email=f"zoe.{number}@example.edu")

    by = issuer()
    plan = replace(PLAN, row_count=3000)
    tracemalloc.start()
    peaks = []
    for count in (300, 1500):
        tracemalloc.reset_peak()
        assert sum(1 for _ in by.issue_batch(many(count), achievement=achievement(), plan=plan)) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.1 + 100_000
