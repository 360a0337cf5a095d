"""The members of term definitions and contexts that stand for themselves: containers, languages, directions.

Covers JSON-LD 1.1 API, section 4.2.2, steps 20 to 24. Proved by
``tests/cairn/canonical/jsonld/test_w3c_to_rdf.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

_CONTAINERS: Final = frozenset({"@graph", "@id", "@index", "@language", "@list", "@set", "@type"})


def read_container(value: JsonObject) -> frozenset[str]:
    """Return the container mapping of a definition."""
    given = value.get("@container")
    if "@container" not in value:
        return frozenset()
    members = given if isinstance(given, list) else [given]
    container = frozenset(member for member in members if isinstance(member, str))
    valid = 0 < len(container) == len(members) and container <= _CONTAINERS
    if "@list" in container:
        valid = valid and len(container) == 1
    elif "@graph" in container:
        valid = valid and not container & {"@language", "@type"} and not {"@id", "@index"} <= container
    else:
        valid = valid and len(container - {"@set"}) <= 1
    if not valid:
        raise DocumentError("context.invalid", f"{given!r} is not a valid @container.")
    return container


def redefines_type(value: JsonValue) -> bool:
    """Say whether ``value`` is the one definition that ``@type`` may be given."""
    return (
        isinstance(value, dict)
        and bool(value)
        and value.keys() <= {"@container", "@protected"}
        and value.get("@container", "@set") in ("@set", ["@set"])
    )


def read_language(value: JsonValue) -> str | None:
    """Return a default language, in small letters."""
    if value is not None and not isinstance(value, str):
        raise DocumentError("context.invalid", "@language must be a language tag or null.")
    return None if value is None else value.lower()


def read_direction(value: JsonValue) -> str | None:
    """Return a base direction."""
    if value not in (None, "ltr", "rtl"):
        raise DocumentError("context.invalid", '@direction must be "ltr", "rtl" or null.')
    return value if isinstance(value, str) else None
