"""Reminders: once each, and only those that are due now."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from cairn.errors import UsageError
from cairn_site.awarding import actions
from cairn_site.awarding.models import Award, Reminder
from cairn_site.platform.models import Message
from factories.awarding import YEAR, World, make_award, make_world
from factories.site import NOW

END: datetime = NOW.replace(year=2027)


@pytest.fixture
def award() -> Award:
    return make_award(make_world(validity=YEAR), sends_mail=False)


@pytest.mark.parametrize(
    ("days", "reminded"),
    [(91, []), (90, [90]), (61, [90]), (60, [60]), (30, [30]), (7, [7]), (1, [7]), (0, [])],
)
def test_a_holder_is_reminded_of_what_is_due_now(award: Award, days: int, reminded: list[int]) -> None:
    actions.remind_holders(now=END - timedelta(days=days))

    assert list(Reminder.objects.values_list("days", flat=True)) == reminded
    assert Message.objects.count() == len(reminded)


def test_over_the_year_each_reminder_comes_once(award: Award) -> None:
    for days in range(100, -5, -1):
        actions.remind_holders(now=END - timedelta(days=days))

    assert sorted(Reminder.objects.values_list("days", flat=True)) == [7, 30, 60, 90]
    assert Message.objects.count() == 4


def test_nobody_is_reminded_of_what_was_revoked() -> None:
    world = make_world(validity=YEAR)
    award = make_award(world, sends_mail=False)
    actions.revoke_award(
        actor=world.actor, organisation=world.organisation, award_id=award.id, reason="An error", now=NOW
    )

    assert actions.remind_holders(now=END - timedelta(days=7)) == 0


def test_holders_without_an_address_do_not_stop_the_others() -> None:
    world = make_world(validity=YEAR)
    make_award(world, sends_mail=False)
    silent = make_award(world, sends_mail=False)
    Award.objects.filter(id=silent.id).update(address="")

    assert actions.remind_holders(now=END - timedelta(days=7)) == 1


@pytest.fixture
def world() -> World:
    return make_world()


def test_the_mail_is_sent_again(world: World) -> None:
    award = make_award(world)
    assert actions.send_again(actor=world.actor, organisation=world.organisation, award_id=award.id, now=NOW)
    assert Message.objects.count() == 2


def test_only_own_and_standing_awards_are_written_about(world: World) -> None:
    own, foreign = make_award(world), make_award(make_world())
    revoked = make_award(world)
    actions.revoke_award(
        actor=world.actor, organisation=world.organisation, award_id=revoked.id, reason="An error", now=NOW
    )
    Message.objects.all().delete()

    written = actions.remind_chosen(
        actor=world.actor,
        organisation=world.organisation,
        award_ids=[own.id, foreign.id, revoked.id],
        now=NOW,
    )
    assert written == 1
    assert Message.objects.get().to == own.address
    with pytest.raises(UsageError):
        actions.send_again(actor=world.actor, organisation=world.organisation, award_id=revoked.id, now=NOW)
