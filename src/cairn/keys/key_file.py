"""Key files: the secret key of a signer as JSON, encrypted with a passphrase or plain.

The key of the encryption comes from scrypt (RFC 7914), the encryption is AES-256-GCM (NIST SP 800-38D) and
covers all other members as associated data, so none of them can be exchanged. The bytes are described in
``docs/formats/key-file.md``. ``tests/cairn/keys/test_key_file.py`` proves it.
"""

from __future__ import annotations

import unicodedata
from hashlib import scrypt
from typing import TYPE_CHECKING, Final, NoReturn

from cairn.canonical import jcs, multibase
from cairn.errors import DocumentError, UsageError
from cairn.keys.multikey import format_multikey, parse_multikey
from cairn.keys.signer import SoftwareSigner

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.canonical.strict_json import JsonObject, JsonValue

TYPE: Final = "CairnKey"
VERSION: Final = 1
COST: Final = 17
"""The binary logarithm of scrypt's N: 128 MiB and some tenths of a second for every guess."""
MIN_COST: Final = 14
MAX_COST: Final = 18
"""A file may not ask for more: it would have to be paid before anything in the file is proven."""

_BLOCK_SIZE: Final = 8
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_KEY_BYTES: Final = 32
_MAX_SECRET_BYTES: Final = 128
_HEAD: Final = frozenset({"type", "version", "publicKeyMultibase"})
_PLAIN: Final = _HEAD | {"secretKeyMultibase"}
_ENCRYPTED: Final = _HEAD | {"encryption", "ciphertext"}
_ENCRYPTION: Final = frozenset({"kdf", "cost", "salt", "cipher", "nonce"})


def format_plain_key_file(signer: SoftwareSigner) -> JsonObject:
    """Return the key file of ``signer`` without encryption, for trials and tests only."""
    return {**_head(signer), "secretKeyMultibase": signer.reveal_secret_multikey()}


def format_key_file(
    signer: SoftwareSigner, *, passphrase: str, rng: Callable[[int], bytes], cost: int = COST
) -> JsonObject:
    """Return the key file of ``signer``, encrypted with ``passphrase``; ``rng`` gives random bytes.

    Raises ``UsageError``: ``key_file.no_passphrase`` for an empty one or one that is no text,
    ``key_file.cost`` outside ``MIN_COST`` to ``MAX_COST`` and ``signer.bad_randomness``.
    """
    if not MIN_COST <= cost <= MAX_COST:
        raise UsageError("key_file.cost", f"The cost lies between {MIN_COST} and {MAX_COST}.")
    salt, nonce = rng(_SALT_BYTES), rng(_NONCE_BYTES)
    if len(salt) != _SALT_BYTES or len(nonce) != _NONCE_BYTES:
        raise UsageError("signer.bad_randomness", "The source of randomness gives too few bytes.")
    document: JsonObject = {
        **_head(signer),
        "encryption": {
            "kdf": "scrypt",
            "cost": cost,
            "salt": multibase.encode(salt, base="u"),
            "cipher": "AES-256-GCM",
            "nonce": multibase.encode(nonce, base="u"),
        },
    }
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    sealed = AESGCM(_stretch(passphrase, salt=salt, cost=cost)).encrypt(
        nonce, signer.reveal_secret_multikey().encode("ascii"), jcs.canonize(document)
    )
    return {**document, "ciphertext": multibase.encode(sealed, base="u")}


def parse_key_file(document: JsonObject, *, passphrase: Callable[[], str]) -> SoftwareSigner:
    """Return the signer in a key file; ``passphrase`` is called only where the file is encrypted.

    Raises ``DocumentError``: ``key_file.malformed``, ``key_file.cost``, ``key_file.mismatch`` where the
    secret key does not belong to the public one, and the codes of multibase and keys;
    ``UsageError("key_file.wrong_passphrase")`` also where the file has been changed since it was encrypted,
    which looks the same, and ``UsageError("key_file.no_passphrase")``.
    """
    if document.get("type") != TYPE or type(document.get("version")) is not int:
        _raise_malformed("The document is no key file.", "/type")
    if document["version"] != VERSION:
        _raise_malformed("The key file is of a version that is not read here.", "/version")
    public_text = _text(document, "publicKeyMultibase", "")
    public_key = parse_multikey(public_text)
    if document.keys() == _PLAIN:
        secret_text = _text(document, "secretKeyMultibase", "")
    elif document.keys() == _ENCRYPTED:
        secret_text = _decrypt(document, passphrase=passphrase)
    else:
        _raise_malformed("The key file has other members than its form allows.", "")
    signer = SoftwareSigner.from_secret_multikey(secret_text)
    if signer.public_key != public_key:
        raise DocumentError(
            "key_file.mismatch",
            "The secret key in the file does not belong to the public one.",
            where="/publicKeyMultibase",
        )
    return signer


