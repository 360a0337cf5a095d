from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from cairn.errors import UnavailableError
from cairn_net.connecting import Deadline, PinnedNetwork

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Clock:
    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def _network(connect, clock: _Clock) -> PinnedNetwork:  # noqa: ANN001
    return PinnedNetwork(
        "1.1.1.1", connect=connect, deadline=Deadline(5, clock=clock), where="https://a.example/"
    )


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_the_connection_goes_to_the_address_that_was_checked(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    asked: list[tuple[str, int, float]] = []

    def connect(address: str, port: int, *, seconds: float) -> socket.socket:
        asked.append((address, port, seconds))
        return pair[0]

    _network(connect, _Clock()).connect_tcp("rebound.example", 443, timeout=99).close()
    assert asked == [("1.1.1.1", 443, 5)]


def test_after_the_deadline_nothing_is_connected() -> None:
    clock = _Clock()
    network = _network(lambda *args, **kwargs: pytest.fail("connected"), clock)
    clock.time = 5.0
    with pytest.raises(UnavailableError) as caught:
        network.connect_tcp("a.example", 443)
    assert caught.value.code == "fetch.timeout"


@pytest.mark.parametrize(
    ("error", "code"),
    [(TimeoutError(), "fetch.timeout"), (ConnectionRefusedError(111, "refused"), "fetch.no_connection")],
)
def test_what_goes_wrong_is_told(error: OSError, code: str) -> None:
    def connect(address: str, port: int, *, seconds: float) -> socket.socket:
        raise error

    with pytest.raises(UnavailableError) as caught:
        _network(connect, _Clock()).connect_tcp("a.example", 443)
    assert caught.value.code == code


def test_each_wait_is_cut_to_what_is_left(pair: tuple[socket.socket, socket.socket]) -> None:
    clock = _Clock()
    stream = _network(lambda *args, **kwargs: pair[0], clock).connect_tcp("a.example", 443)
    pair[1].sendall(b"x")
    assert stream.read(1) == b"x"
    clock.time = 4.99
    with pytest.raises(UnavailableError) as caught:
        stream.read(1)
    assert caught.value.code == "fetch.timeout"
    clock.time = 6
    with pytest.raises(UnavailableError):
        stream.write(b"x")


def test_a_broken_connection_is_told(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[1].close()
    stream = _network(lambda *args, **kwargs: pair[0], _Clock()).connect_tcp("a.example", 443)
    with pytest.raises(UnavailableError) as caught:
        stream.write(b"x")
    assert caught.value.code == "fetch.connection_lost"
