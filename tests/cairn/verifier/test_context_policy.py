from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from cairn.canonical import strict_json
from cairn.canonical.jsonld import Processor
from cairn.credentials import contexts
from cairn.errors import DocumentError, UnavailableError
from cairn.verifier import Outcome
from cairn.verifier.context_policy import check_contexts, check_terms
from factories.documents import CREDENTIALS_V2, OPEN_BADGES_3, realistic_credential

if TYPE_CHECKING:
    from pathlib import Path

V1 = "https://www.w3.org/2018/credentials/v1"
CRED = "https://www.w3.org/2018/credentials#"


def refusal(document: Any) -> tuple[str, str]:
    with pytest.raises(DocumentError) as caught:
        check_contexts(document)
    return caught.value.code, caught.value.where


def changed(**changes: Any) -> Any:
    return {**copy.deepcopy(realistic_credential()), **changes}


@pytest.mark.parametrize(
    "context",
    [[CREDENTIALS_V2, OPEN_BADGES_3], [V1, OPEN_BADGES_3], CREDENTIALS_V2],
    ids=["2.0", "1.1", "text"],
)
def test_pinned_contexts_pass(context: Any) -> None:
    check_contexts(changed(**{"@context": context}))


@pytest.mark.parametrize("name", ["spec-vector-achievement-credential.json", "spec-vector-clr.json"])
def test_credentials_of_the_standard_pass(shared_data: Path, name: str) -> None:
    check_contexts(strict_json.parse_object((shared_data / "open-badges-3" / name).read_bytes()))


@pytest.mark.parametrize("context", [None, []])
def test_missing_context_is_refused(context: Any) -> None:
    assert refusal(changed(**{"@context": context})) == ("contexts.missing", "/@context")


def test_document_without_the_member_is_refused() -> None:
    document = changed()
    del document["@context"]
    assert refusal(document) == ("contexts.missing", "/@context")


def test_inline_context_is_refused() -> None:
    context = [CREDENTIALS_V2, OPEN_BADGES_3, {"name": "https://schema.org/alternateName"}]
    assert refusal(changed(**{"@context": context})) == ("contexts.inline", "/@context/2")


def test_unknown_context_is_refused() -> None:
    context = [CREDENTIALS_V2, "https://attacker.example/context.json"]
    assert refusal(changed(**{"@context": context})) == ("contexts.unknown", "/@context/1")


def test_look_alike_context_is_refused() -> None:
    assert refusal(changed(**{"@context": [CREDENTIALS_V2 + "/"]})) == ("contexts.unknown", "/@context/0")


def test_swapped_contexts_are_refused() -> None:
    context = [OPEN_BADGES_3, CREDENTIALS_V2]
    assert refusal(changed(**{"@context": context})) == ("contexts.order", "/@context/0")


def test_context_deep_inside_is_refused() -> None:
    document = changed()
    document["credentialSubject"]["achievement"]["@context"] = CREDENTIALS_V2
    assert refusal(document) == ("contexts.misplaced", "/credentialSubject/achievement/@context")


def test_context_of_a_contained_credential_is_held_to_the_same_rule() -> None:
    inner = changed(**{"@context": [CREDENTIALS_V2, {"issuer": None}]})
    outer = {"@context": [CREDENTIALS_V2], "type": "VerifiablePresentation", "verifiableCredential": [inner]}
    assert refusal(outer) == ("contexts.inline", "/verifiableCredential/0/@context/1")


def test_contained_credential_with_pinned_contexts_passes() -> None:
    check_contexts({"@context": [CREDENTIALS_V2], "verifiableCredential": changed(), "type": []})


def test_context_that_a_proof_brings_is_held_to_the_same_rule() -> None:
    proof = {"type": "DataIntegrityProof", "@context": [CREDENTIALS_V2, {"created": None}]}
    assert refusal(changed(proof=[proof])) == ("contexts.inline", "/proof/0/@context/1")
    check_contexts(changed(proof={"type": "DataIntegrityProof", "@context": [CREDENTIALS_V2]}))


@pytest.mark.parametrize(
    "name",
    [f"{CRED}credentialStatus", "cred:credentialStatus", "@nest", "@included", "@reverse", "@id", "@graph"],
)
def test_status_under_another_spelling_is_refused(name: str) -> None:
    document = changed()
    document[name] = document.pop("credentialStatus")
    code, where = refusal(document)
    assert code == "contexts.not_compact"
    assert where.replace("~1", "/") == f"/{name}"


