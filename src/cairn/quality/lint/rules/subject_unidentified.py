"""The subject is identified.

``tests/cairn/quality/lint/rules/test_subject_unidentified.py`` has its samples.
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
    subjects = part.subjects
    if not subjects:
        yield Hit(where="")
    for at, subject in subjects:
        if not text_of(subject, "id") and not objects(subject, "identifier"):
            yield Hit(where=at)


RULE: Final = Rule(
    code="lint.subject_unidentified",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ROW,),
    message="Nothing says whose credential it is.",
    mend="Give the subject an id, such as a DID, or an identifier, such as a hashed e-mail address.",
    reason="Anybody could show it as their own (Open Badges 3.0, B.1.3).",
    check=_check,
)
