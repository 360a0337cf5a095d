"""A table from upload to awards."""

from __future__ import annotations

from functools import partial

import pytest

from cairn.errors import UsageError
from cairn_site.awarding import actions, tasks
from cairn_site.awarding.actions import batches
from cairn_site.awarding.models import Award, Batch, StatusList
from cairn_site.platform import jobs
from cairn_site.platform.models import Job, Message
from cairn_site.platform.worker import work_until_idle
from factories.awarding import World, make_award, make_batch, make_table, make_world
from factories.site import NOW


@pytest.fixture
def world() -> World:
    return make_world()


def confirm(world: World, batch: Batch, *, skips: bool = False, mail: bool = True) -> Batch:
    return actions.confirm_batch(
        actor=world.actor,
        organisation=world.organisation,
        batch_id=batch.id,
        skips_bad_rows=skips,
        sends_mail=mail,
        now=NOW,
    )


def test_nothing_is_awarded_by_an_upload(world: World) -> None:
    batch = make_batch(world, make_table(3, bad=(1,)))
    work_until_idle()

    assert (batch.state, batch.findings["rows"], batch.problem_count) == ("checked", 2, 1)
    assert not Award.objects.exists()
    assert not StatusList.objects.exists()


def test_bad_rows_are_not_left_out_unasked(world: World) -> None:
    batch = make_batch(world, make_table(3, bad=(1,)))

    with pytest.raises(UsageError) as caught:
        confirm(world, batch)
    assert caught.value.code == "batch.bad_rows"


def test_every_good_row_is_awarded_once_and_written_to(world: World) -> None:
    batch = confirm(world, make_batch(world, make_table(5, bad=(2,))), skips=True)
    work_until_idle()

    awards = Award.objects.filter(batch=batch)
    assert {award.address for award in awards} == {f"learner{n}@learners.ie" for n in (0, 1, 3, 4)}
    assert Message.objects.count() == 4
    assert {award.provenance["line"] for award in awards} == {2, 3, 5, 6}
    assert all(award.provenance["table_sha256"] == batch.table_sha256 for award in awards)


def test_holders_are_not_written_to_where_that_was_not_asked_for(world: World) -> None:
    confirm(world, make_batch(world, make_table(2)), mail=False)
    work_until_idle()

    assert not Message.objects.exists()


def test_a_table_is_confirmed_once(world: World) -> None:
    batch = confirm(world, make_batch(world, make_table(2)))

    with pytest.raises(UsageError) as caught:
        confirm(world, batch)
    assert caught.value.code == "batch.no_such_change"


def test_a_table_without_a_good_row_is_not_confirmed(world: World) -> None:
    with pytest.raises(UsageError) as caught:
        confirm(world, make_batch(world, make_table(1, bad=(0,))), skips=True)
    assert caught.value.code == "batch.no_rows"


def test_a_row_is_mended_in_place(world: World) -> None:
    batch = make_batch(world, make_table(3, bad=(1,)))
    cells = ["Learner Number 1", "mended@learners.ie", "", ""]
    batch = actions.mend_row(
        actor=world.actor, organisation=world.organisation, batch_id=batch.id, line=3, cells=cells, now=NOW
    )

    assert (batch.problem_count, batch.findings["rows"]) == (0, 3)
    assert b"mended@learners.ie" in batches.read_table(batch)


def test_another_file_takes_the_place_of_a_table(world: World) -> None:
    batch = make_batch(world, make_table(3, bad=(1,)))
    batch = actions.replace_table(
        actor=world.actor,
        organisation=world.organisation,
        batch_id=batch.id,
        file_name="new.csv",
        data=make_table(7),
        now=NOW,
    )

    assert (batch.file_name, batch.findings["rows"], batch.problem_count) == ("new.csv", 7, 0)


@pytest.mark.parametrize("name", ["mend", "replace", "discard"])
def test_a_confirmed_table_does_not_change(world: World, name: str) -> None:
    batch = confirm(world, make_batch(world, make_table(2)))
    given = {"actor": world.actor, "organisation": world.organisation, "batch_id": batch.id, "now": NOW}

    change = {
        "mend": partial(actions.mend_row, **given, line=2, cells=["a", "b", "c", "d"]),
        "replace": partial(actions.replace_table, **given, file_name="x", data=make_table(1)),
        "discard": partial(actions.discard_batch, **given),
    }[name]

    with pytest.raises(UsageError) as caught:
        change()
    assert caught.value.code == "batch.no_such_change"


def test_a_large_table_is_checked_by_a_job(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "CHECKED_AT_ONCE", 10)
    batch = make_batch(world, make_table(4, bad=(1,)))
    assert batch.state == "checking"
    jobs.run_due()

    batch.refresh_from_db()
    assert (batch.state, batch.findings["rows"], batch.problem_count) == ("checked", 3, 1)


def test_a_table_whose_check_failed_can_be_replaced(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "CHECKED_AT_ONCE", 10)
    batch = make_batch(world, make_table(4))
    Job.objects.update(state="failed")
    monkeypatch.undo()
    batch = actions.replace_table(
        actor=world.actor,
        organisation=world.organisation,
        batch_id=batch.id,
        file_name="new.csv",
        data=make_table(2),
        now=NOW,
    )

    assert batch.state == "checked"


def test_awarding_stops_and_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(tasks, "ROWS", 2)
    batch = confirm(world, make_batch(world, make_table(5)), mail=False)
    job = jobs.claim(now=NOW)
    assert job is not None
    jobs.run(job, is_stopping=lambda: True)
    given = {"actor": world.actor, "organisation": world.organisation, "batch_id": batch.id, "now": NOW}
    actions.stop_batch(**given)  # type: ignore[arg-type]
    assert Award.objects.count() == 2
    jobs.run_due()
    assert Award.objects.count() == 2

    actions.resume_batch(**given)  # type: ignore[arg-type]
    jobs.run_due()
    assert Award.objects.count() == 5


def test_a_table_that_is_not_being_awarded_cannot_be_stopped(world: World) -> None:
    batch = make_batch(world, make_table(1))
    with pytest.raises(UsageError) as caught:
        actions.stop_batch(actor=world.actor, organisation=world.organisation, batch_id=batch.id, now=NOW)
    assert caught.value.code == "batch.not_begun"


def test_tables_of_others_are_not_there(world: World) -> None:
    foreign = make_batch(make_world(), make_table(1))
    with pytest.raises(UsageError) as caught:
        confirm(world, foreign)
    assert caught.value.code == "access.not_found"


def test_who_holds_it_already_is_told_before(world: World) -> None:
    make_award(world, email="learner1@learners.ie")
    batch = make_batch(world, make_table(3))

    assert batch.findings["held_count"] == 1


@pytest.mark.parametrize("data", [b"", b"x" * 11])
def test_an_empty_or_too_large_file_is_refused(
    world: World, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cairn_site.awarding.tables.MAX_BYTES", 10)
    with pytest.raises(UsageError) as caught:
        make_batch(world, data)
    assert caught.value.code == "batch.file_size"
