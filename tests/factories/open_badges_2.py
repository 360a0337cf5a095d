"""An issuer of Open Badges 2.0 with its whole site: Profile, keys, BadgeClass, Assertions, revocations."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from cairn.canonical import multibase
from cairn.errors import UnavailableError
from cairn.keys import Algorithm, ecdsa
from cairn.proofs import jws
from factories import keys

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

CONTEXT = "https://w3id.org/openbadges/v2"
ORIGIN = "https://college.example.edu"
PROFILE = f"{ORIGIN}/issuer"
KEY = f"{ORIGIN}/keys/1"
BADGE = f"{ORIGIN}/badges/label"
ASSERTION = f"{ORIGIN}/assertions/123"
SIGNED_ID = "urn:uuid:0f1c6a3e-9b1d-4a7c-8d22-2f6f2f3f9d11"
REVOCATIONS = f"{ORIGIN}/revocations"
EMAIL = "ada@example.org"
SALT = "deadsea"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Site:
    """The documents at addresses, as a loader; an address in ``gone`` answers 410."""

    def __init__(self) -> None:
        self.documents: dict[str, JsonObject] = {
            PROFILE: profile(),
            BADGE: badge_class(),
            ASSERTION: assertion(),
            REVOCATIONS: revocation_list(),
            KEY: key_document(),
        }
        self.gone: set[str] = set()
        self.asked: list[str] = []

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        if url in self.gone:
            raise UnavailableError("fetch.gone", "The server answered 410.", where=url)
        if url not in self.documents:
            raise UnavailableError("fetch.status", "The server answered 404.", where=url)
        return json.dumps(self.documents[url]).encode()


def profile(**changes: object) -> JsonObject:
    """Return the Profile of the issuer."""
    return {
        "@context": CONTEXT,
        "id": PROFILE,
        "type": "Profile",
        "name": "Northside College",
        "url": ORIGIN,
        "email": "badges@college.example.edu",
        "telephone": "+44 20 7946 0000",
        "publicKey": KEY,
        "revocationList": REVOCATIONS,
        **changes,
    }


def badge_class(**changes: object) -> JsonObject:
    """Return a BadgeClass."""
    return {
        "@context": CONTEXT,
        "id": BADGE,
        "type": "BadgeClass",
        "name": "Reading a food label",
        "description": "Finds and explains what a label says.",
        "image": f"{ORIGIN}/label.png",
        "criteria": {"id": f"{BADGE}/criteria", "narrative": "Pass the test."},
        "issuer": PROFILE,
        "tags": ["food", "health"],
        "alignment": [
            {
                "targetName": "Interpret nutritional information",
                "targetUrl": "https://skills.example.org/1",
                "targetCode": "S1",
            }
        ],
        **changes,
    }


def assertion(**changes: object) -> JsonObject:
    """Return a hosted Assertion; a change to ``None`` takes a member out."""
    document: JsonObject = {
        "@context": CONTEXT,
        "id": ASSERTION,
        "type": "Assertion",
        "recipient": {"type": "email", "hashed": False, "identity": EMAIL},
        "badge": BADGE,
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2026-01-31T09:00:00+01:00",
        "expires": "2030-01-01T00:00:00Z",
        "narrative": "Explained two labels.",
        "evidence": [{"id": f"{ORIGIN}/evidence/1", "narrative": "The labels."}, f"{ORIGIN}/evidence/2"],
        **changes,
    }
    return {name: value for name, value in document.items() if value is not None}


def signed_assertion(**changes: object) -> JsonObject:
    """Return an Assertion that is to be signed."""
    verification: JsonObject = {"type": "SignedBadge", "creator": KEY}
    return assertion(**{"id": SIGNED_ID, "verification": verification, **changes})


def revocation_list(*revoked: JsonObject | str, **changes: object) -> JsonObject:
    """Return the list of what the issuer revoked."""
    return {
        "@context": CONTEXT,
        "id": REVOCATIONS,
        "type": "RevocationList",
        "issuer": PROFILE,
        "revokedAssertions": list(revoked),
        **changes,
    }


def key_document(algorithm: Algorithm = Algorithm.ED25519, **changes: object) -> JsonObject:
    """Return the key of the issuer at its address."""
    return {
        "@context": CONTEXT,
        "id": KEY,
        "type": "CryptographicKey",
        "owner": PROFILE,
        "publicKeyPem": public_pem(algorithm),
        **changes,
    }


def sign(document: JsonObject, *, algorithm: Algorithm = Algorithm.ED25519, name: str = "issuer") -> str:
    """Return the JWS of an Assertion."""
    payload = json.dumps(document).encode()
    if algorithm is not Algorithm.RSA:
        return jws.sign_jws(payload, signer=keys.signer(name, algorithm), header={})
    header = multibase.encode_base64url(b'{"alg":"RS256"}')
    signing_input = f"{header}.{multibase.encode_base64url(payload)}"
    signature = rsa_key().sign(signing_input.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{signing_input}.{multibase.encode_base64url(signature)}"


def public_pem(algorithm: Algorithm, *, name: str = "issuer") -> str:
    """Return the public key of the issuer in PEM."""
    if algorithm is Algorithm.RSA:
        public = rsa_key().public_key()
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    key = keys.signer(name, algorithm).public_key
    if algorithm is Algorithm.ED25519:
        der = bytes.fromhex("302a300506032b6570032100") + key.raw
        public = load_der_public_key(der)
    else:
        public = ecdsa.load_public(key.algorithm.value, key.raw)
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    """Return the RSA key of the issuer, made once in a run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
