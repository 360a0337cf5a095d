"""Says, without asking the verifier, whether an edit left the meaning of a document as it was.

A document with an RDFC proof means its canonical N-Quads, by the long way and with a fresh processor, provided
that its contexts are pinned addresses and all its members are terms; one with a JCS proof means its JSON; a JWT
means its bytes. Python's own JSON parser reads, so that a fault of ours cannot hide itself.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass
from typing import Any, Final

from cairn.canonical import rdfc
from cairn.canonical.jsonld import Processor
from cairn.credentials import contexts
from cairn.errors import CairnError

_PINNED: Final = frozenset(contexts.urls())
_PROCESSOR: Final = Processor(contexts.load)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a document says, who has signed it, and the documents inside; order and repetition say nothing."""

    said: bytes
    proofs: frozenset[bytes] = frozenset()
    inside: frozenset[Meaning | None] = frozenset()

    def is_that_of(self, other: Meaning) -> bool:
        """Say whether the two mean the same, but for signatures that others have put beside the first ones."""
        return self.said == other.said and self.inside == other.inside and self.proofs >= other.proofs


def meaning(data: bytes, *, form: str) -> Meaning | None:
    """Return what ``data`` means, ``None`` for nonsense."""
    if form == "jwt":
        return Meaning(said=data.strip())
    text = _text_of_png(data) if form == "png" else data
    try:
        document = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, TypeError, RecursionError):
        return None
    if not isinstance(document, dict):
        return None
    try:
        return _spelt(document) if form == "jcs" else _quads(document)
    except (CairnError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _quads(document: dict[str, Any]) -> Meaning | None:
    """Return the meaning of a document, of its proofs and, once more, of each document inside it."""
    if not _is_plain(document):
        return None
    proofs = set()
    for proof in _several(document, "proof"):
        if proof.get("cryptosuite") == "eddsa-jcs-2022":
            proofs.add(_spelling(proof))
            continue
        options = {key: member for key, member in proof.items() if key not in {"proofValue", "@context"}}
        value = str(proof.get("proofValue")).encode()
        proofs.add(_canonical({**options, "@context": document["@context"]}) + value)
    return Meaning(
        said=_canonical({key: member for key, member in document.items() if key != "proof"}),
        proofs=frozenset(proofs),
        inside=frozenset(
            _quads(member)
            for holder in [document, *_several(document, "credentialSubject")]
            for member in _several(holder, "verifiableCredential")
        ),
    )


def _several(holder: dict[str, Any], name: str) -> list[Any]:
    value = holder.get(name, [])
    return value if isinstance(value, list) else [value]


def _canonical(document: dict[str, Any]) -> bytes:
    return rdfc.canonize(_PROCESSOR.to_rdf(document))


def _is_plain(document: dict[str, Any]) -> bool:
    given = document.get("@context")
    members = given if isinstance(given, list) else [given]
    return all(isinstance(member, str) and member in _PINNED for member in members) and _has_terms(document)


def _has_terms(value: object) -> bool:
    if isinstance(value, dict):
        keywords = {"@value", "@language", "@direction", "@type"} if "@value" in value else set()
        return all(
            key == "@context" or (_has_terms(member) and (key in keywords or not re.search("^@|:", key)))
            for key, member in value.items()
        )
    return all(_has_terms(item) for item in value) if isinstance(value, list) else True


def _spelt(document: dict[str, Any]) -> Meaning:
    """Return the meaning as JSON; a JCS proof lets pinned contexts follow those that it names."""
    proofs = _several(document, "proof")
    contexts_there, signed = document.get("@context"), proofs[0].get("@context")
    said = {key: member for key, member in document.items() if key != "proof"}
    if (
        isinstance(contexts_there, list)
        and signed == contexts_there[: len(signed)]
        and _PINNED.issuperset(contexts_there)
    ):
        said["@context"] = signed
    return Meaning(said=_spelling(said), proofs=frozenset(_spelling(proof) for proof in proofs))


def _spelling(value: Any) -> bytes:
    """Return JSON with sorted members and numbers in one form, as RFC 8785 has it."""
    return json.dumps(_doubles(value), sort_keys=True).encode()


def _doubles(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _doubles(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_doubles(item) for item in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("twice")
    return dict(pairs)


def _refuse(_: str) -> None:
    raise ValueError("no number")


def _text_of_png(data: bytes) -> bytes:
    """Return the text after the five fields of the one iTXt chunk that holds a credential."""
    position, found = 8, []
    while position + 8 <= len(data):
        (length,) = struct.unpack(">I", data[position : position + 4])
        kind, body = data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        if kind == b"iTXt" and body.startswith(b"openbadgecredential\x00\x00\x00"):
            found.append(body.split(b"\x00", 5)[5])
        position += 12 + length
    return found[0] if len(found) == 1 else b""
