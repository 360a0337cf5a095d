from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.credentials import contexts
from cairn.errors import DocumentError
from cairn.issuer import LearnerRow, RowIdentity, RowResult, compose, read_design, shapes
from cairn.issuer.composing import build
from cairn.issuer.shapes import ShapedSigner
from cairn.keys import Algorithm
from cairn.proofs.batch import BatchSigner
from cairn.proofs.data_integrity import DataIntegrity
from cairn.status import format_entry
from factories.documents import achievement
from factories.keys import signer
from factories.learners import ISSUER

TEST, EXPLANATION = (
    "urn:uuid:6f8b1e0a-8a4e-4c9c-9d0b-0d2a3c1b5e01",
    "urn:uuid:6f8b1e0a-8a4e-4c9c-9d0b-0d2a3c1b5e02",
)
DESIGN = read_design(achievement(), issuer=ISSUER)


def batch_signer(algorithm: Algorithm = Algorithm.ED25519, *, suite: str = "eddsa-rdfc-2022") -> BatchSigner:
    return BatchSigner(
        DataIntegrity(contexts.load),
        cryptosuite=suite,
        signer=signer(algorithm=algorithm),
        verification_method=f"{ISSUER['id']}#key",
        created=datetime(2026, 1, 1, tzinfo=UTC),
    )


def identity_of(number: int) -> RowIdentity:
    return RowIdentity(
        credential_id=f"https://credentials.example.edu/credentials/{number}",
        email_salt=f"{number:032x}",
        identifier_salt=f"{number + 1:032x}",
        valid_from="2026-01-01T00:00:00Z",
    )


def status_of(number: int, *, purpose: str = "revocation") -> dict[str, Any]:
    return format_entry(
        list_url=f"https://credentials.example.edu/status/northside/{purpose}/{1 + number % 3}",
        index=number,
        purpose=purpose,
    )


text = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
rows = st.builds(
    LearnerRow,
    email=st.just("zoe@example.edu"),
    name=st.one_of(st.just(""), text),
    id=st.sampled_from(["", "did:example:1", "https://a.edu/1"]),
    identifier=st.one_of(st.just(""), text),
    identifier_type=st.sampled_from(["identifier", "ext:studentId"]),
    valid_from=st.sampled_from(["", "2026-01-31T00:00:00Z"]),
    valid_until=st.sampled_from(["", "2031-01-31T23:59:59Z"]),
    evidence_url=st.sampled_from(["", "https://a.edu/%20", "https://exämple.edu/ü"]),
    narrative=st.one_of(st.just(""), text),
    credits_earned=st.sampled_from([None, 0.0, 1.0, 1.5]),
    results=st.sampled_from(
        [
            (),
            (RowResult(result_description=TEST, value="87"),),
            (
                RowResult(result_description=TEST, value="87", status="Completed"),
                RowResult(result_description=EXPLANATION, achieved_level="urn:uuid:1d1"),
            ),
            (RowResult(result_description=TEST, value="9"), RowResult(result_description=TEST, value="9")),
        ]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batch=st.lists(rows, min_size=1, max_size=4), repeats=st.integers(4, 6))
def test_templates_give_the_bytes_of_the_long_way(batch: list[LearnerRow], repeats: int) -> None:
    plain = batch_signer()
    shaped = ShapedSigner(plain, design=DESIGN)
    for number, row in enumerate(batch * repeats):
        identity, status = identity_of(number), status_of(number)
        expected = plain.secure(compose(row, design=DESIGN, identity=identity, status=status))
        assert shaped.secure(row, identity=identity, status=status) == expected


def test_templates_with_two_entries_give_the_bytes_of_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = batch_signer()
    shaped = ShapedSigner(plain, design=DESIGN)
    row = LearnerRow(email="a@a.edu", name="Zoë", results=rows_results())
    expected = [
        plain.secure(
            compose(
                row,
                design=DESIGN,
                identity=identity_of(number),
                status=status_of(number),
                suspension=status_of(number, purpose="suspension"),
            )
        )
        for number in range(8)
    ]
    built = []
    monkeypatch.setattr(
        shapes, "build", lambda *args, **options: built.append(args) or build(*args, **options)
    )
    for number in range(8):
        secured = shaped.secure(
            row,
            identity=identity_of(number),
            status=status_of(number),
            suspension=status_of(number, purpose="suspension"),
        )
        assert secured == expected[number]
    assert len(built) == 5, "three the long way, two to prepare the template, and none after it"


@pytest.mark.parametrize(
    ("algorithm", "suite"),
    [
        (Algorithm.P256, "ecdsa-rdfc-2019"),
        (Algorithm.P256, "ecdsa-jcs-2019"),
        (Algorithm.ED25519, "eddsa-jcs-2022"),
    ],
)
def test_other_suites_give_the_bytes_of_the_long_way(algorithm: Algorithm, suite: str) -> None:
    plain = batch_signer(algorithm, suite=suite)
    shaped = ShapedSigner(plain, design=DESIGN)
    row = LearnerRow(email="a@a.edu", name="Zoë")
    for number in range(6):
        expected = plain.secure(compose(row, design=DESIGN, identity=identity_of(number), status=None))
        assert shaped.secure(row, identity=identity_of(number), status=None) == expected


def test_a_frequent_shape_takes_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = batch_signer()
    shaped = ShapedSigner(plain, design=DESIGN)
    row = LearnerRow(email="a@a.edu", name="Zoë", narrative="x", results=rows_results())
    for number in range(4):
        shaped.secure(row, identity=identity_of(number), status=status_of(number))
    monkeypatch.setattr(plain, "secure", None)
    assert shaped.secure(row, identity=identity_of(9), status=status_of(9))


def rows_results() -> tuple[RowResult, ...]:
    return (
        RowResult(result_description=TEST, value="87", status="Completed"),
        RowResult(result_description=EXPLANATION, achieved_level="urn:uuid:1d1"),
    )


def test_the_number_of_templates_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "MAX_SHAPES", 3)
    shaped = ShapedSigner(batch_signer(), design=DESIGN)
    for earned in range(8):
        row = LearnerRow(email="a@a.edu", credits_earned=float(earned))
        for number in range(5):
            shaped.secure(row, identity=identity_of(number), status=None)
    assert len(shaped._templates) <= 3
    assert len(shaped._sightings) <= 3


def test_a_lone_surrogate_is_refused_on_both_ways() -> None:
    shaped = ShapedSigner(batch_signer(), design=DESIGN)
    for number in range(6):
        shaped.secure(LearnerRow(email="a@a.edu", name="Zoë"), identity=identity_of(number), status=None)
    with pytest.raises(DocumentError):
        shaped.secure(LearnerRow(email="a@a.edu", name="\ud800"), identity=identity_of(7), status=None)