def _decrypt(document: JsonObject, *, passphrase: Callable[[], str]) -> str:
    encryption = document["encryption"]
    if not isinstance(encryption, dict) or encryption.keys() != _ENCRYPTION:
        _raise_malformed("The encryption has other members than its form allows.", "/encryption")
    if encryption["kdf"] != "scrypt" or encryption["cipher"] != "AES-256-GCM":
        _raise_malformed("The encryption is of a kind that is not read here.", "/encryption")
    salt = _bytes(encryption, "salt", "/encryption", size=_SALT_BYTES)
    nonce = _bytes(encryption, "nonce", "/encryption", size=_NONCE_BYTES)
    sealed = _bytes(document, "ciphertext", "")
    if not _TAG_BYTES < len(sealed) <= _TAG_BYTES + _MAX_SECRET_BYTES:
        _raise_malformed("The encrypted key has the wrong length.", "/ciphertext")
    cost = _read_cost(encryption["cost"])

    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    open_part: JsonObject = {name: member for name, member in document.items() if name != "ciphertext"}
    try:
        opened = AESGCM(_stretch(passphrase(), salt=salt, cost=cost)).decrypt(
            nonce, sealed, jcs.canonize(open_part)
        )
    except InvalidTag:
        raise UsageError(
            "key_file.wrong_passphrase",
            "The passphrase does not open the key file.",
            mend="Type it again. If it is right, the file has been damaged or changed.",
        ) from None
    if not opened.isascii():
        _raise_malformed("The encrypted key is no text.", "/ciphertext")
    return opened.decode("ascii")


def _stretch(passphrase: str, *, salt: bytes, cost: int) -> bytes:
    try:
        # One passphrase can be typed as several texts, depending on the keyboard (RFC 8265, section 4.2.2).
        data = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError:
        data = b""
    if not data:
        raise UsageError("key_file.no_passphrase", "The passphrase is empty or no text.")
    rounds = 1 << cost
    return scrypt(
        data, salt=salt, n=rounds, r=_BLOCK_SIZE, p=1, maxmem=256 * rounds * _BLOCK_SIZE, dklen=_KEY_BYTES
    )


def _head(signer: SoftwareSigner) -> JsonObject:
    return {
        "type": TYPE,
        "version": VERSION,
        "publicKeyMultibase": format_multikey(signer.public_key),
    }


def _read_cost(value: JsonValue) -> int:
    if type(value) is not int or not MIN_COST <= value <= MAX_COST:
        raise DocumentError(
            "key_file.cost",
            f"The cost of the key file is a number from {MIN_COST} to {MAX_COST}.",
            where="/encryption/cost",
        )
    return value


def _text(container: JsonObject, name: str, pointer: str) -> str:
    value = container.get(name)
    if not isinstance(value, str):
        _raise_malformed(f"The key file has the text {name!r}.", f"{pointer}/{name}")
    return value


def _bytes(container: JsonObject, name: str, pointer: str, *, size: int | None = None) -> bytes:
    try:
        data = multibase.decode(_text(container, name, pointer), bases="u")
    except DocumentError as error:
        raise error if error.where else error.at(f"{pointer}/{name}") from None
    if size is not None and len(data) != size:
        _raise_malformed(f"{name} has {size} bytes.", f"{pointer}/{name}")
    return data


def _raise_malformed(message: str, pointer: str) -> NoReturn:
    raise DocumentError("key_file.malformed", message, where=pointer)
