"""Terms that only one of two versions of a context defines are not used.

``tests/cairn/quality/lint/rules/test_terms_disputed.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.view import objects
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_DISPUTED: Final = ("endorsementJwt", "jti")


def _check(part: Part) -> Iterator[Hit]:
    holders = [("", part.node)] if part.scope.value != "row" else part.subjects
    if part.scope.value == "frame":
        holders += objects(part.node, "issuer")
    if part.scope.value == "achievement":
        holders += objects(part.node, "creator")
    for at, holder in holders:
        for term in _DISPUTED:
            if term in holder:
                yield Hit(where=f"{at}/{term}", values={"term": term})


RULE: Final = Rule(
    code="lint.terms_disputed",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="The term {term} is defined by one of two files that go about as context 3.0.3.",
    mend="Write endorsements as documents in endorsement; leave jti to the JWT.",
    reason="With the other file the credential does not verify, or the term is not signed.",
    check=_check,
)
