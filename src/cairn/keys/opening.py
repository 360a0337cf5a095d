"""Opening a signer by its address: ``file:`` for a key file, ``env:`` for an environment variable.

A key in a token (``pkcs11:``, RFC 7512) or in a key management service is opened by one more entry of the
table here, and signs through the same :class:`cairn.keys.Signer`. ``tests/cairn/keys/test_opening.py`` proves
it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.errors import CairnError, UsageError
from cairn.keys.key_file import parse_key_file
from cairn.keys.signer import SoftwareSigner

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cairn.keys.signer import Signer

MAX_BYTES: Final = 16 * 1024


def open_signer(uri: str, *, passphrase: Callable[[], str], environ: Mapping[str, str]) -> Signer:
    """Return the signer at ``uri``.

    ``file:PATH`` (or ``file:///PATH``) is a key file; ``env:NAME`` is a variable of ``environ`` that holds a
    key file or a key as ``secretKeyMultibase`` text. ``passphrase`` is called where a key file is encrypted.
    Raises ``UsageError``: ``signer.unknown_scheme``, ``signer.missing``, ``signer.unreadable``, and those of
    ``parse_key_file``; ``DocumentError`` where the key cannot be read.
    """
    scheme, separator, rest = uri.partition(":")
    opener = _OPENERS.get(scheme)
    if opener is None or not separator or not rest:
        named = f"{scheme}:" if separator else "no scheme"
        raise UsageError(
            "signer.unknown_scheme",
            f"A signer with {named} cannot be opened here.",
            mend="Write file:PATH for a key file or env:NAME for an environment variable.",
        )
    return opener(rest, passphrase, environ)


def _open_file(rest: str, passphrase: Callable[[], str], environ: Mapping[str, str]) -> Signer:
    del environ
    path = Path(rest.removeprefix("//") if rest.startswith("///") else rest)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UsageError("signer.missing", "There is no such key file.", where=str(path)) from None
    except (OSError, ValueError):
        raise UsageError("signer.unreadable", "The key file cannot be read.", where=str(path)) from None
    try:
        return parse_key_file(strict_json.parse_object(data, max_bytes=MAX_BYTES), passphrase=passphrase)
    except CairnError as error:
        raise type(error)(
            error.code, error.message, where=f"{path}{error.where and f'#{error.where}'}", mend=error.mend
        ) from None


def _open_variable(rest: str, passphrase: Callable[[], str], environ: Mapping[str, str]) -> Signer:
    text = environ.get(rest, "").strip()
    if not text:
        raise UsageError("signer.missing", f"The environment variable {rest} is not set.")
    try:
        if text.startswith("{"):
            return parse_key_file(strict_json.parse_object(text, max_bytes=MAX_BYTES), passphrase=passphrase)
        return SoftwareSigner.from_secret_multikey(text)
    except CairnError as error:
        # What the variable holds may be secret, so only its name is said.
        raise type(error)(error.code, error.message, where=rest, mend=error.mend) from None


_OPENERS: Final = {"file": _open_file, "env": _open_variable}
