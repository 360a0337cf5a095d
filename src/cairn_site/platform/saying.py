"""The sentences of errors in the language of the reader.

Errors speak English, wherever they are raised: in the library, which knows no languages, in the API and in
logs. ``locale/errors.json``, which ``python -m tools.messages`` collects from the source, holds the sentences
of each code with ``%(v0)s`` for what varies; a sentence is found there by its code, and the catalogue has it
in the other languages. ``tests/cairn_site/platform/test_saying.py`` proves it.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

if TYPE_CHECKING:
    from cairn.errors import CairnError

_SENTENCES: Final = Path(__file__).resolve().parent.parent / "locale" / "errors.json"
_ANY_CODE: Final = "*"
_COUNTED: Final = re.compile(r"v[0-9]+")
_VARIES: Final = re.compile(r"%\((\w+)\)s")


def say(error: CairnError) -> str:
    """Return what an error says and how to mend it."""
    return f"{said(error.message, error.code)} {said(error.mend, error.code)}".strip()


def said(sentence: str, code: str) -> str:
    """Return a sentence of the error ``code`` in the language at work; as it is where it is not known."""
    if not sentence:
        return ""
    sentences = [*_read().get(code, ()), *_read().get(_ANY_CODE, ())]
    if sentence in sentences:
        return gettext(sentence)
    for pattern in sorted(sentences, key=_written, reverse=True):
        found = _expression(pattern).fullmatch(sentence) if _VARIES.search(pattern) else None
        if found is not None:
            return gettext(pattern) % {name: _value(name, text) for name, text in found.groupdict().items()}
    return sentence


def _written(pattern: str) -> int:
    """Return how much of a pattern is written: the one that says most is tried first."""
    return len(_VARIES.sub("", pattern))


def _value(name: str, text: str) -> str:
    """Return a value as it is; one that the library gives a name of its own may be a text of the library."""
    return text if _COUNTED.fullmatch(name) else gettext(text)


@cache
def _read() -> dict[str, list[str]]:
    sentences: dict[str, list[str]] = json.loads(_SENTENCES.read_text(encoding="utf-8"))
    return sentences


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """Return what matches the sentences of a pattern, with a group for each part that varies."""
    pieces = _VARIES.split(pattern)
    written, names = pieces[::2], pieces[1::2]
    made = re.escape(written[0].replace("%%", "%"))
    for name, text in zip(names, written[1:], strict=True):
        made += f"(?P<{name}>.+?)" + re.escape(text.replace("%%", "%"))
    return re.compile(made, re.DOTALL)
