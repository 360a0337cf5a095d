"""Which Internet addresses may be connected to: those that are reachable by everybody.

The tables follow the special-purpose registries of RFC 6890 as IANA keeps them. For version 6 the rule is
the other way round: only global unicast is allowed, and of that not the ranges that hide a version 4 address
or lead nowhere. So mapped (RFC 4291), NAT64 (RFC 6052, RFC 8215) and unique local addresses are refused
without being listed. Proved by ``tests/cairn_net/test_addresses.py``.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

from cairn.errors import UnavailableError

_NOT_PUBLIC_4: Final = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        # A public address that a large cloud answers with the secrets of the machine that asks.
        "168.63.129.16/32",
    )
)
_GLOBAL_6: Final = IPv6Network("2000::/3")
_NOT_PUBLIC_6: Final = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, among them Teredo, which hides a version 4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which hides a version 4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
# ISATAP (RFC 5214) hides a version 4 address in the second half, behind this mark.
_ISATAP_MASK: Final = 0xFCFFFFFF
_ISATAP_MARK: Final = 0x00005EFE


def is_public(address: str) -> bool:
    """Say whether ``address``, a literal of either version, is reachable by everybody."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _NOT_PUBLIC_4)
    return _is_public_6(parsed)


def is_loopback(address: str) -> bool:
    """Say whether ``address`` is this machine."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def check_public(address: str, *, where: str) -> None:
    """Raise ``UnavailableError("fetch.forbidden_address")`` for an address that is not public."""
    if not is_public(address):
        raise UnavailableError(
            "fetch.forbidden_address",
            f"The address leads to {address}, which is no public place of the Internet.",
            where=where,
        )


def _is_public_6(address: IPv6Address) -> bool:
    if address.scope_id is not None or address not in _GLOBAL_6:
        return False
    if int(address) >> 32 & _ISATAP_MASK == _ISATAP_MARK:
        return False
    return not any(address in network for network in _NOT_PUBLIC_6)
