from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from cairn.errors import UsageError
from cairn.quality.completeness import (
    ELEMENTS,
    REQUIREMENTS,
    Collection,
    Presence,
    Share,
    Standing,
    element,
    measure_achievement,
    measure_credential,
)
from factories.credentials import full_credential, record
from factories.documents import realistic_credential
from factories.lint_samples import ACHIEVEMENT, drop, sound_achievement, sound_credential
from factories.mutations import mutated_documents

EU, CTDL = Collection
MANDATORY, OPTIONAL = Standing


def test_a_credential_that_tells_everything_is_complete() -> None:
    found = measure_credential(full_credential())

    assert found.figure == 1.0
    assert found.open(EU, OPTIONAL) == ()
    assert found.share(EU, MANDATORY) == Share(present=11, partly=0, missing=0)


def test_the_figure_counts_what_is_told_in_part_half() -> None:
    found = measure_credential(realistic_credential())

    assert found.share(EU, MANDATORY) == Share(present=6, partly=2, missing=3)
    assert found.figure == pytest.approx(7 / 11)


def test_what_is_told_elsewhere_is_not_counted() -> None:
    issuer = sound_credential()["issuer"]
    found = measure_achievement(sound_achievement(), issuer=issuer)  # type: ignore[arg-type]

    assert found.share(EU, MANDATORY) == Share(present=9, partly=0, missing=0)
    assert found.figure == 1.0


def test_nothing_to_count_is_complete() -> None:
    assert Share(present=0, partly=0, missing=0).figure == 1.0


def test_adding_an_element_never_lowers_the_figure() -> None:
    full = sound_credential()
    for index in range(12):
        less = sound_credential()
        drop(f"{ACHIEVEMENT}/alignment/{index}")(less)
        assert measure_credential(less).figure <= measure_credential(full).figure


def test_an_empty_achievement_tells_nothing() -> None:
    found = measure_achievement({})

    assert found.share(EU, MANDATORY).present == 0
    assert found.figure == 0.0
    assert all(row.mend for row in found.open(EU, MANDATORY))


def test_pointers_into_the_issuer_that_is_given_say_so() -> None:
    found = measure_achievement(sound_achievement(), issuer={"id": "did:web:x.edu", "name": "X"})
    body = next(row for row in found.readings if row.code == "eu.awarding_body")

    assert body.where == ("/issuer/id", "/issuer/name")


def test_a_signed_credential_is_measured_like_an_unsigned_one() -> None:
    document = sound_credential()
    document["proof"] = [{"type": "DataIntegrityProof"}]

    assert measure_credential(document) == measure_credential(sound_credential())


def test_an_element_is_found_by_its_code() -> None:
    assert element("eu.workload").title == "Notional workload"
    with pytest.raises(UsageError) as raised:
        element("eu.unheard_of")
    assert raised.value.code == "completeness.unknown_element"


def test_codes_are_unique() -> None:
    assert len({row.code for row in ELEMENTS}) == len(ELEMENTS)


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(document=mutated_documents([sound_credential(), full_credential(), record()]))
def test_no_broken_document_stops_the_measure(document: dict[str, object]) -> None:
    found = measure_credential(document)  # type: ignore[arg-type]

    assert 0.0 <= found.figure <= 1.0
    assert {row.presence for row in found.readings} <= set(Presence)


def test_the_page_explains_every_element_and_requirement() -> None:
    page = (Path(__file__).resolve().parents[4] / "docs/algorithms/completeness.md").read_text(
        encoding="utf-8"
    )
    listed = re.findall(r"^\| `((?:eu|ctdl|trusted)\.[a-z_]+)` \|", page, flags=re.MULTILINE)

    assert listed == [row.code for row in (*ELEMENTS, *REQUIREMENTS)]
