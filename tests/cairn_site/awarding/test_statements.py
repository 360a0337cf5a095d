"""What an award says, and the credential it becomes."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime

import pytest
from django.test import override_settings

from cairn.canonical import strict_json
from cairn.credentials.validation import validate
from cairn.errors import DocumentError
from cairn.issuer import LearnerRow, RowResult
from cairn.quality.lint import lint_credential
from cairn_site.awarding import achievements, statements
from cairn_site.awarding.statements import EvidenceItem, Statement
from cairn_site.organisations.issuer_documents import build_issuer
from factories.awarding import YEAR, World, make_award, make_world
from factories.site import NOW


@pytest.fixture
def world() -> World:
    return make_world(validity=YEAR)


def full_statement() -> Statement:
    return Statement(
        row=LearnerRow(
            name="Ada Byron",
            email="ada@learners.ie",
            narrative="Worked alone.",
            results=(RowResult(result_description="x", value="80"),),
        ),
        evidence=(EvidenceItem(name="Plan", url="https://learners.ie/plan"), EvidenceItem(narrative="Words")),
    )


def rehearse(world: World, statement: Statement, now: datetime = NOW) -> statements.Rehearsal:
    version = achievements.find_version(world.organisation, world.version.id)
    return statements.rehearse(statement, version=version, issuer=build_issuer(world.organisation), now=now)


def test_a_kept_statement_comes_back_as_it_was() -> None:
    kept = json.loads(json.dumps(full_statement().as_json()))

    assert statements.statement_from_json(kept) == full_statement()


def test_every_piece_of_evidence_stands_in_the_credential(world: World) -> None:
    statement = dataclasses.replace(
        full_statement(), row=dataclasses.replace(full_statement().row, results=())
    )
    document = rehearse(world, statement).document

    assert document["evidence"] == [
        {"id": "https://learners.ie/plan", "type": ["Evidence"], "name": "Plan"},
        {"type": ["Evidence"], "narrative": "Words"},
    ]
    assert validate(document, expected="AchievementCredential") == ()


def test_an_award_ends_as_the_achievement_says(world: World) -> None:
    document = rehearse(world, Statement(row=LearnerRow(name="Ada", email="ada@learners.ie"))).document

    assert document["validFrom"] == "2026-03-02T09:00:00Z"
    assert document["validUntil"] == "2027-03-02T09:00:00Z"


def test_an_end_that_is_said_wins(world: World) -> None:
    row = LearnerRow(name="Ada", email="ada@learners.ie", valid_until="2030-01-01T00:00:00Z")

    assert rehearse(world, Statement(row=row)).document["validUntil"] == "2030-01-01T00:00:00Z"


def test_the_lint_is_told_before_anything_is_signed(world: World) -> None:
    row = LearnerRow(name="Ada", email="ada@learners.ie", valid_until="2026-03-01T00:00:00Z")

    with pytest.raises(DocumentError):
        statements.refuse_errors(rehearse(world, Statement(row=row)).document, now=NOW)


def test_what_is_rehearsed_lacks_nothing_that_is_signed(world: World) -> None:
    award = make_award(world)
    signed = strict_json.parse_object(bytes(award.document or b""))
    rehearsed = rehearse(world, Statement(row=LearnerRow(name="Ada", email="ada@learners.ie"))).document

    assert rehearsed.keys() == signed.keys() - {"proof"}
    told = {found.code for found in lint_credential(rehearsed, now=NOW)}
    assert told == {found.code for found in lint_credential(signed, now=NOW)}


@override_settings(CAIRN_ORIGIN="https://credentials.northside.ie")
def test_on_a_public_origin_no_rule_is_left_out() -> None:
    assert statements.ignored_rules() == frozenset()


def test_on_this_machine_its_own_address_is_no_error() -> None:
    assert statements.ignored_rules() == {"lint.url_private", "lint.url_insecure"}


def test_evidence_is_known_by_its_digest() -> None:
    pieces = statements.digest_evidence(
        Statement(row=LearnerRow(), evidence=(EvidenceItem(name="File", sha256="ab" * 32), EvidenceItem()))
    )

    assert pieces == [{"name": "File", "url": "", "sha256": "ab" * 32}]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Ada  Byron", ("ada byron", "byron")),
        ("ÉTIENNE", ("étienne", "étienne")),
        ("", ("", "")),
    ],
)
def test_names_are_searched_for_folded(name: str, keys: tuple[str, str]) -> None:
    assert statements.read_name_keys(name) == keys


def test_dates_of_a_row_are_filled_in_once(world: World) -> None:
    version = achievements.find_version(world.organisation, world.version.id)
    row = statements.fill_dates(LearnerRow(), version=version, moment=datetime(2028, 2, 29, tzinfo=UTC))

    assert (row.valid_from, row.valid_until) == ("2028-02-29T00:00:00Z", "2029-02-28T00:00:00Z")
