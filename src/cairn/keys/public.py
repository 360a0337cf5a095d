"""A public key: which algorithm, and the bytes that identify it.

Controlled Identifiers 1.0, section 2.2.2 gives the bytes of Ed25519 and elliptic curve keys. A key that
exists has been checked: a point on its curve, not of small order; an RSA key of a sound size.
``tests/cairn/keys/test_public.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cairn.keys import ed25519


class Algorithm(StrEnum):
    """The kinds of keys that are read here; RSA keys only verify."""

    ED25519 = "Ed25519"
    P256 = "P-256"
    P384 = "P-384"
    RSA = "RSA"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A checked public key.

    ``raw`` is 32 bytes for Ed25519, the compressed point for P-256 (33 bytes) and P-384 (49 bytes), and the
    DER SubjectPublicKeyInfo for RSA. Making one raises ``DocumentError``: ``key.wrong_length``,
    ``key.bad_point``, ``key.malformed``, ``key.rsa_size``, ``key.rsa_exponent``.
    """

    algorithm: Algorithm
    raw: bytes

    def __post_init__(self) -> None:
        # The modules that need cryptography are imported when a key asks for them: it is slow to import.
        if self.algorithm is Algorithm.ED25519:
            ed25519.check_public(self.raw)
        elif self.algorithm is Algorithm.RSA:
            from cairn.keys import rsa  # noqa: PLC0415

            rsa.load_public(self.raw)
        else:
            from cairn.keys import ecdsa  # noqa: PLC0415

            ecdsa.load_public(self.algorithm.value, self.raw)

    def verify(self, signature: bytes, message: bytes) -> None:
        """Return if ``signature`` was made over ``message`` with the secret half of this key.

        Ed25519: 64 bytes. P-256 and P-384: ``r || s`` over SHA-256 and SHA-384. RSA: PKCS #1 v1.5 over
        SHA-256. Raises ``DocumentError("signature.invalid")``.
        """
        if self.algorithm is Algorithm.ED25519:
            ed25519.verify(self.raw, signature, message)
        elif self.algorithm is Algorithm.RSA:
            from cairn.keys import rsa  # noqa: PLC0415

            rsa.verify(self.raw, signature=signature, message=message)
        else:
            from cairn.keys import ecdsa  # noqa: PLC0415

            ecdsa.verify(self.algorithm.value, self.raw, signature=signature, message=message)
