"""What the edit harness starts from: documents that are valid, and some that must never become so."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cairn import baking
from cairn.credentials import builders
from cairn.holder import build_presentation, present
from cairn.keys import Algorithm, did_key_method_id, format_did_key
from cairn.proofs import jws
from cairn.proofs.vc_jwt import JwtProfile
from cairn.verifier import Challenge
from factories import keys
from simulators.outside import (
    INTEGRITY,
    ISSUED,
    NOW,
    SimulatedIssuer,
    SimulatedWeb,
    holder_did,
    holder_method,
    holder_signer,
    to_bytes,
    verifier_for,
)

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import SoftwareSigner
    from cairn.verifier import Report, Verifier

ASKED = Challenge(value="n-0S6_WzA2Mj", domain="https://employer.example")
ATTACKER = keys.signer("attacker")
ATTACKER_METHOD = did_key_method_id(ATTACKER.public_key)
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
_REVOKED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """One document: ``form`` is ``rdfc``, ``jcs``, ``jwt`` or ``png``; ``challenge`` is what it is asked for."""

    name: str
    form: str
    data: bytes
    is_valid: bool = True
    challenge: Challenge | None = None


class World:
    """An issuer, its web, and the specimens that are judged in it."""

    def __init__(self) -> None:
        self.web = SimulatedWeb()
        self.issuer = SimulatedIssuer(self.web)
        self.ecdsa = SimulatedIssuer(self.web, slug="southside", signer=keys.signer("p256", Algorithm.P256))
        self.issuer.revocations.set(_REVOKED)
        self.issuer.publish_list()
        self.verifier: Verifier = verifier_for(self.web, self.issuer, self.ecdsa)
        self.specimens = [*self._valid(), *self._invalid()]

    def inspect(self, data: bytes, specimen: Specimen) -> Report:
        """Return what the verifier says of ``data`` in the place of ``specimen``."""
        return self.verifier.inspect(data, now=NOW, challenge=specimen.challenge)

    def _valid(self) -> list[Specimen]:
        issuer = self.issuer
        rdfc = issuer.issue(number=1)
        return [
            Specimen(name="eddsa-rdfc-2022", form="rdfc", data=to_bytes(rdfc)),
            Specimen(
                name="eddsa-jcs-2022",
                form="jcs",
                data=to_bytes(issuer.issue(number=2, cryptosuite="eddsa-jcs-2022")),
            ),
            Specimen(name="ecdsa-rdfc-2019", form="rdfc", data=to_bytes(self.ecdsa.issue(number=3))),
            Specimen(
                name="vc-jwt", form="jwt", data=issuer.issue_jwt(JwtProfile.OPEN_BADGES, number=4).encode()
            ),
            Specimen(name="vc-jose", form="jwt", data=issuer.issue_jwt(JwtProfile.JOSE, number=5).encode()),
            Specimen(name="png", form="png", data=baking.bake(tiny_png(), to_bytes(rdfc).decode())),
            Specimen(name="record", form="rdfc", data=to_bytes(self.record(rdfc))),
            Specimen(
                name="presentation",
                form="rdfc",
                data=to_bytes(self.present(rdfc, challenge=ASKED.value)),
                challenge=ASKED,
            ),
            # Valid, and with a warning that no edit may take away.
            Specimen(
                name="undefined term",
                form="jcs",
                data=to_bytes(issuer.issue(number=8, cryptosuite="eddsa-jcs-2022", accreditedBy="Ministry")),
            ),
            Specimen(
                name="endorsement that nobody signed",
                form="rdfc",
                data=to_bytes(issuer.issue(number=9, endorsement=[self.endorse(issuer.draft(number=9))])),
            ),
            Specimen(
                name="presentation of nothing",
                form="rdfc",
                data=to_bytes(self.present_nothing()),
                challenge=ASKED,
            ),
        ]

    def _invalid(self) -> list[Specimen]:
        issuer = self.issuer
        revoked = issuer.issue(number=_REVOKED)
        expired = issuer.issue(number=1, validUntil="2026-02-01T00:00:00Z")
        forged = issuer.sign(issuer.draft(number=1), signer=ATTACKER, verification_method=ATTACKER_METHOD)
        unsigned = build_presentation([to_bytes(revoked).decode()], holder_id=holder_did())
        borrowed = issuer.sign(
            issuer.draft(number=1),
            signer=ATTACKER,
            verification_method=issuer.method_of(ATTACKER.public_key),
        )
        proof_ended = issuer.sign(issuer.draft(number=1), expires=ISSUED + timedelta(days=1))
        stolen = self.record(issuer.issue(number=1), maker=ATTACKER)
        marked: Any = issuer.draft(number=1)
        marked["credentialStatus"]["statusPurpose"] = "recall"
        never: list[tuple[str, JsonObject, Challenge | None]] = [
            ("revoked", revoked, None),
            ("expired", expired, None),
            ("proof expired", proof_ended, None),
            ("forged", forged, None),
            ("record of a revoked one", self.record(revoked), None),
            ("unsigned presentation of a revoked one", unsigned, None),
            ("replayed presentation", self.present(issuer.issue(number=1), challenge="an older one"), ASKED),
            ("key under the issuer's address", borrowed, None),
            ("record of the thief with another's credential", stolen, None),
            ("stolen inside a record", self.present(stolen, challenge=ASKED.value, holder=ATTACKER), ASKED),
            ("status for an unknown purpose", issuer.sign(marked), None),
        ]
        found = [
            Specimen(name=name, form="rdfc", data=to_bytes(document), is_valid=False, challenge=challenge)
            for name, document, challenge in never
        ]
        junk = to_bytes({**issuer.draft(number=1), "proof": {"type": "DataIntegrityProof"}})
        token = jws.sign_jws(junk, signer=issuer.signer, header={"typ": "vc+jwt", "kid": issuer.method})
        return [
            *found,
            Specimen(name="token with a proof inside", form="jwt", data=token.encode(), is_valid=False),
        ]

    def endorse(self, draft: Any) -> JsonObject:
        """Return an endorsement of ``draft`` by the issuer that nobody has signed."""
        return builders.build_endorsement_credential(
            envelope=builders.Envelope(
                identifier="https://credentials.example.edu/endorsements/1",
                issuer={"id": self.ecdsa.did, "type": ["Profile"], "name": "Agency for Quality"},
                name="Endorsement",
                valid_from=ISSUED,
            ),
            endorsed=draft["id"],
            comment="Well made.",
        )

    def record(self, *members: JsonObject, maker: SoftwareSigner | None = None) -> JsonObject:
        """Return a learner record of ``members``, by the issuer or by a ``maker`` about itself."""
        draft: Any = self.issuer.draft(
            number=6,
            type=["VerifiableCredential", "ClrCredential"],
            credentialSubject={
                "id": holder_did(),
                "type": ["ClrSubject"],
                "verifiableCredential": list(members),
            },
            evidence=...,
        )
        draft["@context"].insert(1, CLR)
        if maker is None:
            return self.issuer.sign(draft)
        own = format_did_key(maker.public_key)
        draft["issuer"]["id"] = draft["credentialSubject"]["id"] = own
        del draft["credentialStatus"]
        return self.issuer.sign(draft, signer=maker, verification_method=did_key_method_id(maker.public_key))

    def present(
        self, *members: JsonObject, challenge: str, holder: SoftwareSigner | None = None
    ) -> JsonObject:
        """Return a presentation of ``members`` by their holder, or by another one."""
        signer = holder or holder_signer()
        return present(
            [to_bytes(member).decode() for member in members],
            holder_id=format_did_key(signer.public_key),
            challenge=challenge,
            domain=ASKED.domain,
            signer=signer,
            verification_method=did_key_method_id(signer.public_key),
            cryptosuite="eddsa-rdfc-2022",
            created=NOW,
            integrity=INTEGRITY,
        )

    def present_nothing(self) -> JsonObject:
        """Return a presentation that the holder has signed for the challenge, and that holds nothing."""
        empty = build_presentation([to_bytes(self.issuer.issue()).decode()], holder_id=holder_did())
        del empty["verifiableCredential"]
        return INTEGRITY.add_proof(
            empty,
            cryptosuite="eddsa-rdfc-2022",
            signer=holder_signer(),
            verification_method=holder_method(),
            created=NOW,
            purpose="authentication",
            challenge=ASKED.value,
            domain=ASKED.domain,
        )


def tiny_png() -> bytes:
    """Return a PNG of one pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\x00\x00")), chunk(b"IEND", b""))
    )
