"""Which contexts a document may have, and that its members are named by their terms (check 1).

VC data model 2.0, section 4.3 asks for its own context first; a context written inline or taken from an
address that is not pinned could give any term any meaning. Section 6.1 asks for the compact form: a signature
over the meaning of a document stays right if ``credentialStatus`` is spelt as the full address of that term,
or is moved to a second mention of the credential inside it, and whoever reads members by name would then see
a credential without a status. A signature over the text of a document (JCS, JWT) does not ask what the terms
mean, so that is asked here. Proved by ``tests/cairn/verifier/test_context_policy.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.canonical.strict_json import format_pointer
from cairn.credentials import contexts
from cairn.errors import DocumentError, UnavailableError
from cairn.verifier.report import Check, CheckCode, Outcome

if TYPE_CHECKING:
    from cairn.canonical.jsonld import Processor
    from cairn.canonical.strict_json import JsonObject, JsonValue

BASE_CONTEXTS: Final = ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")
_KNOWN: Final = frozenset(contexts.urls())
_HOLD_DOCUMENTS: Final = frozenset({"verifiableCredential", "endorsement"})
# What decides about a credential and is read at its root.
_ROOT_MEMBERS: Final = frozenset(
    {
        "issuer",
        "holder",
        "validFrom",
        "validUntil",
        "issuanceDate",
        "expirationDate",
        "credentialStatus",
        "credentialSubject",
        "refreshService",
        "verifiableCredential",
    }
)
_VALUE_KEYWORDS: Final = frozenset({"@value", "@language", "@direction", "@type"})
DEFINED: Final = Check(
    code=CheckCode.CONTEXTS,
    outcome=Outcome.PASSED,
    message="All terms are defined by contexts that are known here.",
)
"""The answer for a document whose every term was found in its contexts."""


def check_contexts(document: JsonObject) -> None:
    """Return if the contexts of ``document``, and of the credentials inside it, may be relied upon.

    Raises ``DocumentError``: ``contexts.missing``, ``contexts.order``, ``contexts.inline``,
    ``contexts.misplaced``, ``contexts.unknown``, ``contexts.not_compact`` for a member that is not named by a
    term, and ``contexts.divided`` for a document that goes on elsewhere inside itself, each with its pointer.
    """
    _check_list(document.get("@context"), "/@context")
    _check_document(document, "", outer=frozenset())


def check_terms(document: JsonObject, *, processor: Processor) -> Check:
    """Say whether each member of ``document`` has a meaning, where its signature has not asked for that.

    Proofs, and credentials in a presentation, are left out: each is looked at by itself.
    """
    own = {key: member for key, member in document.items() if key not in {"proof", "verifiableCredential"}}
    try:
        processor.to_rdf(own)
    except UnavailableError as error:
        return Check.of_error(CheckCode.CONTEXTS, error, outcome=Outcome.NOT_CHECKED)
    except DocumentError as error:
        if error.code == "jsonld.undefined_term":
            return _without_meaning(
                "contexts.undefined_term",
                "A term is signed that no context defines, so that nobody can say what it means.",
                error.where,
            )
        return _without_meaning(
            "contexts.no_meaning", f"Not all that is signed has a meaning. {error.message}", error.where
        )
    return DEFINED


def _without_meaning(reason: str, message: str, where: str) -> Check:
    return Check(
        code=CheckCode.CONTEXTS, outcome=Outcome.WARNING, message=message, reason=reason, where=where
    )


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


def _check_document(document: JsonObject, where: str, *, outer: frozenset[str]) -> None:
    own = document.get("id")
    roots = outer | {own} if isinstance(own, str) else outer
    for key, member in document.items():
        place = where + format_pointer(key)
        if key == "proof":
            _check_proofs(member, place, roots=roots)
        elif key != "@context":
            _check_member(document, key, place, roots=roots)


def _check_member(element: JsonObject, key: str, where: str, *, roots: frozenset[str]) -> None:
    if key == "@context":
        raise DocumentError(
            "contexts.misplaced",
            "A context stands inside the document and would change what its terms mean.",
            where=where,
        )
    if ":" in key or (key[:1] == "@" and not (key in _VALUE_KEYWORDS and "@value" in element)):
        raise DocumentError(
            "contexts.not_compact",
            f"The member {key[:80]!r} is not named by a term, so that a reader could overlook what it means.",
            where=where,
            mend="Write the term that the contexts define for it.",
        )
    _check_value(element[key], where, key=key, roots=roots)


def _check_value(value: JsonValue, where: str, *, key: str, roots: frozenset[str]) -> None:
    if isinstance(value, dict):
        own = value.get("id")
        if isinstance(own, str) and own in roots and not _ROOT_MEMBERS.isdisjoint(value):
            raise DocumentError(
                "contexts.divided",
                "The document goes on inside itself, where a reader could overlook what is said.",
                where=where,
                mend="Say everything of the document at its root.",
            )
        if key in _HOLD_DOCUMENTS and "@context" in value:
            _check_list(value["@context"], f"{where}/@context")
            _check_document(value, where, outer=roots)
            return
        for name in value:
            _check_member(value, name, where + format_pointer(name), roots=roots)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_value(item, f"{where}/{index}", key=key, roots=roots)


def _check_proofs(value: JsonValue, where: str, *, roots: frozenset[str]) -> None:
    """Check proofs, which may repeat the contexts of their document (VC DI EdDSA, section 3.3.1)."""
    for index, proof in enumerate(value if isinstance(value, list) else [value]):
        if not isinstance(proof, dict):
            continue
        place = f"{where}/{index}" if isinstance(value, list) else where
        if "@context" in proof:
            _check_list(proof["@context"], f"{place}/@context")
        for name in proof:
            if name != "@context":
                _check_member(proof, name, place + format_pointer(name), roots=roots)
