"""What stands inside a presentation or a learner record: the credentials in it, at every depth.

VC 2.0, section 4.13 (``verifiableCredential`` of a presentation); CLR 2.0 (that of the subject of a record).
Proved by ``tests/cairn/verifier/test_containing.py``.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.errors import DocumentError
from cairn.verifier.presented import Presented, read_document, read_text
from cairn.verifier.report import Kind

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonValue

MAX_CONTAINED: Final = 256
MAX_NESTING: Final = 3
"""How deep documents may stand inside each other to be verified; what stands deeper is not checked."""


def find_members(holder: JsonValue) -> list[JsonValue]:
    """Return what stands in ``verifiableCredential`` of an object or of each object of a list."""
    members: list[JsonValue] = []
    for item in holder if isinstance(holder, list) else [holder]:
        if isinstance(item, dict) and "verifiableCredential" in item:
            value = item["verifiableCredential"]
            members += value if isinstance(value, list) else [value]
    return members


def read_member(member: JsonValue) -> Presented:
    """Return a contained document, out of its envelope; raises ``DocumentError`` as the readers do."""
    if isinstance(member, dict):
        return read_document(member, text=strict_json.format(member).decode())
    if isinstance(member, str):
        return read_text(member)
    raise DocumentError("presented.unknown_form", "A contained credential is neither an object nor a JWT.")


def find_credentials(holder: JsonValue) -> list[strict_json.JsonObject]:
    """Return the credentials inside ``holder`` that can be read, and those inside them."""
    return _find(holder, depth=0)


def _find(holder: JsonValue, *, depth: int) -> list[strict_json.JsonObject]:
    documents: list[strict_json.JsonObject] = []
    # What stands deeper than documents may is not checked, whatever it is.
    if depth > MAX_NESTING:
        return documents
    for member in find_members(holder):
        with contextlib.suppress(DocumentError):
            presented = read_member(member)
            if presented.kind is not Kind.PRESENTATION:
                documents.append(presented.document)
            documents += _find(presented.document, depth=depth + 1)
            documents += _find(presented.document.get("credentialSubject"), depth=depth + 1)
    return documents
