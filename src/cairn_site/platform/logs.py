"""Structured logs: one JSON object a line, with the request it belongs to and never a secret.

``tests/cairn_site/platform/test_logs.py`` proves it.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Final

from cairn_site.platform import requests

_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request", "taskName"}
_WORDS: Final = (
    r"password|passwd|secret|token|authorization|cookie|passphrase|api_?key|private_?key|key_material"
)
_SECRET_NAME: Final = re.compile(f"(?i){_WORDS}")
_SECRET: Final = re.compile(
    rf"(?i)([\w-]*(?:{_WORDS})[\w-]*)([\"']?\s*[=:]\s*[\"']?)((?:(?:bearer|basic|token)\s+)?[^\s\"'&,;]+)"
)
_HEADER: Final = re.compile(r"(?im)^(\s*(?:set-)?cookie\s*:\s*).+$")
_IN_ADDRESS: Final = re.compile(r"(\w://[^\s:/@]*:)[^\s@/]+(@)")


class JsonFormatter(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(record.getMessage()),
        }
        if identifier := requests.current_id():
            line["request"] = identifier
        for name, value in vars(record).items():
            if name not in _STANDARD and not name.startswith("_"):
                line[name] = _shown(name, value)
        if record.exc_info:
            line["error"] = redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def redact(text: str) -> str:
    """Return ``text`` with the values of secrets left out."""
    text = _HEADER.sub(r"\1[left out]", text)
    text = _SECRET.sub(r"\1\2[left out]", text)
    return _IN_ADDRESS.sub(r"\1[left out]\2", text)


def _shown(name: str, value: object) -> object:
    if _SECRET_NAME.search(name):
        return "[left out]"
    return value if isinstance(value, int | float | bool) else redact(str(value))
