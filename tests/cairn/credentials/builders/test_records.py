"""Learner records, built."""

from __future__ import annotations

import pytest

from cairn.canonical.canonizer import Canonizer
from cairn.credentials import builders, contexts
from cairn.credentials.clr import ClrCredential
from cairn.credentials.validation import validate
from cairn.errors import DocumentError
from factories import credentials as samples


def test_a_record_has_no_problem_and_reads_back() -> None:
    built = samples.record()
    assert validate(built) == ()
    view = ClrCredential(source=built)
    assert view.partial is True
    assert view.credential_subject.association[0].association_type == "isPartOf"
    assert view.credential_subject.achievement[1].name == "Food adviser"


def test_every_term_of_a_record_is_defined_by_its_contexts() -> None:
    assert Canonizer(contexts.load).canonize(samples.record())
    assert samples.record()["@context"] == [contexts.CREDENTIALS_V2, contexts.CLR_V2, contexts.OPEN_BADGES_V3]


def test_a_record_of_no_credential_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        builders.build_clr_subject(verifiable_credential=[], identifier="did:example:1")
    assert caught.value.where in ("", "/verifiableCredential")


def test_a_credential_that_is_not_in_order_is_refused() -> None:
    broken = {**samples.full_credential(), "issuer": 1}
    with pytest.raises(DocumentError) as caught:
        builders.build_clr_subject(verifiable_credential=[broken], identifier="did:example:1")
    assert caught.value.code == "credential.wrong_type"


def test_an_association_to_what_is_not_in_the_record_is_refused() -> None:
    stray = builders.build_association(association_type="precedes", source="urn:x:1", target="urn:x:2")
    with pytest.raises(DocumentError) as caught:
        builders.build_clr_subject(
            verifiable_credential=[samples.full_credential()], identifier="did:example:1", association=[stray]
        )
    assert (caught.value.code, caught.value.where) == (
        "credential.association_unknown",
        "/association/0/sourceId",
    )


def test_an_association_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        builders.build_association(association_type="likes", source="urn:x:1", target="urn:x:2")
    assert caught.value.code == "credential.not_in_vocabulary"
