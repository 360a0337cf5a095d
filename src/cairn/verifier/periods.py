"""Time: the validity period of a document and the moment of its signature (checks 5 and 7).

Proved by ``tests/cairn/verifier/test_periods.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from cairn.canonical import timestamps
from cairn.errors import DocumentError
from cairn.keys import KeyState
from cairn.verifier.report import Check, CheckCode, Outcome

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import KeyHistory, VerificationMethod
    from cairn.proofs.vc_jwt import VcJwt

CLOCK_SKEW: Final = timedelta(minutes=2)
"""How far the signer's clock may be ahead of ours."""

_FROM: Final = ("validFrom", "issuanceDate")
_UNTIL: Final = ("validUntil", "expirationDate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From when until when something is valid, the end not included; ``None`` is without bound."""

    begin: datetime | None = None
    end: datetime | None = None


def read_period(document: JsonObject, *, token: VcJwt | None = None) -> Period:
    """Return the validity period of a credential (VC 2.0 and 1.1) within that of the ``token`` it came in.

    Where it is said twice, by names of both versions or by the token, the narrower period holds. Raises
    ``DocumentError``: ``validity.malformed`` and the codes of timestamps.
    """
    begins, ends = _read_moments(document, _FROM), _read_moments(document, _UNTIL)
    if token is not None:
        begins += [] if token.not_before is None else [token.not_before]
        ends += [] if token.expires_at is None else [token.expires_at]
    return Period(begin=max(begins, default=None), end=min(ends, default=None))


def _read_moments(document: JsonObject, names: tuple[str, ...]) -> list[datetime]:
    moments = []
    for name in names:
        if name in document:
            value = document[name]
            if not isinstance(value, str):
                raise DocumentError("validity.malformed", f"{name} must be text.", where=f"/{name}")
            try:
                moments.append(timestamps.parse(value))
            except DocumentError as error:
                raise error.at(f"/{name}") from None
    return moments


def check_validity(document: JsonObject, *, token: VcJwt | None = None, now: datetime) -> Check:
    """Say whether ``now`` lies in the validity period, which ends at ``validUntil`` (VC 2.0, section 4.9).

    The claims ``nbf`` and ``exp`` of the ``token`` bound it as well (RFC 7519, sections 4.1.4 and 4.1.5).
    """
    try:
        period = read_period(document, token=token)
    except DocumentError as error:
        return Check.of_error(CheckCode.VALIDITY, error, outcome=Outcome.FAILED)
    begin, end = period.begin, period.end
    if begin is not None and end is not None and end <= begin:
        return _validity(Outcome.FAILED, "It ends before it begins.", reason="validity.empty")
    if begin is not None and now < begin:
        return _validity(
            Outcome.FAILED, f"It becomes valid on {timestamps.format(begin)}.", reason="validity.not_yet"
        )
    if end is not None and now >= end:
        return _validity(
            Outcome.FAILED, f"It expired on {timestamps.format(end)}.", reason="validity.expired"
        )
    until = "without an end" if end is None else f"until {timestamps.format(end)}"
    return _validity(Outcome.PASSED, f"It is valid {until}.")


def check_key_time(
    method: VerificationMethod, *, signed_at: datetime | None, history: KeyHistory | None, now: datetime
) -> Check:
    """Say whether ``method`` was in use when the document was signed.

    ``signed_at`` is what the signature itself says, which can be back-dated; so a key that has been retired
    since then earns a warning, and one that is compromised is refused. ``None`` means that it does not say.
    """
    # (5a): the method's own limits (Controlled Identifiers 1.0, section 2.2).
    moment = now if signed_at is None else signed_at
    if method.expires is not None and moment >= method.expires:
        return _key_time(
            Outcome.FAILED, f"The key expired on {timestamps.format(method.expires)}.", "key.expired"
        )
    if method.revoked is not None and moment >= method.revoked:
        return _key_time(
            Outcome.FAILED, f"The key was revoked on {timestamps.format(method.revoked)}.", "key.revoked"
        )
    # (5b): without a history, the method's limits are all that is known.
    if history is None:
        ended = (method.revoked is not None and now >= method.revoked) or (
            method.expires is not None and now >= method.expires
        )
        return _back_dating(signed_at) if ended else _key_time(Outcome.PASSED, "The key is in use.")
    # (5c): the history knows this key by this name.
    period = next((period for period in history.periods if period.method_id == method.id), None)
    if period is not None and period.public_key != method.public_key:
        return _key_time(
            Outcome.FAILED, "The key history has another key by this name.", "key.other_in_history"
        )
    # (5d): the history says in which state it was then, and is now.
    today = history.state_at(method.id, now)
    if signed_at is None and today is KeyState.RETIRED:
        return _back_dating(None)
    state = history.state_at(method.id, moment)
    if state is not KeyState.VALID:
        message, reason = _STATES[state]
        return _key_time(Outcome.FAILED, message, reason)
    if today is not KeyState.VALID or method.revoked is not None:
        return _back_dating(signed_at)
    return _key_time(Outcome.PASSED, "The key was in use then and is in use now.")


_STATES: Final = {
    KeyState.NOT_YET: ("The key was not in use yet when the document says it was signed.", "key.not_yet"),
    KeyState.RETIRED: ("The key had been retired when the document was signed.", "key.retired"),
    KeyState.COMPROMISED: ("The key is compromised: others may have signed with it.", "key.compromised"),
    KeyState.UNKNOWN: ("The issuer's key history does not know the key.", "key.not_in_history"),
}


def _back_dating(signed_at: datetime | None) -> Check:
    if signed_at is None:
        message = "The key is no longer in use, and the signature does not say when it was made."
    else:
        message = (
            "The key is no longer in use. That it signed while it was, on "
            f"{timestamps.format(signed_at)}, is only what the signature says of itself."
        )
    return _key_time(Outcome.WARNING, message, "key.since_retired")


def _validity(outcome: Outcome, message: str, *, reason: str = "") -> Check:
    return Check(code=CheckCode.VALIDITY, outcome=outcome, message=message, reason=reason)


def _key_time(outcome: Outcome, message: str, reason: str = "") -> Check:
    return Check(code=CheckCode.KEY_TIME, outcome=outcome, message=message, reason=reason)
