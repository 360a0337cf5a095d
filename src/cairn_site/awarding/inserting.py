"""Signed rows into the table of awards, a thousand at a time, with their counts and their news.

``bulk_create`` makes and looks at an object of 28 fields for every row, which takes three times as long as to
sign it. So the statement is written out here, once, in the SQL that every database speaks; values are adapted
as Django's fields adapt them. ``tests/cairn_site/awarding/test_inserting.py`` proves that both ways store the
same.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import connection, models

from cairn.canonical import timestamps
from cairn_site.awarding import counting
from cairn_site.awarding.events import AwardsMade
from cairn_site.awarding.issuing import etag_of
from cairn_site.awarding.models import Award, AwardState, ClaimState
from cairn_site.awarding.statements import Statement, digest_evidence, read_name_keys
from cairn_site.platform import events

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from cairn_site.awarding.issuing import SignedRow
    from cairn_site.awarding.models import Batch

_COLUMNS: Final = (
    "id", "organisation_id", "achievement_id", "version_id", "batch_id", "claim_link_id", "person_id", "name",
    "name_key", "family_key", "address", "state", "claim", "is_public", "valid_from", "valid_until",
    "awarded_at", "revocation_list_id", "revocation_index", "suspension_list_id", "suspension_index",
    "supersedes_id", "document", "etag", "content", "provenance",
)  # fmt: skip
_INSERT: Final = (
    f"INSERT INTO {Award._meta.db_table} ({', '.join(_COLUMNS)})"  # noqa: S608, SLF001
    f" VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
)


def store_rows(
    rows: Sequence[SignedRow],
    *,
    batch: Batch,
    moment: datetime,
    provenance: Mapping[str, Any],
    now: datetime,
) -> None:
    """Insert signed rows in the transaction at work; the primary key refuses a row awarded twice."""
    if not rows:
        return
    key = _adapter("id")
    moments = _Moments()
    achievement_id, awarded_at = batch.achievement_id, moments[timestamps.format(moment)]
    shared = (key(batch.organisation_id), key(achievement_id), key(batch.version_id), key(batch.id), None)
    told = json.dumps(provenance)[:-1]
    keys: dict[UUID, Any] = {}

    def list_key(identifier: UUID) -> Any:  # noqa: ANN401
        known = keys.get(identifier)
        if known is None:
            known = keys[identifier] = key(identifier)
        return known

    values = []
    ends: Counter[str] = Counter()
    for signed in rows:
        row = signed.row
        name_key, family_key = read_name_keys(row.name)
        until = row.valid_until
        if until:
            ends[until] += 1
        suspension = signed.suspension
        evidence = (
            json.dumps(digest_evidence(Statement(row=row)))
            if row.evidence_url or row.evidence_name or row.evidence_narrative
            else "[]"
        )
        values.append(
            (
                key(UUID(signed.uuid)),
                *shared,
                None if signed.person_id is None else key(signed.person_id),
                row.name,
                name_key,
                family_key,
                row.email.lower(),
                AwardState.AWARDED.value,
                ClaimState.OFFERED.value,
                True,
                moments[signed.valid_from],
                moments[until] if until else None,
                awarded_at,
                list_key(signed.revocation.list_id),
                signed.revocation.index,
                None if suspension is None else list_key(suspension.list_id),
                None if suspension is None else suspension.index,
                None,
                signed.document,
                etag_of(signed.document),
                "{}",
                f'{told}, "line": {row.line}, "evidence": {evidence}}}',
            )
        )
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, values)
    _count(batch, len(rows), moment=moment, ends=ends)
    events.publish(
        AwardsMade(
            batch_id=batch.id,
            organisation_id=batch.organisation_id,
            award_ids=tuple([UUID(signed.uuid) for signed in rows]),
        ),
        now=now,
    )


def _count(batch: Batch, made: int, *, moment: datetime, ends: Mapping[str, int]) -> None:
    counts: counting.Tally = Counter()
    place = (batch.organisation_id, batch.achievement_id)
    counts[*place, counting.month_of(moment), counting.Kind.ISSUED] += made
    for until, count in ends.items():
        counts[*place, counting.month_of(timestamps.parse(until)), counting.Kind.EXPIRING] += count
    counting.write_down(counts)


class _Moments(dict[str, Any]):
    """Moments as the database takes them; a table has few."""

    def __missing__(self, text: str) -> Any:  # noqa: ANN401
        field = Award._meta.get_field("valid_from")  # noqa: SLF001
        assert isinstance(field, models.DateTimeField)
        value = self[text] = field.get_db_prep_save(timestamps.parse(text), connection)
        return value


def _adapter(name: str) -> Callable[[UUID], Any]:
    field = Award._meta.get_field(name)  # noqa: SLF001
    assert isinstance(field, models.UUIDField)
    # As UUIDField.get_db_prep_value has it, which looks at the database for every value.
    return (lambda value: value) if connection.features.has_native_uuid_field else (lambda value: value.hex)
