"""No address carries what is there to follow people.

``tests/cairn/quality/lint/rules/test_url_tracking.py`` has its samples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.quality.lint.addresses import addresses_with
from cairn.quality.lint.findings import LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.findings import Hit
    from cairn.quality.lint.parts import Part

_TRACKING: Final = re.compile(
    r"[?&](?:utm_[a-z]+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|igshid|mc_[ce]id|mkt_tok|_hsenc"
    r"|_hsmi|vero_id|yclid)=",
    re.IGNORECASE,
)


def _check(part: Part) -> Iterator[Hit]:
    if "?" in part.together and _TRACKING.search(part.together):
        yield from addresses_with(part, lambda address: _TRACKING.search(address) is not None)


RULE: Final = Rule(
    code="lint.url_tracking",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="The address carries a parameter that follows people: {url}",
    mend="Take out what follows the question mark.",
    reason="Signed, it follows everybody who ever opens the credential.",
    check=_check,
)
