"""Proofs in bulk: the same bytes as one by one."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.canonical import strict_json
from cairn.credentials import contexts
from cairn.errors import CairnError, UsageError
from cairn.keys import Algorithm, did_key_method_id
from cairn.proofs.batch import BatchSigner
from cairn.proofs.data_integrity import DataIntegrity
from cairn.proofs.proof import read_proofs
from factories.documents import realistic_credential
from factories.keys import signer

INTEGRITY = DataIntegrity(contexts.load)
PATHS: list[tuple[str | int, ...]] = [
    ("id",),
    ("validFrom",),
    ("credentialSubject", "id"),
    ("credentialSubject", "identifier", 1, "identityHash"),
    ("credentialSubject", "narrative"),
    ("credentialSubject", "result", 0, "value"),
    ("evidence", 0, "id"),
    ("evidence", 0, "narrative"),
    ("credentialStatus", "statusListIndex"),
]


def batch(suite: str = "eddsa-rdfc-2022", algorithm: Algorithm = Algorithm.ED25519) -> BatchSigner:
    key = signer("issuer", algorithm)
    return BatchSigner(
        INTEGRITY,
        cryptosuite=suite,
        signer=key,
        verification_method=did_key_method_id(key.public_key),
        created=datetime(2026, 1, 30, 9, tzinfo=UTC),
    )


def filled(values: tuple[str, ...]) -> Any:
    document: Any = realistic_credential()
    for path, value in zip(PATHS, values, strict=True):
        place = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
    return document


BATCH = batch()
CURVE = batch("ecdsa-rdfc-2019", Algorithm.P256)
SHAPES = {maker: maker.prepare(realistic_credential(), PATHS) for maker in (BATCH, CURVE)}

texts = st.text(max_size=12)
addresses = st.one_of(
    st.integers(0, 999).map(lambda number: f"https://example.org/{number}"),
    st.text(max_size=6).map(lambda rest: f"urn:x:{rest}"),
    st.sampled_from(["", "relative", "_:b0", "did:example:1", "https://example.org/a b"]),
)
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(lambda moment: f"{moment.isoformat()}Z")  # noqa: DTZ001


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([BATCH, CURVE]),
    st.tuples(addresses, st.one_of(moments, texts), addresses, texts, texts, texts, addresses, texts, texts),
)
def test_template_gives_the_bytes_of_the_long_way_or_asks_for_it(
    maker: BatchSigner, values: tuple[str, ...]
) -> None:
    shape = SHAPES[maker]
    assert shape is not None
    try:
        swift = shape.secure(values)
    except CairnError:
        swift = None
    if swift is not None:
        assert swift == maker.secure(filled(values))


def test_usual_values_need_no_long_way() -> None:
    shape = SHAPES[BATCH]
    assert shape is not None
    values = (
        "https://credentials.example.edu/credentials/1",
        "2026-02-01T00:00:00Z",
        "did:example:2",
        'Zoë "Å" \\ <b>\n',
        "Ein Satz — mit 🔑.",
        "77",
        "https://evidence.example.edu/1",
        "",
        "131071",
    )
    secured = shape.secure(values)
    assert secured is not None
    document = strict_json.parse_object(secured)
    (proof,) = read_proofs(document)
    INTEGRITY.verify_proof(document, proof, public_key=signer().public_key)
    assert {key: member for key, member in document.items() if key != "proof"} == filled(values)


@pytest.mark.parametrize(
    ("suite", "algorithm"), [("eddsa-jcs-2022", Algorithm.ED25519), ("ecdsa-rdfc-2019", Algorithm.P384)]
)
def test_suite_without_a_template_takes_the_long_way(suite: str, algorithm: Algorithm) -> None:
    maker = batch(suite, algorithm)
    assert maker.prepare(realistic_credential(), PATHS) is None
    document = strict_json.parse_object(maker.secure(realistic_credential()))
    INTEGRITY.verify_proof(
        document, read_proofs(document)[0], public_key=signer("issuer", algorithm).public_key
    )


def test_place_that_shapes_the_meaning_takes_the_long_way() -> None:
    assert BATCH.prepare(realistic_credential(), [("type", 1)]) is None


def test_document_that_is_refused_one_by_one_is_refused_for_a_batch() -> None:
    document = {**copy.deepcopy(realistic_credential()), "unknownTerm": "x"}
    for attempt in (lambda: BATCH.secure(document), lambda: BATCH.prepare(document, PATHS)):
        with pytest.raises(CairnError) as caught:
            attempt()
        assert caught.value.code.startswith("jsonld.")


def test_suite_that_does_not_take_the_key_is_refused_before_any_document() -> None:
    with pytest.raises(UsageError) as caught:
        batch("eddsa-rdfc-2022", Algorithm.P256)
    assert caught.value.code == "proof.key_type"
