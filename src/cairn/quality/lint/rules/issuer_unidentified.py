"""The issuer is identified by a DID or an https address.

``tests/cairn/quality/lint/rules/test_issuer_unidentified.py`` has its samples.
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
    identifier = text_of(issuer, "id") if isinstance(issuer, dict) else issuer
    if not isinstance(identifier, str) or not identifier.startswith(("did:", "https://")):
        is_said = isinstance(issuer, dict) and "id" in issuer
        yield Hit(where="/issuer/id" if is_said else "/issuer" if "issuer" in part.node else "")


RULE: Final = Rule(
    code="lint.issuer_unidentified",
    severity=LintSeverity.ERROR,
    scopes=(Scope.FRAME,),
    message="The issuer is identified by neither a DID nor an https address.",
    mend="Give the issuer the id under which it publishes its keys.",
    reason="A verifier finds the keys of the issuer by its id.",
    check=_check,
)
