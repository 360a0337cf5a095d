"""A status entry names one place in one list.

``tests/cairn/quality/lint/rules/test_status_inconsistent.py`` has its samples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.credentials.view import objects
from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.quality.lint.parts import Part

_TYPE: Final = "BitstringStatusListEntry"
_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,17}")


def _check(part: Part) -> Iterator[Hit]:
    purposes: set[str] = set()
    for place, entry in objects(part.node, "credentialStatus"):
        if _TYPE not in _types(entry):
            continue
        listed, index, purpose = (
            text_of(entry, name) for name in ("statusListCredential", "statusListIndex", "statusPurpose")
        )
        if not listed or not purpose or purpose in purposes or not _INDEX.fullmatch(index):
            yield Hit(where=place)
        elif not _agrees(text_of(entry, "id"), listed, index):
            yield Hit(where=f"{place}/id")
        purposes.add(purpose)


def _types(entry: JsonObject) -> list[JsonValue]:
    types = entry.get("type")
    return types if isinstance(types, list) else [types]


def _agrees(identifier: str, listed: str, index: str) -> bool:
    """Tell whether the id of an entry is not that of its list, and ends in the index or in no number."""
    _address, _, fragment = identifier.partition("#")
    return identifier != listed and (not fragment.isdigit() or fragment == index)


RULE: Final = Rule(
    code="lint.status_inconsistent",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ROW,),
    message="The status entry contradicts itself, or lacks its list, index or purpose.",
    mend=(
        "Write statusListCredential, statusListIndex as text of digits, statusPurpose, and an id "
        "that agrees with them."
    ),
    reason=(
        "A verifier could look at the wrong place, and find the status of somebody else "
        "(Bitstring Status List, 2.1)."
    ),
    check=_check,
)
