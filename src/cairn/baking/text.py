"""By which standard a credential is baked: its text decides.

An AchievementCredential, as JSON or as a JWT, is of Open Badges 3.0; an Assertion, as JSON or as a JWS, and
the bare address of one are of Open Badges 2.0. ``tests/cairn/baking/test_text.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.baking.baked import Standard
from cairn.canonical import multibase, strict_json
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

MAX_CHARACTERS: Final = 4 * 1024 * 1024

_CREDENTIALS: Final = frozenset(
    {"VerifiableCredential", "EnvelopedVerifiableCredential", "AchievementCredential", "OpenBadgeCredential"}
)
_ASSERTION: Final = "Assertion"
# What follows \\u00 in the escape sequence of a letter.
_LETTERS: Final = "4567"
# Assertions of Open Badges 1.0 have no type; each has one of these.
_VERIFICATIONS: Final = frozenset({"verify", "verification"})


def recognise_standard(text: str) -> Standard:
    """Return the standard that ``text`` is of.

    Raises ``DocumentError``: ``baking.text_too_large``, ``baking.unwritable_character``,
    ``baking.unknown_text``, and ``json.*`` and ``base64url.*`` for what is malformed.
    """
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            "baking.text_too_large", f"The credential is longer than {MAX_CHARACTERS} characters."
        )
    if "\0" in text:
        raise DocumentError(
            "baking.unwritable_character", "The text holds a zero character, which no image can hold."
        )
    if text.startswith("{"):
        # Nothing that could make it an Assertion stands anywhere in the text, escaped or not. To parse it
        # would take longer than to bake it.
        if text.endswith("}") and '"VerifiableCredential"' in text and not _may_be_assertion(text):
            return Standard.OPEN_BADGES_3
        return _recognise(strict_json.parse_object(text))
    if text.startswith(("https://", "http://", "urn:uuid:")) and not any(map(str.isspace, text)):
        return Standard.OPEN_BADGES_2
    parts = text.split(".")
    if len(parts) != 3:
        raise _unknown()
    payload = strict_json.parse_object(multibase.decode_base64url(parts[1]))
    credential = payload.get("vc", payload)
    return _recognise(credential if isinstance(credential, dict) else payload)


def _may_be_assertion(text: str) -> bool:
    if '"Assertion"' in text:
        return True
    return any(rest[:1] in _LETTERS for rest in text.split("\\u00")[1:])


def _recognise(document: JsonObject) -> Standard:
    value = document.get("type")
    types = {item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)}
    if _ASSERTION in types:
        return Standard.OPEN_BADGES_2
    if types & _CREDENTIALS:
        return Standard.OPEN_BADGES_3
    if value is None and not _VERIFICATIONS.isdisjoint(document):
        return Standard.OPEN_BADGES_2
    raise _unknown()


def _unknown() -> DocumentError:
    return DocumentError(
        "baking.unknown_text",
        "The text is neither a credential of Open Badges 3.0 nor an Assertion of Open Badges 2.0.",
    )
