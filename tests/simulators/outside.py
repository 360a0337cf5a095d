"""The outside as a verifier sees it: an issuer with its keys and lists, and a web that answers or does not."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cairn.canonical import strict_json
from cairn.credentials import contexts
from cairn.errors import UnavailableError
from cairn.keys import (
    Algorithm,
    KeyHistory,
    SoftwareSigner,
    build_did_document,
    did_key_method_id,
    format_did_key,
    format_key_history,
    format_multikey,
)
from cairn.proofs import vc_jwt
from cairn.proofs.data_integrity import DataIntegrity
from cairn.status import StatusList, StatusPurpose, build_status_list_credential, format_entry
from cairn.verifier import Verifier, parse_issuer_list
from factories import documents, keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import PublicKey
    from cairn.proofs.vc_jwt import JwtProfile
    from cairn.verifier import Report

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ISSUED = datetime(2026, 1, 30, 9, tzinfo=UTC)
ORIGIN = "https://credentials.example.edu"
_SUITES = {
    Algorithm.ED25519: "eddsa-rdfc-2022",
    Algorithm.P256: "ecdsa-rdfc-2019",
    Algorithm.P384: "ecdsa-rdfc-2019",
}
INTEGRITY = DataIntegrity(contexts.load)
"""One for all tests: it keeps no secrets, only templates."""


class SimulatedWeb:
    """Pages by address; ``asked`` is what was asked for, ``down`` what does not answer."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.down: set[str] = set()

    def publish(self, url: str, document: JsonObject | bytes) -> None:
        """Answer ``url`` with a document from now on."""
        self.pages[url] = document if isinstance(document, bytes) else strict_json.format(document)

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        if url in self.down or url not in self.pages:
            raise UnavailableError("fetch.failed", "The address does not answer.", where=url)
        return self.pages[url]


@dataclass(slots=True)
class SimulatedIssuer:
    """An issuer with a did:web, a key history and a status list, all published on ``web``."""

    web: SimulatedWeb
    slug: str = "northside"
    signer: SoftwareSigner = field(default_factory=keys.signer)
    history: KeyHistory = field(init=False)
    revocations: StatusList = field(init=False)

    def __post_init__(self) -> None:
        self.history = KeyHistory.begin(
            self.did,
            method_id=self.method_of(self.signer.public_key),
            public_key=self.signer.public_key,
            valid_from=datetime(2025, 1, 1, tzinfo=UTC),
        )
        self.revocations = StatusList(StatusPurpose.REVOCATION, 131_072)
        self.publish()

    @property
    def did(self) -> str:
        return f"did:web:credentials.example.edu:organisations:{self.slug}"

    @property
    def did_url(self) -> str:
        return f"{ORIGIN}/organisations/{self.slug}/did.json"

    @property
    def history_url(self) -> str:
        return f"{ORIGIN}/organisations/{self.slug}/key-history.json"

    @property
    def list_url(self) -> str:
        return f"{ORIGIN}/status/{self.slug}/revocation/1"

    @property
    def method(self) -> str:
        return self.method_of(self.signer.public_key)

    def method_of(self, public_key: PublicKey) -> str:
        return f"{self.did}#{format_multikey(public_key)}"

    def publish(self) -> None:
        """Write the DID document, the key history and the status list anew."""
        service = {"id": f"{self.did}#keys", "type": "KeyHistory", "serviceEndpoint": self.history_url}
        self.web.publish(
            self.did_url, build_did_document(self.did, history=self.history, services=[dict(service)])
        )
        self.web.publish(self.history_url, format_key_history(self.history))
        self.publish_list()

    def publish_list(self, **changes: Any) -> None:
        """Sign and publish the status list, with members of it changed."""
        unsigned = build_status_list_credential(
            list_url=self.list_url, issuer=self.did, status_list=self.revocations, valid_from=ISSUED
        )
        self.web.publish(self.list_url, self.sign({**unsigned, **changes}))

    def rotate(self, new_signer: SoftwareSigner, *, at: datetime) -> None:
        """Let ``new_signer`` take over, and publish it."""
        self.history = self.history.rotate(
            old_signer=self.signer,
            new_signer=new_signer,
            new_method_id=self.method_of(new_signer.public_key),
            at=at,
        )
        self.signer = new_signer
        self.publish()

    def draft(self, *, number: int = 94_567, subject: str = "", **changes: Any) -> JsonObject:
        """Return an unsigned credential of this issuer for ``subject`` (a did:key by default)."""
        draft: Any = copy.deepcopy(documents.realistic_credential(number=number))
        draft["issuer"]["id"] = self.did
        draft["credentialSubject"]["id"] = subject or holder_did()
        draft["credentialSubject"]["achievement"]["creator"]["id"] = self.did
        draft["credentialStatus"] = format_entry(
            list_url=self.list_url, index=number, purpose=StatusPurpose.REVOCATION
        )
        draft.update(changes)
        return {key: member for key, member in draft.items() if member is not ...}

    def sign(self, document: JsonObject, **options: Any) -> JsonObject:
        """Return ``document`` with a proof; ``options`` are those of ``DataIntegrity.add_proof``."""
        chosen: dict[str, Any] = {
            "cryptosuite": _SUITES[self.signer.public_key.algorithm],
            "signer": self.signer,
            "verification_method": self.method,
            "created": ISSUED,
            **options,
        }
        return INTEGRITY.add_proof(document, **chosen)

    def issue(self, *, cryptosuite: str = "", **changes: Any) -> JsonObject:
        """Return a signed credential, with members of it changed before it was signed."""
        options = {"cryptosuite": cryptosuite} if cryptosuite else {}
        return self.sign(self.draft(**changes), **options)

    def issue_jwt(self, profile: JwtProfile, *, kid: str | None = "", **changes: Any) -> str:
        """Return a credential as a JWT."""
        kid = self.method if kid == "" else kid
        return vc_jwt.sign_vc_jwt(self.draft(**changes), signer=self.signer, kid=kid, profile=profile)


def holder_signer() -> SoftwareSigner:
    """Return the signer of the holder of what is issued here."""
    return keys.signer("holder")


def holder_did() -> str:
    """Return the did:key of the holder."""
    return format_did_key(holder_signer().public_key)


def holder_method() -> str:
    """Return the verification method of the holder."""
    return did_key_method_id(holder_signer().public_key)


def verifier_for(web: SimulatedWeb, *known: SimulatedIssuer) -> Verifier:
    """Return a verifier that reaches ``web``, with a register of the ``known`` issuers."""
    issuers = [{"id": issuer.did, "name": "Northside College"} for issuer in known]
    register = parse_issuer_list({"name": "Example register", "issuers": [*issuers]})
    return Verifier(loader=web, registers=[register])


def to_bytes(document: JsonObject | str | bytes) -> bytes:
    """Return a document as it is handed over."""
    if isinstance(document, dict):
        return strict_json.format(document)
    return document.encode() if isinstance(document, str) else document


def failures(report: Report) -> list[str]:
    """Return the reasons of the checks that failed, here and inside."""
    found = [check.reason for check in report.checks if check.outcome.value == "failed"]
    return found + [reason for inner in report.contained for reason in failures(inner)]


def outcomes(report: Report) -> dict[str, str]:
    """Return the gravest outcome of each check by its code."""
    codes = {check.code for check in report.checks}
    answers = {code.value: report.check(code) for code in codes}
    return {code: "" if answer is None else answer.outcome.value for code, answer in answers.items()}


def reasons(report: Report) -> Sequence[str]:
    """Return all reasons that are not empty."""
    return [check.reason for check in report.checks if check.reason]
