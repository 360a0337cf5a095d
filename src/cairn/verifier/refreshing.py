"""Whether the issuer has made a newer version of a credential (check 10).

Open Badges 3.0, section 8.4: asked for once, and only after the proof of the old version was found right. A
newer version is a warning; that nothing could be learnt is one as well. Proved by
``tests/cairn/verifier/test_refreshing.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.identifiers import comparable
from cairn.errors import CairnError
from cairn.verifier import periods
from cairn.verifier.presented import read_presented
from cairn.verifier.report import Check, CheckCode, Outcome, Verdict
from cairn.verifier.summaries import id_text, party_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.canonical.strict_json import JsonObject
    from cairn.verifier.report import Report

NOTHING: Final = Check(
    code=CheckCode.REFRESH,
    outcome=Outcome.ABSENT,
    message="It names no place where a newer version would be.",
)


def check(
    document: JsonObject, *, loader: Callable[[str], bytes], inspect: Callable[[bytes], Report]
) -> Check:
    """Ask the refresh service of ``document`` for a newer version, which ``inspect`` has to find valid."""
    service = document.get("refreshService")
    service = service[0] if isinstance(service, list) and service else service
    address = id_text(service.get("id")) if isinstance(service, dict) else ""
    if not address:
        return NOTHING
    try:
        data = loader(address)
        newer = read_presented(data).document
        if not _same(document, newer):
            return _warn("The refresh service gave another credential.", "refresh.other", address)
        ours, theirs = periods.read_period(document).begin, periods.read_period(newer).begin
        if ours is None or theirs is None or theirs <= ours:
            return Check(
                code=CheckCode.REFRESH, outcome=Outcome.PASSED, message="This is the newest version."
            )
    except CairnError as error:
        return _warn(f"Whether there is a newer version is not known. {error.message}", error.code, address)
    if inspect(data).verdict is not Verdict.VALID:
        return _warn("A newer version is offered, but it is not valid.", "refresh.not_valid", address)
    return _warn("The issuer has made a newer version.", "refresh.newer", address)


def _same(one: JsonObject, other: JsonObject) -> bool:
    """Compare by issuer and credential id, percent-decoded and trimmed (OB 3.0, credential equality)."""
    return all(
        comparable(mine) == comparable(theirs)
        for mine, theirs in (
            (party_id(one.get("issuer")), party_id(other.get("issuer"))),
            (id_text(one.get("id")), id_text(other.get("id"))),
        )
    )


def _warn(message: str, reason: str, where: str) -> Check:
    return Check(code=CheckCode.REFRESH, outcome=Outcome.WARNING, message=message, reason=reason, where=where)
