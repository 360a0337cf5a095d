"""No address carries a password, a key or a signature that opens it.

``tests/cairn/quality/lint/rules/test_url_secret.py`` has its samples.
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

_SECRET: Final = re.compile(
    r"://[^/\s?#@:]+:[^/\s?#@]+@"
    r"|[?&](?:access_token|api_?key|auth|authorization|key|password|pwd|secret|sig|signature|token|x-amz-signature"
    r"|x-goog-signature)=[^&\s#]{6}",
    re.IGNORECASE,
)


def _check(part: Part) -> Iterator[Hit]:
    together = part.together
    if ("?" in together or "@" in together) and _SECRET.search(together):
        yield from addresses_with(part, lambda address: _SECRET.search(address) is not None)


RULE: Final = Rule(
    code="lint.url_secret",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="The address carries a secret, which everybody would then have: {url}",
    mend="Write an address that needs none.",
    reason="A signed link also stops to work after a while.",
    check=_check,
)
