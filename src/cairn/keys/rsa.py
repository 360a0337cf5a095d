"""RSA signatures as RS256 makes them: RFC 7518, section 3.3 (PKCS #1 v1.5 with SHA-256); read, never made.

A key is the DER of its SubjectPublicKeyInfo in the one form that DER allows. Importing this module imports
``cryptography``, so the rest of the package does it only when such a key comes along.
``tests/cairn/keys/test_rsa.py`` proves it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NoReturn

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from cairn.errors import DocumentError

MIN_BITS: Final = 2048
MAX_BITS: Final = 8192
# OpenSSL takes no longer exponent with a long modulus, and checking a signature costs time with each bit.
_MAX_EXPONENT: Final = 2**64
# The DER of an 8192 bit key has about a thousand bytes.
_MAX_BYTES: Final = 1200


@lru_cache(maxsize=256)
def load_public(raw: bytes) -> rsa.RSAPublicKey:
    """Return the key in a DER SubjectPublicKeyInfo; the last keys asked for are remembered.

    Raises ``DocumentError``: ``key.malformed``, ``key.rsa_size``, ``key.rsa_exponent``.
    """
    if len(raw) > _MAX_BYTES:
        _raise_malformed()
    try:
        key = load_der_public_key(raw)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        _raise_malformed()
    if not isinstance(key, rsa.RSAPublicKey) or _encode(key) != raw:
        _raise_malformed()
    _check_numbers(key.public_numbers().n, key.public_numbers().e)
    return key


def verify(raw: bytes, *, signature: bytes, message: bytes) -> None:
    """Return if ``signature`` is the RS256 signature of the public key ``raw``.

    Raises ``DocumentError("signature.invalid")``.
    """
    try:
        load_public(raw).verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        raise DocumentError(
            "signature.invalid", "The signature was not made with this key over these bytes."
        ) from None


def encode_numbers(modulus: int, exponent: int) -> bytes:
    """Return the DER SubjectPublicKeyInfo of a key.

    Raises ``DocumentError``: ``key.malformed``, ``key.rsa_size``, ``key.rsa_exponent``.
    """
    _check_numbers(modulus, exponent)
    try:
        return _encode(rsa.RSAPublicNumbers(exponent, modulus).public_key())
    except ValueError:
        _raise_malformed()


def numbers(raw: bytes) -> tuple[int, int]:
    """Return the modulus and the exponent of the public key ``raw``."""
    values = load_public(raw).public_numbers()
    return values.n, values.e


def _encode(key: rsa.RSAPublicKey) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _check_numbers(modulus: int, exponent: int) -> None:
    if not MIN_BITS <= modulus.bit_length() <= MAX_BITS:
        raise DocumentError(
            "key.rsa_size", f"An RSA key must have {MIN_BITS} to {MAX_BITS} bits, not {modulus.bit_length()}."
        )
    if exponent < 3 or exponent % 2 == 0 or exponent >= _MAX_EXPONENT:
        raise DocumentError("key.rsa_exponent", "The exponent of an RSA key is odd, at least 3 and short.")
    if modulus % 2 == 0:
        _raise_malformed()


def _raise_malformed() -> NoReturn:
    raise DocumentError("key.malformed", "The bytes are no RSA public key in DER.") from None
