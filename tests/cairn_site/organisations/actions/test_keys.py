"""The life of keys."""

from __future__ import annotations

import base64
import threading
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction

from cairn.canonical import strict_json
from cairn.errors import CairnError, UsageError
from cairn.keys import KeyHistory, parse_controller_document
from cairn.keys import KeyState as State
from cairn_site.organisations.actions import (
    make_key,
    mark_key_compromised,
    retire_key,
    rewrap_secrets,
    rotate_key,
)
from cairn_site.organisations.actions.publishing import history_of
from cairn_site.organisations.custody import FILE, present_custody
from cairn_site.organisations.models import IssuerKey, IssuerRecord, KeyState, Organisation, Right
from cairn_site.organisations.signing import open_signer
from cairn_site.platform import audit
from cairn_site.platform.actors import SYSTEM
from cairn_site.platform.models import Event
from factories.site import NOW, actor, make_organisation, make_person

LATER = NOW + timedelta(days=1)


def published(organisation: Organisation) -> KeyHistory:
    return history_of(IssuerRecord.objects.get(organisation=organisation))


def in_use(organisation: Organisation) -> IssuerKey:
    return IssuerKey.objects.get(organisation=organisation, state=KeyState.IN_USE)


def test_a_rotation_retires_the_old_key_and_keeps_it_published() -> None:
    person = make_person()
    organisation = make_organisation(person)
    old = in_use(organisation)

    new = rotate_key(actor=actor(person), organisation=organisation, now=LATER, expected=old.id)

    old.refresh_from_db()
    assert (old.state, old.ended_at) == (KeyState.RETIRED, LATER)
    history = published(organisation)
    assert history.current is not None
    assert history.current.method_id == new.method_id
    assert history.state_at(old.method_id, NOW) is State.VALID
    record = IssuerRecord.objects.get(organisation=organisation)
    document = parse_controller_document(
        strict_json.parse_object(bytes(record.did_document)), expected_id=record.did
    )
    document.method(old.method_id, purpose="assertionMethod")
    document.method(new.method_id, purpose="assertionMethod")
    assert Event.objects.filter(name="organisations.KeyRotated").count() == 1


def test_a_rotation_of_a_key_that_changed_meanwhile_is_refused() -> None:
    person = make_person()
    organisation = make_organisation(person)
    seen = in_use(organisation)
    rotate_key(actor=actor(person), organisation=organisation, now=LATER, expected=seen.id)

    with pytest.raises(UsageError) as refused:
        rotate_key(actor=actor(person), organisation=organisation, now=LATER, expected=seen.id)

    assert refused.value.code == "key.changed"
    assert IssuerKey.objects.filter(organisation=organisation).count() == 2


def test_no_key_ends_before_something_was_signed_with_it() -> None:
    person = make_person()
    organisation = make_organisation(person)
    old = in_use(organisation)
    with transaction.atomic():
        signed = open_signer(organisation, actor=SYSTEM, now=LATER)

    new = rotate_key(actor=actor(person), organisation=organisation, now=NOW, expected=old.id)

    assert published(organisation).state_at(old.method_id, signed.moment) is State.VALID
    with transaction.atomic():
        after = open_signer(organisation, actor=SYSTEM, now=NOW)
    assert after.verification_method == new.method_id
    assert published(organisation).state_at(new.method_id, after.moment) is State.VALID


def test_a_retired_key_leaves_nothing_to_sign_with_until_another_is_made() -> None:
    person = make_person()
    organisation = make_organisation(person)

    retire_key(actor=actor(person), organisation=organisation, now=LATER, expected=in_use(organisation).id)
    assert published(organisation).current is None

    made = make_key(actor=actor(person), organisation=organisation, now=LATER)

    assert published(organisation).current.method_id == made.method_id  # type: ignore[union-attr]


def test_no_key_is_made_beside_one_in_use() -> None:
    person = make_person()
    organisation = make_organisation(person)

    with pytest.raises(UsageError) as refused:
        make_key(actor=actor(person), organisation=organisation, now=LATER)

    assert refused.value.code == "key.in_use"


def test_a_compromised_key_in_use_is_replaced_at_once_and_never_believed() -> None:
    person = make_person()
    organisation = make_organisation(person)
    bad = in_use(organisation)

    mark_key_compromised(
        actor=actor(person),
        organisation=organisation,
        key_id=bad.id,
        since=NOW + timedelta(hours=1),
        reason="Stolen",
        now=LATER,
    )

    bad.refresh_from_db()
    assert (bad.state, bad.reason) == (KeyState.COMPROMISED, "Stolen")
    history = published(organisation)
    assert history.state_at(bad.method_id, NOW) is State.COMPROMISED
    assert history.state_at(bad.method_id, NOW, proven=True) is State.VALID
    assert in_use(organisation).method_id == history.current.method_id  # type: ignore[union-attr]
    assert Event.objects.filter(name="organisations.KeyCompromised").count() == 1


