from __future__ import annotations

import json
import logging
import sys

import pytest

from cairn_site.platform import requests
from cairn_site.platform.logs import JsonFormatter, redact


def formatted(message: str, *args: object, **extra: object) -> dict[str, object]:
    record = logging.makeLogRecord({"name": "cairn_site", "levelname": "INFO", "msg": message, "args": args})
    vars(record).update(extra)
    found: dict[str, object] = json.loads(JsonFormatter().format(record))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "password=hunter2secret",
        '{"password": "hunter2secret"}',
        "{'api_key': 'hunter2secret'}",
        "Authorization: Bearer hunter2secret",
        "authorization: Basic hunter2secret",
        "CAIRN_SECRET_KEY=hunter2secret",
        "Cookie: a=1; cairn-session=hunter2secret",
        "Set-Cookie: hunter2secret; Path=/",
        "postgresql://cairn:hunter2secret@db/cairn",
        "smtp://user:hunter2secret@mail.example.edu",
        "?token=hunter2secret&next=/",
        "passphrase is passphrase=hunter2secret",
    ],
)
def test_no_secret_stays_in_a_text(text: str) -> None:
    assert "hunter2secret" not in redact(text)


def test_other_words_stay() -> None:
    text = "The job 0198 of https://a.example:8000/x failed: no such file"
    assert redact(text) == text


def test_a_record_is_one_line_of_json_with_its_request() -> None:
    with requests.within("request-1"):
        line = formatted("Award %s\nmade", 7, job="j1", count=3)

    assert line["message"] == "Award 7\nmade"
    assert line["request"] == "request-1"
    assert (line["job"], line["count"], line["level"]) == ("j1", 3, "info")


def test_an_extra_with_the_name_of_a_secret_is_left_out() -> None:
    assert formatted("x", session_token="hunter2secret")["session_token"] == "[left out]"


def test_a_traceback_is_redacted_too() -> None:
    try:
        raise RuntimeError("secret=hunter2secret")
    except RuntimeError:
        line = formatted("failed", exc_info=sys.exc_info())

    assert "RuntimeError" in str(line["error"])
    assert "hunter2secret" not in json.dumps(line)
