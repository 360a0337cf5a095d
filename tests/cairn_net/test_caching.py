from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from cairn.errors import DocumentError, UnavailableError
from cairn_net.caching import CachingLoader

URL = "https://a.example/"


class _World:
    """Pages and a clock, and how often each page was asked for."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 31, tzinfo=UTC)
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []

    def load(self, url: str) -> bytes:
        self.asked.append(url)
        if url not in self.pages:
            raise UnavailableError(
                "fetch.status", "The server answers with status 404.", where=url, mend="Wait."
            )
        return self.pages[url]

    def now(self) -> datetime:
        return self.time

    def loader(self, **limits: int) -> CachingLoader:
        return CachingLoader(self.load, now=self.now, **limits)


@pytest.fixture
def world() -> _World:
    return _World()


def test_what_was_fetched_is_not_fetched_again(world: _World) -> None:
    world.pages[URL] = b"x"
    load = world.loader()
    assert load(URL) == load(URL) == b"x"
    assert world.asked == [URL]


def test_a_fragment_is_never_told_to_the_server(world: _World) -> None:
    world.pages[URL] = b"x"
    load = world.loader()
    load(f"{URL}#one")
    load(f"{URL}#two")
    assert world.asked == [URL]


def test_after_five_minutes_it_is_fetched_again(world: _World) -> None:
    world.pages[URL] = b"x"
    load = world.loader()
    load(URL)
    world.time += timedelta(minutes=5)
    load(URL)
    assert len(world.asked) == 2


def test_a_short_time_to_live_is_honoured(world: _World) -> None:
    world.pages[URL] = b'{"credentialSubject":{"ttl":60000}}'
    load = world.loader()
    load(URL)
    world.time += timedelta(seconds=59)
    load(URL)
    assert len(world.asked) == 1
    world.time += timedelta(seconds=1)
    load(URL)
    assert len(world.asked) == 2


def test_a_list_that_must_not_be_kept_is_not(world: _World) -> None:
    world.pages[URL] = b'{"credentialSubject":{"ttl":0}}'
    load = world.loader()
    load(URL)
    load(URL)
    assert len(world.asked) == 2


def test_a_long_time_to_live_keeps_nothing_longer(world: _World) -> None:
    world.pages[URL] = b'{"credentialSubject":{"ttl":86400000}}'
    load = world.loader()
    load(URL)
    world.time += timedelta(minutes=5)
    load(URL)
    assert len(world.asked) == 2


def test_a_failure_is_kept_briefly_and_told_in_full(world: _World) -> None:
    load = world.loader()
    for _ in range(2):
        with pytest.raises(UnavailableError) as caught:
            load(URL)
        assert (caught.value.code, caught.value.where, caught.value.mend) == ("fetch.status", URL, "Wait.")
    assert len(world.asked) == 1
    world.time += timedelta(seconds=30)
    world.pages[URL] = b"x"
    assert load(URL) == b"x"


def test_other_errors_are_not_kept() -> None:
    asked: list[str] = []

    def refuse(url: str) -> bytes:
        asked.append(url)
        raise DocumentError("json.malformed", "It cannot be read.")

    load = CachingLoader(refuse, now=_World().now)
    for _ in range(2):
        with pytest.raises(DocumentError):
            load(URL)
    assert len(asked) == 2


def test_a_clock_set_back_makes_nothing_last_longer(world: _World) -> None:
    world.pages[URL] = b"x"
    load = world.loader()
    load(URL)
    world.time -= timedelta(days=1)
    load(URL)
    assert len(world.asked) == 2


def test_what_was_used_longest_ago_goes_first(world: _World) -> None:
    world.pages = dict.fromkeys("abc", b"x")
    load = world.loader(max_entries=2)
    for name in ("a", "b", "a", "c", "a", "b"):
        load(name)
    assert world.asked == ["a", "b", "c", "b"]


def test_many_large_answers_are_not_all_kept(world: _World) -> None:
    world.pages = {name: bytes(40) for name in "abc"}
    load = world.loader(max_total_bytes=100)
    for name in "abcba":
        load(name)
    assert world.asked == ["a", "b", "c", "a"]


def test_an_answer_larger_than_the_cache_is_given_and_not_kept(world: _World) -> None:
    world.pages[URL] = bytes(200)
    load = world.loader(max_total_bytes=100)
    assert load(URL) == load(URL) == bytes(200)
    assert len(world.asked) == 2


def test_threads_share_it(world: _World) -> None:
    world.pages = {str(number): str(number).encode() for number in range(50)}
    load = world.loader(max_entries=10)
    wrong: list[str] = []

    def work() -> None:
        wrong.extend(name for name, page in world.pages.items() for _ in range(4) if load(name) != page)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