def test_a_retired_key_can_still_turn_out_compromised() -> None:
    person = make_person()
    organisation = make_organisation(person)
    old = in_use(organisation)
    new = rotate_key(actor=actor(person), organisation=organisation, now=LATER, expected=old.id)

    mark_key_compromised(
        actor=actor(person), organisation=organisation, key_id=old.id, since=NOW, reason="", now=LATER
    )

    assert in_use(organisation).id == new.id
    assert IssuerKey.objects.get(id=old.id).ended_at == LATER


@pytest.mark.parametrize("shift", [timedelta(days=-1), timedelta(days=2)])
def test_a_compromise_lies_within_the_life_of_the_key(shift: timedelta) -> None:
    person = make_person()
    organisation = make_organisation(person)

    with pytest.raises(UsageError) as refused:
        mark_key_compromised(
            actor=actor(person),
            organisation=organisation,
            key_id=in_use(organisation).id,
            since=NOW + shift,
            reason="",
            now=LATER,
        )

    assert refused.value.code == "key.moment"
    assert in_use(organisation).state == KeyState.IN_USE


def test_a_compromise_is_said_once() -> None:
    person = make_person()
    organisation = make_organisation(person)
    key = in_use(organisation)
    said = {
        "actor": actor(person),
        "organisation": organisation,
        "key_id": key.id,
        "since": NOW,
        "reason": "",
    }
    mark_key_compromised(**said, now=LATER)

    with pytest.raises(UsageError) as refused:
        mark_key_compromised(**said, now=LATER)

    assert refused.value.code == "key.compromised"


def test_the_key_of_another_organisation_is_not_there() -> None:
    person = make_person()
    organisation, other = make_organisation(person), make_organisation()

    for key_id in (in_use(other).id, uuid4()):
        with pytest.raises(UsageError) as refused:
            mark_key_compromised(
                actor=actor(person), organisation=organisation, key_id=key_id, since=NOW, reason="", now=LATER
            )
        assert refused.value.code == "access.not_found"
    assert in_use(other).state == KeyState.IN_USE


@pytest.mark.parametrize("rights", [set(), set(Right) - {Right.ADMINISTRATE}])
def test_only_administrators_touch_keys(rights: set[Right]) -> None:
    person = make_person()
    organisation = make_organisation(person, rights=rights) if rights else make_organisation()
    key = in_use(organisation)

    for attempt in (
        lambda: rotate_key(actor=actor(person), organisation=organisation, now=LATER, expected=key.id),
        lambda: retire_key(actor=actor(person), organisation=organisation, now=LATER, expected=key.id),
        lambda: make_key(actor=actor(person), organisation=organisation, now=LATER),
        lambda: mark_key_compromised(
            actor=actor(person), organisation=organisation, key_id=key.id, since=NOW, reason="", now=LATER
        ),
    ):
        with pytest.raises(UsageError) as refused:
            attempt()
        assert refused.value.code == ("access.right_missing" if rights else "access.not_found")
    assert [each.id for each in IssuerKey.objects.filter(organisation=organisation)] == [key.id]


@pytest.mark.django_db(transaction=True)
def test_of_many_rotations_at_once_one_happens() -> None:
    person = make_person()
    organisation = make_organisation(person)
    seen = in_use(organisation)
    outcomes: list[str] = []
    together = threading.Barrier(6)

    def rotate() -> None:
        together.wait()
        try:
            rotate_key(actor=actor(person), organisation=organisation, now=LATER, expected=seen.id)
            outcomes.append("rotated")
        except CairnError as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=rotate) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["key.changed"] * 5 + ["rotated"]
    assert len(published(organisation).periods) == 2
    assert IssuerKey.objects.filter(organisation=organisation, state=KeyState.IN_USE).count() == 1


def test_the_trail_of_keys_holds_no_secret() -> None:
    person = make_person()
    organisation = make_organisation(person)
    rotate_key(actor=actor(person), organisation=organisation, now=LATER, expected=in_use(organisation).id)
    secrets = [bytes(key.wrapped_secret) for key in IssuerKey.objects.all()]

    told = str([entry.details for entry in audit.entries(organisation_id=organisation.id)])

    assert not any(secret.hex() in told or repr(secret) in told for secret in secrets)


def test_secrets_are_kept_anew_under_the_present_key_encryption_key(monkeypatch: pytest.MonkeyPatch) -> None:
    operator = make_person(is_operator=True)
    organisation = make_organisation()
    present_custody()
    old = (Path(settings.CAIRN_DATA) / FILE).read_text().strip()
    new = base64.b64encode(b"n" * 32).decode()
    monkeypatch.setenv("CAIRN_KEY_ENCRYPTION_KEY", f"{new},{old}")

    assert rewrap_secrets(actor=actor(operator), now=LATER) == 1
    assert rewrap_secrets(actor=actor(operator), now=LATER) == 0

    monkeypatch.setenv("CAIRN_KEY_ENCRYPTION_KEY", new)
    with transaction.atomic():
        open_signer(organisation, actor=SYSTEM, now=LATER)


def test_only_operators_have_secrets_kept_anew() -> None:
    with pytest.raises(UsageError) as refused:
        rewrap_secrets(actor=actor(make_person()), now=LATER)

    assert refused.value.code == "access.not_found"
