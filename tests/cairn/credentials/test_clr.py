"""Learner records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cairn.credentials.clr import ClrCredential
from cairn.credentials.validation import validate
from factories import credentials as samples

if TYPE_CHECKING:
    from pathlib import Path


def problems(document: Any) -> list[tuple[str, str]]:
    """Return the codes and places of the problems."""
    return [(problem.code, problem.where) for problem in validate(document)]


def test_the_vector_of_the_specification_reads() -> None:
    view = ClrCredential(source=samples.record())
    assert view.name == "Record of Zoë Ångström"


def test_the_associations_of_the_vector_read(shared_data: Path) -> None:
    vector = json.loads((shared_data / "open-badges-3" / "spec-vector-clr.json").read_bytes())
    (association,) = ClrCredential(source=vector).credential_subject.association
    assert (association.association_type, association.source_id[-4:]) == ("isParentOf", "0002")


def test_a_record_without_the_context_of_the_clr_is_refused() -> None:
    record: Any = samples.record()
    del record["@context"][1]
    assert ("credential.context_wrong", "/@context/1") in problems(record)


def test_an_association_to_something_outside_is_refused() -> None:
    record: Any = samples.record()
    record["credentialSubject"]["association"][0]["targetId"] = "urn:uuid:elsewhere"
    assert problems(record) == [
        ("credential.association_unknown", "/credentialSubject/association/0/targetId")
    ]


def test_an_association_is_not_judged_where_a_credential_is_sealed() -> None:
    record: Any = samples.record()
    record["credentialSubject"]["association"][0]["targetId"] = "urn:uuid:inside"
    record["credentialSubject"]["verifiableCredential"].append(
        {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["EnvelopedVerifiableCredential"],
            "id": "data:application/vc+jwt,e30.e30.e30",
        }
    )
    assert problems(record) == []


def test_a_record_of_nothing_is_refused() -> None:
    record: Any = samples.record()
    record["credentialSubject"]["verifiableCredential"] = []
    assert ("credential.array_empty", "/credentialSubject/verifiableCredential") in problems(record)
