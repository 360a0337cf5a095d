"""The issuer has a name that people can read.

``tests/cairn/quality/lint/rules/test_issuer_nameless.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    issuer = part.node.get("issuer")
    if "issuer" in part.node and not (isinstance(issuer, dict) and text_of(issuer, "name")):
        yield Hit(where="/issuer")


RULE: Final = Rule(
    code="lint.issuer_nameless",
    severity=LintSeverity.WARNING,
    scopes=(Scope.FRAME,),
    message="The issuer has no name.",
    mend="Write the issuer as a Profile with its name.",
    reason="People see only an address where it should say who vouches for this.",
    check=_check,
)
