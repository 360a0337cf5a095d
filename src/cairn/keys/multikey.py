"""Multikey: a public key as one short word of text, ``z6Mk...`` for Ed25519.

Controlled Identifiers 1.0, section 2.2.2: base58btc of the multicodec of the key type (a varint) and the key
itself. RSA has no such form. ``tests/cairn/keys/test_multikey.py`` proves it against the W3C key pairs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from cairn.canonical import multibase
from cairn.errors import DocumentError, UsageError
from cairn.keys.public import Algorithm, PublicKey

_PUBLIC_CODECS: Final = {
    Algorithm.ED25519: b"\xed\x01",
    Algorithm.P256: b"\x80\x24",
    Algorithm.P384: b"\x81\x24",
}
_SECRET_CODECS: Final = {
    Algorithm.ED25519: b"\x80\x26",
    Algorithm.P256: b"\x86\x26",
    Algorithm.P384: b"\x87\x26",
}
_PUBLIC_ALGORITHMS: Final = {codec: algorithm for algorithm, codec in _PUBLIC_CODECS.items()}
_SECRET_ALGORITHMS: Final = {codec: algorithm for algorithm, codec in _SECRET_CODECS.items()}


def format_multikey(key: PublicKey) -> str:
    """Return the Multikey text of ``key``.

    Raises ``UsageError("multikey.no_form")`` for RSA keys.
    """
    codec = _PUBLIC_CODECS.get(key.algorithm)
    if codec is None:
        raise UsageError(
            "multikey.no_form",
            f"{key.algorithm.value} keys have no Multikey form.",
            mend="Write the key as a JWK.",
        )
    return multibase.encode(codec + key.raw, base="z")


@lru_cache(maxsize=1024)
def parse_multikey(text: str) -> PublicKey:
    """Return the public key that Multikey text names; the last ones asked for are remembered.

    Raises ``DocumentError``: ``multikey.secret`` where it is the secret half, ``multikey.unknown_type``,
    ``multibase.*``, ``base58.*`` and ``key.*``.
    """
    data = multibase.decode(text, bases="z")
    algorithm = _PUBLIC_ALGORITHMS.get(data[:2])
    if algorithm is None:
        if data[:2] in _SECRET_ALGORITHMS:
            raise DocumentError(
                "multikey.secret",
                "A secret key stands where a public key belongs.",
                mend="Take it out and stop using it: whoever read it can sign with it.",
            )
        raise DocumentError("multikey.unknown_type", "The key is of a kind that is not read here.")
    return PublicKey(algorithm, data[2:])


def format_secret_multikey(algorithm: Algorithm, secret: bytes) -> str:
    """Return the text of ``secret`` as ``secretKeyMultibase`` holds it.

    Raises ``UsageError("multikey.no_form")`` for RSA keys.
    """
    codec = _SECRET_CODECS.get(algorithm)
    if codec is None:
        raise UsageError("multikey.no_form", f"{algorithm.value} keys have no Multikey form.")
    return multibase.encode(codec + secret, base="z")


def parse_secret_multikey(text: str) -> tuple[Algorithm, bytes]:
    """Return the algorithm and the secret bytes, not yet checked, that ``secretKeyMultibase`` text holds.

    Raises ``DocumentError``: ``multikey.not_secret``, ``multibase.*`` and ``base58.*``.
    """
    data = multibase.decode(text, bases="z")
    algorithm = _SECRET_ALGORITHMS.get(data[:2])
    if algorithm is None:
        raise DocumentError("multikey.not_secret", "The text is no secret key of a kind that signs here.")
    return algorithm, data[2:]
