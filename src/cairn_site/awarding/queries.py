"""What others, and the pages, may read of awards.

Lists stay fast at a million awards: every order and filter has an index, pages go on after the last row seen
instead of counting off, and counts stop at ``MAX_COUNTED``. ``tests/cairn_site/awarding/test_queries.py``
proves it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from cairn_site.awarding.models import Award, AwardState, Batch, ClaimLink, MonthCount, StatusChange
from cairn_site.awarding.statements import read_name_keys
from cairn_site.awarding.states import SIGNED
from cairn_site.organisations.permissions import not_found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from cairn_site.organisations.permissions import Organisation

PAGE: Final = 25
EXPIRED: Final = "expired"
"""What an award is shown as that stands and has ended."""

MAX_COUNTED: Final = 2000
MAX_FOUND: Final = 200
_HEAVY: Final = ("document", "content", "provenance")
_LAST_CHARACTER: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which awards are wanted; ``expiring_days`` are those that end within so many days from ``now``."""

    search: str = ""
    state: str = ""
    achievement_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    expiring_days: int | None = None
    batch_id: UUID | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything is wanted."""
        return self == Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPage:
    """Some awards, and where the next ones begin; empty at the end."""

    awards: Sequence[Award]
    after: str


def award_page(
    organisation_id: UUID, filters: Filters, *, now: datetime, after: str = "", limit: int = PAGE
) -> AwardPage:
    """Return one page of awards, newest first; those that expire soonest, or have last, first.

    ``after`` is what the page before gave.
    """
    found = _filtered(organisation_id, filters, now=now).defer(*_HEAVY)
    is_by_expiry = filters.expiring_days is not None
    is_expired = not is_by_expiry and filters.state == EXPIRED
    mark = _read_mark(after)
    if is_expired:
        if mark is not None:
            found = found.filter(valid_until__lte=mark[0]).filter(
                Q(valid_until__lt=mark[0]) | Q(id__lt=mark[1])
            )
        found = found.order_by("-valid_until", "-id")
    elif is_by_expiry:
        if mark is not None:
            found = found.filter(
                Q(valid_until__gt=mark[0]) | Q(valid_until=mark[0], id__gt=mark[1]), valid_until__gte=mark[0]
            )
        found = found.order_by("valid_until", "id")
    else:
        if mark is not None:
            # The first condition is what the index is entered by; the second sorts out those of one moment.
            found = found.filter(awarded_at__lte=mark[0]).filter(
                Q(awarded_at__lt=mark[0]) | Q(id__lt=mark[1])
            )
        found = found.order_by("-awarded_at", "-id")
    awards = list(found[: limit + 1])
    more = len(awards) > limit
    awards = awards[:limit]
    last = awards[-1] if awards else None
    return AwardPage(
        awards=awards,
        after=_format_mark(last.valid_until if is_by_expiry or is_expired else last.awarded_at, last.id)
        if more and last is not None
        else "",
    )


def count_awards(organisation_id: UUID, filters: Filters, *, now: datetime) -> int:
    """Return how many awards there are, at most ``MAX_COUNTED`` + 1."""
    found = _filtered(organisation_id, filters, now=now).order_by()
    return found.values("id")[: MAX_COUNTED + 1].count()


def stream_awards(
    organisation_id: UUID, filters: Filters, *, now: datetime, ids: Sequence[UUID] = ()
) -> Iterator[Award]:
    """Yield all awards that fit, a page at a time, so that memory does not grow with their number."""
    if ids:
        yield from Award.objects.filter(organisation_id=organisation_id, id__in=ids).defer(*_HEAVY)
        return
    after = ""
    while True:
        page = award_page(organisation_id, filters, now=now, after=after, limit=500)
        yield from page.awards
        after = page.after
        if not after:
            return


def access_award(organisation: Organisation, identifier: UUID) -> Award:
    """Return an award of the organisation; raises ``UsageError("access.not_found")``."""
    award = Award.objects.filter(id=identifier, organisation_id=organisation.id).first()
    if award is None:
        raise not_found()
    return award


def changes_of(award: Award) -> list[StatusChange]:
    """Return the changes of an award's state, newest first."""
    return list(StatusChange.objects.filter(award_id=award.id).order_by("-changed_at", "-id")[:100])


def successor_of(award: Award) -> UUID | None:
    """Return the award that superseded this one."""
    return Award.objects.filter(supersedes_id=award.id).values_list("id", flat=True).first()


def public_award(identifier: UUID) -> Award | None:
    """Return an award that anybody may see."""
    return Award.objects.filter(id=identifier, is_public=True, state__in=SIGNED).first()


def awards_of(person_id: UUID, addresses: Sequence[str], *, limit: int = 100) -> list[Award]:
    """Return what was awarded to a person, or to an address that is theirs."""
    mine = Award.objects.filter(
        Q(person_id=person_id) | Q(person_id=None, address__in=list(addresses)), state__in=SIGNED
    )
    return list(mine.defer("document", "content").order_by("-awarded_at", "-id")[:limit])


