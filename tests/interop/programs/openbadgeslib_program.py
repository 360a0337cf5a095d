"""Speaks for openbadgeslib: one request on standard input, one answer on standard output, both JSON.

Runs in the environment of that library, so it imports nothing of Cairn and nothing of the tests.
"""

from __future__ import annotations

import base64
import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.credential import Achievement, Issuer, OpenBadgeCredential
from openbadgeslib.ob3.ldp import OB3LdpSigner, OB3LdpVerifier
from openbadgeslib.ob3.signer import OB3Signer
from openbadgeslib.ob3.verifier import OB3Verifier

if TYPE_CHECKING:
    from collections.abc import Callable

Request: TypeAlias = dict[str, str]


def _key(request: Request) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(request["secret"]))


def _private_pem(request: Request) -> bytes:
    return _key(request).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_pem(request: Request) -> bytes:
    return (
        _key(request)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def _credential(request: Request) -> OpenBadgeCredential:
    return OpenBadgeCredential(
        issuer=Issuer(id=request["issuer"], name="Southside College", url="https://southside.example"),
        recipient_id="did:example:holder",
        achievement=Achievement(
            id="https://southside.example/achievements/1",
            name="Reading a map",
            description="Finds the way with a map and a compass.",
            criteria_narrative="Walk from one end of the map to the other.",
            tags=["maps"],
        ),
        id="urn:uuid:7b1c4f0e-6a52-4d0c-9a55-3c2f4d6e8f90",
        issuance_date=datetime(2026, 1, 30, 9, tzinfo=UTC),
    )


def issue(request: Request) -> str:
    return OB3LdpSigner(_private_pem(request)).sign_to_json(_credential(request))


def issue_jwt(request: Request) -> str:
    return OB3Signer(_private_pem(request), algorithm="EdDSA").sign(_credential(request))


def bake(request: Request) -> str:
    image = base64.b64decode(request["image"])
    return base64.b64encode(
        OB3LdpSigner(_private_pem(request)).sign_into_png(_credential(request), image)
    ).decode()


def verify(request: Request) -> str:
    return _word(lambda: OB3LdpVerifier.for_issuer_did(request["issuer"]).verify(request["text"]))


def verify_jwt(request: Request) -> str:
    return _word(lambda: OB3Verifier(_public_pem(request)).verify(request["text"]))


def unbake(request: Request) -> str:
    return OB3Verifier.extract_token_from_png(base64.b64decode(request["image"]))


def _word(run: Callable[[], object]) -> str:
    try:
        run()
    except LibOpenBadgesException as error:
        return f"refused: {error}"
    return "valid"


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    json.dump({"answer": globals()[asked["job"]](asked)}, sys.stdout)
