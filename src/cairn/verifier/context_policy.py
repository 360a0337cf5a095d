"""Which contexts a document may have: pinned ones, in the right order, never inline (check 1).

VC data model 2.0, section 4.3 asks for its own context first; a context written inline or taken from an
address that is not pinned could give any term any meaning. Proved by
``tests/cairn/verifier/test_context_policy.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.canonical.strict_json import format_pointer
from cairn.credentials import contexts
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

BASE_CONTEXTS: Final = ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")
_KNOWN: Final = frozenset(contexts.urls())
_HOLDS_DOCUMENTS: Final = "verifiableCredential"


def check_contexts(document: JsonObject) -> None:
    """Return if the contexts of ``document``, and of the credentials inside it, may be relied upon.

    Raises ``DocumentError``: ``contexts.missing``, ``contexts.order``, ``contexts.inline``,
    ``contexts.misplaced`` or ``contexts.unknown``, each with its pointer.
    """
    _check_list(document.get("@context"), "/@context")
    _check_members(document, "", at_root=True)


def _check_list(value: JsonValue, where: str) -> None:
    members = value if isinstance(value, list) else [value]
    if value is None or not members:
        raise DocumentError(
            "contexts.missing",
            "The document has no @context, so its terms mean nothing.",
            where=where,
        )
    for index, member in enumerate(members):
        place = f"{where}/{index}" if isinstance(value, list) else where
        if not isinstance(member, str):
            raise DocumentError(
                "contexts.inline",
                "A context is written into the document, which could give any term any meaning.",
                where=place,
            )
        if member not in _KNOWN:
            raise DocumentError("contexts.unknown", f"The context {member} is not known here.", where=place)
    if members[0] not in BASE_CONTEXTS:
        raise DocumentError(
            "contexts.order",
            "The first context is not that of the Verifiable Credentials data model.",
            where=f"{where}/0" if isinstance(value, list) else where,
            mend=f"Put {BASE_CONTEXTS[0]} first.",
        )


def _check_members(element: JsonObject, where: str, *, at_root: bool) -> None:
    for key, member in element.items():
        place = where + format_pointer(key)
        if key == "@context":
            if not at_root:
                raise DocumentError(
                    "contexts.misplaced",
                    "A context stands inside the document and would change what its terms mean.",
                    where=place,
                )
        elif key == "proof" and at_root:
            _check_proofs(member, place)
        else:
            _check_value(member, place, key=key)


def _check_value(value: JsonValue, where: str, *, key: str) -> None:
    if isinstance(value, dict):
        if key == _HOLDS_DOCUMENTS and "@context" in value:
            _check_list(value["@context"], f"{where}/@context")
            _check_members(value, where, at_root=True)
        else:
            _check_members(value, where, at_root=False)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_value(item, f"{where}/{index}", key=key)


def _check_proofs(value: JsonValue, where: str) -> None:
    """Check proofs, which may repeat the contexts of their document (VC DI EdDSA, section 3.3.1)."""
    for index, proof in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(proof, dict):
            place = f"{where}/{index}" if isinstance(value, list) else where
            if "@context" in proof:
                _check_list(proof["@context"], f"{place}/@context")
            _check_members(
                {name: member for name, member in proof.items() if name != "@context"}, place, at_root=False
            )
