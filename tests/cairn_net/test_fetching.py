from __future__ import annotations

import gzip
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from cairn.errors import UnavailableError
from cairn_net.fetching import MAX_BYTES, SafeFetcher
from simulators.web_server import (
    PUBLIC_ADDRESS,
    SimulatedWeb,
    client_context,
    redirect,
    reply,
    server_context,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# Names and what they lead to, all of it forbidden: the traps of somebody who owns a public name.
TRAPS = {
    "loopback.example": ("127.0.0.1",),
    "private.example": ("10.1.2.3",),
    "shared.example": ("100.64.1.1",),
    "metadata.example": ("169.254.169.254",),
    "azure.example": ("168.63.129.16",),
    "zero.example": ("0.0.0.0",),
    "broadcast.example": ("255.255.255.255",),
    "six.example": ("::1",),
    "unique-local.example": ("fd00:ec2::254",),
    "link-local.example": ("fe80::1%eth0",),
    "mapped.example": ("::ffff:169.254.169.254",),
    "nat64.example": ("64:ff9b::a9fe:a9fe",),
    "six-to-four.example": ("2002:7f00:1::1",),
    "teredo.example": ("2001:0:4136:e378:8000:63bf:3fff:fdd2",),
    "mixed.example": (PUBLIC_ADDRESS, "127.0.0.1"),
    "garbage.example": ("not an address",),
}

HOSTILE = [
    *(f"https://{name}/" for name in TRAPS),
    "http://good.example/",
    "file:///etc/passwd",
    "ftp://good.example/",
    "gopher://good.example/",
    "data:application/json,{}",
    "javascript:alert(1)",
    "unix:/run/docker.sock",
    "https:good.example",
    "https:/good.example",
    "https:///good.example",
    "//good.example/",
    "good.example",
    "",
    "https://",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://2130706433/",
    "https://017700000001/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://0x7f.0.0.1/",
    "https://127.0.0.1./",
    "https://127.0.0.01/",
    "https://4294967297/",
    "https://0/",
    "https://0.0.0.0/",
    "https://1.2.3.4.5/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.0.1/",
    "https://100.100.100.200/latest/meta-data/",
    "https://169.254.169.254/latest/meta-data/",
    "https://2852039166/latest/meta-data/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b:1::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fd00:ec2::254]/latest/meta-data/",
    "https://[ff02::1]/",
    "https://[::1",
    "https://[127.0.0.1]/",
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://a.localhost/",
    "https://intranet/",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://router.home.arpa/",
    "https://hidden.onion/",
    "https://good.example./",
    "https://good..example/",
    "https://.good.example/",
    "https://-good.example/",
    "https://under_score.example/",
    "https://user@good.example/",
    "https://user:secret@good.example/",
    "https://good.example@127.0.0.1/",
    "https://127.0.0.1#@good.example/",
    "https://127.0.0.1?@good.example/",
    "https://good.example\\@127.0.0.1/",
    "https:\\\\127.0.0.1\\",
    "https://good.example%2f@127.0.0.1/",
    "https://%31%32%37.0.0.1/",
    "https://127。0。0。1/",
    "https://①②⑦.⓪.⓪.①/",
    "https://bücher.example/",
    "https://ɢood.example/",
    "https://good.example/\r\nHost: 127.0.0.1",
    "https://good.example/ x",
    " https://good.example/",
    "https://good.example/\t",
    "https://good.example/\x00",
    "https://good.example/%zz",
    "https://good.example/ä",
    "https://good.example:22/",
    "https://good.example:25/",
    "https://good.example:80/",
    "https://good.example:6379/",
    "https://good.example:0/",
    "https://good.example:65536/",
    "https://good.example:443443/",
    "https://good.example:-1/",
    "https://good.example:4 43/",
    "https://good.example:/",
    "https://good.example:443:80/",
    f"https://{'a' * 64}.example/",
    f"https://{'a.' * 127}example/",
    "https://good.example/" + "x" * 4000,
]


@pytest.fixture
def web(tmp_path: Path) -> SimulatedWeb:
    addresses = {"good.example": (PUBLIC_ADDRESS,), "other.example": ("93.184.216.35",), **TRAPS}
    return SimulatedWeb(context=server_context(tmp_path), addresses=addresses)


@pytest.fixture
def fetch(web: SimulatedWeb) -> SafeFetcher:
    return SafeFetcher(resolve=web.resolve, connect=web.connect, ssl_context=client_context())


def _refused(fetch: Callable[[str], bytes], url: str = "https://good.example/a") -> str:
    with pytest.raises(UnavailableError) as caught:
        fetch(url)
    assert caught.value.code.startswith("fetch.")
    return caught.value.code


def test_the_table_is_long_enough() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_gets_no_packet(web: SimulatedWeb, fetch: SafeFetcher, url: str) -> None:
    _refused(fetch, url)
    assert web.connected == []


@pytest.mark.parametrize(
    "url", [url for url in HOSTILE if url.isascii() and url.isprintable() and len(url) < 2000]
)
def test_a_redirection_to_a_hostile_address_gets_no_packet(
    web: SimulatedWeb, fetch: SafeFetcher, url: str
) -> None:
    web.answers["/a"] = redirect(url)
    # Read as a reference, some of these lead back to where they stand; those answer with an error.
    web.answers.update(dict.fromkeys(["/good.example", "/", "/good.example/"], reply(status="404 Not Found")))
    _refused(fetch)
    assert {address for address, _ in web.connected} <= {PUBLIC_ADDRESS}


def test_a_public_address_is_fetched(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    web.answers["/a?b=c"] = reply(b"hello")
    assert fetch("https://good.example/a?b=c#d") == b"hello"
    assert web.connected == [(PUBLIC_ADDRESS, 443)]


def test_the_host_is_named_in_tls_and_in_the_request(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    web.answers["/a"] = reply(b"hello")
    fetch("https://Good.Example:8443/a")
    (request,) = web.requests
    assert request.server_name == "good.example"
    assert request.header("host") == "good.example:8443"
    assert web.connected == [(PUBLIC_ADDRESS, 8443)]


def test_nothing_is_sent_that_tells_one_caller_from_another(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    web.answers["/a"] = reply(b"hello", "Set-Cookie: id=1")
    fetch("https://good.example/a")
    fetch("https://good.example/a")
    first, second = web.requests
    assert first == second
    names = {line.partition(":")[0].lower() for line in second.head.split("\r\n")[1:] if line}
    assert names == {"host", "accept", "accept-encoding", "connection", "user-agent"}


def test_the_host_is_looked_up_once(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    web.answers["/a"] = reply(b"hello")
    fetch("https://good.example/a")
    assert web.looked_up == ["good.example"]


def test_a_name_that_is_rebound_after_the_check_changes_nothing(web: SimulatedWeb) -> None:
    answers: Iterator[tuple[str, ...]] = iter([(PUBLIC_ADDRESS,), ("127.0.0.1",)])
    fetch = SafeFetcher(
        resolve=lambda host, *, seconds: next(answers), connect=web.connect, ssl_context=client_context()
    )
    web.answers["/a"] = redirect("/b")
    _refused(fetch)
    assert web.connected == [(PUBLIC_ADDRESS, 443)]


def test_the_next_address_is_tried_where_one_refuses(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    web.addresses["good.example"] = ("93.184.216.1", PUBLIC_ADDRESS)
    web.refusing.add("93.184.216.1")
    web.answers["/a"] = reply(b"hello")
    assert fetch("https://good.example/a") == b"hello"


def test_a_host_that_refuses_is_told(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    web.refusing.add(PUBLIC_ADDRESS)
    assert _refused(fetch) == "fetch.no_connection"


def test_a_certificate_for_another_name_is_refused(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    web.addresses["elsewhere.example"] = (PUBLIC_ADDRESS,)
    assert _refused(fetch, "https://elsewhere.example/a") == "fetch.certificate"
    assert web.requests == []


def test_a_certificate_that_nobody_vouches_for_is_refused(web: SimulatedWeb) -> None:
    fetch = SafeFetcher(resolve=web.resolve, connect=web.connect)
    assert _refused(fetch) == "fetch.certificate"


def test_proxies_of_the_environment_are_not_used(
    web: SimulatedWeb, fetch: SafeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    web.answers["/a"] = reply(b"hello")
    assert fetch("https://good.example/a") == b"hello"
    assert web.connected == [(PUBLIC_ADDRESS, 443)]


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
)
def test_a_redirection_is_followed(web: SimulatedWeb, fetch: SafeFetcher, status: str) -> None:
    web.answers["/a"] = redirect("https://other.example/b", status=status)
    web.answers["/b"] = reply(b"there")
    assert fetch("https://good.example/a") == b"there"
    assert web.connected == [(PUBLIC_ADDRESS, 443), ("93.184.216.35", 443)]


def test_three_redirections_are_followed_and_four_are_not(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    for number in range(4):
        web.answers[f"/{number}"] = redirect(f"/{number + 1}")
    web.answers["/4"] = reply(b"there")
    assert fetch("https://good.example/1") == b"there"
    assert _refused(fetch, "https://good.example/0") == "fetch.redirections"


def test_a_redirection_without_a_place_is_refused(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    web.answers["/a"] = reply(status="302 Found")
    assert _refused(fetch) == "fetch.redirection"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("404 Not Found", "fetch.status"),
        ("410 Gone", "fetch.gone"),
        ("500 Oh", "fetch.status"),
        ("206 Partial Content", "fetch.status"),
        ("204 No Content", "fetch.status"),
    ],
)
def test_only_a_whole_success_is_an_answer(
    web: SimulatedWeb, fetch: SafeFetcher, status: str, code: str
) -> None:
    web.answers["/a"] = reply(status=status)
    assert _refused(fetch) == code


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "gzip, gzip", "GZIP"])
def test_a_compressed_answer_is_not_unpacked(web: SimulatedWeb, fetch: SafeFetcher, encoding: str) -> None:
    web.answers["/a"] = reply(gzip.compress(bytes(10_000_000)), f"Content-Encoding: {encoding}")
    assert _refused(fetch) == "fetch.encoding"


def test_the_longest_answer_is_taken(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    web.answers["/a"] = reply(bytes(MAX_BYTES))
    assert len(fetch("https://good.example/a")) == MAX_BYTES


def test_an_answer_that_says_it_is_too_long_is_refused(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    web.answers["/a"] = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n"
    assert _refused(fetch) == "fetch.too_large"


def test_an_answer_that_does_not_say_how_long_it_is_is_cut_off(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    def endless() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        while True:
            yield b"10000\r\n" + bytes(65_536) + b"\r\n"

    web.answers["/a"] = endless
    assert _refused(fetch) == "fetch.too_large"


class _Clock:
    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_sends_a_byte_a_second_is_left(web: SimulatedWeb, where: str) -> None:
    clock = _Clock()
    sent: list[int] = []

    def trickle() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n" + (b"X: " if where == "head" else b"\r\n")
        while len(sent) < 20:
            clock.time += 1
            sent.append(1)
            threading.Event().wait(0.005)
            yield b"x"

    web.answers["/a"] = trickle
    fetch = SafeFetcher(resolve=web.resolve, connect=web.connect, clock=clock, ssl_context=client_context())
    assert _refused(fetch) == "fetch.timeout"
    assert len(sent) < 12


def test_a_server_that_is_silent_is_left(web: SimulatedWeb) -> None:
    def connect(address: str, port: int, *, seconds: float) -> socket.socket:
        ours, theirs = socket.socketpair()
        held.append(theirs)
        clock.time = 4.95
        return ours

    held: list[socket.socket] = []
    clock = _Clock()
    fetch = SafeFetcher(resolve=web.resolve, connect=connect, clock=clock, ssl_context=client_context())
    assert _refused(fetch) == "fetch.timeout"
    held[0].close()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        bytes(100),
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    ],
)
def test_what_is_no_http_is_refused(web: SimulatedWeb, fetch: SafeFetcher, answer: bytes) -> None:
    web.answers["/a"] = answer
    assert _refused(fetch) in {"fetch.protocol", "fetch.connection_lost"}


def test_a_flood_of_header_fields_is_refused(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    def endless() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X: " + b"y" * 1000 + b"\r\n"

    web.answers["/a"] = endless
    assert _refused(fetch) == "fetch.protocol"


def test_localhost_must_lead_to_this_machine(web: SimulatedWeb) -> None:
    web.addresses["localhost"] = ("10.0.0.1",)
    fetch = SafeFetcher(resolve=web.resolve, connect=web.connect, allow_localhost=True)
    assert _refused(fetch, "http://localhost:8000/a") == "fetch.forbidden_address"
    assert web.connected == []


def test_a_public_server_does_not_redirect_to_localhost(web: SimulatedWeb, fetch: SafeFetcher) -> None:
    web.answers["/a"] = redirect("https://localhost/b")
    assert _refused(fetch) == "fetch.host"


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_it_fetches_over_a_real_connection(web: SimulatedWeb) -> None:
    web.answers["/a"] = reply(b"hello")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def serve() -> None:
            web.serve(listener.accept()[0])

        threading.Thread(target=serve, daemon=True).start()
        fetch = SafeFetcher(
            resolve=lambda host, *, seconds: ("127.0.0.1",),
            ssl_context=client_context(),
            allow_localhost=True,
        )
        assert fetch(f"https://localhost:{port}/a") == b"hello"
    assert web.requests[0].server_name == "localhost"
