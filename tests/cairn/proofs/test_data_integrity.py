"""Adding and verifying proofs: sets and chains of the standard, and what must not pass for a proof."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from cairn.canonical import multibase, strict_json
from cairn.credentials import contexts
from cairn.errors import CairnError, DocumentError, UsageError
from cairn.keys import Algorithm, PublicKey, SoftwareSigner, did_key_method_id, parse_multikey
from cairn.proofs.data_integrity import SUITES, DataIntegrity
from cairn.proofs.proof import read_proofs
from factories.documents import CREDENTIALS_V2, realistic_credential
from factories.keys import signer
from factories.mutations import mutated_documents
from factories.w3c_vectors import context_loader

if TYPE_CHECKING:
    from pathlib import Path

CREATED = datetime(2026, 1, 30, 9, tzinfo=UTC)
INTEGRITY = DataIntegrity(contexts.load)
SIGNING_SUITES = [
    (name, algorithm)
    for name, suite in SUITES.items()
    if suite.signs
    for algorithm in sorted(suite.algorithms)
]
SUITE_NAMES = ["eddsa-rdfc-2022", "eddsa-jcs-2022"]


def secure(
    document: Any, *, suite: str = "eddsa-rdfc-2022", key: SoftwareSigner | None = None, **options: Any
) -> Any:
    key = key or signer()
    return INTEGRITY.add_proof(
        document,
        cryptosuite=suite,
        signer=key,
        verification_method=did_key_method_id(key.public_key),
        created=CREATED,
        **options,
    )


def verify(document: Any, *, position: int = -1, public_key: PublicKey | None = None) -> None:
    proof = read_proofs(document)[position]
    INTEGRITY.verify_proof(document, proof, public_key=public_key or _named_key(proof.verification_method))


def refusal(document: Any, *, position: int = -1, public_key: PublicKey | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        verify(document, position=position, public_key=public_key)
    return caught.value.code


def altered(document: Any, **members: Any) -> Any:
    """Return ``document`` with other members in its last proof."""
    changed = copy.deepcopy(document)
    changed["proof"][-1].update(members)
    return changed


def _named_key(method_id: str) -> PublicKey:
    return parse_multikey(method_id.partition("#")[2])


SECURED = {suite: secure(realistic_credential(), suite=suite) for suite in SUITE_NAMES}


@pytest.mark.parametrize(("suite", "algorithm"), SIGNING_SUITES)
def test_proof_of_every_suite_and_key_is_verified(suite: str, algorithm: Algorithm) -> None:
    document = realistic_credential()
    secured = secure(document, suite=suite, key=signer("a", algorithm))
    verify(secured)
    assert document == realistic_credential()
    assert refusal({**secured, "name": "Another"}) == "signature.invalid"


@pytest.mark.parametrize(
    "kind", ["signedProofSet1", "signedProofSet2", "signedProofChain1", "signedProofChain2"]
)
def test_proof_sets_and_chains_of_the_standard_are_verified(shared_data: Path, kind: str) -> None:
    folder = shared_data / "w3c-data-integrity" / "eddsa" / "proof-set-chain"
    integrity = DataIntegrity(context_loader(shared_data))
    document = strict_json.parse_object((folder / f"{kind}.json").read_bytes())
    proofs = read_proofs(document)
    for proof in proofs:
        integrity.verify_proof(document, proof, public_key=_named_key(proof.verification_method))
    forged: Any = {**document, "name": "Another name"}
    for proof in proofs:
        with pytest.raises(DocumentError) as caught:
            integrity.verify_proof(forged, proof, public_key=_named_key(proof.verification_method))
        assert caught.value.code == "signature.invalid"


def test_proof_sets_and_chains_of_the_standard_are_made_again_to_the_byte(shared_data: Path) -> None:
    folder = shared_data / "w3c-data-integrity" / "eddsa" / "proof-set-chain"
    integrity = DataIntegrity(context_loader(shared_data))
    pairs: Any = strict_json.parse_object((folder / "multiKeyPairs.json").read_bytes())
    made = strict_json.parse_object((folder / "unsigned.json").read_bytes())
    for number, name in enumerate(
        ("signedProofSet1", "signedProofSet2", "signedProofChain1", "signedProofChain2"), start=1
    ):
        expected = strict_json.parse_object((folder / f"{name}.json").read_bytes())
        wanted = read_proofs(expected)[-1]
        made = integrity.add_proof(
            made,
            cryptosuite=wanted.suite,
            signer=SoftwareSigner.from_secret_multikey(pairs[f"keyPair{number}"]["privateKeyMultibase"]),
            verification_method=wanted.verification_method,
            created=wanted.created,
            proof_id=wanted.id,
            previous=wanted.previous,
        )
        assert [proof.source for proof in read_proofs(made)] == [
            proof.source for proof in read_proofs(expected)
        ]


def test_chain_without_the_proof_that_it_builds_on_is_refused(shared_data: Path) -> None:
    folder = shared_data / "w3c-data-integrity" / "eddsa" / "proof-set-chain"
    document: Any = strict_json.parse_object((folder / "signedProofChain1.json").read_bytes())
    del document["proof"][0]
    assert refusal(document) == "proof.previous"


def chain() -> Any:
    first = secure(realistic_credential(), proof_id="urn:uuid:1")
    second = secure(first, key=signer("second"), proof_id="urn:uuid:2")
    return secure(second, key=signer("third"), previous=("urn:uuid:1", "urn:uuid:2"))


def test_later_proof_covers_the_earlier_ones_that_it_names() -> None:
    document = chain()
    for position in range(3):
        verify(document, position=position)
    document["proof"][0]["created"] = "2026-01-30T09:00:01Z"
    assert refusal(document) == "signature.invalid"
    verify(document, position=1)


def test_proof_of_a_set_needs_none_of_the_others() -> None:
    document = chain()
    del document["proof"][2], document["proof"][0]
    verify(document)


def test_proof_values_exchanged_within_a_set_are_refused() -> None:
    document = chain()
    first, second = document["proof"][:2]
    first["proofValue"], second["proofValue"] = second["proofValue"], first["proofValue"]
    assert [refusal(document, position=position) for position in (0, 1)] == ["signature.invalid"] * 2


def test_chain_that_builds_on_two_proofs_of_one_name_is_refused() -> None:
    document = chain()
    document["proof"].append(copy.deepcopy(document["proof"][0]))
    assert refusal(document, position=2) == "proof.previous"


@pytest.mark.parametrize(
    "links",
    [{0: "urn:uuid:1"}, {0: "urn:uuid:2", 1: "urn:uuid:1"}, {1: ["urn:uuid:1", "urn:uuid:2"]}],
    ids=["a proof on itself", "two proofs on each other", "a proof on another and itself"],
)
def test_loop_of_previous_proofs_is_refused_and_does_not_hang(links: dict[int, Any]) -> None:
    document = chain()
    for position, previous in links.items():
        document["proof"][position]["previousProof"] = previous
    for position in links:
        assert refusal(document, position=position) == "signature.invalid"


def test_flood_of_previous_proofs_is_refused_before_any_is_looked_for() -> None:
    names = [f"urn:uuid:{number}" for number in range(17)]
    assert refusal(altered(chain(), previousProof=names)) == "proof.previous"


def test_chain_on_a_proof_that_is_not_there_is_not_made() -> None:
    with pytest.raises(DocumentError) as caught:
        secure(realistic_credential(), previous=("urn:uuid:none",))
    assert caught.value.code == "proof.previous"


@pytest.mark.parametrize("suite", SUITE_NAMES)
@pytest.mark.parametrize(
    "members",
    [
        {"created": "2026-01-30T09:00:01Z"},
        {"expires": "2036-01-30T09:00:01Z"},
        {"proofPurpose": "authentication"},
        {"challenge": "c"},
        {"domain": "d"},
        {"id": "urn:uuid:1"},
        {"verificationMethod": did_key_method_id(signer("other").public_key)},
    ],
)
def test_changed_or_added_option_is_refused(suite: str, members: dict[str, Any]) -> None:
    assert refusal(altered(SECURED[suite], **members), public_key=signer().public_key) == "signature.invalid"


@pytest.mark.parametrize("suite", SUITE_NAMES)
def test_removed_option_is_refused(suite: str) -> None:
    document = copy.deepcopy(SECURED[suite])
    del document["proof"][0]["created"]
    assert refusal(document) == "signature.invalid"


@pytest.mark.parametrize("suite", SUITE_NAMES)
def test_key_of_somebody_else_is_refused(suite: str) -> None:
    assert refusal(SECURED[suite], public_key=signer("other").public_key) == "signature.invalid"


def test_hashes_signed_in_the_other_order_are_refused() -> None:
    document = copy.deepcopy(SECURED["eddsa-rdfc-2022"])
    proof = document["proof"][0]
    options = {**{key: value for key, value in proof.items() if key != "proofValue"}}
    options["@context"] = document["@context"]
    covered = {key: value for key, value in document.items() if key != "proof"}
    hashes = [sha256(INTEGRITY.canonizer.canonize(part)).digest() for part in (options, covered)]
    proof["proofValue"] = multibase.encode(signer().sign(hashes[0] + hashes[1]), base="z")
    verify(document)
    proof["proofValue"] = multibase.encode(signer().sign(hashes[1] + hashes[0]), base="z")
    assert refusal(document) == "signature.invalid"


def test_context_exchanged_under_a_proof_is_refused() -> None:
    older = "https://www.w3.org/2018/credentials/v1"
    for suite, code in (("eddsa-rdfc-2022", "jsonld.undefined_term"), ("eddsa-jcs-2022", "proof.context")):
        contexts_of = SECURED[suite]["@context"]
        assert refusal({**SECURED[suite], "@context": [older, *contexts_of[1:]]}) == code


def test_order_of_contexts_is_signed_by_its_spelling_only() -> None:
    swapped = {
        suite: {**SECURED[suite], "@context": SECURED[suite]["@context"][::-1]} for suite in SUITE_NAMES
    }
    verify(swapped["eddsa-rdfc-2022"])
    assert refusal(swapped["eddsa-jcs-2022"]) == "proof.context"


def test_context_of_its_own_in_a_proof_is_refused() -> None:
    document = altered(SECURED["eddsa-rdfc-2022"], **{"@context": [CREDENTIALS_V2]})
    assert refusal(document) == "proof.context"


def test_context_of_the_document_repeated_in_the_proof_changes_nothing() -> None:
    document = SECURED["eddsa-rdfc-2022"]
    verify(altered(document, **{"@context": document["@context"]}))


def test_jcs_proof_over_fewer_contexts_holds_only_while_they_come_first() -> None:
    base = SECURED["eddsa-jcs-2022"]
    verify({**base, "@context": [*base["@context"], "https://example.org/more"]})
    assert refusal({**base, "@context": ["https://example.org/more", *base["@context"]]}) == "proof.context"
    assert refusal({**base, "@context": base["@context"][:1]}) == "proof.context"


def test_context_cut_out_of_a_jcs_proof_is_refused() -> None:
    document = copy.deepcopy(SECURED["eddsa-jcs-2022"])
    del document["proof"][0]["@context"]
    assert refusal(document) == "signature.invalid"


def test_document_without_a_context_has_no_meaning_to_sign() -> None:
    with pytest.raises(DocumentError) as caught:
        secure({"id": "urn:uuid:1"})
    assert caught.value.code == "proof.no_context"
    verify(secure({"id": "urn:uuid:1"}, suite="eddsa-jcs-2022"))


@pytest.mark.parametrize("size", [0, 63, 65, 96])
def test_signature_of_the_wrong_length_is_refused(size: int) -> None:
    value = multibase.encode(bytes(size), base="z")
    assert refusal(altered(SECURED["eddsa-rdfc-2022"], proofValue=value)) == "proof.value"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("u" + "A" * 86, "multibase.wrong_base"),
        ("z0OIl", "base58.bad_character"),
        ("z" + "1" * 5000, "base58.too_long"),
        ("eyJhbGciOiJFZERTQSJ9..AA", "multibase.wrong_base"),
    ],
)
def test_signature_in_another_form_is_refused(value: str, code: str) -> None:
    assert refusal(altered(SECURED["eddsa-rdfc-2022"], proofValue=value)) == code


@pytest.mark.parametrize("members", [{"cryptosuite": "eddsa-2022"}, {"cryptosuite": "bbs-2023"}])
def test_unknown_suite_is_refused(members: dict[str, Any]) -> None:
    assert refusal(altered(SECURED["eddsa-rdfc-2022"], **members)) == "proof.unknown_suite"


@pytest.mark.parametrize("suite", ["ecdsa-rdfc-2019", "ecdsa-jcs-2019"])
def test_key_of_a_type_that_the_suite_does_not_take_is_refused(suite: str) -> None:
    assert refusal(altered(SECURED["eddsa-rdfc-2022"], cryptosuite=suite)) == "proof.key_type"
    curve = secure(realistic_credential(), suite=suite, key=signer("a", Algorithm.P256))
    assert refusal(altered(curve, cryptosuite="eddsa-rdfc-2022")) == "proof.key_type"


def test_signature_under_the_name_of_another_suite_is_refused() -> None:
    document = altered(SECURED["eddsa-jcs-2022"], cryptosuite="eddsa-rdfc-2022")
    assert refusal(document) == "signature.invalid"
    document = altered(SECURED["eddsa-rdfc-2022"], cryptosuite="eddsa-jcs-2022")
    assert refusal(document) == "signature.invalid"


def test_p384_key_with_a_signature_of_p256_is_refused() -> None:
    document = secure(realistic_credential(), suite="ecdsa-rdfc-2019", key=signer("a", Algorithm.P256))
    assert refusal(document, public_key=signer("a", Algorithm.P384).public_key) == "proof.value"


def test_unsigned_term_is_refused_and_not_passed_over() -> None:
    document = SECURED["eddsa-rdfc-2022"]
    changed = {**document, "credentialSubject": {**document["credentialSubject"], "unknownTerm": "x"}}
    assert refusal(changed).startswith("jsonld.")


@pytest.mark.parametrize(
    ("suite", "algorithm", "code"),
    [
        ("Ed25519Signature2020", Algorithm.ED25519, "proof.unknown_suite"),
        ("none", Algorithm.ED25519, "proof.unknown_suite"),
        ("eddsa-rdfc-2022", Algorithm.P256, "proof.key_type"),
        ("ecdsa-jcs-2019", Algorithm.ED25519, "proof.key_type"),
    ],
)
def test_suite_that_does_not_sign_with_the_key_is_the_callers_fault(
    suite: str, algorithm: Algorithm, code: str
) -> None:
    with pytest.raises(UsageError) as caught:
        secure(realistic_credential(), suite=suite, key=signer("a", algorithm))
    assert caught.value.code == code


@settings(max_examples=100, deadline=None)
@given(mutated_documents([SECURED["eddsa-rdfc-2022"]]))
def test_change_that_passes_leaves_the_meaning_as_it_was(changed: Any) -> None:
    try:
        proofs = read_proofs(changed)
        for proof in proofs:
            INTEGRITY.verify_proof(changed, proof, public_key=signer().public_key)
    except CairnError:
        return
    if proofs:
        unsigned = {key: member for key, member in changed.items() if key != "proof"}
        assert INTEGRITY.canonizer.canonize(unsigned) == INTEGRITY.canonizer.canonize(realistic_credential())


@settings(max_examples=100, deadline=None)
@given(mutated_documents([SECURED["eddsa-jcs-2022"]]))
def test_change_that_passes_a_jcs_proof_adds_contexts_at_most(changed: Any) -> None:
    try:
        proofs = read_proofs(changed)
        for proof in proofs:
            INTEGRITY.verify_proof(changed, proof, public_key=signer().public_key)
    except CairnError:
        return
    if proofs:
        original = realistic_credential()
        added = {"proof", "@context"}
        assert {k: v for k, v in changed.items() if k not in added} == {
            k: v for k, v in original.items() if k not in added
        }
        assert changed["@context"][:2] == original["@context"]
