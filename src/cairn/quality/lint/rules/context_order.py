"""The contexts are those of VC 2.0 and of Open Badges 3.0, in this order.

``tests/cairn/quality/lint/rules/test_context_order.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials import contexts
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_SECOND: Final = (
    "https://purl.imsglobal.org/spec/ob/v3p0/context",
    "https://purl.imsglobal.org/spec/clr/v2p0/",
)


def _check(part: Part) -> Iterator[Hit]:
    listed = part.node.get("@context")
    if not isinstance(listed, list) or not listed:
        yield Hit(where="/@context" if "@context" in part.node else "")
    elif listed[0] != contexts.CREDENTIALS_V2:
        yield Hit(where="/@context/0")
    elif len(listed) < 2 or not (isinstance(listed[1], str) and listed[1].startswith(_SECOND)):
        yield Hit(where="/@context/1" if len(listed) > 1 else "/@context")


RULE: Final = Rule(
    code="lint.context_order",
    severity=LintSeverity.ERROR,
    scopes=(Scope.FRAME,),
    message=(
        "The contexts do not begin with those of Verifiable Credentials 2.0 and of Open Badges "
        "3.0, in this order."
    ),
    mend="Put https://www.w3.org/ns/credentials/v2 first, and the context of Open Badges 3.0 second.",
    reason="The data model requires it (VC Data Model 2.0, 4.3); verifiers refuse other orders.",
    check=_check,
)
