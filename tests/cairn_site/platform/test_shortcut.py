from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError

from cairn_site.platform import ports, shortcut
from cairn_site.platform.ports import PublicBytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Public = Callable[..., tuple[str, dict[str, str], bytes]]


class Source:
    """Public documents in memory, which counts how often it was asked."""

    def __init__(self) -> None:
        self.documents = {"/things/1": b"one", "/things/2": b"two"}
        self.asked = 0
        self.is_away = False

    def __call__(self, path: str) -> PublicBytes | None:
        self.asked += 1
        if self.is_away:
            raise OperationalError
        body = self.documents.get(path)
        if body is None:
            return None
        return PublicBytes(
            body=body, media_type="application/vc", etag=body.decode(), max_age=60, is_immutable=True
        )


@pytest.fixture
def source() -> Iterator[Source]:
    made = Source()
    ports.public_sources.register("/things/", made)
    yield made
    ports.public_sources.withdraw("/things/")


def test_a_document_has_its_type_and_may_be_kept_and_read_by_any_page(source: Source, public: Public) -> None:
    status, headers, body = public("/things/1")

    assert (status, body) == ("200 OK", b"one")
    assert headers["Content-Type"] == "application/vc"
    assert headers["Content-Length"] == "3"
    assert headers["Cache-Control"] == "public, max-age=60, immutable"
    assert headers["ETag"] == '"one"'
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Vary"] == "Accept"
    assert "sandbox" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("given", ['"one"', 'W/"one"', '"zero", "one"', "*"])
def test_what_the_asker_has_is_not_sent_again(source: Source, public: Public, given: str) -> None:
    status, headers, body = public("/things/1", HTTP_IF_NONE_MATCH=given)

    assert (status, body) == ("304 Not Modified", b"")
    assert headers["ETag"] == '"one"'
    assert "Content-Length" not in headers


def test_another_version_is_sent(source: Source, public: Public) -> None:
    assert public("/things/1", HTTP_IF_NONE_MATCH='"zero"')[0] == "200 OK"


def test_head_gets_the_headers_only(source: Source, public: Public) -> None:
    status, headers, body = public("/things/1", REQUEST_METHOD="HEAD")

    assert (status, headers["Content-Length"], body) == ("200 OK", "3", b"")


def test_a_popular_document_is_looked_up_once_a_second(source: Source, public: Public) -> None:
    for _ in range(5):
        public("/things/1")

    assert source.asked == 1


def test_what_has_changed_is_forgotten_at_once(source: Source, public: Public) -> None:
    public("/things/1")
    source.documents["/things/1"] = b"new"
    assert public("/things/1")[2] == b"one"
    shortcut.forget("/things/1")

    assert public("/things/1")[2] == b"new"


def test_a_browser_gets_the_page_also_when_the_document_is_remembered(source: Source, public: Public) -> None:
    public("/things/1")
    status, _, body = public("/things/1", HTTP_ACCEPT="text/html,application/xhtml+xml")

    assert status.startswith("404")
    assert b"<html" in body


@pytest.mark.parametrize(("path", "more"), [("/things/9", {}), ("/things/1", {"REQUEST_METHOD": "POST"})])
def test_everything_else_is_left_to_the_site(
    source: Source, public: Public, path: str, more: dict[str, str]
) -> None:
    assert public(path, **more)[0] in {"404 Not Found", "403 Forbidden"}


def test_a_database_that_is_away_is_left_to_the_site(source: Source, public: Public) -> None:
    source.is_away = True

    assert public("/things/1")[0].startswith("404")


def test_what_is_remembered_is_bounded_in_number_and_size(
    source: Source, public: Public, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortcut, "_MAX_REMEMBERED", 2)
    for number in range(5):
        source.documents[f"/things/{number}"] = b"x" * 10
        public(f"/things/{number}")
    assert len(shortcut._remembered) == 2

    monkeypatch.setattr(shortcut, "_MAX_BYTES", 15)
    public("/things/0")
    assert sum(len(answer.body) for answer in shortcut._remembered.values()) <= 15


def test_answers_are_counted(source: Source, public: Public) -> None:
    before: dict[int, Any] = shortcut.answered()
    public("/things/1")
    public("/things/1", HTTP_IF_NONE_MATCH="*")

    assert shortcut.answered() == {200: before[200] + 1, 304: before[304] + 1}
