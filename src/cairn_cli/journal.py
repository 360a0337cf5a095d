"""The journal of a batch: what makes a stopped run go on as if it had never stopped.

Everything that could differ between two runs is fixed in ``journal.json`` before the first credential is
signed: the seed from which identifiers, salts and status indices follow, the moment of signing, and digests
of the table, the achievement and the issuer. A pack is either wholly there or not there, so a run after a
crash makes exactly the packs that are missing, byte for byte. ``docs/formats/batch-folder.md`` describes the
files; ``tests/cairn_cli/test_journal.py`` and the kill test in ``test_crash.py`` prove it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.canonical import multibase, strict_json, timestamps
from cairn.errors import DocumentError, UsageError
from cairn_cli.durable import PART_SUFFIX, write_durably

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cairn.canonical.strict_json import JsonObject, JsonValue

HEAD: Final = "journal.json"
ROW_DIGESTS: Final = "row-digests.bin"
PACKS: Final = "packs"
PUBLIC: Final = "public"
PACK_SIZE: Final = 10_000
ROW_DIGEST_SIZE: Final = 8
# What a run may have left that was killed before the batch began. Packs without a journal are not ours.
_LEFT_OVER: Final = frozenset({".lock", ROW_DIGESTS, ROW_DIGESTS + PART_SUFFIX, HEAD + PART_SUFFIX})
_MAX_NAMED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What a batch is: every member decides the bytes that are made."""

    seed: bytes
    created: datetime
    origin: str
    slug: str
    cryptosuite: str
    verification_method: str
    achievement_digest: str
    issuer_digest: str
    settings_digest: str
    row_digests_digest: str
    rows: int
    first_status_list: int
    status_lists: int
    suspendable: bool = False


