"""JSON Web Signatures in the compact form, read strictly.

RFC 7515, sections 3.1, 4, 5 and 7.1, with the algorithms of RFC 7518 (ES256, ES384, RS256), RFC 8037 (EdDSA)
and RFC 9864 (Ed25519). The key decides the algorithm, never the other way round: an ``alg`` that does not
belong to the type of the key is refused, so is every algorithm that needs no public key. Nothing that the
header points at is fetched, and a key that it brings along is data, not proof. RSA is verified, not signed.
``tests/cairn/proofs/test_jws.py`` proves it, with the vectors of the standards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.canonical import multibase, strict_json
from cairn.errors import DocumentError, UsageError
from cairn.keys import Algorithm

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import PublicKey, Signer

MAX_CHARACTERS: Final = 4 * 1024 * 1024
MAX_HEADER_CHARACTERS: Final = 16 * 1024

_KEY_TYPES: Final = {
    "EdDSA": Algorithm.ED25519,
    "Ed25519": Algorithm.ED25519,
    "ES256": Algorithm.P256,
    "ES384": Algorithm.P384,
    "RS256": Algorithm.RSA,
}
ALGORITHMS: Final = frozenset(_KEY_TYPES)
"""The values of ``alg`` that are verified here."""

_SIGNING_NAMES: Final = {Algorithm.ED25519: "EdDSA", Algorithm.P256: "ES256", Algorithm.P384: "ES384"}
# Each of these changes what was signed or how, so a reader who passes over it would verify something else.
_REFUSED: Final = {
    "crit": "names extensions that must be understood, and none is known here",
    "b64": "says that the payload is not encoded",
    "zip": "says that the payload is compressed",
}
_TEXTS: Final = ("kid", "typ", "cty")
_PRIVATE: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedJws:
    """A JWS that is well formed; nothing in it is proven until :func:`verify_jws` returns."""

    header: JsonObject
    payload: bytes
    signing_input: bytes
    signature: bytes

    @property
    def algorithm(self) -> str:
        """The ``alg`` of the header, one of ``ALGORITHMS``."""
        return str(self.header["alg"])


def sign_jws(payload: bytes, *, signer: Signer, header: JsonObject) -> str:
    """Return the compact JWS of ``payload``; ``alg`` is set from the key and stands first in the header.

    Raises ``UsageError``: ``jws.cannot_sign`` for a key that only verifies, ``jws.wrong_algorithm`` where the
    header names an ``alg`` of another type of key, and ``jws.refused_header`` for one that
    :func:`parse_jws` would refuse.
    """
    algorithm = signer.public_key.algorithm
    name = _SIGNING_NAMES.get(algorithm)
    if name is None:
        raise UsageError(
            "jws.cannot_sign",
            f"{algorithm.value} keys are read, but not signed with.",
            mend="Sign with Ed25519, P-256 or P-384.",
        )
    wanted = header.get("alg", name)
    if not isinstance(wanted, str) or _KEY_TYPES.get(wanted) is not algorithm:
        raise UsageError("jws.wrong_algorithm", f"alg {wanted!r} does not belong to {algorithm.value} keys.")
    whole: JsonObject = {"alg": wanted, **header}
    try:
        check_header(whole)
    except DocumentError as error:
        raise UsageError("jws.refused_header", error.message, where=error.where) from None
    encoded = multibase.encode_base64url(strict_json.format(whole))
    signing_input = f"{encoded}.{multibase.encode_base64url(payload)}"
    return f"{signing_input}.{multibase.encode_base64url(signer.sign(signing_input.encode('ascii')))}"


def parse_jws(text: str) -> ParsedJws:
    """Return the parts of a compact JWS, without having verified anything.

    Raises ``DocumentError``: ``jws.too_large``, ``jws.not_three_parts``, ``jws.not_ascii``, those of
    :func:`check_header`, and ``base64url.*`` and ``json.*`` of the parts.
    """
    if len(text) > MAX_CHARACTERS:
        raise DocumentError("jws.too_large", f"The JWS is longer than {MAX_CHARACTERS} characters.")
    if not text.isascii():
        raise DocumentError("jws.not_ascii", "The JWS holds a character that base64url has not.")
    parts = text.split(".", 3)
    if len(parts) != 3:
        raise DocumentError(
            "jws.not_three_parts",
            "A compact JWS has three parts with a dot between each two.",
            mend="JWE and the JSON forms of JWS are not read.",
        )
    header_text, payload_text, signature_text = parts
    return ParsedJws(
        header=_parse_header(header_text),
        payload=_decode(payload_text, "payload"),
        signing_input=text[: len(header_text) + 1 + len(payload_text)].encode("ascii"),
        signature=_decode(signature_text, "signature"),
    )


def verify_jws(
    parsed: ParsedJws, *, public_key: PublicKey, algorithms: AbstractSet[str] = ALGORITHMS
) -> bytes:
    """Return the payload if ``public_key`` signed it with one of ``algorithms``.

    Raises ``DocumentError``: ``jws.algorithm_not_allowed``, ``jws.key_type`` where ``alg`` does not belong to
    the type of the key, and ``signature.invalid``.
    """
    # (1) The algorithm is one that the caller expects (RFC 8725, section 3.1).
    name = parsed.algorithm
    if name not in algorithms:
        raise DocumentError(
            "jws.algorithm_not_allowed", f"The algorithm {name} is not allowed here.", where="header/alg"
        )
    # (2) It belongs to the type of the key (RFC 8725, section 3.1): no public key is ever used as a secret.
    if _KEY_TYPES.get(name) is not public_key.algorithm:
        raise DocumentError(
            "jws.key_type",
            f"The algorithm {name} does not go with the {public_key.algorithm.value} key of the signer.",
            where="header/alg",
        )
    # (3) The signature is over the first two parts as they were written (RFC 7515, section 5.2, step 8).
    public_key.verify(parsed.signature, parsed.signing_input)
    return parsed.payload


def check_header(header: JsonObject) -> None:
    """Check the members of a JOSE header that have a meaning here; all others are ignored.

    Raises ``DocumentError``: ``jws.unknown_algorithm``, ``jws.critical`` for ``crit``, ``b64`` and ``zip``,
    ``jws.malformed_header`` and ``jws.private_key`` where the header gives a private key away.
    """
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in _KEY_TYPES:
        raise DocumentError(
            "jws.unknown_algorithm",
            f"The algorithm {algorithm!r} is no signature that is accepted here."
            if isinstance(algorithm, str)
            else "The header names no algorithm.",
            where="header/alg",
            mend=f"Use one of {', '.join(sorted(ALGORITHMS))}.",
        )
    for name in _REFUSED.keys() & header.keys():
        raise DocumentError("jws.critical", f"The header {name} {_REFUSED[name]}.", where=f"header/{name}")
    for name in _TEXTS:
        if name in header and not isinstance(header[name], str):
            raise DocumentError("jws.malformed_header", f"{name} must be text.", where=f"header/{name}")
    jwk = header.get("jwk", {})
    if not isinstance(jwk, dict):
        raise DocumentError("jws.malformed_header", "jwk must be an object.", where="header/jwk")
    if not _PRIVATE.isdisjoint(jwk):
        raise DocumentError(
            "jws.private_key",
            "The header gives a private or secret key away, so anyone can sign with it.",
            where="header/jwk",
            mend="Replace the key at once and sign anew.",
        )


def _parse_header(text: str) -> JsonObject:
    if len(text) > MAX_HEADER_CHARACTERS:
        raise DocumentError("jws.too_large", f"The header is longer than {MAX_HEADER_CHARACTERS} characters.")
    data = _decode(text, "header")
    try:
        header = strict_json.parse_object(data)
    except DocumentError as error:
        raise error.at("header") from None
    check_header(header)
    return header


def _decode(text: str, part: str) -> bytes:
    try:
        return multibase.decode_base64url(text)
    except DocumentError as error:
        raise error.at(part) from None
