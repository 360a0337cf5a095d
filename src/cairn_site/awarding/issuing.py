"""From a statement to a signed award: the one place where the site signs credentials.

What is linted, signed, stored and served is one text of bytes (``Award.document``). Single awards take the
long way; the rows of a batch go through the library's templates, prepared once for each run of a job.
Rights are asked by the actions that come here. ``tests/cairn_site/awarding/test_issuing.py`` proves it.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cairn.canonical import strict_json, timestamps
from cairn.credentials import contexts
from cairn.issuer import BatchSeed, Issuer, RowIdentity, compose, read_design
from cairn.issuer.shapes import ShapedSigner
from cairn.proofs.batch import BatchSigner
from cairn.proofs.data_integrity import DataIntegrity
from cairn.status import StatusPurpose, format_entry
from cairn_site.accounts.queries import people_by_address
from cairn_site.awarding import counting, status_lists
from cairn_site.awarding.models import Award, AwardState
from cairn_site.awarding.statements import (
    Identity,
    Statement,
    build,
    credential_url,
    digest_evidence,
    fill_dates,
    read_name_keys,
    refuse_errors,
    with_suspension,
)
from cairn_site.platform import chance
from cairn_site.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from cairn.issuer import LearnerRow
    from cairn_site.awarding.achievements import AwardableVersion
    from cairn_site.awarding.models import Batch
    from cairn_site.awarding.status_lists import Place, Range
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.organisations.signing import OrganisationSigner

_SALT_BYTES: Final = 16


def issuer_of(signer: OrganisationSigner) -> Issuer:
    """Return the library's issuer for an organisation's signer."""
    return Issuer(
        signer.issuer,
        signer=signer.signer,
        verification_method=signer.verification_method,
        cryptosuite=signer.cryptosuite,
    )


def etag_of(document: bytes) -> str:
    """Return the tag by which a reader knows that it has these very bytes."""
    return hashlib.sha256(document).hexdigest()[:32]


def draft(
    *,
    organisation: Organisation,
    version: AwardableVersion,
    statement: Statement,
    person_id: UUID | None,
    moment: datetime,
    provenance: Mapping[str, Any],
) -> Award:
    """Return an award that is not signed and not stored yet."""
    row = statement.row
    name_key, family_key = read_name_keys(row.name)
    return Award(
        id=new_id(),
        organisation_id=organisation.id,
        achievement_id=version.achievement_id,
        version_id=version.id,
        person_id=person_id,
        name=row.name[:500],
        name_key=name_key[:500],
        family_key=family_key[:500],
        address=row.email.lower(),
        state=AwardState.SCHEDULED,
        valid_from=moment,
        awarded_at=moment,
        content=statement.as_json(),
        provenance={"version": version.number, **provenance, "evidence": digest_evidence(statement)},
    )


def sign(
    award: Award,
    *,
    organisation: Organisation,
    version: AwardableVersion,
    statement: Statement,
    signer: OrganisationSigner,
    now: datetime,
) -> None:
    """Sign a drafted award and store it; raises ``DocumentError`` as the lint and the standard say.

    Called in the transaction that opened ``signer``.
    """
    statement = dataclasses.replace(
        statement, row=fill_dates(statement.row, version=version, moment=signer.moment)
    )
    revocation = _one_place(organisation, StatusPurpose.REVOCATION, signer=signer, now=now)
    suspension = (
        _one_place(organisation, StatusPurpose.SUSPENSION, signer=signer, now=now)
        if version.can_be_suspended
        else None
    )
    unsigned = build(
        statement,
        version=version,
        issuer=signer.issuer,
        identity=Identity(
            uuid=award.id,
            email_salt=chance.token_hex(_SALT_BYTES),
            identifier_salt=chance.token_hex(_SALT_BYTES),
            revocation=revocation,
            suspension=suspension,
        ),
    )
    refuse_errors(unsigned, now=now)
    document = strict_json.format(issuer_of(signer).secure(unsigned, now=signer.moment))
    award.document, award.etag = document, etag_of(document)
    award.state = AwardState.AWARDED
    award.content = {}
    award.awarded_at = signer.moment
    award.valid_from = timestamps.parse(statement.row.valid_from)
    award.valid_until = timestamps.parse(statement.row.valid_until) if statement.row.valid_until else None
    award.revocation_list_id, award.revocation_index = revocation.list_id, revocation.index
    if suspension is not None:
        award.suspension_list_id, award.suspension_index = suspension.list_id, suspension.index
    award.save()
    counts: counting.Tally = Counter()
    counting.tally_issued(award, into=counts)
    counting.write_down(counts)


class SignedRow(NamedTuple):
    """One row of a batch with all that is stored of it.

    A named tuple, because a hundred thousand are made.
    """

    uuid: str
    row: LearnerRow
    person_id: UUID | None
    valid_from: str
    revocation: Place
    suspension: Place | None
    document: bytes


class BatchIssuer:
    """Signs the rows of one batch: identifiers and salts by its seed, places by the ranges set aside.

    What belongs to a row follows from the batch and the row's number alone, so a step that is done again
    after a crash gives the same identifiers.
    """

    def __init__(self, batch: Batch, *, version: AwardableVersion, signer: OrganisationSigner) -> None:
        self._version = version
        self._seed = BatchSeed(bytes(batch.seed), row_count=batch.row_count)
        self._revocations = status_lists.find_ranges(batch.places[StatusPurpose.REVOCATION.value])
        suspensions = batch.places.get(StatusPurpose.SUSPENSION.value)
        self._suspensions: Sequence[Range] = status_lists.find_ranges(suspensions) if suspensions else ()
        self._design = read_design(version.document, issuer=signer.issuer)
        self._now_text = timestamps.format(signer.moment)
        self._ends: dict[str, str] = {}
        self.moment = signer.moment
        self.verification_method = signer.verification_method
        self._long_way = BatchSigner(
            DataIntegrity(contexts.load),
            cryptosuite=signer.cryptosuite,
            signer=signer.signer,
            verification_method=signer.verification_method,
            created=signer.moment,
        )
        self._shaped = ShapedSigner(self._long_way, design=self._design)

    def issue(self, rows: Sequence[LearnerRow]) -> list[SignedRow]:
        """Return rows with their signed documents, not stored yet."""
        people = people_by_address([row.email for row in rows if row.email])
        return [self._issue_row(row, people=people) for row in rows]

    def _issue_row(self, row: LearnerRow, *, people: Mapping[str, UUID]) -> SignedRow:
        if self._version.expires and not row.valid_until:
            row = dataclasses.replace(row, valid_until=self._end_of(row.valid_from or self._now_text))
        uuid, email_salt, identifier_salt = self._seed.identify(row.number)
        identity = RowIdentity(
            credential_id=credential_url(uuid),
            email_salt=email_salt,
            identifier_salt=identifier_salt,
            valid_from=self._now_text,
        )
        place = status_lists.place_at(self._revocations, row.number)
        status = format_entry(list_url=place.url, index=place.index, purpose=StatusPurpose.REVOCATION)
        suspension = None
        if self._suspensions:
            suspension = status_lists.place_at(self._suspensions, row.number)
            composed = compose(row, design=self._design, identity=identity, status=status)
            document = self._long_way.secure(with_suspension(composed, suspension))
        else:
            document = self._shaped.secure(row, identity=identity, status=status)
        return SignedRow(
            uuid=uuid,
            row=row,
            person_id=people.get(row.email.lower()) if people else None,
            valid_from=row.valid_from or self._now_text,
            revocation=place,
            suspension=suspension,
            document=document,
        )

    def _end_of(self, valid_from: str) -> str:
        end = self._ends.get(valid_from)
        if end is None:
            until = self._version.valid_until(timestamps.parse(valid_from))
            end = self._ends[valid_from] = "" if until is None else timestamps.format(until)
        return end


def _one_place(
    organisation: Organisation, purpose: StatusPurpose, *, signer: OrganisationSigner, now: datetime
) -> status_lists.Place:
    ranges = status_lists.set_aside(organisation, purpose=purpose, count=1, signer=signer, now=now)
    return status_lists.place_at(ranges, 0)
