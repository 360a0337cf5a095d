"""Credentials exchanged with PyPI ``openbadgeslib``: Data Integrity, VC-JWT and baked images."""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from cairn.baking import bake, unbake
from cairn.canonical import strict_json
from cairn.keys import Algorithm
from cairn.proofs.vc_jwt import JwtProfile, sign_vc_jwt
from interop.exchange import forge, is_accepted, issuing_key, secure, unsigned_credential

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.interop
KEY, DID, METHOD = issuing_key(Algorithm.ED25519)
ASKED = {"secret": KEY.reveal_secret().hex(), "issuer": DID}


def png() -> bytes:
    """Return the smallest PNG file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (1).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    pixels = chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


def mine() -> dict[str, Any]:
    """Return a credential that Cairn issued, with the one proof as the object that they expect."""
    secured: Any = secure(unsigned_credential(DID), Algorithm.ED25519)
    return {**secured, "proof": secured["proof"][0]}


def test_what_cairn_issues_they_accept(openbadgeslib: Callable[..., Any]) -> None:
    assert openbadgeslib("verify", text=strict_json.format(mine()).decode(), **ASKED) == "valid"


def test_what_was_forged_they_refuse(openbadgeslib: Callable[..., Any]) -> None:
    text = strict_json.format(forge(mine())).decode()
    assert openbadgeslib("verify", text=text, **ASKED).startswith("refused")


def test_what_they_issue_cairn_accepts(openbadgeslib: Callable[..., Any]) -> None:
    assert is_accepted(openbadgeslib("issue", **ASKED).encode())


def test_what_was_forged_cairn_refuses(openbadgeslib: Callable[..., Any]) -> None:
    issued = strict_json.parse_object(openbadgeslib("issue", **ASKED))
    assert not is_accepted(strict_json.format(forge(issued)))


def test_a_token_of_cairn_they_accept(openbadgeslib: Callable[..., Any]) -> None:
    token = sign_vc_jwt(unsigned_credential(DID), signer=KEY, kid=METHOD, profile=JwtProfile.OPEN_BADGES)
    assert openbadgeslib("verify_jwt", text=token, **ASKED) == "valid"
    header, payload, signature = token.split(".")
    flipped = signature[:-2] + ("AA" if signature[-2:] != "AA" else "BA")
    assert openbadgeslib("verify_jwt", text=f"{header}.{payload}.{flipped}", **ASKED).startswith("refused")


def test_a_token_of_theirs_cairn_accepts(openbadgeslib: Callable[..., Any]) -> None:
    assert is_accepted(openbadgeslib("issue_jwt", **ASKED).encode())


def test_an_image_that_cairn_baked_they_read(openbadgeslib: Callable[..., Any]) -> None:
    text = strict_json.format(mine()).decode()
    image = base64.b64encode(bake(png(), text)).decode()
    assert openbadgeslib("unbake", image=image, **ASKED) == text


def test_an_image_that_they_baked_cairn_reads(openbadgeslib: Callable[..., Any]) -> None:
    image = base64.b64encode(png()).decode()
    baked = unbake(base64.b64decode(openbadgeslib("bake", image=image, **ASKED)))
    assert is_accepted(baked.text.encode())
