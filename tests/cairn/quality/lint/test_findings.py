from __future__ import annotations

import pytest

from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope, fill, tell

RULE = Rule(
    code="lint.sample",
    severity=LintSeverity.NOTE,
    scopes=(Scope.ROW,),
    message="The link {url} is dead.",
    mend="Write another.",
    reason="It leads nowhere.",
    check=lambda _part: (),
)


def test_a_hit_is_told_from_the_root_of_the_document() -> None:
    finding = tell(RULE, Hit(where="/id", values={"url": "x:1"}), at="/credentialSubject")

    assert (finding.code, finding.where) == ("lint.sample", "/credentialSubject/id")
    assert (finding.message, finding.mend) == ("The link x:1 is dead.", "Write another.")
    assert finding.values == {"url": "x:1"}


@pytest.mark.parametrize("attack", ["{url.__class__}", "{0}", "{", "{}", "{code}"])
def test_braces_of_a_document_are_not_filled_in(attack: str) -> None:
    assert fill("The link {url} is dead.", {"url": attack}) == f"The link {attack} is dead."


def test_findings_can_be_put_into_sets() -> None:
    assert len({tell(RULE, Hit(where="/id", values={"url": "x"}), at="") for _ in range(2)}) == 1
