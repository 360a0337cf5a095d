"""ECDSA on P-256 and P-384: FIPS 186-5, section 6, with the deterministic nonces of RFC 6979.

Public keys are compressed points (SEC 1, section 2.3.3) and signatures are ``r || s`` of one exact length (VC
DI ECDSA 1.0, section 3.2.7; RFC 7518, section 3.4), never DER. Importing this module imports
``cryptography``, so the rest of the package does it only when such a key comes along.
``tests/cairn/keys/test_ecdsa.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cairn.errors import DocumentError


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One curve: its ``name``, the ``order`` of its group, its bytes per number and the hash it goes with."""

    name: str
    order: int
    size: int
    curve: ec.EllipticCurve
    scheme: ec.ECDSA
    signing_scheme: ec.ECDSA


P256: Final = Curve(
    name="P-256",
    order=0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    size=32,
    curve=ec.SECP256R1(),
    scheme=ec.ECDSA(hashes.SHA256()),
    signing_scheme=ec.ECDSA(hashes.SHA256(), deterministic_signing=True),
)
P384: Final = Curve(
    name="P-384",
    order=int(
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973",
        16,
    ),
    size=48,
    curve=ec.SECP384R1(),
    scheme=ec.ECDSA(hashes.SHA384()),
    signing_scheme=ec.ECDSA(hashes.SHA384(), deterministic_signing=True),
)
CURVES: Final = {curve.name: curve for curve in (P256, P384)}


@lru_cache(maxsize=256)
def load_public(name: str, raw: bytes) -> ec.EllipticCurvePublicKey:
    """Return the key at the compressed point ``raw``; the last keys asked for are remembered.

    Raises ``DocumentError``: ``key.wrong_length`` and ``key.bad_point``.
    """
    curve = CURVES[name]
    if len(raw) != curve.size + 1:
        raise DocumentError(
            "key.wrong_length",
            f"A {name} key is a compressed point of {curve.size + 1} bytes, not {len(raw)} bytes.",
        )
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(curve.curve, raw)
    except ValueError:
        raise DocumentError("key.bad_point", f"The bytes are no compressed point of {name}.") from None


def verify(name: str, raw: bytes, *, signature: bytes, message: bytes) -> None:
    """Return if ``signature``, ``r || s``, is that of the public key ``raw``.

    Raises ``DocumentError("signature.invalid")``.
    """
    curve = CURVES[name]
    r = int.from_bytes(signature[: curve.size], "big")
    s = int.from_bytes(signature[curve.size :], "big")
    if len(signature) == 2 * curve.size and 0 < r < curve.order and 0 < s < curve.order:
        try:
            load_public(name, raw).verify(encode_dss_signature(r, s), message, curve.scheme)
            return
        except InvalidSignature:
            pass
    raise DocumentError("signature.invalid", "The signature was not made with this key over these bytes.")


def compress(name: str, x: bytes, y: bytes) -> bytes:
    """Return the compressed point with the coordinates ``x`` and ``y``.

    Raises ``DocumentError``: ``key.wrong_length`` and ``key.bad_point``.
    """
    curve = CURVES[name]
    if len(x) != curve.size or len(y) != curve.size:
        raise DocumentError("key.wrong_length", f"Each coordinate on {name} has {curve.size} bytes.")
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(curve.curve, b"\x04" + x + y)
    except ValueError:
        raise DocumentError("key.bad_point", f"The coordinates are no point of {name}.") from None
    return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def coordinates(name: str, raw: bytes) -> tuple[bytes, bytes]:
    """Return the coordinates x and y of the public key ``raw``."""
    point = load_public(name, raw).public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    size = CURVES[name].size
    return point[1 : 1 + size], point[1 + size :]


class SecretKey:
    """A secret number on a curve, loaded for signing; never shown."""

    __slots__ = ("_curve", "_key")

    def __init__(self, name: str, secret: bytes) -> None:
        """Load the big-endian number ``secret``.

        Raises ``DocumentError``: ``key.wrong_length`` and ``key.bad_secret``.
        """
        self._curve = CURVES[name]
        if len(secret) != self._curve.size:
            raise DocumentError("key.wrong_length", f"A {name} secret key has {self._curve.size} bytes.")
        number = int.from_bytes(secret, "big")
        if not 0 < number < self._curve.order:
            raise DocumentError("key.bad_secret", f"The secret number is not below the order of {name}.")
        self._key = ec.derive_private_key(number, self._curve.curve)

    def public_raw(self) -> bytes:
        """Return the compressed point of the public key."""
        return self._key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)

    def sign(self, message: bytes) -> bytes:
        """Return the signature ``r || s`` over ``message``, always the same for the same message."""
        r, s = decode_dss_signature(self._key.sign(message, self._curve.signing_scheme))
        size = self._curve.size
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")
