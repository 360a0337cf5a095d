"""An issuer on disk: who it is, where its addresses live, and its key.

The files are described in ``docs/formats/issuer-folder.md``.
``tests/cairn_cli/test_issuer_folder.py`` proves it.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.errors import DocumentError, UsageError
from cairn.keys import build_did_document, format_key_history, open_signer, parse_key_history, url_to_did_web
from cairn_cli.durable import only_one, write_durably

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import KeyHistory, PublicKey, Signer

SETTINGS: Final = "issuer.json"
KEY_HISTORY: Final = "key-history.json"
_SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_ORIGIN: Final = re.compile(r"https://[a-z0-9.-]+(?::[0-9]{1,5})?|http://localhost(?::[0-9]{1,5})?")
_MAX_SLUG: Final = 63
# The folder is changed in moments, never while somebody is asked, so it is worth while to wait.
_PATIENCE: Final = 5.0
_PROFILE_MEMBERS: Final = frozenset({"name", "url", "email", "description", "phone", "image"})


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerSettings:
    """Who issues: ``profile`` is what stands in credentials beside the id."""

    origin: str
    slug: str
    profile: JsonObject
    key_uri: str
    cryptosuite: str
    next_status_list: int

    @property
    def did(self) -> str:
        """The issuer's id, a did:web below the origin."""
        return url_to_did_web(f"{self.origin}/organisations/{self.slug}/did.json")

    @property
    def issuer(self) -> JsonObject:
        """The issuer as it stands in a credential."""
        return {"id": self.did, "type": ["Profile"], **self.profile}

    def status_list_address(self, number: int, *, purpose: str = "revocation") -> str:
        """Return the address of a status list."""
        return f"{self.origin}/status/{self.slug}/{purpose}/{number}"


def check_names(*, origin: str, slug: str) -> None:
    """Raise ``UsageError`` where an origin or slug is not as ``docs/reference/addresses.md`` says."""
    if _ORIGIN.fullmatch(origin) is None:
        raise UsageError(
            "issuer.origin",
            f"{origin!r} is not an origin.",
            mend="Write it like https://credentials.example.edu, without a path or a slash at the end.",
        )
    if len(slug) > _MAX_SLUG:
        raise UsageError("issuer.slug", f"The slug has {len(slug)} characters; it may have {_MAX_SLUG}.")
    if _SLUG.fullmatch(slug) is None:
        raise UsageError(
            "issuer.slug",
            f"{slug!r} is not a slug.",
            mend=f"Use 1 to {_MAX_SLUG} small letters, digits and hyphens, with no hyphen at either end.",
        )


class IssuerFolder:
    """The folder of one issuer."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> IssuerSettings:
        """Return the settings; raises ``UsageError`` where there is no issuer here."""
        try:
            data = (self.path / SETTINGS).read_bytes()
        except OSError:
            raise UsageError(
                "issuer.missing",
                "There is no issuer in this folder.",
                where=str(self.path),
                mend='Make one: cairn keys new --issuer FOLDER --name "Northside College" '
                "--origin https://credentials.example.edu --slug northside",
            ) from None
        return _parse_settings(strict_json.parse_object(data), where=str(self.path / SETTINGS))

    def write(self, settings: IssuerSettings) -> None:
        """Store the settings in one step."""
        document: JsonObject = {
            "type": "cairn-issuer",
            "version": 1,
            "origin": settings.origin,
            "slug": settings.slug,
            "profile": settings.profile,
            "key": settings.key_uri,
            "cryptosuite": settings.cryptosuite,
            "nextStatusList": settings.next_status_list,
        }
        write_durably(self.path / SETTINGS, strict_json.format(document) + b"\n")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let nobody else change the folder; whoever changes it reads it again first.

        Raises ``UsageError("folder.busy")`` where another process does not finish.
        """
        with only_one(self.path, seconds=_PATIENCE):
            yield

    def reserve_status_lists(self, count: int, *, public_key: PublicKey | None = None) -> int:
        """Set ``count`` numbers of status lists apart for good and return the first.

        Raises ``UsageError("issuer.key_not_in_use")`` where ``public_key`` has been replaced in the meantime.
        """
        with self.alone():
            settings = self.read()
            if public_key is not None:
                self.check_in_use(public_key)
            first = settings.next_status_list
            self.write(replace(settings, next_status_list=first + count))
        return first

    def use_key(self, key_uri: str, *, cryptosuite: str) -> None:
        """Let the key at ``key_uri`` be the one in use; the caller is :meth:`alone`."""
        self.write(replace(self.read(), key_uri=key_uri, cryptosuite=cryptosuite))

    def history(self) -> KeyHistory:
        """Return the issuer's key history."""
        return parse_key_history(strict_json.parse_object((self.path / KEY_HISTORY).read_bytes()))

    def write_history(self, history: KeyHistory) -> None:
        """Store the key history in one step; the caller is :meth:`alone`.

        Raises ``DocumentError("key_history.rewritten")`` where it does not go on from the one that is there.
        """
        if (self.path / KEY_HISTORY).exists():
            history.check_extends(self.history())
        write_durably(self.path / KEY_HISTORY, strict_json.format(format_key_history(history)) + b"\n")

    def open_signer(self, settings: IssuerSettings, *, passphrase: Callable[[], str]) -> Signer:
        """Return the signer of the key in use; a ``file:`` address is relative to the folder.

        Raises ``UsageError("issuer.key_not_in_use")`` for a key that was retired or compromised, and
        ``key_file.*``.
        """
        if self.history().current is None:
            raise self._no_key()
        uri = settings.key_uri
        if uri.startswith("file:") and not Path(uri[5:]).is_absolute():
            uri = f"file:{self.path / uri[5:]}"
        signer = open_signer(uri, passphrase=passphrase, environ=os.environ)
        self.check_in_use(signer.public_key)
        return signer

    def check_in_use(self, public_key: PublicKey) -> None:
        """Raise ``UsageError("issuer.key_not_in_use")`` for a key that is not the one in use."""
        current = self.history().current
        if current is None or current.public_key != public_key:
            raise self._no_key()

    def _no_key(self) -> UsageError:
        return UsageError(
            "issuer.key_not_in_use",
            "The key was replaced, retired or compromised, so nothing is signed with it any more.",
            where=str(self.path),
            mend="Make a new one: cairn keys rotate.",
        )

    def did_document(self, settings: IssuerSettings) -> JsonObject:
        """Return the DID document that has to be published for this issuer."""
        return build_did_document(
            settings.did,
            history=self.history(),
            services=[
                {
                    "id": f"{settings.did}#key-history",
                    "type": "KeyHistory",
                    "serviceEndpoint": f"{settings.origin}/organisations/{settings.slug}/key-history.json",
                }
            ],
        )


def _parse_settings(document: JsonObject, *, where: str) -> IssuerSettings:
    profile, number = document.get("profile"), document.get("nextStatusList")
    texts = [document.get(name) for name in ("origin", "slug", "key", "cryptosuite")]
    if (
        document.get("type") != "cairn-issuer"
        or document.get("version") != 1
        or not isinstance(profile, dict)
        or not profile.keys() <= _PROFILE_MEMBERS
        or type(number) is not int
        or number < 1
    ):
        raise DocumentError("issuer.malformed", "The settings of the issuer cannot be read.", where=where)
    origin, slug, key, cryptosuite = (text if isinstance(text, str) else "" for text in texts)
    check_names(origin=origin, slug=slug)
    return IssuerSettings(
        origin=origin,
        slug=slug,
        profile=profile,
        key_uri=key,
        cryptosuite=cryptosuite,
        next_status_list=number,
    )