def held_addresses(achievement_id: UUID, addresses: Sequence[str]) -> set[str]:
    """Return those of ``addresses`` to which an Achievement was awarded and still stands."""
    held = Award.objects.filter(
        address__in=list(addresses), achievement_id=achievement_id, state=AwardState.AWARDED
    )
    return set(held.values_list("address", flat=True))


def access_batch(organisation: Organisation, identifier: UUID) -> Batch:
    """Return a batch of the organisation; raises ``UsageError("access.not_found")``."""
    batch = Batch.objects.filter(id=identifier, organisation_id=organisation.id).first()
    if batch is None:
        raise not_found()
    return batch


def batches_of(organisation_id: UUID) -> QuerySet[Batch]:
    """Return the batches of an organisation, newest first."""
    return (
        Batch.objects.filter(organisation_id=organisation_id).defer("findings").order_by("-created_at", "-id")
    )


def links_of(organisation_id: UUID, *, search: str = "") -> QuerySet[ClaimLink]:
    """Return the claim links of an organisation, newest first."""
    links = ClaimLink.objects.filter(organisation_id=organisation_id).order_by("-created_at", "-id")
    return links.filter(title__icontains=search) if search else links


def access_link(organisation: Organisation, identifier: UUID) -> ClaimLink:
    """Return a claim link of the organisation; raises ``UsageError("access.not_found")``."""
    link = ClaimLink.objects.filter(id=identifier, organisation_id=organisation.id).first()
    if link is None:
        raise not_found()
    return link


def link_by_code(code: str) -> ClaimLink | None:
    """Return the claim link of a code."""
    return ClaimLink.objects.filter(code=code).first()


def claimed_by(link: ClaimLink, person_id: UUID) -> Award | None:
    """Return what a person has claimed by a link."""
    return Award.objects.filter(claim_link_id=link.id, person_id=person_id).first()


def earlier_holders(achievement_id: UUID, version_id: UUID, *, after: UUID | None, limit: int) -> list[Award]:
    """Return standing awards of other versions of an Achievement that nothing supersedes, by id."""
    found = Award.objects.filter(achievement_id=achievement_id, state=AwardState.AWARDED).exclude(
        version_id=version_id
    )
    if after is not None:
        found = found.filter(id__gt=after)
    found = found.exclude(Exists(Award.objects.filter(supersedes_id=OuterRef("id"))))
    return list(found.defer("document").order_by("id")[:limit])


def counts_by_month(
    organisation_id: UUID, *, first: date, last: date, achievement_id: UUID | None = None
) -> list[MonthCount]:
    """Return the counts of an organisation's months, from ``first`` to ``last``."""
    found = MonthCount.objects.filter(organisation_id=organisation_id, month__gte=first, month__lte=last)
    if achievement_id is not None:
        found = found.filter(achievement_id=achievement_id)
    return list(found)


def was_awarded(version_id: UUID) -> bool:
    """Return whether anybody was awarded a version."""
    return Award.objects.filter(version_id=version_id, state__in=SIGNED).exists()


def _filtered(organisation_id: UUID, filters: Filters, *, now: datetime) -> QuerySet[Award]:
    found = (
        # By their ids alone, or databases are tempted to go through all of a state instead.
        Award.objects.filter(id__in=_search(organisation_id, filters.search))
        if filters.search
        else Award.objects.filter(organisation_id=organisation_id)
    )
    if filters.achievement_id is not None:
        found = found.filter(achievement_id=filters.achievement_id)
    if filters.batch_id is not None:
        found = found.filter(batch_id=filters.batch_id)
    if filters.expiring_days is not None:
        found = found.filter(
            state=AwardState.AWARDED,
            valid_until__gt=now,
            valid_until__lte=now + timedelta(days=filters.expiring_days),
        )
    elif filters.state == EXPIRED:
        found = found.filter(state=AwardState.AWARDED, valid_until__lte=now, valid_until__isnull=False)
    elif filters.state:
        found = found.filter(state=filters.state)
    if filters.since is not None:
        found = found.filter(awarded_at__gte=filters.since)
    if filters.until is not None:
        found = found.filter(awarded_at__lt=filters.until)
    return found


def _search(organisation_id: UUID, text: str) -> list[UUID]:
    """Return the first awards whose name, last name or address begins with a text, or whose id it is."""
    own = Award.objects.filter(organisation_id=organisation_id)
    try:
        return list(own.filter(id=UUID(text.strip().rpartition("/")[2])).values_list("id", flat=True))
    except ValueError:
        pass
    key, _ = read_name_keys(text)
    found: set[UUID] = set()
    for name in ("name_key", "family_key", "address"):
        within = own.filter(**{f"{name}__gte": key, f"{name}__lt": key + _LAST_CHARACTER})
        found.update(within.order_by(name).values_list("id", flat=True)[:MAX_FOUND])
    return list(found)


def _format_mark(moment: datetime | None, identifier: UUID) -> str:
    assert moment is not None
    return base64.urlsafe_b64encode(f"{moment.isoformat()} {identifier}".encode()).decode().rstrip("=")


def _read_mark(text: str) -> tuple[datetime, UUID] | None:
    if not text:
        return None
    try:
        moment, _, identifier = (
            base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(" ")
        )
        return datetime.fromisoformat(moment), UUID(identifier)
    except (binascii.Error, ValueError):
        raise not_found() from None
