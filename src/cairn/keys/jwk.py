"""Public keys as JSON Web Keys: RFC 7517, RFC 7518 section 6, RFC 8037; thumbprints: RFC 7638.

Numbers are read in their one spelling only, and a key that says it is meant for another algorithm or another
use is refused (RFC 7517, sections 4.2 to 4.4). ``tests/cairn/keys/test_jwk.py`` proves it, with the vectors
of RFC 7638 and RFC 8037.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from cairn.canonical import jcs, multibase
from cairn.errors import DocumentError
from cairn.keys.public import Algorithm, PublicKey

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

# What any type of key keeps secret: RFC 7518, section 6, RFC 8037, section 2, and "priv" of the type AKP.
_SECRET_MEMBERS: Final = ("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv")
_NAMES: Final = {
    Algorithm.ED25519: frozenset({"EdDSA", "Ed25519"}),
    Algorithm.P256: frozenset({"ES256"}),
    Algorithm.P384: frozenset({"ES384"}),
    Algorithm.RSA: frozenset({"RS256"}),
}
_CURVES: Final = {"P-256": Algorithm.P256, "P-384": Algorithm.P384}


def format_jwk(key: PublicKey) -> JsonObject:
    """Return ``key`` as a JWK with the members that make the key and no others."""
    encode = multibase.encode_base64url
    if key.algorithm is Algorithm.ED25519:
        return {"kty": "OKP", "crv": "Ed25519", "x": encode(key.raw)}
    if key.algorithm is Algorithm.RSA:
        from cairn.keys import rsa  # noqa: PLC0415

        modulus, exponent = rsa.numbers(key.raw)
        return {"kty": "RSA", "n": encode(_octets(modulus)), "e": encode(_octets(exponent))}
    from cairn.keys import ecdsa  # noqa: PLC0415

    x, y = ecdsa.coordinates(key.algorithm.value, key.raw)
    return {"kty": "EC", "crv": key.algorithm.value, "x": encode(x), "y": encode(y)}


def parse_jwk(jwk: JsonObject) -> PublicKey:
    """Return the public key that a JWK holds.

    Raises ``DocumentError``: ``jwk.secret`` for any secret member, ``jwk.unknown_type``, ``jwk.malformed``,
    ``jwk.wrong_use`` where the key says that it is not for checking such signatures, and ``key.*``.
    """
    for name in _SECRET_MEMBERS:
        if name in jwk:
            raise DocumentError(
                "jwk.secret",
                "A secret key stands where a public key belongs.",
                where=f"/{name}",
                mend="Take it out and stop using it: whoever read it can sign with it.",
            )
    key = _read(jwk)
    _check_use(jwk, key.algorithm)
    return key


def thumbprint(key: PublicKey) -> str:
    """Return the SHA-256 thumbprint of ``key`` in base64url, as RFC 7638, section 3 makes it."""
    return multibase.encode_base64url(sha256(jcs.canonize(format_jwk(key))).digest())


def _read(jwk: JsonObject) -> PublicKey:
    kind, curve = jwk.get("kty"), jwk.get("crv")
    if kind == "OKP" and curve == "Ed25519":
        return PublicKey(Algorithm.ED25519, _bytes(jwk, "x"))
    if kind == "EC" and isinstance(curve, str) and curve in _CURVES:
        from cairn.keys import ecdsa  # noqa: PLC0415

        return PublicKey(_CURVES[curve], ecdsa.compress(curve, _bytes(jwk, "x"), _bytes(jwk, "y")))
    if kind == "RSA":
        from cairn.keys import rsa  # noqa: PLC0415

        return PublicKey(Algorithm.RSA, rsa.encode_numbers(_number(jwk, "n"), _number(jwk, "e")))
    if not isinstance(kind, str):
        raise DocumentError("jwk.malformed", "The key does not say of what type it is.", where="/kty")
    raise DocumentError("jwk.unknown_type", "The key is of a kind that is not read here.", where="/kty")


def _check_use(jwk: JsonObject, algorithm: Algorithm) -> None:
    if "alg" in jwk:
        name = jwk["alg"]
        if not isinstance(name, str) or name not in _NAMES[algorithm]:
            _raise_wrong_use("alg", f"another algorithm than {' or '.join(sorted(_NAMES[algorithm]))}")
    if "use" in jwk and jwk["use"] != "sig":
        _raise_wrong_use("use", "something else than signatures")
    if "key_ops" in jwk:
        operations = jwk["key_ops"]
        if not isinstance(operations, list) or "verify" not in operations:
            _raise_wrong_use("key_ops", "something else than checking signatures")


def _bytes(jwk: JsonObject, name: str) -> bytes:
    value: JsonValue = jwk.get(name)
    if not isinstance(value, str):
        raise DocumentError("jwk.malformed", f"The key must have the text {name!r}.", where=f"/{name}")
    try:
        return multibase.decode_base64url(value)
    except DocumentError as error:
        raise error.at(f"/{name}") from None


def _number(jwk: JsonObject, name: str) -> int:
    data = _bytes(jwk, name)
    if data[:1] in {b"", b"\0"}:
        raise DocumentError(
            "jwk.malformed", f"The number {name!r} is empty or begins with a zero byte.", where=f"/{name}"
        )
    return int.from_bytes(data, "big")


def _octets(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _raise_wrong_use(name: str, purpose: str) -> None:
    raise DocumentError("jwk.wrong_use", f"The key says that it is for {purpose}.", where=f"/{name}")
