"""Makers for the tests of the accounts: codes of an app, and a passkey in software."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

from cairn_site.platform.models import Message

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator

    from cairn_site.accounts.models import Person

ORIGIN = "http://testserver"


def code_of(secret: str) -> str:
    """Return the code that an app with ``secret`` shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def make_second_factor(person: Person, *, secret: str = "JBSWY3DPEHPK3PXP") -> Authenticator:
    """Give ``person`` an app with codes."""
    authenticator: Authenticator = TOTP.activate(person, secret).instance
    return authenticator


def letters_to(address: str, kind: str = "") -> list[Message]:
    """Return the mails to an address, newest first."""
    found = Message.objects.filter(to=address).order_by("-created_at", "-id")
    return list(found.filter(kind=kind) if kind else found)


def link_in(letter: Message) -> str:
    """Return the path of the first link in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", letter.text)
    assert found is not None
    return found[1]


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass(slots=True)
class SoftwarePasskey:
    """An authenticator of WebAuthn in software: one resident key, which always says that the person was checked."""

    rp_id: str = "testserver"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_handle: str = ""
    count: int = 0

    def create(self, options: dict[str, Any]) -> str:
        """Return what ``navigator.credentials.create`` would, as JSON."""
        public = options["publicKey"]
        self.user_handle = public["user"]["id"]
        attested = (
            bytes(16)
            + struct.pack(">H", len(self.credential_id))
            + self.credential_id
            + cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        )
        attestation = cbor.encode(
            {"fmt": "none", "attStmt": {}, "authData": self._authenticator_data(0x45) + attested}
        )
        client = self._client_data("webauthn.create", public["challenge"])
        response = {"clientDataJSON": _encode(client), "attestationObject": _encode(attestation)}
        return self._format(response, extensions={"credProps": {"rk": True}})

    def get(self, options: dict[str, Any]) -> str:
        """Return what ``navigator.credentials.get`` would, as JSON."""
        client = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        data = self._authenticator_data(0x05)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": _encode(client),
            "authenticatorData": _encode(data),
            "signature": _encode(signature),
            "userHandle": self.user_handle,
        }
        return self._format(response, extensions={})

    def _authenticator_data(self, flags: int) -> bytes:
        self.count += 1
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN}).encode()

    def _format(self, response: dict[str, str], *, extensions: dict[str, Any]) -> str:
        return json.dumps(
            {
                "type": "public-key",
                "id": _encode(self.credential_id),
                "rawId": _encode(self.credential_id),
                "response": response,
                "clientExtensionResults": extensions,
            }
        )
