from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from cairn.errors import UsageError
from cairn_site.platform import audit, requests
from cairn_site.platform.actors import SYSTEM, Actor, ActorKind
from cairn_site.platform.models import AuditEntry

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ADA = Actor(kind=ActorKind.PERSON, id=UUID(int=1), label="Ada Lovelace")
NORTH, SOUTH = UUID(int=10), UUID(int=20)


@pytest.fixture(autouse=True)
def _empty() -> None:
    AuditEntry.objects.all().delete()


def record(action: str = "award.make", *, organisation_id: UUID | None = NORTH, at: datetime = NOW) -> None:
    audit.record(actor=ADA, action=action, target=("award", 7), now=at, organisation_id=organisation_id)


def test_an_entry_says_who_did_what_to_which_thing_in_which_request() -> None:
    with requests.within("request-1"):
        audit.record(
            actor=ADA, action="award.make", target=("award", 7), now=NOW, details={"name": "Welding"}
        )

    entry = AuditEntry.objects.get()
    assert (entry.actor_kind, entry.actor_id, entry.actor_label) == ("person", ADA.id, "Ada Lovelace")
    assert (entry.action, entry.target_kind, entry.target_id) == ("award.make", "award", "7")
    assert (entry.request_id, entry.details) == ("request-1", {"name": "Welding"})


@pytest.mark.parametrize(
    "details", [{"new_password": "x"}, {"before": {"secret": "x"}}, {"a": [{"token": "x"}]}]
)
def test_a_secret_in_the_details_is_refused(details: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        audit.record(actor=ADA, action="a.b", target=("x", 1), now=NOW, details=details)

    assert not AuditEntry.objects.exists()


def test_entries_of_one_organisation_are_apart_from_those_of_another() -> None:
    record(organisation_id=NORTH)
    record(organisation_id=SOUTH)

    assert [entry.organisation_id for entry in audit.entries(organisation_id=NORTH)] == [NORTH]
    assert audit.entries().count() == 2


def test_entries_are_found_by_action_time_and_words() -> None:
    record("award.make", at=NOW - timedelta(days=2))
    record("award.revoke")
    record("member.join", at=NOW + timedelta(days=2))

    assert [entry.action for entry in audit.entries(action="award.")] == ["award.revoke", "award.make"]
    assert [entry.action for entry in audit.entries(since=NOW, until=NOW + timedelta(1))] == ["award.revoke"]
    assert audit.entries(search="lovelace").count() == 3
    assert audit.entries(search="REVOKE").count() == 1
    assert audit.entries(search="nobody").count() == 0


def test_pruning_takes_the_old_and_leaves_the_new() -> None:
    record(at=NOW - timedelta(days=400))
    record(at=NOW)

    assert audit.prune(before=NOW - timedelta(days=365)) == 1
    assert [entry.at for entry in audit.entries()] == [NOW]


def test_retention_is_for_ever_until_it_is_set_and_setting_it_is_recorded() -> None:
    assert audit.retention_days() is None

    audit.set_retention(days=365, actor=ADA, now=NOW)

    assert audit.retention_days() == 365
    assert AuditEntry.objects.get().details == {"before": None, "after": 365}
    audit.set_retention(days=None, actor=ADA, now=NOW)
    assert audit.retention_days() is None


def test_a_trail_that_is_thrown_away_at_once_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        audit.set_retention(days=1, actor=SYSTEM, now=NOW)

    assert caught.value.code == "audit.retention"
