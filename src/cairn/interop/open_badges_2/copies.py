"""Copies compared with their originals: of an Assertion, and of the BadgeClass and the Profile inside it.

Open Badges 2.0 lets a linked document stand in the place of its IRI. Whoever shows a hosted Assertion can
write anything into such a copy, so that it has to say what its own address says. Where the issuer has signed
the Assertion, the copy is the issuer's word of an earlier day, and a difference is a warning.
``tests/cairn/interop/open_badges_2/test_copies.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.interop.open_badges_2.findings import Finding, Question, failed, passed, warned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.interop.open_badges_2.documents import Assertion, BadgeClass, Issuer

# What a hosted Assertion may say otherwise than a copy of it that was made before: that it has been revoked.
_MAY_CHANGE: Final = frozenset({"@context", "revoked", "revocationReason"})
# What nobody may change in a copy, for it decides who has achieved what, when, and until when.
_FIXED: Final = ("recipient", "badge", "issuedOn", "expires", "verification")
_FIXED_BADGE: Final = ("name", "description", "criteria", "issuer", "alignment")
_FIXED_PROFILE: Final = ("name", "url", "email")
# What these lead to is compared by itself.
_LINKED: Final = frozenset({"badge", "issuer"})


def compare_assertions(presented: Assertion, hosted: Assertion) -> list[Finding]:
    """Compare a copy with what stands at its address; linked documents are the same where their ids are."""
    differing = _differing(presented.document, hosted.document)
    grave = next((name for name in _FIXED if name in differing), None)
    if grave is not None:
        return [_changed(grave, f"/{grave}")]
    findings = [passed(Question.PROOF, "Its own address says the same.")]
    if differing:
        findings.append(_outdated(min(differing), f"/{min(differing)}"))
    return findings


def compare_copies(
    assertions: Sequence[Assertion],
    *,
    badge_class: BadgeClass | None,
    issuer: Issuer | None,
    is_signed: bool,
) -> list[Finding]:
    """Compare the BadgeClass and the Profile inside ``assertions`` with those at their own addresses."""
    findings: dict[str, Finding] = {}
    for assertion in assertions:
        for copy, original, fixed, where in _pairs(assertion, badge_class, issuer):
            # A copy may leave things out.
            differing = _differing(copy, {name: original.get(name) for name in copy})
            grave = next((name for name in fixed if name in differing), None)
            if grave is not None and not is_signed:
                findings.setdefault(where, _changed(grave, f"{where}/{grave}"))
            elif differing:
                findings.setdefault(where, _outdated(min(differing), f"{where}/{min(differing)}"))
    return list(findings.values())


def _pairs(
    assertion: Assertion, badge_class: BadgeClass | None, issuer: Issuer | None
) -> Iterator[tuple[JsonObject, JsonObject, tuple[str, ...], str]]:
    copy = assertion.badge
    if not isinstance(copy, dict) or badge_class is None:
        return
    yield copy, badge_class.document, _FIXED_BADGE, "/badge"
    profile = copy.get("issuer")
    if isinstance(profile, dict) and issuer is not None:
        yield profile, issuer.document, _FIXED_PROFILE, "/badge/issuer"


def _differing(copy: JsonObject, original: JsonObject) -> set[str]:
    names = (copy.keys() | original.keys()) - _MAY_CHANGE
    return {name for name in names if not _is_same(name, copy.get(name), original.get(name))}


def _is_same(name: str, copy: JsonValue, original: JsonValue) -> bool:
    if copy == original:
        return True
    # A copy may name what stands in the original, but not say more than it.
    is_bare = isinstance(copy, str) or (isinstance(copy, dict) and copy.keys() <= {"id", "type"})
    own_id = _id_of(copy)
    return (is_bare or name in _LINKED) and own_id is not None and own_id == _id_of(original)


def _id_of(value: JsonValue) -> str | None:
    own_id = value.get("id") if isinstance(value, dict) else value
    return own_id if isinstance(own_id, str) else None


def _changed(name: str, where: str) -> Finding:
    return failed(
        Question.PROOF,
        code="proof.hosted_differs",
        message=f"Its own address says something else about {name!r}: it has been changed.",
        where=where,
    )


def _outdated(name: str, where: str) -> Finding:
    return warned(
        Question.REFRESH,
        code="refresh.copy_differs",
        message=f"Its own address says something else about {name!r}, which is shown.",
        where=where,
    )
