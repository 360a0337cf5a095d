"""Public keys in PEM, as CryptographicKey has them in ``publicKeyPem``.

RFC 7468, section 13 (``PUBLIC KEY``) and RFC 8017, appendix A.1.1 (``RSA PUBLIC KEY``).
``tests/cairn/interop/open_badges_2/test_pem.py`` proves it.
"""

from __future__ import annotations

from typing import Final

from cairn.errors import DocumentError
from cairn.keys import Algorithm, PublicKey

_MAX_CHARACTERS: Final = 8192
_LABELS: Final = ("-----BEGIN PUBLIC KEY-----", "-----BEGIN RSA PUBLIC KEY-----")
_CURVES: Final = {"secp256r1": Algorithm.P256, "secp384r1": Algorithm.P384}


def parse_pem(text: str) -> PublicKey:
    """Return the public key in PEM text.

    Raises ``DocumentError``: ``pem.secret`` for a secret key, ``pem.malformed``, ``pem.unknown_type``, and
    ``key.*`` where the key is not sound.
    """
    if "PRIVATE KEY" in text:
        raise DocumentError(
            "pem.secret",
            "A secret key stands where a public key belongs.",
            mend="Take it out and stop using it: whoever read it can sign with it.",
        )
    if len(text) > _MAX_CHARACTERS or not text.strip().startswith(_LABELS) or text.count("-----BEGIN") != 1:
        raise DocumentError("pem.malformed", "The text is not one public key in PEM.")
    # The import is slow, and few documents bring such a key.
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        Encoding,
        PublicFormat,
        load_pem_public_key,
    )

    try:
        key = load_pem_public_key(text.strip().encode("ascii"))
    except (ValueError, UnsupportedAlgorithm):
        raise DocumentError("pem.malformed", "The text is not one public key in PEM.") from None
    if isinstance(key, rsa.RSAPublicKey):
        return PublicKey(Algorithm.RSA, key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    if isinstance(key, ed25519.Ed25519PublicKey):
        return PublicKey(Algorithm.ED25519, key.public_bytes(Encoding.Raw, PublicFormat.Raw))
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES:
        raw = key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        return PublicKey(_CURVES[key.curve.name], raw)
    raise DocumentError("pem.unknown_type", "The key is of a kind that is not read here.")
