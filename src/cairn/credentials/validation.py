"""Judge a document by the rules of its own standard: all that is wrong with it, each with its place.

The rules are the field tables of the view classes and what the classes add to them. They agree with the JSON
Schemas of 1EdTech, except as :mod:`cairn.credentials.strictness` lists.
``tests/cairn/credentials/test_validation.py`` and ``test_strictness.py`` prove it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.achievements import Achievement
from cairn.credentials.clr import ClrCredential
from cairn.credentials.envelope import (
    EnvelopedVerifiableCredential,
    EnvelopedVerifiablePresentation,
    VerifiableCredential,
    VerifiablePresentation,
)
from cairn.credentials.findings import Finding, Findings, Problem, Severity, failure
from cairn.credentials.open_badges import AchievementCredential
from cairn.credentials.profiles import EndorsementCredential, Profile
from cairn.credentials.view import View, judge, objects
from cairn.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

CLASSES: Final[dict[str, type[View]]] = {
    "AchievementCredential": AchievementCredential,
    "OpenBadgeCredential": AchievementCredential,
    "EndorsementCredential": EndorsementCredential,
    "ClrCredential": ClrCredential,
    "EnvelopedVerifiableCredential": EnvelopedVerifiableCredential,
    "EnvelopedVerifiablePresentation": EnvelopedVerifiablePresentation,
    "VerifiablePresentation": VerifiablePresentation,
    "VerifiableCredential": VerifiableCredential,
    "Achievement": Achievement,
    "Profile": Profile,
}
"""The classes that a document may be of, by the name in its ``type``; the first that fits is taken."""


def validate(document: JsonObject, *, expected: str = "") -> tuple[Problem, ...]:
    """Return every problem of a document, in the order of the document, errors and warnings together.

    ``expected`` is a key of :data:`CLASSES`; without it the document's own ``type`` decides, and one that
    names no class is judged as a ``VerifiableCredential``.
    Raises ``UsageError`` ``credential.class_unknown``.
    """
    return tuple([finding.problem() for finding in _find(document, expected=expected)])


def check(document: JsonObject, *, expected: str = "") -> None:
    """Raise the first error of a document, if it has one; warnings pass.

    Raises ``DocumentError`` with a code of :func:`validate`, and ``UsageError`` ``credential.class_unknown``.
    """
    for finding in _find(document, expected=expected):
        if finding.severity is Severity.ERROR:
            raise finding.error


def parse_document(document: JsonObject) -> View:
    """Return a document that is in order as a view of its own class.

    Raises ``DocumentError`` as :func:`check` does.
    """
    check(document)
    return class_of(document)(source=document)


def class_of(document: JsonObject) -> type[View]:
    """Return the view class that the ``type`` of a document names."""
    types = document.get("type")
    names = types if isinstance(types, list) else [types]
    for name, view in CLASSES.items():
        if name in names:
            return view
    return VerifiableCredential


def _find(document: JsonObject, *, expected: str) -> list[Finding]:
    view = CLASSES.get(expected) if expected else class_of(document)
    if view is None:
        raise UsageError(
            "credential.class_unknown",
            f"There is no class {expected!r} of documents.",
            mend=f"Name one of {', '.join(CLASSES)}.",
        )
    try:
        return [*(judge(view)(document) or ()), *_find_inside(document, view)]
    except RecursionError:
        return failure(
            DocumentError(
                "credential.too_deep", "The document is nested too deeply to be judged.", mend="Flatten it."
            )
        )


def _find_inside(document: JsonObject, view: type[View]) -> Findings:
    """Judge the credentials that a presentation or a record contains, each by its own standard."""
    if view is VerifiablePresentation:
        holders = [("", document)]
    elif view is ClrCredential:
        holders = objects(document, "credentialSubject")
    else:
        return []
    found: Findings = []
    for outer, holder in holders:
        for place, credential in objects(holder, "verifiableCredential"):
            for step in _find(credential, expected=""):
                found += [Finding(error=step.error.at(outer + place), severity=step.severity)]
    return found
