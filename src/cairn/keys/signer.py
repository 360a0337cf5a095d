"""Signers: whatever can sign with a key, and the one that holds its secret in memory.

A key in a token or a key management service signs through the same two members of :class:`Signer`. Ed25519
follows RFC 8032, P-256 and P-384 RFC 6979; no signature needs randomness.
``tests/cairn/keys/test_signer.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from cairn.errors import DocumentError, UsageError
from cairn.keys import ed25519
from cairn.keys.multikey import format_secret_multikey, parse_secret_multikey
from cairn.keys.public import Algorithm, PublicKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.keys.ecdsa import SecretKey

_SECRET_BYTES: Final = {Algorithm.ED25519: 32, Algorithm.P256: 32, Algorithm.P384: 48}
# One draw in 2**32 lies above the order of P-256, so no sound source of randomness needs a third.
_MAX_DRAWS: Final = 8


class Signer(Protocol):
    """Signs bytes with the secret half of ``public_key``."""

    @property
    def public_key(self) -> PublicKey:
        """The key that verifies what this signs."""

    def sign(self, message: bytes) -> bytes:
        """Return the signature over ``message`` in the form that ``PublicKey.verify`` takes."""


class SoftwareSigner:
    """Signs with a secret key that is held in memory; its text form shows the public key only."""

    __slots__ = ("_ecdsa", "_ed25519", "_secret", "public_key")

    public_key: PublicKey

    def __init__(self, algorithm: Algorithm, secret: bytes) -> None:
        """Hold ``secret``: the 32 bytes of RFC 8032, or the number of SEC 1 in the bytes of its curve.

        Raises ``UsageError("signer.unknown_algorithm")`` for RSA, ``DocumentError`` with ``key.wrong_length``
        or ``key.bad_secret``.
        """
        self._secret = secret
        self._ed25519 = b""
        self._ecdsa: SecretKey | None = None
        if algorithm is Algorithm.ED25519:
            self._ed25519 = ed25519.expand_secret(secret)
            raw = self._ed25519[ed25519.SECRET_BYTES :]
        else:
            _secret_size(algorithm)
            from cairn.keys.ecdsa import SecretKey  # noqa: PLC0415

            self._ecdsa = SecretKey(algorithm.value, secret)
            raw = self._ecdsa.public_raw()
        self.public_key = PublicKey(algorithm, raw)

    @classmethod
    def generate(cls, algorithm: Algorithm, *, rng: Callable[[int], bytes]) -> SoftwareSigner:
        """Return a signer with a new key; ``rng`` gives that many random bytes.

        Raises ``UsageError``: ``signer.unknown_algorithm`` for RSA, ``signer.bad_randomness`` where ``rng``
        gives nothing that can be a key.
        """
        size = _secret_size(algorithm)
        for _ in range(_MAX_DRAWS):
            secret = rng(size)
            if len(secret) != size or not any(secret):
                break
            try:
                return cls(algorithm, secret)
            except DocumentError:
                # The number is not below the order of the curve; another is drawn (FIPS 186-5, A.2.2).
                continue
        raise UsageError("signer.bad_randomness", "The source of randomness gives nothing that can be a key.")

    @classmethod
    def from_secret(cls, algorithm: Algorithm, secret: bytes) -> SoftwareSigner:
        """Return the signer with ``secret``, as ``__init__`` takes it; raises the same."""
        return cls(algorithm, secret)

    @classmethod
    def from_secret_multikey(cls, text: str) -> SoftwareSigner:
        """Return the signer whose key is ``secretKeyMultibase`` text.

        Raises ``DocumentError``: ``multikey.not_secret``, ``multibase.*``, ``base58.*`` and ``key.*``.
        """
        algorithm, secret = parse_secret_multikey(text)
        return cls(algorithm, secret)

    def sign(self, message: bytes) -> bytes:
        """Return the signature over ``message``."""
        if self._ecdsa is None:
            return ed25519.sign(self._ed25519, message)
        return self._ecdsa.sign(message)

    def reveal_secret(self) -> bytes:
        """Return the secret key itself, for a key file; whoever has it can sign."""
        return self._secret

    def reveal_secret_multikey(self) -> str:
        """Return the secret key itself as ``secretKeyMultibase`` text; whoever has it can sign."""
        return format_secret_multikey(self.public_key.algorithm, self._secret)

    def __repr__(self) -> str:
        return f"SoftwareSigner({self.public_key!r})"

    def __reduce__(self) -> str:
        raise UsageError("signer.not_copied", "A secret key is not pickled or copied.")


def _secret_size(algorithm: Algorithm) -> int:
    size = _SECRET_BYTES.get(algorithm)
    if size is None:
        raise UsageError(
            "signer.unknown_algorithm",
            f"{algorithm.value} keys do not sign here.",
            mend="Use Ed25519, P-256 or P-384.",
        )
    return size
