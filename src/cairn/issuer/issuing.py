"""The issuer: who it is, the key it signs with, and what it issues, one by one or by the table.

Build, give a place in a status list, secure: Open Badges 3.0, section 4; VC Data Integrity 1.0, section 4.2.
Nothing here asks for the time or for randomness: both are passed in, so a batch that is issued again with the
same seed, moment and rows gives the same bytes. ``tests/cairn/issuer/test_issuing.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.canonical import timestamps
from cairn.canonical.canonizer import Canonizer
from cairn.credentials import contexts
from cairn.credentials.validation import check
from cairn.errors import UsageError
from cairn.issuer.composing import RowIdentity, compose, read_design
from cairn.issuer.derivation import BatchSeed, format_uuid8
from cairn.issuer.shapes import ShapedSigner
from cairn.proofs.batch import BatchSigner
from cairn.proofs.data_integrity import DataIntegrity, signing_suite
from cairn.status import StatusPurpose, format_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.issuer.learner_row import LearnerRow
    from cairn.keys import Signer

_SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCredential:
    """One credential of a batch: the row's number, its address, its place in the lists, and its JSON text.

    ``status_list`` counts from 0 within the batch.
    """

    number: int
    id: str
    status_list: int
    status_index: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPlan:
    """What decides the bytes of a batch beside achievement, issuer and rows.

    ``row_count`` is how many numbers of rows there are, ``seed`` has 32 random bytes, ``status_lists`` are
    the addresses of the lists, as many as :func:`cairn.issuer.count_status_lists` says. With as many
    ``suspension_lists`` the credentials can be suspended, too, and have a second entry for that.
    """

    origin: str
    seed: bytes
    row_count: int
    status_lists: tuple[str, ...]
    created: datetime
    suspension_lists: tuple[str, ...] = ()


class Issuer:
    """Issues with one key; ``profile`` is the issuer as it stands in credentials, with its ``id``."""

    def __init__(
        self, profile: JsonObject, *, signer: Signer, verification_method: str, cryptosuite: str
    ) -> None:
        """Refuse a suite and a key that do not go together: ``UsageError`` ``proof.*``."""
        signing_suite(cryptosuite, signer.public_key.algorithm)
        self.profile: Final = profile
        self._signer = signer
        self._verification_method = verification_method
        self._cryptosuite = cryptosuite
        self._integrity = DataIntegrity(contexts.load)

    def issue(
        self,
        learner: LearnerRow,
        *,
        achievement: JsonObject,
        credential_id: str,
        now: datetime,
        rng: Callable[[int], bytes],
        status: JsonObject | None = None,
        suspension: JsonObject | None = None,
    ) -> JsonObject:
        """Return the credential that ``learner`` achieved ``achievement``, with its proof.

        ``rng`` gives the salts; ``status`` and ``suspension``, which is one for that purpose beside the
        other, are entries of :func:`cairn.status.format_entry`. Raises
        ``DocumentError`` (``credential.*``, ``jsonld.*``) where Open Badges 3.0 does not allow what it says.
        """
        identity = RowIdentity(
            credential_id=credential_id,
            email_salt=rng(_SALT_BYTES).hex(),
            identifier_salt=rng(_SALT_BYTES).hex(),
            valid_from=timestamps.format(now),
        )
        design = read_design(achievement, issuer=self.profile)
        document = compose(learner, design=design, identity=identity, status=status, suspension=suspension)
        check(document, expected="AchievementCredential")
        return self.secure(document, now=now)

    def secure(self, document: JsonObject, *, now: datetime) -> JsonObject:
        """Return ``document`` (a status list, an endorsement ...) with the issuer's proof."""
        return self._integrity.add_proof(
            document,
            cryptosuite=self._cryptosuite,
            signer=self._signer,
            verification_method=self._verification_method,
            created=now,
        )

    def issue_batch(
        self, rows: Iterable[LearnerRow], *, achievement: JsonObject, plan: BatchPlan
    ) -> Iterator[IssuedCredential]:
        """Yield a credential for each row, in their order and in memory that does not grow with their number.

        Each row's credential depends on its own ``number`` and on ``plan`` alone, so rows may be left out and
        come again. Raises what :meth:`issue` does, ``UsageError("batch.status_lists")`` and
        ``batch.bad_seed``.
        """
        design = read_design(achievement, issuer=self.profile)
        seed = BatchSeed(plan.seed, row_count=plan.row_count)
        if len(plan.status_lists) != seed.status_list_count or len(plan.suspension_lists) not in (
            0,
            seed.status_list_count,
        ):
            raise UsageError(
                "batch.status_lists",
                f"A batch of {plan.row_count} rows needs {seed.status_list_count} status lists.",
            )
        signer = BatchSigner(
            self._integrity,
            cryptosuite=self._cryptosuite,
            signer=self._signer,
            verification_method=self._verification_method,
            created=plan.created,
        )
        return _issue_rows(rows, signer=ShapedSigner(signer, design=design), seed=seed, plan=plan)


def rehearse(learner: LearnerRow, *, achievement: JsonObject, issuer: JsonObject) -> None:
    """Raise the ``DocumentError`` that :meth:`Issuer.issue` would raise, without a key."""
    salt = "0" * 2 * _SALT_BYTES
    identity = RowIdentity(
        credential_id=f"urn:uuid:{format_uuid8(salt)}",
        email_salt=salt,
        identifier_salt=salt,
        valid_from=learner.valid_from or "1970-01-01T00:00:00Z",
    )
    document = compose(learner, design=read_design(achievement, issuer=issuer), identity=identity)
    check(document, expected="AchievementCredential")
    Canonizer(contexts.load).canonize_plainly(document)


def _issue_rows(
    rows: Iterable[LearnerRow], *, signer: ShapedSigner, seed: BatchSeed, plan: BatchPlan
) -> Iterator[IssuedCredential]:
    valid_from = timestamps.format(plan.created)
    for row in rows:
        number = row.number
        uuid, email_salt, identifier_salt = seed.identify(number)
        place = seed.place(number)
        identity = RowIdentity(
            credential_id=f"{plan.origin}/credentials/{uuid}",
            email_salt=email_salt,
            identifier_salt=identifier_salt,
            valid_from=valid_from,
        )
        status = format_entry(
            list_url=plan.status_lists[place.status_list],
            index=place.index,
            purpose=StatusPurpose.REVOCATION,
        )
        suspension = _suspension_entry(number, seed=seed, plan=plan) if plan.suspension_lists else None
        yield IssuedCredential(
            number=number,
            id=identity.credential_id,
            status_list=place.status_list,
            status_index=place.index,
            data=signer.secure(row, identity=identity, status=status, suspension=suspension),
        )


def _suspension_entry(number: int, *, seed: BatchSeed, plan: BatchPlan) -> JsonObject:
    place = seed.suspension_place(number)
    return format_entry(
        list_url=plan.suspension_lists[place.status_list],
        index=place.index,
        purpose=StatusPurpose.SUSPENSION,
    )
