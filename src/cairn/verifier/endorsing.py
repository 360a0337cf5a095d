"""Endorsements in a document: whether somebody has endorsed what they stand in (check 11).

Open Badges 3.0, section 5.7: an EndorsementCredential in ``endorsement``, or a JWT in ``endorsementJwt``, of
a credential, an Achievement or a Profile. It is a credential of its own. That it stands in a document which
somebody else has signed says nothing of who endorses, so each is verified by itself; what is wrong with one
is a warning, since it is not the document's own word. Proved by ``tests/cairn/verifier/test_endorsing.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.canonical.strict_json import format_pointer
from cairn.credentials.identifiers import is_same_identifier
from cairn.verifier.report import Check, CheckCode, Outcome, Verdict
from cairn.verifier.summaries import id_text, party_id

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.verifier.report import Report

_MEMBERS: Final = frozenset({"endorsement", "endorsementJwt"})
# A contained credential is verified by itself, with its endorsements.
_NOT_OPENED: Final = frozenset({"@context", "proof", "verifiableCredential"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """One endorsement as it stands there; ``endorsed`` is the id of what carries it."""

    member: JsonValue
    endorsed: str
    where: str


def find_endorsements(document: JsonObject, *, text: str = "") -> list[Endorsement]:
    """Return every endorsement in ``document``, but for those inside another endorsement.

    ``text`` is the JSON that the document was read from, where that is known.
    """
    # A name of a member stands in the text as it is, unless something is escaped there.
    if text and "endorsement" not in text and "\\u" not in text:
        return []
    found: list[Endorsement] = []
    _find(document, "", found)
    return found


def _find(element: JsonValue, where: str, found: list[Endorsement]) -> None:
    if isinstance(element, list):
        for index, item in enumerate(element):
            if isinstance(item, dict | list):
                _find(item, f"{where}/{index}", found)
    elif isinstance(element, dict):
        for key, member in element.items():
            if key in _MEMBERS:
                endorsed, place = id_text(element.get("id")), where + format_pointer(key)
                for index, item in enumerate(member if isinstance(member, list) else [member]):
                    spot = f"{place}/{index}" if isinstance(member, list) else place
                    found.append(Endorsement(member=item, endorsed=endorsed, where=spot))
            elif isinstance(member, dict | list) and key not in _NOT_OPENED:
                _find(member, where + format_pointer(key), found)


def judge(endorsement: Endorsement, document: JsonObject, report: Report) -> Check | None:
    """Return what a person should read of an endorsement, ``None`` where all is well.

    ``document`` and ``report`` are what it was found to be.
    """
    types = document.get("type")
    if report.verdict is Verdict.INVALID:
        fault = next((check.reason for check in report.checks if check.outcome is Outcome.FAILED), "")
        return _warn(
            "endorsement.not_valid",
            f"An endorsement in it is not valid ({fault or 'inside'}): nobody is known to have endorsed it.",
            endorsement.where,
        )
    if "EndorsementCredential" not in (types if isinstance(types, list) else [types]):
        return _warn(
            "endorsement.wrong_type", "What stands in the place of an endorsement is none.", endorsement.where
        )
    if report.verdict is Verdict.NOT_CHECKED:
        return _warn(
            "endorsement.not_checked",
            "An endorsement in it could not be checked, so that it was given is not known.",
            endorsement.where,
        )
    subject = document.get("credentialSubject")
    endorsed = {party_id(item) for item in (subject if isinstance(subject, list) else [subject])}
    if not any(is_same_identifier(one, endorsement.endorsed) for one in endorsed):
        return _warn(
            "endorsement.other_subject",
            "An endorsement in it was given to something else than what it stands in.",
            endorsement.where,
        )
    return None


def sum_up(endorsements: list[Endorsement], found: list[Check | None]) -> list[Check]:
    """Return the checks on the endorsements of one document, of which ``found`` is what was said."""
    if not endorsements:
        return [Check.absent(CheckCode.ENDORSEMENTS)]
    faults = [check for check in found if check is not None]
    if len(found) < len(endorsements):
        faults.append(
            _warn(
                "endorsement.not_checked",
                "Not all endorsements in it were looked at.",
                endorsements[-1].where,
            )
        )
    return faults or [
        Check(
            code=CheckCode.ENDORSEMENTS,
            outcome=Outcome.PASSED,
            message="Each endorsement in it is signed by whoever gives it.",
        )
    ]


def _warn(reason: str, message: str, where: str) -> Check:
    return Check(
        code=CheckCode.ENDORSEMENTS, outcome=Outcome.WARNING, message=message, reason=reason, where=where
    )
