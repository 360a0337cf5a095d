"""Keys in custody: secrets that lie in the database under envelope encryption only, and are opened to sign.

Every secret is encrypted with a data key of its own, and that with the key-encryption key of the
installation; both by AES-256-GCM (NIST SP 800-38D) with the organisation and the key as associated data, so
that a wrapped secret opens nowhere but in the row it was made for. The key-encryption key lies outside the
database: in the environment as ``CAIRN_KEY_ENCRYPTION_KEY``, or in a file of mode 600 in the data folder.
Several may be given; the first wraps, the others only open what was wrapped before.
A key management service takes the place of this module by the same three methods.
``tests/cairn_site/organisations/test_custody.py`` proves it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from cairn.errors import UnavailableError, UsageError
from cairn.keys import Algorithm, Signer, SoftwareSigner
from cairn_site.platform import chance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from uuid import UUID

VARIABLE: Final = "CAIRN_KEY_ENCRYPTION_KEY"
FILE: Final = "key-encryption-key"
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_NAME_BYTES: Final = 8
_VERSION: Final = b"\x01"
_LABEL: Final = b"cairn key custody 1"
_DATA_KEY_END: Final = 1 + _NAME_BYTES + _NONCE_BYTES + _KEY_BYTES + _TAG_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whose key it is, and which; a wrapped secret opens in its own place only."""

    organisation_id: UUID
    key_id: UUID

    def as_bytes(self, layer: bytes) -> bytes:
        """Return the associated data of one of the two layers."""
        return b"\0".join([_LABEL, layer, self.organisation_id.bytes, self.key_id.bytes])


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptKey:
    """A new key: what signs with it now, and its secret as it is kept."""

    signer: Signer
    wrapped: bytes


class Custody(Protocol):
    """Keeps secret keys."""

    def make(self, algorithm: Algorithm, *, place: Place) -> KeptKey:
        """Make a key."""

    def open(self, wrapped: bytes, *, algorithm: Algorithm, place: Place) -> Signer:
        """Return what signs with a key that was made before; raises ``UnavailableError("custody.*")``."""

    def rewrap(self, wrapped: bytes, *, place: Place) -> bytes:
        """Return the same secret under the present key-encryption key."""


class EnvelopeCustody:
    """Custody in our own database; ``keys`` are key-encryption keys of 32 bytes, the present one first."""

    __slots__ = ("_current", "_keys")

    def __init__(self, keys: Sequence[bytes]) -> None:
        """Raise ``UsageError("custody.bad_key")`` where a key has not 32 bytes or there is none."""
        if not keys or any(len(key) != _KEY_BYTES for key in keys):
            raise UsageError("custody.bad_key", "A key-encryption key has 32 bytes.", where=VARIABLE)
        self._keys = {_name_of(key): key for key in reversed(keys)}
        self._current = _name_of(keys[0])

    def __repr__(self) -> str:
        return f"EnvelopeCustody({len(self._keys)} keys)"

    def make(self, algorithm: Algorithm, *, place: Place) -> KeptKey:
        """Make a key."""
        signer = SoftwareSigner.generate(algorithm, rng=chance.token_bytes)
        return KeptKey(signer=signer, wrapped=self._wrap(signer.reveal_secret(), place))

    def open(self, wrapped: bytes, *, algorithm: Algorithm, place: Place) -> Signer:
        """Return what signs with a key.

        Raises ``UnavailableError``: ``custody.unknown_key`` where the key-encryption key is not here,
        ``custody.damaged`` where the secret was changed or belongs to another place.
        """
        return SoftwareSigner(algorithm, self._unwrap(wrapped, place))

    def rewrap(self, wrapped: bytes, *, place: Place) -> bytes:
        """Return the same secret under the present key-encryption key; raises as :meth:`open` does."""
        if self.is_current(wrapped):
            return wrapped
        return self._wrap(self._unwrap(wrapped, place), place)

    def is_current(self, wrapped: bytes) -> bool:
        """Return whether a secret is wrapped under the present key-encryption key."""
        return wrapped[1 : 1 + _NAME_BYTES] == self._current

    def can_open(self, wrapped: bytes) -> bool:
        """Return whether the key-encryption key of a secret is here."""
        return wrapped[1 : 1 + _NAME_BYTES] in self._keys

    def _wrap(self, secret: bytes, place: Place) -> bytes:
        data_key = secrets.token_bytes(_KEY_BYTES)
        nonces = secrets.token_bytes(_NONCE_BYTES), secrets.token_bytes(_NONCE_BYTES)
        kept_key = AESGCM(self._keys[self._current]).encrypt(nonces[0], data_key, place.as_bytes(b"data key"))
        kept_secret = AESGCM(data_key).encrypt(nonces[1], secret, place.as_bytes(b"secret"))
        return b"".join([_VERSION, self._current, nonces[0], kept_key, nonces[1], kept_secret])

    def _unwrap(self, wrapped: bytes, place: Place) -> bytes:
        if wrapped[:1] != _VERSION or len(wrapped) <= _DATA_KEY_END + _NONCE_BYTES + _TAG_BYTES:
            raise _damaged(place)
        key = self._keys.get(wrapped[1 : 1 + _NAME_BYTES])
        if key is None:
            raise UnavailableError(
                "custody.unknown_key",
                "The key-encryption key that this secret was kept with is not here.",
                where=str(place.key_id),
                mend=f"Give it after the present one in {VARIABLE} or in the file {FILE}.",
            )
        start = 1 + _NAME_BYTES
        try:
            data_key = AESGCM(key).decrypt(
                wrapped[start : start + _NONCE_BYTES],
                wrapped[start + _NONCE_BYTES : _DATA_KEY_END],
                place.as_bytes(b"data key"),
            )
            return AESGCM(data_key).decrypt(
                wrapped[_DATA_KEY_END : _DATA_KEY_END + _NONCE_BYTES],
                wrapped[_DATA_KEY_END + _NONCE_BYTES :],
                place.as_bytes(b"secret"),
            )
        except InvalidTag:
            raise _damaged(place) from None


def present_custody() -> EnvelopeCustody:
    """Return the custody of this installation; its key-encryption key is made at first use."""
    return EnvelopeCustody(read_keys(os.environ, data=settings.CAIRN_DATA))


def read_keys(environ: Mapping[str, str], *, data: Path) -> tuple[bytes, ...]:
    """Return the key-encryption keys of an installation, the present one first.

    They are base64 texts, parted by commas or lines. Raises ``UsageError("custody.bad_key")``.
    """
    text = environ.get(VARIABLE, "")
    where = VARIABLE
    if not text:
        where = FILE
        text = _read_or_make(data / FILE)
    try:
        keys = tuple(base64.b64decode(part, validate=True) for part in text.replace(",", " ").split())
    except (binascii.Error, ValueError):
        keys = ()
    if not keys or any(len(key) != _KEY_BYTES for key in keys):
        raise UsageError(
            "custody.bad_key",
            "The key-encryption key cannot be read.",
            where=where,
            mend="It is 32 random bytes in base64; make one with: openssl rand -base64 32",
        )
    return keys


def _read_or_make(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii", errors="replace")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return path.read_text(encoding="ascii")


def _name_of(key: bytes) -> bytes:
    return hashlib.sha256(_LABEL + b"\0name\0" + key).digest()[:_NAME_BYTES]


def _damaged(place: Place) -> UnavailableError:
    return UnavailableError(
        "custody.damaged",
        "The secret in custody was changed, or belongs to another key.",
        where=str(place.key_id),
    )
