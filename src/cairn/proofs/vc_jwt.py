"""Credentials and presentations as JSON Web Tokens, in two profiles that are kept apart.

``JwtProfile.OPEN_BADGES`` is Open Badges 3.0, section 8.2: the payload is the credential and five claims that
repeat what it says; the form of VC 1.1, section 6.3.1 (claims ``vc`` and ``vp``) is read, never written.
``JwtProfile.JOSE`` is VC-JOSE-COSE 1.0, section 3.1 (``typ`` ``vc+jwt`` and ``vp+jwt``), in which those two
claims are forbidden. Reading proves nothing about who signed: that takes :func:`verify_vc_jwt` with a key
looked up in the controller document of the issuer. ``tests/cairn/proofs/test_vc_jwt.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.errors import DocumentError, UsageError
from cairn.keys import format_jwk, parse_jwk
from cairn.proofs import jwt_claims
from cairn.proofs.jws import ALGORITHMS, ParsedJws, parse_jws, sign_jws, verify_jws

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import PublicKey, Signer


class JwtProfile(StrEnum):
    """Which standard the token follows."""

    OPEN_BADGES = "vc-jwt"
    JOSE = "vc-jose"


@dataclass(frozen=True, slots=True, kw_only=True)
class VcJwt:
    """A token that is well formed and agrees with itself; nothing in it is proven yet.

    ``credential`` is the credential, or the presentation, without the claims around it. ``jwk`` is the key
    that the token brings along, which says nothing about the issuer. ``not_before`` and ``expires_at`` bound
    the token itself; for Open Badges they are the validity period of the credential.
    """

    profile: JwtProfile
    credential: JsonObject
    kid: str | None
    jwk: PublicKey | None
    jws: ParsedJws
    nonce: str | None
    audience: tuple[str, ...]
    issued_at: datetime | None
    not_before: datetime | None
    expires_at: datetime | None


_TYPES: Final = {"vc+jwt": "vc", "vp+jwt": "vp"}
_ENVELOPES: Final = {"vc": "EnvelopedVerifiableCredential", "vp": "EnvelopedVerifiablePresentation"}
_DATA_URLS: Final = {"vc": "data:application/vc+jwt,", "vp": "data:application/vp+jwt,"}
_CONTEXT_2: Final = "https://www.w3.org/ns/credentials/v2"


def sign_vc_jwt(credential: JsonObject, *, signer: Signer, kid: str | None, profile: JwtProfile) -> str:
    """Return ``credential`` as a JWT; without ``kid`` the public key itself stands in the header.

    Raises ``UsageError``: ``vc_jwt.not_signable`` where the credential lacks what a claim must repeat or has
    a member with the name of a claim, and the codes of ``sign_jws``; ``DocumentError`` with ``json.*`` and
    ``timestamp.*``.
    """
    if profile is JwtProfile.JOSE:
        jwt_claims.check_free(credential)
        header: JsonObject = {"typ": "vc+jwt", "cty": "vc"}
        payload = credential
    else:
        header = {"typ": "JWT"}
        payload = {**credential, **jwt_claims.credential_claims(credential)}
    return _sign(payload, signer=signer, kid=kid, header=header)


def sign_vp_jwt(
    presentation: JsonObject,
    *,
    signer: Signer,
    kid: str | None,
    nonce: str,
    audience: str,
    issued_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> str:
    """Return ``presentation`` as a ``vp+jwt`` made for one ``audience`` and its ``nonce``.

    Raises as :func:`sign_vc_jwt` does, and ``UsageError("vc_jwt.empty_claim")`` for an empty nonce or
    audience.
    """
    if not nonce or not audience:
        raise UsageError(
            "vc_jwt.empty_claim",
            "A presentation needs a nonce and an audience, or it could be shown again to anyone.",
        )
    jwt_claims.check_free(presentation)
    payload: JsonObject = {**presentation, "nonce": nonce, "aud": audience}
    if issued_at is not None:
        payload["iat"] = jwt_claims.format_numeric_date(issued_at)
    if expires_at is not None:
        payload["exp"] = jwt_claims.format_numeric_date(expires_at)
    return _sign(payload, signer=signer, kid=kid, header={"typ": "vp+jwt", "cty": "vp"})


def read_vc_jwt(text: str) -> VcJwt:
    """Return the credential or presentation in a compact JWT whose claims agree with it.

    Raises ``DocumentError``: ``vc_jwt.wrong_type`` for a ``typ`` or ``cty`` of something else,
    ``vc_jwt.forbidden_claim``, ``vc_jwt.missing_claim``, ``vc_jwt.malformed_claim``, ``vc_jwt.mismatch``
    where a claim says something else than the credential, ``vc_jwt.second_proof`` where a proof stands in the
    token as well, ``vc_jwt.no_key``, ``jwk.*``, ``key.*``, and the codes of ``parse_jws``.
    """
    jws = parse_jws(text)
    payload = strict_json.parse_object(jws.payload)
    profile, content = _read_type(jws.header)
    if profile is JwtProfile.JOSE:
        credential = jwt_claims.read_jose(payload, presentation=content == "vp")
    else:
        credential = jwt_claims.read_open_badges(payload)
    if "proof" in credential or "proof" in payload:
        raise DocumentError(
            "vc_jwt.second_proof",
            "A proof stands in the token, which nobody would check: the signature of the token is the proof.",
            where="/proof",
            mend="Sign it as a JWT, or with an embedded proof, but not both ways in one.",
        )
    kid, jwk = _read_key(jws.header)
    if profile is JwtProfile.OPEN_BADGES and kid is None and jwk is None:
        raise DocumentError("vc_jwt.no_key", "The header names no key: neither kid nor jwk.", where="header")
    return VcJwt(
        profile=profile,
        credential=credential,
        kid=kid,
        jwk=jwk,
        jws=jws,
        nonce=jwt_claims.read_text(payload, "nonce"),
        audience=jwt_claims.read_audience(payload),
        issued_at=jwt_claims.read_numeric_date(payload, "iat"),
        not_before=jwt_claims.read_numeric_date(payload, "nbf"),
        expires_at=jwt_claims.read_numeric_date(payload, "exp"),
    )


def verify_vc_jwt(
    vc_jwt: VcJwt, *, public_key: PublicKey, algorithms: AbstractSet[str] = ALGORITHMS
) -> JsonObject:
    """Return the credential or presentation in ``vc_jwt`` if ``public_key`` signed it.

    Whose key that is, and whether the token is still in time, are questions of the caller. Raises
    ``DocumentError``: ``jws.algorithm_not_allowed``, ``jws.key_type``, ``signature.invalid``, and
    ``vc_jwt.other_key`` where the header brings another key.
    """
    if vc_jwt.jwk is not None and vc_jwt.jwk != public_key:
        raise DocumentError(
            "vc_jwt.other_key", "The header brings another key than the signer's own.", where="header/jwk"
        )
    verify_jws(vc_jwt.jws, public_key=public_key, algorithms=algorithms)
    return vc_jwt.credential


def format_enveloped(jwt: str) -> JsonObject:
    """Return ``jwt`` in the envelope in which it may stand within a presentation (VC 2.0, section 4.13).

    Raises ``DocumentError`` as ``parse_jws`` does, and ``vc_jwt.wrong_type``.
    """
    _, content = _read_type(parse_jws(jwt).header)
    kind = content or "vc"
    return {"@context": _CONTEXT_2, "id": f"{_DATA_URLS[kind]}{jwt}", "type": _ENVELOPES[kind]}


def parse_enveloped(document: JsonObject) -> str:
    """Return the JWT in an EnvelopedVerifiableCredential or EnvelopedVerifiablePresentation, not yet read.

    Raises ``DocumentError("vc_jwt.malformed_envelope")``.
    """
    kind, address = document.get("type"), document.get("id")
    names = kind if isinstance(kind, list) else [kind]
    for content, name in _ENVELOPES.items():
        prefix = _DATA_URLS[content]
        if names == [name] and isinstance(address, str) and address.startswith(prefix):
            return address.removeprefix(prefix)
    raise DocumentError(
        "vc_jwt.malformed_envelope",
        "The envelope holds no JWT of its kind.",
        where="/id",
        mend="Its id begins with data:application/vc+jwt, or, for a presentation, data:application/vp+jwt,",
    )


def _sign(payload: JsonObject, *, signer: Signer, kid: str | None, header: JsonObject) -> str:
    key: JsonObject = {"jwk": format_jwk(signer.public_key)} if kid is None else {"kid": kid}
    return sign_jws(strict_json.format(payload), signer=signer, header={**key, **header})


def _read_type(header: JsonObject) -> tuple[JwtProfile, str]:
    """Return the profile and what is inside: ``vc``, ``vp``, or nothing where the header does not say."""
    kind = _media_type(header, "typ")
    content = _media_type(header, "cty")
    if kind in _TYPES and content in {"", _TYPES[kind]}:
        return JwtProfile.JOSE, _TYPES[kind]
    if kind in {"", "jwt"} and content in {"", "vc", "vp"}:
        return JwtProfile.OPEN_BADGES, content
    raise DocumentError(
        "vc_jwt.wrong_type",
        "The header says that the token is something else than a credential or presentation.",
        where="header/typ",
    )


def _media_type(header: JsonObject, name: str) -> str:
    """Return a media type in small letters without ``application/`` (RFC 7515, section 4.1.9)."""
    value = header.get(name, "")
    return value.lower().removeprefix("application/") if isinstance(value, str) else ""


def _read_key(header: JsonObject) -> tuple[str | None, PublicKey | None]:
    kid, jwk = header.get("kid"), header.get("jwk")
    public_key = None
    if isinstance(jwk, dict):
        try:
            public_key = parse_jwk(jwk)
        except DocumentError as error:
            raise error.at("header/jwk") from None
    return kid if isinstance(kid, str) and kid else None, public_key
