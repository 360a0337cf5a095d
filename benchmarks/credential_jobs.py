"""The key, the documents and the jobs that ``benchmarks.credentials`` times."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from importlib import resources
from random import Random
from typing import TYPE_CHECKING, Any, Final

from nacl.signing import SigningKey

from benchmarks import documents
from benchmarks.timing import alternate, seconds_each, seconds_over
from cairn.canonical import strict_json, timestamps
from cairn.credentials import contexts
from cairn.issuer import BatchPlan, Issuer, LearnerRow, RowResult
from cairn.keys import Algorithm, SoftwareSigner, did_key_method_id, format_did_key
from cairn.proofs.batch import BatchSigner
from cairn.proofs.data_integrity import DataIntegrity
from cairn.proofs.proof import read_proofs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.peers import Worker
    from benchmarks.timing import Timings
    from cairn.canonical.strict_json import JsonObject
    from cairn.proofs.batch import PreparedShape

SUITE: Final = "eddsa-rdfc-2022"
CREATED: Final = datetime(2026, 1, 30, 9, tzinfo=UTC)
_SECRET: Final = sha256(b"a key for benchmarks, known to everybody").digest()
_CROWD: Final = 160
# A batch prepares itself, which is to be shared by as many rows as are in a small one.
_BATCH: Final = 1600
_PEER_CROWD: Final = 6


class CredentialJobs:
    """Everything that is timed, prepared."""

    def __init__(self) -> None:
        self.signer = SoftwareSigner(Algorithm.ED25519, _SECRET)
        self.did = format_did_key(self.signer.public_key)
        self.method = did_key_method_id(self.signer.public_key)
        rng = Random(20260130)
        self.integrity = DataIntegrity(contexts.load)
        self.unsigned = [documents.credential(number, issuer=self.did) for number in range(_CROWD)]
        self.reshaped = [documents.reshaped(document, rng) for document in self.unsigned]
        self.rows = [documents.row(number) for number in range(_CROWD)]
        self.prepared = self._prepare()
        self.signed = [self._fill(row) for row in self.rows]
        self.signed_reshaped = [
            strict_json.format({**document, "proof": strict_json.parse_object(text)["proof"]})
            for document, text in zip(self.reshaped, self.signed, strict=True)
        ]
        first = strict_json.parse_object(self.signed[0])
        (proof,) = read_proofs(first)
        self.canonical = self.integrity.canonizer.canonize(self.unsigned[0])
        options: JsonObject = {key: member for key, member in proof.source.items() if key != "proofValue"}
        options["@context"] = first["@context"]
        self.canonical_options = self.integrity.canonizer.canonize(options)

    def task(self) -> dict[str, Any]:
        """Return what a worker has to know before it begins."""
        folder = resources.files(contexts.__name__)
        return {
            "contexts": {row.url: str(folder.joinpath(row.file)) for row in contexts.PINNED},
            "secret": _SECRET.hex(),
            "method": self.method,
            "created": timestamps.format(CREATED),
        }

    def time_issuing(self, workers: dict[str, Worker]) -> Timings:
        """Let all issue in turns."""
        texts = [strict_json.format(document).decode() for document in self.unsigned[:_PEER_CROWD]]
        for worker in workers.values():
            _, theirs = worker.issue(texts[:1])
            if _proof_value(theirs[0]) != _proof_value(self.signed[0]):
                raise RuntimeError(f"{worker.peer.name} signs something else.")
        key = SigningKey(_SECRET)
        job, job_canonical = self._batch_job()
        return alternate(
            {
                "limit": lambda: seconds_each(lambda: self._sign_limit(key, self.canonical), times=_CROWD),
                "bulk": lambda: seconds_over(self.rows, self._fill),
                "single new": lambda: seconds_over(self.reshaped, self._issue_with(self._fresh())),
                "single": lambda: seconds_over(self.unsigned, self._issue_with(self.integrity)),
                "job limit": lambda: seconds_each(lambda: self._sign_limit(key, job_canonical), times=_CROWD),
                "job": lambda: job() / _BATCH,
                **{name: _peer_issuing(worker, texts) for name, worker in workers.items()},
            }
        )

    def time_verifying(self, workers: dict[str, Worker]) -> Timings:
        """Let all verify in turns."""
        texts = [text.decode() for text in self.signed_reshaped[:_PEER_CROWD]]
        forged = texts[0].replace("Reading a food label", "Reading any label")
        for worker in workers.values():
            _, words = worker.verify([texts[0], forged])
            if words[0] != "valid" or words[1] == "valid":
                raise RuntimeError(f"{worker.peer.name} says {words}.")
        key = SigningKey(_SECRET).verify_key
        message = sha256(self.canonical_options).digest() + sha256(self.canonical).digest()
        signature = self.signer.sign(message)

        def limit() -> None:
            hashed = sha256(self.canonical_options).digest() + sha256(self.canonical).digest()
            key.verify(hashed, signature)

        return alternate(
            {
                "limit": lambda: seconds_each(limit, times=_CROWD),
                "repeated": lambda: seconds_over(self.signed, self._verify_with(self.integrity)),
                "new": lambda: seconds_over(self.signed_reshaped, self._verify_with(self._fresh())),
                **{name: _peer_verifying(worker, texts) for name, worker in workers.items()},
            }
        )

    def without_status(self) -> bytes:
        """Return a signed credential that names no status list, so that nothing has to be fetched for it."""
        document = {key: member for key, member in self.unsigned[0].items() if key != "credentialStatus"}
        return strict_json.format(self._issue_with(self.integrity)(document))

    def _fresh(self) -> DataIntegrity:
        """Return a DataIntegrity that has compiled the contexts and met documents of one other shape."""
        integrity = DataIntegrity(contexts.load)
        for _ in range(3):
            self._issue_with(integrity)(self.unsigned[0])
        return integrity

    def _sign_limit(self, key: SigningKey, canonical: bytes) -> None:
        key.sign(sha256(self.canonical_options).digest() + sha256(canonical).digest()).signature  # noqa: B018

    def _prepare(self) -> PreparedShape:
        signer = BatchSigner(
            self.integrity,
            cryptosuite=SUITE,
            signer=self.signer,
            verification_method=self.method,
            created=CREATED,
        )
        prepared = signer.prepare(self.unsigned[0], documents.OPEN)
        if prepared is None:
            raise RuntimeError("The credential has no template.")
        return prepared

    def _fill(self, row: tuple[str, ...]) -> bytes:
        secured = self.prepared.secure(row)
        if secured is None:
            raise RuntimeError("The template does not fit.")
        return secured

    def _issue_with(self, integrity: DataIntegrity) -> Callable[[JsonObject], JsonObject]:
        def issue(document: JsonObject) -> JsonObject:
            return integrity.add_proof(
                document,
                cryptosuite=SUITE,
                signer=self.signer,
                verification_method=self.method,
                created=CREATED,
            )

        return issue

    def _verify_with(self, integrity: DataIntegrity) -> Callable[[bytes], None]:
        public_key = self.signer.public_key

        def verify(text: bytes) -> None:
            document = strict_json.parse_object(text)
            (proof,) = read_proofs(document)
            integrity.verify_proof(document, proof, public_key=public_key)

        return verify

    def _batch_job(self) -> tuple[Callable[[], float], bytes]:
        """Return a run of the issuer's batch, which times itself, and the canonical form of a credential."""
        document: Any = self.unsigned[0]
        achievement = document["credentialSubject"]["achievement"]
        issuer = Issuer(
            document["issuer"], signer=self.signer, verification_method=self.method, cryptosuite=SUITE
        )
        plan = BatchPlan(
            origin=documents.ORIGIN,
            seed=_SECRET,
            row_count=_BATCH,
            status_lists=(f"{documents.ORIGIN}/status/northside/revocation/1",),
            created=CREATED,
        )
        rows = list(_learners(achievement["resultDescription"][0]["id"]))

        def issue() -> bytes:
            data = b""
            for issued in issuer.issue_batch(rows, achievement=achievement, plan=plan):
                data = issued.data
            return data

        unsigned = strict_json.parse_object(issue())
        del unsigned["proof"]
        return lambda: seconds_each(issue, times=1), self.integrity.canonizer.canonize(unsigned)


def _peer_issuing(worker: Worker, texts: list[str]) -> Callable[[], float]:
    return lambda: worker.issue(texts)[0]


def _peer_verifying(worker: Worker, texts: list[str]) -> Callable[[], float]:
    return lambda: worker.verify(texts)[0]


def _learners(description: str) -> Iterator[LearnerRow]:
    for number in range(_BATCH):
        yield LearnerRow(
            number=number,
            line=number + 2,
            name=f"Zoë Ångström {number}",
            email=f"holder-{number}@example.edu",
            id=f"did:example:holder-{number}",
            valid_from="2026-01-30T09:00:00Z",
            valid_until="2031-01-30T09:00:00Z",
            evidence_url=f"https://evidence.example.edu/recordings/{number}",
            evidence_name="Recording",
            evidence_narrative=f"Five minutes, two labels, holder {number}.",
            narrative=f"Read two labels aloud, holder {number}.",
            results=(RowResult(result_description=description, value=str(60 + number % 40)),),
        )


def _proof_value(text: str | bytes) -> str:
    return str(json.loads(text)["proof"][0]["proofValue"])
