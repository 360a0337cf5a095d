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
_SECRET: Final = re.compile(
    r"(?i)(password|secret|token|authorization|cookie|passphrase)(\"?\s*[=:]\s*\"?)([^\s\"&,;]+)"
)


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
                line[name] = value if isinstance(value, int | float | bool) else redact(str(value))
        if record.exc_info:
            line["error"] = redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def redact(text: str) -> str:
    """Return ``text`` with the values of secrets left out."""
    return _SECRET.sub(r"\1\2[left out]", text)
