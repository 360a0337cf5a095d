"""Ed25519 by libsodium: RFC 8032 with the strict checks on which verifiers should agree.

libsodium refuses a signature whose scalar is not below the group order (RFC 8032, section 5.1.7), points that
are not canonical, and keys of small order, under which one signature fits many messages. Where a signature
stands before its message libsodium needs no copy of either, so both calls are made that way.
``tests/cairn/keys/test_ed25519.py`` proves it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from nacl.bindings import (
    crypto_core_ed25519_is_valid_point,
    crypto_sign,
    crypto_sign_open,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import BadSignatureError

from cairn.errors import DocumentError

PUBLIC_BYTES: Final = 32
SECRET_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64


@lru_cache(maxsize=1024)
def check_public(raw: bytes) -> None:
    """Check that ``raw`` is a point of the prime-order group; the last keys asked about are remembered.

    Raises ``DocumentError``: ``key.wrong_length`` and ``key.bad_point``.
    """
    if len(raw) != PUBLIC_BYTES:
        raise DocumentError("key.wrong_length", f"An Ed25519 key has 32 bytes, not {len(raw)}.")
    if not crypto_core_ed25519_is_valid_point(raw):
        raise DocumentError("key.bad_point", "The bytes are no Ed25519 key that only one secret key fits.")


def verify(raw: bytes, signature: bytes, message: bytes) -> None:
    """Return if ``signature`` is that of the checked public key ``raw``.

    Raises ``DocumentError("signature.invalid")``.
    """
    if len(signature) == SIGNATURE_BYTES:
        try:
            crypto_sign_open(signature + message, raw)
            return
        except BadSignatureError:
            pass
    raise DocumentError("signature.invalid", "The signature was not made with this key over these bytes.")


def expand_secret(secret: bytes) -> bytes:
    """Return the 64 bytes with which libsodium signs: the 32 secret bytes and then the public key.

    Raises ``DocumentError("key.wrong_length")``.
    """
    if len(secret) != SECRET_BYTES:
        raise DocumentError("key.wrong_length", "An Ed25519 secret key has 32 bytes.")
    return crypto_sign_seed_keypair(secret)[1]


def sign(expanded: bytes, message: bytes) -> bytes:
    """Return the 64 bytes of the signature over ``message``; ``expanded`` is of :func:`expand_secret`."""
    return crypto_sign(message, expanded)[:SIGNATURE_BYTES]
