"""A hashed identity has a salt and a strong hash.

``tests/cairn/quality/lint/rules/test_identity_unsalted.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.view import objects
from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    for at, subject in part.subjects:
        for place, identity in objects(subject, "identifier"):
            if identity.get("hashed") is True and (
                not text_of(identity, "salt") or text_of(identity, "identityHash").startswith("md5$")
            ):
                yield Hit(where=f"{at}{place}")


RULE: Final = Rule(
    code="lint.identity_unsalted",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ROW,),
    message="The identity is hashed without salt or with MD5, so an address can be guessed from it.",
    mend="Hash it with SHA-256 and a salt of its own.",
    reason="Lists of addresses and their hashes are for sale.",
    check=_check,
)
