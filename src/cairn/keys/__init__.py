"""Public keys, signers, DID and controller documents, and the history of keys."""

from cairn.keys.controller import (
    ControllerDocument,
    VerificationMethod,
    build_did_document,
    parse_controller_document,
)
from cairn.keys.did_jwk import did_jwk_method_id, format_did_jwk
from cairn.keys.did_key import did_key_method_id, format_did_key
from cairn.keys.did_web import did_web_to_url, url_to_did_web
from cairn.keys.history import KeyHistory, KeyPeriod, KeyState, format_key_history, parse_key_history
from cairn.keys.jwk import format_jwk, parse_jwk, thumbprint
from cairn.keys.key_file import format_key_file, format_plain_key_file, parse_key_file
from cairn.keys.multikey import format_multikey, parse_multikey
from cairn.keys.opening import open_signer
from cairn.keys.public import Algorithm, PublicKey
from cairn.keys.resolution import resolve_controller
from cairn.keys.signer import Signer, SoftwareSigner

__all__ = [
    "Algorithm",
    "ControllerDocument",
    "KeyHistory",
    "KeyPeriod",
    "KeyState",
    "PublicKey",
    "Signer",
    "SoftwareSigner",
    "VerificationMethod",
    "build_did_document",
    "did_jwk_method_id",
    "did_key_method_id",
    "did_web_to_url",
    "format_did_jwk",
    "format_did_key",
    "format_jwk",
    "format_key_file",
    "format_key_history",
    "format_multikey",
    "format_plain_key_file",
    "open_signer",
    "parse_controller_document",
    "parse_jwk",
    "parse_key_file",
    "parse_key_history",
    "parse_multikey",
    "resolve_controller",
    "thumbprint",
    "url_to_did_web",
]
