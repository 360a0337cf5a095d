"""A credential can be revoked.

``tests/cairn/quality/lint/rules/test_status_missing.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.view import objects
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    if not objects(part.node, "credentialStatus"):
        yield Hit(where="")


RULE: Final = Rule(
    code="lint.status_missing",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ROW,),
    message="Nothing says where its status can be looked up, so it can never be revoked.",
    mend="Add credentialStatus with a place in a status list.",
    reason="A mistake in it would stay valid for ever.",
    check=_check,
)
