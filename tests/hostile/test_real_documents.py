"""Every sample of the real documents that must fail, fails with the right code; the sound ones fail once edited."""

from __future__ import annotations

import copy
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from cairn.canonical import jcs, nquads, rdfc, strict_json
from cairn.canonical.jsonld import Processor
from cairn.errors import DocumentError
from cairn.keys import parse_multikey
from cairn.proofs.data_integrity import DataIntegrity
from cairn.proofs.proof import read_proofs
from cairn.verifier import Verdict
from factories.w3c_vectors import context_loader
from hostile.bounds import bounded
from simulators.outside import NOW, SimulatedWeb, failures, outcomes, verifier_for

if TYPE_CHECKING:
    from pathlib import Path

VECTORS = (
    "eddsa/eddsa-rdfc-2022/signedDataInt.json",
    "eddsa/eddsa-jcs-2022/signedJCS.json",
    "eddsa/Ed25519Signature2020/signedEdSig.json",
    "eddsa/proof-set-chain/signedProofSet2.json",
    "eddsa/proof-set-chain/signedProofChain2.json",
    "ecdsa/ecdsa-rdfc-2019-p256/signedECDSAP256.json",
    "ecdsa/ecdsa-rdfc-2019-p384/signedECDSAP384.json",
    "ecdsa/ecdsa-jcs-2019-p256/signedJCSECDSAP256.json",
    "ecdsa/ecdsa-jcs-2019-p384/signedJCSECDSAP384.json",
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bad-json.svg", "json.malformed"),
        ("unbaked.svg", "image.not_baked"),
        ("unbaked.png", "image.not_baked"),
        ("baked.svg", "presented.unknown_type"),
    ],
)
def test_broken_images_of_open_badges_2(shared_data: Path, name: str, code: str) -> None:
    data = (shared_data / "open-badges-2" / name).read_bytes()
    report = verifier_for(SimulatedWeb()).inspect(data, now=NOW)
    assert report.verdict is Verdict.INVALID
    assert failures(report) == [code]


def test_image_that_leads_to_an_unsafe_address_is_not_a_pass(shared_data: Path) -> None:
    data = (shared_data / "open-badges-2" / "no-json.svg").read_bytes()
    web = SimulatedWeb()
    assert verifier_for(web).inspect(data, now=NOW).verdict is not Verdict.VALID
    assert web.asked == []


@pytest.mark.parametrize("name", ["spec-vector-achievement-credential.json", "spec-vector-clr.json"])
def test_every_text_of_an_open_badge_3_is_signed(shared_data: Path, name: str) -> None:
    document = json.loads((shared_data / "open-badges-3" / name).read_bytes())
    verifier = verifier_for(SimulatedWeb())
    tried = 0
    for path in text_paths({key: member for key, member in document.items() if key != "@context"}):
        edited: Any = copy.deepcopy(document)
        target = edited
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] += "x"
        report = verifier.inspect(strict_json.format(edited), now=NOW)
        assert report.verdict is Verdict.INVALID or outcomes(report)["proof"] == "not_checked", path
        assert report.credential is None or "verifiableCredential" in path, path
        tried += 1
    assert tried > 20


@pytest.mark.parametrize("name", VECTORS)
def test_every_text_of_a_w3c_vector_is_signed(shared_data: Path, name: str) -> None:
    document = json.loads((shared_data / "w3c-data-integrity" / name).read_bytes())
    integrity = DataIntegrity(context_loader(shared_data))
    verify(integrity, document)
    for path in text_paths(document):
        edited: Any = copy.deepcopy(document)
        target = edited
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] += "x"
        with pytest.raises(DocumentError) as caught:
            verify(integrity, edited)
        assert caught.value.code.split(".")[0] in {
            "signature", "proof", "multikey", "base58", "multibase", "jsonld", "context", "timestamp", "key",
            "rdf", "rdfc", "ed25519", "ecdsa",
        }, (path, caught.value.code)  # fmt: skip


def verify(integrity: DataIntegrity, document: Any) -> None:
    """Verify every proof with the key in the fragment of its method, as the vectors have it."""
    for proof in read_proofs(document):
        key = parse_multikey(proof.verification_method.partition("#")[2])
        integrity.verify_proof(document, proof, public_key=key)


def text_paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value)
    found: list[tuple[Any, ...]] = []
    for key, member in members:
        if isinstance(member, str):
            found.append((*path, key))
        elif isinstance(member, dict | list):
            found += text_paths(member, (*path, key))
    return found


def test_negative_tests_of_rdf_canon_are_refused_in_a_second(shared_data: Path) -> None:
    folder = shared_data / "rdf-canon"
    manifest = json.loads((folder / "manifest.jsonld").read_bytes())
    negative = [entry for entry in manifest["entries"] if "Negative" in entry["type"]]
    assert [entry["id"] for entry in negative] == ["#test074c"]
    for entry in negative:
        dataset = nquads.parse((folder / entry["action"]).read_text(encoding="utf-8"))
        with bounded(seconds=1), pytest.raises(DocumentError) as caught:
            rdfc.canonize(dataset)
        assert caught.value.code == "rdfc.too_complex"


def test_negative_tests_of_json_ld_are_refused(shared_data: Path) -> None:
    folder = shared_data / "json-ld"
    tests = json.loads((folder / "toRdf-manifest.jsonld").read_bytes())["sequence"]
    codes: Counter[str] = Counter()
    for test in tests:
        if "jld:NegativeEvaluationTest" not in test["@type"] or not (folder / test["input"]).is_file():
            continue
        if "json-ld-1.0" in {test.get("option", {}).get(name) for name in ("specVersion", "processingMode")}:
            continue
        with pytest.raises(DocumentError) as caught:
            expand((folder / test["input"]).read_bytes())
        codes[caught.value.code] += 1
    print(f"{codes.total()} negative tests refused: {dict(codes)}")
    assert codes.total() > 90
    assert all(code.startswith(("jsonld.", "json.", "context.")) for code in codes)


def expand(data: bytes) -> None:
    Processor(refuse_contexts).to_rdf(strict_json.parse_object(data))


def refuse_contexts(url: str) -> Any:
    raise DocumentError("context.unknown", "There is no such context.", where=url)


def test_every_sample_of_jcs_is_changed_by_an_edit(shared_data: Path) -> None:
    for path in sorted((shared_data / "jcs" / "input").glob("*.json")):
        value = strict_json.parse(path.read_bytes())
        assert jcs.canonize(value) == (shared_data / "jcs" / "output" / path.name).read_bytes()
        assert jcs.canonize([value]) != jcs.canonize(value)
        with pytest.raises(DocumentError) as caught:
            strict_json.parse(path.read_bytes().rstrip()[:-1])
        assert caught.value.code == "json.malformed"
