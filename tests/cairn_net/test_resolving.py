from __future__ import annotations

import socket
import threading

import pytest

from cairn.errors import UnavailableError
from cairn_net.resolving import SystemResolver, ask_system


def test_the_addresses_come_as_the_system_gives_them() -> None:
    assert SystemResolver(lambda host: ("1.1.1.1", "1.0.0.1"))("a.example", seconds=5) == (
        "1.1.1.1",
        "1.0.0.1",
    )


def test_an_unknown_host_is_told() -> None:
    def ask(host: str) -> tuple[str, ...]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(UnavailableError) as caught:
        SystemResolver(ask)("a.example", seconds=5)
    assert caught.value.code == "fetch.unknown_host"


def test_a_resolver_that_hangs_is_left_behind() -> None:
    held = threading.Event()

    def ask(host: str) -> tuple[str, ...]:
        held.wait(5)
        return ()

    with pytest.raises(UnavailableError) as caught:
        SystemResolver(ask)("a.example", seconds=0.02)
    held.set()
    assert caught.value.code == "fetch.timeout"


def test_the_system_is_asked_for_streams_and_repeats_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(host: str, port: object, *, type: int) -> list[tuple[object, ...]]:  # noqa: A002
        assert type == socket.SOCK_STREAM
        return [
            (0, 0, 0, "", ("1.1.1.1", 0)),
            (0, 0, 0, "", ("1.1.1.1", 0)),
            (0, 0, 0, "", ("2606::1", 0, 0, 0)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    assert ask_system("a.example") == ("1.1.1.1", "2606::1")
