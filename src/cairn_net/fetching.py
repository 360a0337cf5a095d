"""The one safe fetcher: bytes from a public https address, or an error that says why not.

For each address, and again for each redirection:

0. the address can be read in one way only, is https and on a usual port (``targets``);
1. its host is looked up once;
2. every address found is a public place of the Internet (``addresses``);
3. the connection goes to the very address that was checked, and TLS proves the host's name (``connecting``);
4. the answer is a success, not compressed, and of at most 1 MiB;
5. all of it takes at most 5 seconds and 3 redirections.

No proxy is used, whatever the environment says, and nothing is sent that could tell one caller from another:
no cookies, no credentials, no referrer. Proved by ``tests/cairn_net/test_fetching.py``.
"""

from __future__ import annotations

import ssl
import time
from typing import TYPE_CHECKING, Final

import httpcore2

from cairn.errors import UnavailableError
from cairn_net.addresses import check_public, is_loopback
from cairn_net.connecting import Deadline, PinnedNetwork, connect_directly
from cairn_net.resolving import SystemResolver
from cairn_net.targets import LOCALHOST, follow, parse_target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cairn_net.connecting import Connector
    from cairn_net.resolving import Resolver
    from cairn_net.targets import Target

MAX_BYTES: Final = 1024 * 1024
MAX_REDIRECTIONS: Final = 3
SECONDS: Final = 5.0
_MAX_ATTEMPTS: Final = 3
_REDIRECTIONS: Final = frozenset({301, 302, 303, 307, 308})
_FIELDS: Final = (
    (b"Accept", b"application/vc, application/did+json, application/json;q=0.9, */*;q=0.5"),
    (b"Accept-Encoding", b"identity"),
    (b"Connection", b"close"),
    (b"User-Agent", b"cairn"),
)


class SafeFetcher:
    """Fetches one address at a time; may be shared by threads.

    ``resolve``, ``connect`` and ``clock`` are its only ways to the outside. ``allow_localhost`` is for tests
    and development: the host name ``localhost`` may then be asked, also by http, and must lead to this
    machine.
    """

    def __init__(
        self,
        *,
        resolve: Resolver | None = None,
        connect: Connector = connect_directly,
        clock: Callable[[], float] = time.monotonic,
        ssl_context: ssl.SSLContext | None = None,
        allow_localhost: bool = False,
    ) -> None:
        self._resolve = resolve or SystemResolver()
        self._connect = connect
        self._clock = clock
        self._ssl_context = ssl_context or ssl.create_default_context()
        self._allow_localhost = allow_localhost

    def __call__(self, url: str) -> bytes:
        """Return the bytes at ``url``; raises ``UnavailableError`` with a ``fetch.`` code."""
        # (5): one deadline for everything.
        deadline = Deadline(SECONDS, clock=self._clock)
        # (0): read in one way only.
        target = parse_target(url, allow_localhost=self._allow_localhost)
        for _ in range(MAX_REDIRECTIONS + 1):
            answer = self._ask(target, deadline)
            if isinstance(answer, bytes):
                return answer
            target = answer
        raise UnavailableError(
            "fetch.redirections", f"It leads on more than {MAX_REDIRECTIONS} times.", where=url
        )

    def _ask(self, target: Target, deadline: Deadline) -> bytes | Target:
        """Return what ``target`` answers, or where it leads on to."""
        *others, last = self._look_up(target, deadline)[:_MAX_ATTEMPTS]
        # (3): to the very addresses that were checked, the next where one takes no connection.
        for address in others:
            try:
                return self._ask_at(address, target, deadline)
            except UnavailableError as error:
                if error.code != "fetch.no_connection":
                    raise
        return self._ask_at(last, target, deadline)

    def _look_up(self, target: Target, deadline: Deadline) -> Sequence[str]:
        # (1): once, so that a second answer cannot differ from the one that was checked.
        addresses: Sequence[str] = (target.host,)
        if not target.literal:
            addresses = self._resolve(target.host, seconds=deadline.remaining(where=target.url))
        if not addresses:
            raise UnavailableError("fetch.unknown_host", "No such host is known.", where=target.url)
        # (2): all of them, since a name that leads to both kinds is a trap.
        for address in addresses:
            if target.host == LOCALHOST and is_loopback(address):
                continue
            check_public(address, where=target.url)
        return addresses

    def _ask_at(self, address: str, target: Target, deadline: Deadline) -> bytes | Target:
        network = PinnedNetwork(address, connect=self._connect, deadline=deadline, where=target.url)
        place = httpcore2.URL(
            scheme=b"https" if target.secure else b"http",
            host=target.host.encode(),
            port=target.port,
            target=target.path.encode(),
        )
        fields = [(b"Host", target.authority.encode()), *_FIELDS]
        try:
            with (
                httpcore2.ConnectionPool(
                    ssl_context=self._ssl_context, network_backend=network, max_connections=1
                ) as pool,
                pool.stream("GET", place, headers=fields) as response,
            ):
                return self._read(response, target)
        except (httpcore2.ProtocolError, httpcore2.NetworkError, httpcore2.TimeoutException) as error:
            raise UnavailableError(
                "fetch.protocol", f"The server does not speak HTTP as it should: {error}.", where=target.url
            ) from None

    def _read(self, response: httpcore2.Response, target: Target) -> bytes | Target:
        # (4): a success, as it is, and not too long.
        fields = {name.lower(): value.decode("latin-1") for name, value in response.headers}
        if response.status in _REDIRECTIONS:
            return follow(target, fields.get(b"location", ""), allow_localhost=self._allow_localhost)
        if response.status != 200:
            code = "fetch.gone" if response.status == 410 else "fetch.status"
            raise UnavailableError(
                code, f"The server answers with status {response.status}.", where=target.url
            )
        if fields.get(b"content-encoding", "identity").strip().lower() not in {"", "identity"}:
            raise UnavailableError(
                "fetch.encoding",
                "The answer is compressed, although that was not asked for.",
                where=target.url,
            )
        length = fields.get(b"content-length", "")
        if length.isdecimal() and int(length[:20]) > MAX_BYTES:
            raise _too_large(target)
        body = bytearray()
        for chunk in response.iter_stream():
            body += chunk
            if len(body) > MAX_BYTES:
                raise _too_large(target)
        return bytes(body)


def _too_large(target: Target) -> UnavailableError:
    return UnavailableError(
        "fetch.too_large", f"The answer is longer than {MAX_BYTES} bytes.", where=target.url
    )
