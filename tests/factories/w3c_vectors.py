"""The W3C test vectors of the Data Integrity cryptosuites, as the standards' repositories keep them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cairn.canonical import strict_json
from cairn.credentials import contexts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cairn.canonical.strict_json import JsonObject

EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


def context_loader(shared_data: Path) -> Callable[[str], JsonObject]:
    """Return a loader of the bundled contexts and of the W3C's one for examples, which is not bundled."""

    def load(url: str) -> JsonObject:
        if url == EXAMPLES:
            path = shared_data / "contexts" / "credentials-examples-v2.jsonld"
            return strict_json.parse_object(path.read_bytes())
        return contexts.load(url)

    return load


@dataclass(frozen=True, slots=True)
class Vector:
    """One folder of a suite: the secured document, its canonical forms and its hashes."""

    signed: JsonObject
    canonical_document: bytes
    canonical_options: bytes
    document_hash: str
    options_hash: str


def read_vector(folder: Path, *, ending: str) -> Vector:
    """Return the vector in ``folder``, whose files end in ``ending`` before their suffix."""

    def text(name: str) -> str:
        return (folder / f"{name}{ending}.txt").read_text(encoding="utf-8")

    return Vector(
        signed=strict_json.parse_object((folder / f"signed{ending}.json").read_bytes()),
        canonical_document=text("canonDoc").encode(),
        canonical_options=text("proofCanon").encode(),
        document_hash=text("docHash").strip(),
        options_hash=text("proofHash").strip(),
    )
