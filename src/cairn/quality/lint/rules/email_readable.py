"""The e-mail address of the subject cannot be read.

``tests/cairn/quality/lint/rules/test_email_readable.py`` has its samples.
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
        if text_of(subject, "id").lower().startswith("mailto:"):
            yield Hit(where=f"{at}/id")
        for place, identity in objects(subject, "identifier"):
            is_address = text_of(identity, "identityType") == "emailAddress"
            if identity.get("hashed") is not True and (
                is_address or "@" in text_of(identity, "identityHash")
            ):
                yield Hit(where=f"{at}{place}/identityHash")


RULE: Final = Rule(
    code="lint.email_readable",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ROW,),
    message="The e-mail address of the subject can be read by everybody.",
    mend="Write it hashed, with a salt of its own.",
    reason="A credential is shown to strangers and put on public pages.",
    check=_check,
)
