"""Keys that are the same in every run."""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from cairn.keys import Algorithm, KeyHistory, SoftwareSigner, format_multikey

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cairn.keys import PublicKey

RFC_7638_MODULUS = (
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiF"
    "V4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9"
    "c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1"
    "jF44-csFCur-kEgU8awapJzKnqDKgw"
)
SIGNING_ALGORITHMS = (Algorithm.ED25519, Algorithm.P256, Algorithm.P384)


def counting_rng(seed: str = "") -> Callable[[int], bytes]:
    """Return a source of bytes that looks random and repeats itself in every run."""
    counter = count()

    def rng(size: int) -> bytes:
        return hashlib.shake_256(f"{seed}/{next(counter)}".encode()).digest(size)

    return rng


@cache
def signer(name: str = "issuer", algorithm: Algorithm = Algorithm.ED25519) -> SoftwareSigner:
    """Return the signer of that name."""
    return SoftwareSigner.generate(algorithm, rng=counting_rng(name))


def method_of(controller: str, public_key: PublicKey) -> str:
    """Return the address of a verification method as Cairn names them."""
    return f"{controller}#{format_multikey(public_key)}"


def begun_history(controller: str, *, key: SoftwareSigner, at: datetime) -> KeyHistory:
    """Return a key history with one key in use."""
    return KeyHistory.begin(
        controller, method_id=method_of(controller, key.public_key), public_key=key.public_key, valid_from=at
    )


def rotated_history(
    history: KeyHistory, *, old: SoftwareSigner, new: SoftwareSigner, at: datetime
) -> KeyHistory:
    """Return ``history`` in which ``new`` has taken over."""
    return history.rotate(
        old_signer=old,
        new_signer=new,
        new_method_id=method_of(history.controller, new.public_key),
        at=at,
    )
