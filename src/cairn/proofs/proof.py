"""A frozen view of one Data Integrity proof, and the proofs that a document carries.

Covers VC Data Integrity 1.0, section 2.1 (proofs) and the member rules of section 4.3. The view reads the
JSON received and never changes it. Proved by ``tests/cairn/proofs/test_proof.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cairn.canonical import timestamps
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One proof; ``source`` is the JSON object that it is a view of, ``suite`` names the way of securing.

    ``suite`` is the cryptosuite of a ``DataIntegrityProof`` and the type of any older proof.
    """

    source: JsonObject
    suite: str
    verification_method: str
    purpose: str
    value: str
    id: str | None
    created: datetime | None
    expires: datetime | None
    challenge: str | None
    domains: tuple[str, ...]
    previous: tuple[str, ...]


def read_proofs(document: JsonObject) -> tuple[Proof, ...]:
    """Return the embedded proofs of ``document``, none if it has none.

    Raises ``DocumentError`` with a ``proof.`` code where one is malformed.
    """
    member = document.get("proof")
    if member is None:
        if "proof" in document:
            raise DocumentError("proof.malformed", "The proof is null.", where="/proof")
        return ()
    if not isinstance(member, list):
        return (parse_proof(member, where="/proof"),)
    if not member:
        raise DocumentError("proof.malformed", "The list of proofs is empty.", where="/proof")
    return tuple(parse_proof(proof, where=f"/proof/{index}") for index, proof in enumerate(member))


def parse_proof(proof: JsonValue, *, where: str = "/proof") -> Proof:
    """Return the view of one proof object; raises ``DocumentError("proof.malformed")``."""
    if not isinstance(proof, dict):
        raise DocumentError("proof.malformed", "A proof must be an object.", where=where)
    kind = _required(proof, "type", where)
    suite = _required(proof, "cryptosuite", where) if kind == "DataIntegrityProof" else kind
    if kind != "DataIntegrityProof" and "cryptosuite" in proof:
        raise DocumentError("proof.malformed", f"A {kind} has no cryptosuite.", where=f"{where}/cryptosuite")
    return Proof(
        source=proof,
        suite=suite,
        verification_method=_required(proof, "verificationMethod", where),
        purpose=_required(proof, "proofPurpose", where),
        value=_required(proof, "proofValue", where),
        id=_optional(proof, "id", where),
        created=_moment(proof, "created", where),
        expires=_moment(proof, "expires", where),
        challenge=_optional(proof, "challenge", where),
        domains=_texts(proof, "domain", where),
        previous=_texts(proof, "previousProof", where),
    )


def _required(proof: JsonObject, name: str, where: str) -> str:
    value = _optional(proof, name, where)
    if not value:
        raise DocumentError("proof.malformed", f"A proof needs {name}.", where=f"{where}/{name}")
    return value


def _optional(proof: JsonObject, name: str, where: str) -> str | None:
    if name not in proof:
        return None
    value = proof[name]
    if not isinstance(value, str):
        raise DocumentError("proof.malformed", f"{name} must be text.", where=f"{where}/{name}")
    return value


def _moment(proof: JsonObject, name: str, where: str) -> datetime | None:
    text = _optional(proof, name, where)
    if text is None:
        return None
    try:
        return timestamps.parse(text)
    except DocumentError as error:
        raise error.at(f"{where}/{name}") from None


def _texts(proof: JsonObject, name: str, where: str) -> tuple[str, ...]:
    if name not in proof:
        return ()
    value = proof[name]
    members = value if isinstance(value, list) else [value]
    texts = tuple(member for member in members if isinstance(member, str))
    if not texts or len(texts) != len(members):
        raise DocumentError(
            "proof.malformed", f"{name} must be text or a list of text.", where=f"{where}/{name}"
        )
    return texts