def test_end_of_validity_under_another_spelling_is_refused() -> None:
    document = changed()
    value = {"@value": document.pop("validUntil"), "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}
    document[f"{CRED}validUntil"] = value
    assert refusal(document)[0] == "contexts.not_compact"


def test_end_of_a_proof_under_another_spelling_is_refused() -> None:
    proof = {"type": "DataIntegrityProof", "https://w3id.org/security#expiration": "2026-01-01T00:00:00Z"}
    assert refusal(changed(proof=proof))[0] == "contexts.not_compact"


def test_text_with_a_language_passes() -> None:
    document = changed()
    document["name"] = [{"@value": "Lebensmittel", "@language": "de", "@direction": "ltr"}]
    check_contexts(document)


def test_keyword_without_a_value_is_refused() -> None:
    document = changed()
    document["name"] = {"@language": "de"}
    assert refusal(document) == ("contexts.not_compact", "/name/@language")


def test_status_moved_to_a_second_mention_of_the_credential_is_refused() -> None:
    document = changed()
    moved = {"id": document["id"], "credentialStatus": document.pop("credentialStatus")}
    document["evidence"].append(moved)
    assert refusal(document) == ("contexts.divided", "/evidence/1")


def test_status_moved_into_a_contained_credential_is_refused() -> None:
    record = changed(type=["VerifiableCredential", "ClrCredential"])
    inner = changed(id="https://credentials.example.edu/credentials/inner")
    moved = {"id": record["id"], "credentialStatus": record.pop("credentialStatus")}
    inner["evidence"].append(moved)
    record["credentialSubject"] = {"type": ["ClrSubject"], "verifiableCredential": [inner]}
    assert refusal(record)[0] == "contexts.divided"


def test_plain_reference_to_the_credential_passes() -> None:
    document = changed()
    document["evidence"].append({"id": document["id"], "type": ["Evidence"], "name": "Itself"})
    check_contexts(document)


def test_no_two_terms_of_the_pinned_contexts_mean_the_same() -> None:
    """If two did, a member could be renamed under the signature; ``Image`` is a type, ``image`` a member."""
    names: dict[str, set[str]] = {}
    for url in contexts.urls():
        _collect_terms(json.loads(json.dumps(contexts.load(url))), names)
    doubles = {iri: terms for iri, terms in names.items() if len(terms) > 1}
    critical = {
        "issuer", "holder", "validFrom", "validUntil", "issuanceDate", "expirationDate", "credentialStatus",
        "credentialSubject", "refreshService", "verifiableCredential", "proof", "statusListIndex",
        "statusListCredential", "statusPurpose", "created", "expires", "challenge", "domain", "proofPurpose",
    }  # fmt: skip
    assert not {iri: terms for iri, terms in doubles.items() if terms & critical}


def _collect_terms(value: Any, names: dict[str, set[str]]) -> None:
    if isinstance(value, list):
        for item in value:
            _collect_terms(item, names)
    elif isinstance(value, dict):
        for key, member in value.items():
            iri = member.get("@id") if isinstance(member, dict) else member
            if isinstance(iri, str) and not key.startswith("@") and not iri.startswith("@"):
                names.setdefault(
                    iri.replace("cred:", CRED).replace("sec:", "https://w3id.org/security#"), set()
                ).add(key)
            _collect_terms(member, names)


def test_every_member_is_looked_up_where_the_signature_has_not_done_so() -> None:
    processor = Processor(contexts.load)
    assert check_terms(realistic_credential(), processor=processor).outcome is Outcome.PASSED
    undefined = check_terms(changed(nonsense=1), processor=processor)
    assert (undefined.outcome, undefined.reason, undefined.where) == (
        Outcome.WARNING,
        "contexts.undefined_term",
        "/nonsense",
    )


def test_member_that_means_nothing_for_another_reason_is_told() -> None:
    check = check_terms(changed(id="relative/path"), processor=Processor(contexts.load))
    assert (check.outcome, check.reason) == (Outcome.WARNING, "contexts.no_meaning")


def test_context_that_cannot_be_loaded_leaves_the_question_open() -> None:
    def closed(url: str) -> Any:
        raise UnavailableError("context.missing", "It cannot be read.")

    check = check_terms(changed(), processor=Processor(closed))
    assert (check.outcome, check.reason) == (Outcome.NOT_CHECKED, "context.missing")
