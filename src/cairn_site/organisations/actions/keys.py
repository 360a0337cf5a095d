"""The life of an organisation's keys: made, rotated, retired, compromised.

| From | To | By |
|---|---|---|
| none in use | in use | ``make_key`` |
| in use | retired, and a new one in use | ``rotate_key`` |
| in use | retired | ``retire_key`` |
| in use, retired | compromised | ``mark_key_compromised``, which also makes a new one where none is left |

All of them hold the record of the issuer, so of two at once the second sees what the first has done.
``tests/cairn_site/organisations/actions/test_keys.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cairn.errors import UsageError
from cairn.keys import Algorithm
from cairn_site.organisations import news
from cairn_site.organisations.actions.key_making import keep_new_key
from cairn_site.organisations.actions.publishing import history_of, publish_again
from cairn_site.organisations.custody import Place, present_custody
from cairn_site.organisations.events import KeyCompromised, KeyRetired, KeyRotated
from cairn_site.organisations.models import IssuerKey, IssuerRecord, KeyState, Right
from cairn_site.organisations.permissions import not_found, require, require_operator
from cairn_site.platform import audit, events

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn.keys import Signer
    from cairn_site.organisations.models import Organisation
    from cairn_site.platform.actors import Actor

MAX_REASON: Final = 300


def rotate_key(*, actor: Actor, organisation: Organisation, now: datetime, expected: UUID) -> IssuerKey:
    """Retire the key in use and sign with a new one; the old key signs for the new one.

    ``expected`` is the key that the actor saw as the one in use. Raises ``UsageError``: ``key.changed`` where
    it is another by now, so that two at once rotate once.
    """
    with transaction.atomic():
        record = _hold(actor, organisation)
        old = _in_use(organisation, expected)
        at = _moment(record, old, now=now)
        _end(old, KeyState.RETIRED, at=at)
        new, new_signer = keep_new_key(organisation, now=at)
        history = history_of(record).rotate(
            old_signer=_open(old), new_signer=new_signer, new_method_id=new.method_id, at=at
        )
        publish_again(organisation, history=history, now=now)
        _record(actor, "key.rotate", new, now=now, before=old.method_id)
        events.publish(KeyRotated(organisation_id=organisation.id, key_id=new.id), now=now)
    return new


def retire_key(*, actor: Actor, organisation: Organisation, now: datetime, expected: UUID) -> None:
    """End the key in use without another: what it signed stays good, and nothing more can be signed."""
    with transaction.atomic():
        record = _hold(actor, organisation)
        old = _in_use(organisation, expected)
        at = _moment(record, old, now=now)
        _end(old, KeyState.RETIRED, at=at)
        publish_again(organisation, history=history_of(record).retire(old.method_id, at=at), now=now)
        _record(actor, "key.retire", old, now=now)
        events.publish(KeyRetired(organisation_id=organisation.id, key_id=old.id), now=now)


def make_key(*, actor: Actor, organisation: Organisation, now: datetime) -> IssuerKey:
    """Make a key where none is in use; raises ``UsageError("key.in_use")`` where one is."""
    with transaction.atomic():
        record = _hold(actor, organisation)
        if IssuerKey.objects.filter(organisation=organisation, state=KeyState.IN_USE).exists():
            raise UsageError(
                "key.in_use", "A key is in use already.", where=organisation.slug, mend="Rotate it instead."
            )
        new = _begin_again(organisation, record, now=now)
        _record(actor, "key.make", new, now=now)
        events.publish(KeyRotated(organisation_id=organisation.id, key_id=new.id), now=now)
    return new


def mark_key_compromised(
    *, actor: Actor, organisation: Organisation, key_id: UUID, since: datetime, reason: str, now: datetime
) -> None:
    """Say that others may have signed with a key since ``since``: nothing it signed is believed any more.

    Where it was the key in use, a new one takes its place at once. Cannot be undone. Raises ``UsageError``:
    ``access.not_found``, ``key.compromised`` where that was said before, ``key.moment`` where ``since`` lies
    before the key was made or in the future.
    """
    with transaction.atomic():
        record = _hold(actor, organisation)
        key = IssuerKey.objects.filter(id=key_id, organisation=organisation).first()
        if key is None:
            raise not_found()
        if key.state == KeyState.COMPROMISED:
            raise UsageError(
                "key.compromised", "The key is marked as compromised already.", where=key.method_id
            )
        since = since.replace(microsecond=0)
        if not key.made_at <= since <= now:
            raise UsageError(
                "key.moment",
                "The moment lies before the key was made, or in the future.",
                where=key.method_id,
                mend=f"Give one from {key.made_at:%Y-%m-%d %H:%M} UTC on.",
            )
        was_in_use = key.state == KeyState.IN_USE
        key.reason = reason.strip()[:MAX_REASON]
        _end(key, KeyState.COMPROMISED, at=key.ended_at or since)
        history = history_of(record).mark_compromised(key.method_id, at=since, reason=key.reason)
        record = publish_again(organisation, history=history, now=now)
        news.tell_administrators(
            record.organisation,
            _("%(person)s has marked a key of %(organisation)s as compromised."),
            kind=news.KEYS,
            page="organisation_keys",
            now=now,
            person=actor.label,
        )
        _record(actor, "key.compromised", key, now=now, since=since.isoformat(), reason=key.reason)
        events.publish(KeyCompromised(organisation_id=organisation.id, key_id=key.id, since=since), now=now)
        if was_in_use:
            new = _begin_again(organisation, record, now=now)
            _record(actor, "key.make", new, now=now)
            events.publish(KeyRotated(organisation_id=organisation.id, key_id=new.id), now=now)


def rewrap_secrets(*, actor: Actor, now: datetime, limit: int = 200) -> int:
    """Keep secrets under the present key-encryption key and return how many were not; for operators."""
    require_operator(actor)
    custody = present_custody()
    count = 0
    for identifier in list(IssuerKey.objects.values_list("id", flat=True).order_by("id")):
        with transaction.atomic():
            key = IssuerKey.objects.select_for_update().get(id=identifier)
            if custody.is_current(bytes(key.wrapped_secret)):
                continue
            key.wrapped_secret = custody.rewrap(bytes(key.wrapped_secret), place=_place(key))
            key.save(update_fields=["wrapped_secret"])
            _record(actor, "key.rewrap", key, now=now)
        count += 1
        if count == limit:
            break
    return count


def _hold(actor: Actor, organisation: Organisation) -> IssuerRecord:
    """Ask for the right and hold the record: signing and other changes wait until this one is over."""
    require(actor, organisation, Right.ADMINISTRATE)
    return IssuerRecord.objects.select_for_update().get(organisation=organisation)


def _in_use(organisation: Organisation, expected: UUID) -> IssuerKey:
    key = IssuerKey.objects.filter(organisation=organisation, state=KeyState.IN_USE).first()
    if key is None or key.id != expected:
        raise UsageError(
            "key.changed",
            "The key in use is no longer the one you saw.",
            where=organisation.slug,
            mend="Look at the page of keys again; somebody may have changed it just now.",
        )
    return key


def _begin_again(organisation: Organisation, record: IssuerRecord, *, now: datetime) -> IssuerKey:
    known = history_of(record)
    ended = [period.valid_until for period in known.periods if period.valid_until is not None]
    new, signer = keep_new_key(organisation, now=max([now.replace(microsecond=0), *ended]))
    history = known.begin_again(method_id=new.method_id, public_key=signer.public_key, valid_from=new.made_at)
    publish_again(organisation, history=history, now=now)
    return new


def _moment(record: IssuerRecord, key: IssuerKey, *, now: datetime) -> datetime:
    """Return when a key ends: not before anything was signed with it."""
    return max(moment for moment in (now.replace(microsecond=0), key.made_at, record.signed_at) if moment)


def _end(key: IssuerKey, state: KeyState, *, at: datetime) -> None:
    key.state = state
    key.ended_at = at
    key.save(update_fields=["state", "ended_at", "reason"])


def _open(key: IssuerKey) -> Signer:
    return present_custody().open(
        bytes(key.wrapped_secret), algorithm=Algorithm(key.algorithm), place=_place(key)
    )


def _place(key: IssuerKey) -> Place:
    return Place(organisation_id=key.organisation_id, key_id=key.id)


def _record(actor: Actor, action: str, key: IssuerKey, *, now: datetime, **details: object) -> None:
    audit.record(
        actor=actor,
        action=action,
        target=("key", key.id),
        organisation_id=key.organisation_id,
        details={"method": key.method_id, **details},
        now=now,
    )
