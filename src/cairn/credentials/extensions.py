"""The three terms of 1EdTech that stand in a context of their own.

``1EdTechJsonSchemaValidator2019``, ``1EdTechRevocationList`` and ``1EdTechCredentialRefresh`` are defined by
``extensions.json`` only; without that context they have no meaning, and a Data Integrity proof does not cover
them. ``tests/cairn/credentials/test_strictness.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.contexts import OPEN_BADGES_EXTENSIONS
from cairn.credentials.findings import Findings, warning
from cairn.credentials.view import objects
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.canonical.strict_json import JsonObject

EXTENSION_TYPES: Final = frozenset(
    {"1EdTechJsonSchemaValidator2019", "1EdTechRevocationList", "1EdTechCredentialRefresh"}
)
_CARRIERS: Final = ("credentialSchema", "credentialStatus", "refreshService")


def uses_extensions(document: JsonObject) -> bool:
    """Tell whether a credential uses one of the terms that ``extensions.json`` defines."""
    return next(_extension_places(document), "") != ""


def check_extensions(document: JsonObject) -> Findings:
    """Find terms of 1EdTech's extensions without their context."""
    contexts = document.get("@context")
    if isinstance(contexts, list) and OPEN_BADGES_EXTENSIONS in contexts:
        return []
    place = next(_extension_places(document), "")
    if not place:
        return []
    return warning(
        DocumentError(
            "credential.extension_context_missing",
            "A term of 1EdTech's extensions is used without the context that defines it.",
            where=place,
            mend=f"Add {OPEN_BADGES_EXTENSIONS!r} to the contexts.",
        )
    )


def _extension_places(document: JsonObject) -> Iterator[str]:
    for name in _CARRIERS:
        for place, extension in objects(document, name):
            types = extension.get("type")
            for term in types if isinstance(types, list) else [types]:
                if isinstance(term, str) and term in EXTENSION_TYPES:
                    yield f"{place}/type"