class Journal:
    """The folder of one batch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.packs = folder / PACKS
        self.public = folder / PUBLIC

    def exists(self) -> bool:
        """Say whether a batch was begun here."""
        return (self.folder / HEAD).is_file()

    def begin(self, batch: Batch, row_digests: bytes) -> None:
        """Fix the batch for good; raises what :meth:`check_empty` does."""
        self.check_empty()
        write_durably(self.folder / ROW_DIGESTS, row_digests, mode=0o600)
        write_durably(self.folder / HEAD, strict_json.format(_format_batch(batch)) + b"\n", mode=0o600)

    def check_empty(self) -> None:
        """Raise ``UsageError("journal.folder_not_empty")`` where the folder holds something else."""
        strangers = sorted(entry.name for entry in self.folder.iterdir() if entry.name not in _LEFT_OVER)
        if strangers:
            raise UsageError(
                "journal.folder_not_empty",
                f"The folder holds something else already: {strangers[0]}.",
                where=str(self.folder),
                mend="Choose an empty folder.",
            )

    def read(self) -> Batch:
        """Return the batch that was begun here; raises ``DocumentError("journal.malformed")``."""
        path = self.folder / HEAD
        try:
            return _parse_batch(strict_json.parse_object(path.read_bytes()))
        except DocumentError as error:
            raise DocumentError(
                "journal.malformed",
                f"The journal cannot be read: {error.message}",
                where=str(path),
                mend="Restore it from a backup; without it the batch cannot go on.",
            ) from error
        except FileNotFoundError:
            raise UsageError(
                "journal.missing", "No batch was issued into this folder.", where=str(self.folder)
            ) from None

    def check_rows(self, row_digests: bytes) -> None:
        """Raise ``UsageError("journal.table_changed")``, naming the rows, where the table is another."""
        before = self.read_row_digests(self.read())
        if before == row_digests:
            return
        old, new = _split(before), _split(row_digests)
        changed = [number for number, pair in enumerate(zip(old, new, strict=False), 1) if pair[0] != pair[1]]
        told = []
        if changed:
            named = ", ".join(map(str, changed[:_MAX_NAMED]))
            more = f" and {len(changed) - _MAX_NAMED:,} more" if len(changed) > _MAX_NAMED else ""
            told.append(f"changed: row {named}{more}")
        if len(new) > len(old):
            told.append(f"added: {len(new) - len(old):,} rows after row {len(old):,}")
        if len(new) < len(old):
            told.append(f"missing: {len(old) - len(new):,} rows after row {len(new):,}")
        raise UsageError(
            "journal.table_changed",
            f"The table is not the one that this batch was begun with ({'; '.join(told)}).",
            where=str(self.folder),
            mend="Go on with the old table, and issue what is new into another folder.",
        )

    def check_settings(self, *, achievement: str, issuer: str, settings: str) -> None:
        """Raise ``UsageError("journal.settings_changed")`` where what is issued is not what was begun."""
        batch = self.read()
        for name, before, now in (
            ("achievement", batch.achievement_digest, achievement),
            ("issuer or its key", batch.issuer_digest, issuer),
            ("options", batch.settings_digest, settings),
        ):
            if before != now:
                raise UsageError(
                    "journal.settings_changed",
                    f"The {name} changed since this batch was begun.",
                    where=str(self.folder),
                    mend="Go on with what it was begun with, or choose another folder.",
                )

    def read_row_digests(self, batch: Batch) -> bytes:
        """Return the digests of the rows; raises ``DocumentError("journal.malformed")``."""
        path = self.folder / ROW_DIGESTS
        digests = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(digests).hexdigest() != batch.row_digests_digest:
            raise DocumentError(
                "journal.malformed",
                "The digests of the rows are not those that the batch was begun with.",
                where=str(path),
                mend="Restore the file from a backup; without it the batch cannot go on.",
            )
        return digests

    def pack_path(self, number: int) -> Path:
        """Return the file of a pack, counted from 0."""
        return self.packs / f"{number:05d}.jsonl"

    def index_path(self, number: int) -> Path:
        """Return the index of a pack: row, id, status list, status index, offset and length."""
        return self.packs / f"{number:05d}.csv"

    def pack_count(self, batch: Batch) -> int:
        """Return how many packs the batch has when it is complete."""
        return -(-batch.rows // PACK_SIZE)

    def missing_packs(self, batch: Batch) -> list[int]:
        """Return the numbers of the packs that are not there yet, in order."""
        return [number for number in range(self.pack_count(batch)) if not self.pack_path(number).is_file()]


def digest(value: JsonValue) -> str:
    """Return the SHA-256 of a JSON value, in hexadecimal digits."""
    return hashlib.sha256(strict_json.format(value)).hexdigest()


def row_digest(text: bytes) -> bytes:
    """Return the short digest by which a row of the table is recognised."""
    return hashlib.blake2b(text, digest_size=ROW_DIGEST_SIZE).digest()


def _split(digests: bytes) -> list[bytes]:
    return [digests[start : start + ROW_DIGEST_SIZE] for start in range(0, len(digests), ROW_DIGEST_SIZE)]


def _format_batch(batch: Batch) -> JsonObject:
    document: JsonObject = {
        "type": "cairn-batch",
        "version": 1,
        "seed": multibase.encode_base64url(batch.seed),
        "created": timestamps.format(batch.created),
        "origin": batch.origin,
        "slug": batch.slug,
        "cryptosuite": batch.cryptosuite,
        "verificationMethod": batch.verification_method,
        "achievementDigest": batch.achievement_digest,
        "issuerDigest": batch.issuer_digest,
        "settingsDigest": batch.settings_digest,
        "rowDigestsDigest": batch.row_digests_digest,
        "rows": batch.rows,
        "firstStatusList": batch.first_status_list,
        "statusLists": batch.status_lists,
    }
    return document | {"suspendable": True} if batch.suspendable else document


def _parse_batch(document: JsonObject) -> Batch:
    if document.get("type") != "cairn-batch" or document.get("version") != 1:
        raise DocumentError("journal.malformed", "It is not the head of a batch of version 1.")

    def text(name: str) -> str:
        value = document.get(name)
        if not isinstance(value, str):
            raise DocumentError("journal.malformed", f"{name} must be text.", where=f"/{name}")
        return value

    def number(name: str) -> int:
        value = document.get(name)
        if type(value) is not int or value < 0:
            raise DocumentError("journal.malformed", f"{name} must be a number.", where=f"/{name}")
        return value

    return Batch(
        seed=multibase.decode_base64url(text("seed")),
        created=timestamps.parse(text("created")),
        origin=text("origin"),
        slug=text("slug"),
        cryptosuite=text("cryptosuite"),
        verification_method=text("verificationMethod"),
        achievement_digest=text("achievementDigest"),
        issuer_digest=text("issuerDigest"),
        settings_digest=text("settingsDigest"),
        row_digests_digest=text("rowDigestsDigest"),
        rows=number("rows"),
        first_status_list=number("firstStatusList"),
        status_lists=number("statusLists"),
        suspendable=_parse_suspendable(document),
    )


def _parse_suspendable(document: JsonObject) -> bool:
    suspendable = document.get("suspendable", False)
    if type(suspendable) is not bool:
        raise DocumentError("journal.malformed", "suspendable is true or left out.", where="/suspendable")
    return suspendable
