"""Where a request comes from, and whether it may see what is for operators of the machine.

``tests/cairn_site/platform/test_callers.py`` proves it.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from typing import TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

_FORWARDED: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


def address_of(request: HttpRequest) -> str:
    """Return the address of whoever asks; empty over a socket file.

    Behind a proxy that is trusted (``CAIRN_TRUST_PROXY``) it is the last one the proxy names: those before it
    are what the caller says.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if settings.CAIRN_TRUST_PROXY:
        named = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        return named if _parse(named) is not None else direct
    return direct


def mark_of(request: HttpRequest) -> str:
    """Return a digest that stands for the caller's address; of IPv6, for the network of the household."""
    address = _parse(address_of(request))
    if isinstance(address, ipaddress.IPv6Address):
        address = ipaddress.ip_network((address, 64), strict=False).network_address
    return digest(str(address))


def digest(text: str) -> str:
    """Return a digest of ``text`` that only this installation can make."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"caller\n" + text.encode(), hashlib.sha256).hexdigest()[:32]


def is_on_this_machine(request: HttpRequest) -> bool:
    """Tell whether a request comes from this machine without a proxy between."""
    direct = _parse(str(request.META.get("REMOTE_ADDR", "")))
    is_forwarded = any(name in request.META for name in _FORWARDED)
    return direct is not None and direct.is_loopback and not is_forwarded


def is_inside(request: HttpRequest) -> bool:
    """Tell whether a request may see health and metrics in full.

    It may if it comes from this machine without a proxy between, from an operator who is signed in, or with
    the token of ``CAIRN_METRICS_TOKEN``.
    """
    token = settings.CAIRN_METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    return is_on_this_machine(request) or bool(getattr(request.user, "is_operator", False))


def _parse(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
