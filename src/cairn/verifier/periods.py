"""Time: the validity period of a document and the moment of its signature (checks 5 and 7).

Proved by ``tests/cairn/verifier/test_periods.py``.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from cairn.canonical import timestamps
from cairn.errors import DocumentError
from cairn.keys import KeyState
from cairn.verifier.report import Check, CheckCode, Outcome

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import KeyHistory, VerificationMethod

CLOCK_SKEW: Final = timedelta(minutes=2)
"""How far the signer's clock may be ahead of ours."""

_FROM: Final = ("validFrom", "issuanceDate")
_UNTIL: Final = ("validUntil", "expirationDate")


def read_moment(document: JsonObject, names: tuple[str, ...]) -> datetime | None:
    """Return the first of the members ``names`` that is there, in UTC; raises ``DocumentError``."""
    for name in names:
        if name in document:
            value = document[name]
            if not isinstance(value, str):
                raise DocumentError("validity.malformed", f"{name} must be text.", where=f"/{name}")
            try:
                return timestamps.parse(value)
            except DocumentError as error:
                raise error.at(f"/{name}") from None
    return None


def valid_from(document: JsonObject) -> datetime | None:
    """Return the beginning of the validity period of a credential (VC 2.0 or 1.1)."""
    return read_moment(document, _FROM)


def valid_until(document: JsonObject) -> datetime | None:
    """Return the end of the validity period of a credential (VC 2.0 or 1.1)."""
    return read_moment(document, _UNTIL)


def check_validity(document: JsonObject, *, now: datetime) -> Check:
    """Say whether ``now`` lies in the validity period; both ends belong to it."""
    try:
        begin, end = valid_from(document), valid_until(document)
    except DocumentError as error:
        return Check.of_error(CheckCode.VALIDITY, error, outcome=Outcome.FAILED)
    if begin is not None and now < begin:
        return _validity(
            Outcome.FAILED, f"It becomes valid on {timestamps.format(begin)}.", reason="validity.not_yet"
        )
    if end is not None and now > end:
        return _validity(Outcome.FAILED, f"It expired on {timestamps.format(end)}.", reason="validity.expired")
    until = "without an end" if end is None else f"until {timestamps.format(end)}"
    return _validity(Outcome.PASSED, f"It is valid {until}.")


def check_key_time(
    method: VerificationMethod, *, signed_at: datetime | None, history: KeyHistory | None, now: datetime
) -> Check:
    """Say whether ``method`` was in use when the document was signed.

    ``signed_at`` is what the signature itself says, which can be back-dated; so a key that has been retired since
    then earns a warning. ``None`` means that it does not say.
    """
    moment = signed_at if signed_at is not None else now
    if method.expires is not None and moment > method.expires:
        return _key_time(
            Outcome.FAILED, f"The key expired on {timestamps.format(method.expires)}.", "key.expired"
        )
    if method.revoked is not None and moment >= method.revoked:
        return _key_time(
            Outcome.FAILED, f"The key was revoked on {timestamps.format(method.revoked)}.", "key.revoked"
        )
    if history is None:
        ended = method.revoked is not None or (method.expires is not None and now > method.expires)
        if ended:
            return _back_dating(moment)
        return _key_time(Outcome.PASSED, "The key is in use.")
    state = history.state_at(method.id, moment)
    if state is KeyState.VALID:
        if history.state_at(method.id, now) is KeyState.VALID:
            return _key_time(Outcome.PASSED, "The key was in use then and is in use now.")
        return _back_dating(moment)
    sentences = {
        KeyState.NOT_YET: ("The key was not in use yet when the document says it was signed.", "key.not_yet"),
        KeyState.RETIRED: ("The key had been retired when the document was signed.", "key.retired"),
        KeyState.COMPROMISED: ("The key is compromised: others may have signed with it.", "key.compromised"),
        KeyState.UNKNOWN: ("The issuer's key history does not know the key.", "key.not_in_history"),
    }
    message, reason = sentences[state]
    return _key_time(Outcome.FAILED, message, reason)


def _back_dating(moment: datetime) -> Check:
    return _key_time(
        Outcome.WARNING,
        f"The key is no longer in use. That it signed on {timestamps.format(moment)}, when it was, is what the "
        "signature says of itself.",
        "key.since_retired",
    )


def _validity(outcome: Outcome, message: str, *, reason: str = "") -> Check:
    return Check(code=CheckCode.VALIDITY, outcome=outcome, message=message, reason=reason)


def _key_time(outcome: Outcome, message: str, reason: str = "") -> Check:
    return Check(code=CheckCode.KEY_TIME, outcome=outcome, message=message, reason=reason)
