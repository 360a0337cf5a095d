from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn.interop.open_badges_2 import Outcome, Question, parse_assertion, parse_badge_class, parse_issuer
from cairn.interop.open_badges_2.copies import compare_assertions, compare_copies
from factories import open_badges_2 as world

if TYPE_CHECKING:
    from cairn.interop.open_badges_2 import Finding

ISSUER = parse_issuer(world.profile())
BADGE = parse_badge_class(world.badge_class())
CHANGED = (Outcome.FAILED, Question.PROOF, "proof.hosted_differs")
OUTDATED = (Outcome.WARNING, Question.REFRESH, "refresh.copy_differs")


def compared(badge: Any, *, is_signed: bool = False) -> list[tuple[Outcome, Question, str]]:
    assertion = parse_assertion(world.assertion(badge=badge))
    return [told(finding) for finding in compare_copies(
        [assertion], badge_class=BADGE, issuer=ISSUER, is_signed=is_signed
    )]  # fmt: skip


def told(finding: Finding) -> tuple[Outcome, Question, str]:
    return finding.outcome, finding.question, finding.code


@pytest.mark.parametrize(
    "copy",
    [
        world.BADGE,
        world.badge_class(),
        {"id": world.BADGE},
        {"id": world.BADGE, "type": "BadgeClass", "name": "Reading a food label"},
        world.badge_class(issuer=world.profile()),
        world.badge_class(issuer={"id": world.PROFILE, "name": "Northside College"}),
        world.badge_class(criteria=f"{world.BADGE}/criteria"),
    ],
)
def test_copy_that_says_the_same_or_less_passes(copy: Any) -> None:
    assert compared(copy) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Doctor of Medicine"},
        {"description": "Six years of study."},
        {"criteria": {"id": f"{world.BADGE}/criteria", "narrative": "Heal somebody."}},
        {"criteria": {"narrative": "Pass the test."}},
        {"alignment": []},
        {"issuer": "https://harvard.example/profile"},
        {"issuer": world.profile(name="Harvard")},
        {"issuer": world.profile(url="https://harvard.example")},
    ],
)
def test_copy_of_a_badge_that_was_made_more_of_is_found_out(changes: Any) -> None:
    copy = world.badge_class(**changes)
    assert compared(copy) == [CHANGED]
    assert compared(copy, is_signed=True) == [OUTDATED]


def test_copy_with_another_picture_is_out_of_date() -> None:
    assert compared(world.badge_class(image=f"{world.ORIGIN}/older.png")) == [OUTDATED]


def test_copies_in_both_assertions_are_told_once() -> None:
    assertion = parse_assertion(world.assertion(badge=world.badge_class(name="Doctor of Medicine")))
    found = compare_copies([assertion, assertion], badge_class=BADGE, issuer=ISSUER, is_signed=False)
    assert [told(finding) for finding in found] == [CHANGED]


def test_what_could_not_be_read_is_not_compared() -> None:
    assertion = parse_assertion(world.assertion(badge=world.badge_class(name="Doctor of Medicine")))
    assert compare_copies([assertion], badge_class=None, issuer=None, is_signed=False) == []


def test_assertion_is_compared_by_what_decides() -> None:
    hosted = parse_assertion(world.assertion())
    other = parse_assertion(world.assertion(expires=None))
    assert [told(finding) for finding in compare_assertions(other, hosted)] == [CHANGED]
    other = parse_assertion(world.assertion(narrative="Other."))
    assert [told(finding) for finding in compare_assertions(other, hosted)][1:] == [OUTDATED]
