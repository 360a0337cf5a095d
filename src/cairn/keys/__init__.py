"""Public keys, signers, DID and controller documents, and the history of keys."""

from cairn.keys.jwk import format_jwk, parse_jwk, thumbprint
from cairn.keys.multikey import format_multikey, parse_multikey
from cairn.keys.public import Algorithm, PublicKey
from cairn.keys.signer import Signer, SoftwareSigner

__all__ = [
    "Algorithm",
    "PublicKey",
    "Signer",
    "SoftwareSigner",
    "format_jwk",
    "format_multikey",
    "parse_jwk",
    "parse_multikey",
    "thumbprint",
]
