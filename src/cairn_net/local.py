"""Addresses of one origin, answered from a folder as ``docs/reference/addresses.md`` lays it out.

The folder answers for its origin alone and in full: what it does not have is not asked of the network, so
that nobody learns what is looked at. Proved by ``tests/cairn_net/test_local.py``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.errors import CairnError, UnavailableError
from cairn_net.packs import find_packed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_BYTES: Final = 4 * 1024 * 1024
_SEGMENT: Final = re.compile(r"(?!\.)[A-Za-z0-9._~-]{1,255}")
_CREDENTIAL: Final = re.compile(r"credentials/[0-9a-f-]{36}")
_PACKS: Final = "packs"


def local_loader(folder: Path, *, base_url: str, otherwise: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """Return a loader that answers addresses below ``base_url`` from ``folder``, and others by ``otherwise``.

    Credentials are also looked for in ``packs`` beside the folder. The loader raises ``UnavailableError``:
    ``fetch.not_in_folder`` for what is not there, ``fetch.url`` for an address that leads out of the folder.
    """
    origin = base_url.rstrip("/") + "/"

    def load(url: str) -> bytes:
        address = url.partition("#")[0]
        if not address.startswith(origin):
            return otherwise(url)
        return _read(folder, address[len(origin) :], where=url)

    return load


def _read(folder: Path, path: str, *, where: str) -> bytes:
    segments = path.split("/")
    if not all(_SEGMENT.fullmatch(segment) for segment in segments):
        raise UnavailableError("fetch.url", "The address does not name a file of the folder.", where=where)
    root = folder.resolve()
    file = root.joinpath(*segments).resolve()
    if not file.is_relative_to(root):
        raise UnavailableError("fetch.url", "The address leads out of the folder.", where=where)
    if file.is_file():
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UnavailableError(
                "fetch.too_large", f"The file is longer than {MAX_BYTES} bytes.", where=where
            )
        return data
    if _CREDENTIAL.fullmatch(path):
        return _read_packed(root.parent / _PACKS, where.partition("#")[0])
    raise _missing(where)


def _read_packed(packs: Path, address: str) -> bytes:
    try:
        packed = find_packed(packs, [address]).get(address)
        if packed is not None:
            return packed.read()
    except (CairnError, OSError) as error:
        raise UnavailableError(
            "fetch.not_in_folder", f"The packs cannot be read: {error}", where=address
        ) from error
    raise _missing(address)


def _missing(where: str) -> UnavailableError:
    return UnavailableError("fetch.not_in_folder", "The folder has nothing at this address.", where=where)
