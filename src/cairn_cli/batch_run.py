"""Issues a table into a folder, from wherever an earlier run stopped.

The order is what makes it safe to stop at any moment: the journal first, which fixes every byte that is to
come; then what verifiers need to find; then one pack after the other, each in one step; last the single
files. Whatever is there already stays as it is. ``tests/cairn_cli/test_issue.py`` proves it, and
``test_crash.py`` by killing it.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.errors import UsageError
from cairn.issuer import BatchPlan, Issuer, LearnerRow, count_status_lists, read_learner_table
from cairn.status import StatusPurpose
from cairn_cli import journal as journals
from cairn_cli import revocations
from cairn_cli.durable import flush_directory, naming, write_durably, writing_durably
from cairn_cli.journal import ROW_DIGEST_SIZE, Batch, Journal, digest
from cairn_cli.key_documents import publish_keys
from cairn_cli.keys import method_of
from cairn_cli.progress import counting
from cairn_cli.survey import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

    from cairn.canonical.strict_json import JsonObject
    from cairn.issuer import IssuedCredential
    from cairn.keys import Signer
    from cairn_cli.issuer_folder import IssuerFolder, IssuerSettings
    from cairn_cli.survey import Survey

INDEX_COLUMNS: Final = b"row,id,status_list,status_index,offset,length\n"
_FILES_DONE: Final = ".files"
_ROWS_PER_STEP: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be issued, by whom, and where."""

    table: Path
    achievement: JsonObject
    allow_repeated_learners: bool
    folder: IssuerFolder
    settings: IssuerSettings
    signer: Signer
    journal: Journal
    suspendable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did: ``issued`` now, of ``rows`` in all; ``stored_bytes`` are those of packs and indices."""

    rows: int
    issued: int
    packs: int
    stored_bytes: int
    files: int


def begin_or_go_on(order: Order, survey: Survey, *, now: datetime, rng: Callable[[int], bytes]) -> Batch:
    """Return the batch that was begun in the folder, or begin one.

    Raises ``UsageError``: ``journal.table_changed``, ``journal.settings_changed``,
    ``journal.folder_not_empty`` and ``issuer.key_not_in_use``; ``DocumentError("journal.malformed")``.
    """
    journal = order.journal
    if journal.exists():
        journal.check_rows(survey.row_digests)
        check_order(order)
        return journal.read()
    journal.check_empty()
    status_lists = count_status_lists(len(survey.row_digests) // ROW_DIGEST_SIZE)
    batch = Batch(
        seed=rng(32),
        created=now,
        origin=order.settings.origin,
        slug=order.settings.slug,
        cryptosuite=order.settings.cryptosuite,
        verification_method=method_of(order.settings, order.signer),
        achievement_digest=digest(order.achievement),
        issuer_digest=_issuer_digest(order),
        settings_digest=_settings_digest(order),
        row_digests_digest=hashlib.sha256(survey.row_digests).hexdigest(),
        rows=survey.report.row_count,
        first_status_list=order.folder.reserve_status_lists(status_lists, public_key=order.signer.public_key),
        status_lists=status_lists,
        suspendable=order.suspendable,
    )
    journal.begin(batch, survey.row_digests)
    return batch


def check_order(order: Order) -> None:
    """Raise ``UsageError("journal.settings_changed")`` where a batch was begun with another order."""
    if order.journal.exists():
        order.journal.check_settings(
            achievement=digest(order.achievement),
            issuer=_issuer_digest(order),
            settings=_settings_digest(order),
        )


def run_batch(order: Order, batch: Batch, *, single_files: bool) -> Outcome:
    """Make everything of the batch that is not there yet.

    Raises ``UsageError("journal.table_changed")`` where the table changes while it is read.
    """
    journal, settings = order.journal, order.settings
    issuer = Issuer(
        settings.issuer,
        signer=order.signer,
        verification_method=batch.verification_method,
        cryptosuite=batch.cryptosuite,
    )
    journal.packs.mkdir(mode=0o700, exist_ok=True)
    publish_keys(order.folder, journal.public)
    _publish_status_lists(issuer, batch, settings=settings, journal=journal)
    issued = _write_packs(issuer, order, batch)
    files = _write_files(journal, batch) if single_files else 0
    numbers = range(journal.pack_count(batch))
    return Outcome(
        rows=batch.rows,
        issued=issued,
        packs=len(numbers),
        stored_bytes=sum(
            path(number).stat().st_size
            for number in numbers
            for path in (journal.pack_path, journal.index_path)
        ),
        files=files,
    )


def _publish_status_lists(
    issuer: Issuer, batch: Batch, *, settings: IssuerSettings, journal: Journal
) -> None:
    """Publish the lists of the batch that are not there; what the record of revocations says, they say."""
    folder = journal.public / "status" / batch.slug
    missing = [
        settings.status_list_address(number, purpose=purpose)
        for purpose in purposes_of(batch)
        for number in numbers_of(batch)
        if not (folder / purpose / str(number)).exists()
    ]
    revocations.publish(
        journal,
        revocations.Revocations(journal.folder).read(),
        addresses=missing,
        origin=batch.origin,
        issuer=settings.did,
        secure=lambda document: issuer.secure(document, now=batch.created),
        now=batch.created,
    )


def purposes_of(batch: Batch) -> list[StatusPurpose]:
    """Return the purposes of the status lists of a batch."""
    return [StatusPurpose.REVOCATION, *([StatusPurpose.SUSPENSION] if batch.suspendable else [])]


def numbers_of(batch: Batch) -> range:
    """Return the numbers of the status lists of a batch, the same ones for each purpose."""
    return range(batch.first_status_list, batch.first_status_list + batch.status_lists)


def _write_packs(issuer: Issuer, order: Order, batch: Batch) -> int:
    """Write the packs that are missing, and return how many credentials are in them."""
    journal = order.journal
    missing = journal.missing_packs(batch)
    if not missing:
        return 0
    size = journals.PACK_SIZE
    digests = journal.read_row_digests(batch)
    plan = BatchPlan(
        origin=batch.origin,
        seed=batch.seed,
        row_count=len(digests) // ROW_DIGEST_SIZE,
        status_lists=tuple(order.settings.status_list_address(number) for number in numbers_of(batch)),
        created=batch.created,
        suspension_lists=tuple(
            order.settings.status_list_address(number, purpose=StatusPurpose.SUSPENSION)
            for number in (numbers_of(batch) if batch.suspendable else ())
        ),
    )
    wanted = set(missing)
    written = 0
    with order.table.open("rb") as file:
        rows = (
            row
            for place, row in enumerate(_read_rows(order, file, batch=batch, digests=digests))
            if place // size in wanted
        )
        credentials = issuer.issue_batch(rows, achievement=order.achievement, plan=plan)
        there = batch.rows - sum(min(size, batch.rows - number * size) for number in missing)
        with counting("Issuing", total=batch.rows, done=there) as advance:
            for number in missing:
                count = min(size, batch.rows - number * size)
                pack = itertools.islice(credentials, count)
                _write_pack(journal, number, pack, batch=batch, advance=advance)
                written += count
    return written


def _read_rows(order: Order, file: BinaryIO, *, batch: Batch, digests: bytes) -> Iterator[LearnerRow]:
    """Yield the rows that are ready, as long as they are those of the dry run."""
    # A table without a bad row has no repeated learner, so the second reading need not look for one.
    all_ready = batch.rows * ROW_DIGEST_SIZE == len(digests)
    table = read_learner_table(
        file,
        achievement=order.achievement,
        valid_from=batch.created,
        allow_repeated_learners=order.allow_repeated_learners or all_ready,
    )
    for finding in table.rows():
        if isinstance(finding, LearnerRow):
            start = finding.number * ROW_DIGEST_SIZE
            if digests[start : start + ROW_DIGEST_SIZE] != digest_of(finding):
                raise _changed(order)
            yield finding


def _write_pack(
    journal: Journal,
    number: int,
    credentials: Iterator[IssuedCredential],
    *,
    batch: Batch,
    advance: Callable[[int], None],
) -> None:
    """Write a pack and its index; the pack gets its name last, so where it is, all is."""
    offset = 0
    count = 0
    with (
        writing_durably(journal.pack_path(number), mode=0o600) as pack,
        writing_durably(journal.index_path(number), mode=0o600) as index,
    ):
        index.write(INDEX_COLUMNS)
        for credential in credentials:
            length = len(credential.data)
            status_list = batch.first_status_list + credential.status_list
            pack.write(credential.data + b"\n")
            index.write(
                b"%d,%s,%d,%d,%d,%d\n"
                % (
                    credential.number + 1,
                    credential.id.encode(),
                    status_list,
                    credential.status_index,
                    offset,
                    length,
                )
            )
            offset += length + 1
            count += 1
            if count % _ROWS_PER_STEP == 0:
                advance(_ROWS_PER_STEP)
        if count != min(journals.PACK_SIZE, batch.rows - number * journals.PACK_SIZE):
            raise UsageError(
                "journal.table_changed",
                "The table changed while it was read.",
                mend="Go on with the old table.",
            )
    advance(count % _ROWS_PER_STEP)


def _write_files(journal: Journal, batch: Batch) -> int:
    """Write each credential of each pack into a file of its own, and return how many there are."""
    folder = journal.public / "credentials"
    folder.mkdir(parents=True, exist_ok=True)
    with counting("Writing files", total=batch.rows) as advance:
        for number in range(journal.pack_count(batch)):
            pack_path = journal.pack_path(number)
            done = pack_path.with_suffix(_FILES_DONE)
            count = min(journals.PACK_SIZE, batch.rows - number * journals.PACK_SIZE)
            if not done.exists():
                with pack_path.open("rb") as pack, journal.index_path(number).open("rb") as index:
                    for line, entry in zip(pack, itertools.islice(index, 1, None), strict=True):
                        uuid = entry.split(b",", 2)[1].rpartition(b"/")[2].decode()
                        with naming(folder / uuid):
                            (folder / uuid).write_bytes(line.removesuffix(b"\n"))
                # Ten thousand flushes one by one take a minute. The mark is set only after one for all.
                os.sync()
                flush_directory(folder)
                write_durably(done, b"")
            advance(count)
    return batch.rows


def _issuer_digest(order: Order) -> str:
    settings = order.settings
    return digest(
        {
            "issuer": settings.issuer,
            "origin": settings.origin,
            "cryptosuite": settings.cryptosuite,
            "verificationMethod": method_of(settings, order.signer),
        }
    )


def _settings_digest(order: Order) -> str:
    said: JsonObject = {
        "allowRepeatedLearners": order.allow_repeated_learners,
        "packSize": journals.PACK_SIZE,
    }
    return digest(said | {"suspendable": True} if order.suspendable else said)


def _changed(order: Order) -> UsageError:
    return UsageError(
        "journal.table_changed",
        "The table changed while it was read.",
        where=str(order.table),
        mend="Go on with the old table.",
    )
