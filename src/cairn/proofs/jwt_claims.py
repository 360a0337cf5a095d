"""The claims of a JWT beside a credential or a presentation, and what they must agree with.

Open Badges 3.0, section 8.2.4.1: ``iss``, ``jti``, ``nbf``, ``sub`` and ``exp`` repeat the credential. VC
1.1, section 6.3.1: the same around the claims ``vc`` and ``vp``, where a member may also stand in its claim
only; this form is read, never written. VC-JOSE-COSE 1.0, section 3: the payload is the credential alone,
``vc`` and ``vp`` are forbidden, and a claim that is there must not contradict it.
``tests/cairn/proofs/test_jwt_claims.py`` proves it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NoReturn

from cairn.canonical import timestamps
from cairn.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_SECOND: Final = -62135596800
_LAST_SECOND: Final = 253402300799
_CLAIMS: Final = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "cnf", "vc", "vp"})
_FROM: Final = ("validFrom", "issuanceDate")
_UNTIL: Final = ("validUntil", "expirationDate")
_CONTEXT_1: Final = "https://www.w3.org/2018/credentials/v1"


def check_free(document: JsonObject) -> None:
    """Check that no member of ``document`` has the name of a claim.

    Raises ``UsageError("vc_jwt.not_signable")``.
    """
    for name in sorted(_CLAIMS & document.keys()):
        raise UsageError(
            "vc_jwt.not_signable", f"The member {name} would be read as a claim of the JWT.", where=f"/{name}"
        )


def credential_claims(credential: JsonObject) -> JsonObject:
    """Return the claims that repeat ``credential`` (Open Badges 3.0, section 8.2.4.1).

    Raises ``UsageError("vc_jwt.not_signable")`` where the credential lacks what a claim must repeat.
    """
    check_free(credential)
    claims: JsonObject = {}
    try:
        for name, value in _texts_of(credential, holder=False).items():
            if value is None:
                _raise_not_signable(name)
            claims[name] = value
        begin, end = _moment_of(credential, _FROM), _moment_of(credential, _UNTIL)
    except DocumentError as error:
        raise UsageError("vc_jwt.not_signable", error.message, where=error.where, mend=error.mend) from None
    if begin is None:
        _raise_not_signable("nbf")
    claims["nbf"] = format_numeric_date(begin)
    if end is not None:
        claims["exp"] = format_numeric_date(end)
    return claims


def read_open_badges(payload: JsonObject) -> JsonObject:
    """Return the credential in ``payload``, with which the claims agree; also out of the form of VC 1.1.

    Raises ``DocumentError``: ``vc_jwt.missing_claim``, ``vc_jwt.malformed_claim``, ``vc_jwt.mismatch``, and
    ``vc_jwt.forbidden_claim`` where there is both ``vc`` and ``vp``.
    """
    if "vc" in payload or "vp" in payload:
        return _read_old_form(payload)
    credential = _without_claims(payload)
    for name, value in _texts_of(credential, holder=False).items():
        claim = read_text(payload, name)
        if claim is None:
            _raise_missing(name)
        if claim != value:
            _raise_mismatch(name)
    _compare_moments(payload, credential, required=True)
    return credential


def read_jose(payload: JsonObject, *, presentation: bool) -> JsonObject:
    """Return the credential, or the ``presentation``, in ``payload`` without the claims beside it.

    Raises ``DocumentError``: ``vc_jwt.forbidden_claim`` for ``vc`` and ``vp``, ``vc_jwt.wrong_type`` where a
    credential stands for a presentation or the other way round, ``vc_jwt.malformed_claim`` and
    ``vc_jwt.mismatch``.
    """
    for name in ("vc", "vp"):
        if name in payload:
            raise DocumentError(
                "vc_jwt.forbidden_claim",
                f"The claim {name} belongs to an older form and is forbidden in this one.",
                where=f"/{name}",
            )
    document = _without_claims(payload)
    wanted = "VerifiablePresentation" if presentation else "VerifiableCredential"
    types = document.get("type")
    if wanted not in (types if isinstance(types, list) else [types]):
        raise DocumentError(
            "vc_jwt.wrong_type", f"The token is not of the type {wanted}, as its header says.", where="/type"
        )
    for name, value in _texts_of(document, holder=presentation).items():
        claim = read_text(payload, name)
        if claim is not None and value is not None and claim != value:
            _raise_mismatch(name)
    return document


def read_text(payload: JsonObject, name: str) -> str | None:
    """Return the claim ``name``, which is text if it is there; raises ``DocumentError``."""
    if name not in payload:
        return None
    value = payload[name]
    if not isinstance(value, str):
        _raise_malformed(name, "text")
    return value


def read_audience(payload: JsonObject) -> tuple[str, ...]:
    """Return whom the token is made for, nobody in particular if it does not say.

    Raises ``DocumentError("vc_jwt.malformed_claim")``.
    """
    if "aud" not in payload:
        return ()
    value = payload["aud"]
    members = value if isinstance(value, list) else [value]
    texts = tuple(member for member in members if isinstance(member, str))
    if not texts or len(texts) != len(members):
        _raise_malformed("aud", "text or a list of text")
    return texts


def read_numeric_date(payload: JsonObject, name: str) -> datetime | None:
    """Return the moment of the claim ``name``, seconds since 1970 (RFC 7519, section 2), if it is there.

    Raises ``DocumentError("vc_jwt.malformed_claim")``.
    """
    if name not in payload:
        return None
    value = payload[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        _raise_malformed(name, "a number of seconds")
    if not _FIRST_SECOND <= value <= _LAST_SECOND:
        _raise_malformed(name, "a moment in the years 1 to 9999")
    return _EPOCH + timedelta(seconds=value)


def format_numeric_date(moment: datetime) -> int:
    """Return ``moment`` as whole seconds since 1970; raises ``UsageError("timestamp.naive")``."""
    if moment.utcoffset() is None:
        raise UsageError("timestamp.naive", "The moment has no time zone, so it could mean many moments.")
    return (moment - _EPOCH) // timedelta(seconds=1)


def _read_old_form(payload: JsonObject) -> JsonObject:
    if "vc" in payload and "vp" in payload:
        raise DocumentError(
            "vc_jwt.forbidden_claim", "The token holds both a credential and a presentation.", where="/vp"
        )
    name = "vc" if "vc" in payload else "vp"
    inner = payload[name]
    if not isinstance(inner, dict):
        _raise_malformed(name, "an object")
    document = _filled(inner, payload, holder=name == "vp")
    for claim_name, value in _texts_of(document, holder=name == "vp").items():
        claim = read_text(payload, claim_name)
        if claim is not None and claim != value:
            _raise_mismatch(claim_name)
    if name == "vc":
        _compare_moments(payload, document, required=False)
    return document


def _filled(inner: JsonObject, payload: JsonObject, *, holder: bool) -> JsonObject:
    """Return ``inner`` with the members that stand in their claims only (VC 1.1, *JWT Decoding*)."""
    document = dict(inner)
    iss, jti, sub = (read_text(payload, name) for name in ("iss", "jti", "sub"))
    if jti is not None:
        document.setdefault("id", jti)
    if iss is not None:
        _fill_id(document, "holder" if holder else "issuer", iss)
    if holder:
        return document
    if sub is not None and isinstance(document.get("credentialSubject"), dict):
        _fill_id(document, "credentialSubject", sub)
    contexts = document.get("@context")
    old = contexts == _CONTEXT_1 or (isinstance(contexts, list) and _CONTEXT_1 in contexts)
    for claim_name, names in (("nbf", _FROM), ("exp", _UNTIL)):
        moment = read_numeric_date(payload, claim_name)
        if moment is not None and document.keys().isdisjoint(names):
            document[names[1] if old else names[0]] = timestamps.format(moment)
    return document


def _fill_id(document: JsonObject, name: str, value: str) -> None:
    member = document.get(name)
    if member is None:
        document[name] = value
    elif isinstance(member, dict) and "id" not in member:
        document[name] = {"id": value, **member}


def _without_claims(payload: JsonObject) -> JsonObject:
    return {name: member for name, member in payload.items() if name not in _CLAIMS}


def _texts_of(document: JsonObject, *, holder: bool) -> dict[str, str | None]:
    """Return what each claim of text has to repeat, ``None`` where the document does not say it."""
    texts = {
        "iss": _id_of(document.get("holder" if holder else "issuer")),
        "jti": _id_of(document.get("id")),
    }
    if not holder:
        subject = document.get("credentialSubject")
        if isinstance(subject, list) and len(subject) == 1:
            subject = subject[0]
        texts["sub"] = _id_of(subject) if isinstance(subject, dict) else None
    return texts


def _id_of(member: JsonValue) -> str | None:
    if isinstance(member, dict):
        member = member.get("id")
    return member if isinstance(member, str) else None


def _moment_of(credential: JsonObject, names: tuple[str, str]) -> datetime | None:
    for name in names:
        if name in credential:
            text = credential[name]
            if not isinstance(text, str):
                raise DocumentError("vc_jwt.mismatch", f"{name} must be text.", where=f"/{name}")
            try:
                return timestamps.parse(text)
            except DocumentError as error:
                raise error.at(f"/{name}") from None
    return None


def _compare_moments(payload: JsonObject, credential: JsonObject, *, required: bool) -> None:
    for name, names in (("nbf", _FROM), ("exp", _UNTIL)):
        claim, moment = read_numeric_date(payload, name), _moment_of(credential, names)
        if claim is None:
            if required and (moment is not None or name == "nbf"):
                _raise_missing(name)
        # A numeric date is often cut to whole seconds where the credential has a fraction of one.
        elif moment is None or format_numeric_date(claim) != format_numeric_date(moment):
            _raise_mismatch(name)


def _raise_missing(name: str) -> NoReturn:
    raise DocumentError(
        "vc_jwt.missing_claim", f"The token lacks the claim {name}, which Open Badges need.", where=f"/{name}"
    )


def _raise_mismatch(name: str) -> NoReturn:
    raise DocumentError(
        "vc_jwt.mismatch", f"The claim {name} says something else than the credential.", where=f"/{name}"
    )


def _raise_malformed(name: str, form: str) -> NoReturn:
    raise DocumentError("vc_jwt.malformed_claim", f"The claim {name} must be {form}.", where=f"/{name}")


def _raise_not_signable(name: str) -> NoReturn:
    raise UsageError(
        "vc_jwt.not_signable", f"The credential does not say what the claim {name} has to repeat."
    )
