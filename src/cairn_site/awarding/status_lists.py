"""The status lists of an organisation: places given out, bits set, lists signed and rendered.

Bitstring Status List 1.0, section 6.1: every list has 131,072 entries, and which one a credential gets is
decided by a keyed permutation, so it says nothing about the order of issuing. Batches and single awards share
the lists, so that each credential hides in the largest herd there is. Whoever changes a bit renders the list
in the same transaction: the old document is replaced by the new one or not at all.
``tests/cairn_site/awarding/test_status_lists.py`` proves it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.conf import settings

from cairn.canonical import strict_json
from cairn.issuer import Issuer
from cairn.status import MIN_ENTRIES, KeyedPermutation, StatusList, StatusPurpose
from cairn.status import build_status_list_credential as build_list
from cairn_site.awarding.models import StatusList as ListRow
from cairn_site.platform import chance, shortcut
from cairn_site.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from cairn_site.organisations.permissions import Organisation
    from cairn_site.organisations.signing import OrganisationSigner

TTL: Final = timedelta(minutes=5)
"""How long a copy of a list may be used: after that a revocation has to be seen."""

_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Positions of one list that were set aside, in the order of issuing."""

    list_id: UUID
    url: str
    key: bytes
    size: int
    start: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The entry of one credential."""

    list_id: UUID
    url: str
    index: int


def list_path(slug: str, purpose: str, number: int) -> str:
    """Return the path of a status list."""
    return f"/status/{slug}/{purpose}/{number}"


def list_url(row: ListRow) -> str:
    """Return the address of a status list."""
    return f"{settings.CAIRN_ORIGIN}{list_path(row.slug, row.purpose, row.number)}"


def set_aside(
    organisation: Organisation,
    *,
    purpose: StatusPurpose,
    count: int,
    signer: OrganisationSigner,
    now: datetime,
) -> list[Range]:
    """Take ``count`` positions that nobody had before, beginning new lists where the last one is full.

    Called in the transaction that keeps the credentials, or the batch that will.
    """
    ranges = []
    rows = ListRow.objects.select_for_update().filter(organisation_id=organisation.id, purpose=purpose.value)
    row = rows.order_by("-number").first()
    while count > 0:
        if row is None or row.allocated >= row.size:
            row = _begin(organisation, purpose=purpose, number=1 if row is None else row.number + 1)
            publish([row], signer=signer, now=now)
        taken = min(count, row.size - row.allocated)
        ranges.append(
            Range(
                list_id=row.id,
                url=list_url(row),
                key=bytes(row.key),
                size=row.size,
                start=row.allocated,
                count=taken,
            )
        )
        row.allocated += taken
        row.save(update_fields=["allocated"])
        count -= taken
    return ranges


def place_at(ranges: Sequence[Range], position: int) -> Place:
    """Return the entry at ``position`` of what was set aside, counted from 0."""
    for taken in ranges:
        if position < taken.count:
            index = _permutation(taken.key, taken.size).index_at(taken.start + position)
            return Place(list_id=taken.list_id, url=taken.url, index=index)
        position -= taken.count
    raise AssertionError("the position lies beyond what was set aside")


def find_ranges(kept: Sequence[Sequence[object]]) -> list[Range]:
    """Return the ranges that :func:`keep_ranges` wrote down."""
    rows = {str(row.id): row for row in ListRow.objects.filter(id__in=[str(item[0]) for item in kept])}
    return [
        Range(
            list_id=rows[str(identifier)].id,
            url=list_url(rows[str(identifier)]),
            key=bytes(rows[str(identifier)].key),
            size=rows[str(identifier)].size,
            start=int(str(start)),
            count=int(str(count)),
        )
        for identifier, start, count in kept
    ]


def keep_ranges(ranges: Sequence[Range]) -> list[list[object]]:
    """Return ranges as JSON keeps them: the list, the first position, how many."""
    return [[str(taken.list_id), taken.start, taken.count] for taken in ranges]


def set_bits(
    changes: Iterable[tuple[UUID, int]], *, on: bool, signer: OrganisationSigner, now: datetime
) -> None:
    """Set or unset entries, given as list and index, and render every list that changed."""
    by_list: dict[UUID, list[int]] = {}
    for list_id, index in changes:
        by_list.setdefault(list_id, []).append(index)
    rows = list(ListRow.objects.select_for_update().filter(id__in=by_list).order_by("id"))
    for row in rows:
        bits = bytearray(row.bits)
        for index in by_list[row.id]:
            mask = 0x80 >> (index & 7)
            bits[index >> 3] = bits[index >> 3] | mask if on else bits[index >> 3] & ~mask
        row.bits = bytes(bits)
    publish(rows, signer=signer, now=now)


def publish(rows: Iterable[ListRow], *, signer: OrganisationSigner, now: datetime) -> None:
    """Sign lists and put the new documents in the place of the old."""
    issuer = Issuer(
        signer.issuer,
        signer=signer.signer,
        verification_method=signer.verification_method,
        cryptosuite=signer.cryptosuite,
    )
    for row in rows:
        document = build_list(
            list_url=list_url(row),
            issuer=signer.did,
            status_list=_read_bits(row),
            valid_from=signer.moment,
            ttl=TTL,
        )
        row.document = strict_json.format(issuer.secure(document, now=signer.moment))
        row.etag = hashlib.sha256(row.document).hexdigest()[:32]
        row.is_stale = False
        row.signed_at = now
        row.save()
        shortcut.forget(list_path(row.slug, row.purpose, row.number))


def lists_of(organisation_id: UUID) -> list[ListRow]:
    """Return the lists of an organisation, locked, to be signed anew."""
    return list(ListRow.objects.select_for_update().filter(organisation_id=organisation_id).order_by("id"))


def _begin(organisation: Organisation, *, purpose: StatusPurpose, number: int) -> ListRow:
    return ListRow(
        id=new_id(),
        organisation_id=organisation.id,
        slug=organisation.slug,
        purpose=purpose.value,
        number=number,
        size=MIN_ENTRIES,
        key=chance.token_bytes(_KEY_BYTES),
        bits=bytes(MIN_ENTRIES // 8),
    )


def _read_bits(row: ListRow) -> StatusList:
    found = StatusList(StatusPurpose(row.purpose), row.size)
    for place, byte in enumerate(bytes(row.bits)):
        if byte:
            for bit in range(8):
                if byte & (0x80 >> bit):
                    found.set(8 * place + bit)
    return found


@lru_cache(maxsize=64)
def _permutation(key: bytes, size: int) -> KeyedPermutation:
    return KeyedPermutation(key, size)
