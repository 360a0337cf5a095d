from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cairn.canonical import strict_json
from cairn.errors import UsageError
from cairn_cli import journal as journals
from cairn_cli.batch_run import Order, begin_or_go_on, run_batch
from cairn_cli.clock import now
from cairn_cli.issuer_folder import IssuerFolder
from cairn_cli.journal import Journal
from cairn_cli.survey import survey_table
from factories.issuers import issuer_folder
from factories.keys import counting_rng
from factories.learners import table_of

if TYPE_CHECKING:
    from pathlib import Path

    from cairn_cli.journal import Batch


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Order:
    monkeypatch.setattr(journals, "PACK_SIZE", 15)
    folder = IssuerFolder(issuer_folder(tmp_path))
    (tmp_path / "out").mkdir()
    return Order(
        table=tmp_path / "learners.csv",
        achievement=strict_json.parse_object((tmp_path / "achievement.json").read_bytes()),
        allow_repeated_learners=False,
        folder=folder,
        settings=folder.read(),
        signer=folder.open_signer(folder.read(), passphrase=str),
        journal=Journal(tmp_path / "out"),
    )


def begin(order: Order, *, seed: str = "") -> Batch:
    survey = survey_table(
        order.table, achievement=order.achievement, valid_from=now(), allow_repeated_learners=False
    )
    return begin_or_go_on(order, survey, now=now(), rng=counting_rng(seed))


def test_a_batch_that_was_begun_keeps_its_seed(order: Order) -> None:
    assert begin(order, seed="one") == begin(order, seed="two")


def test_a_batch_has_status_lists_of_its_own(order: Order, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    numbers = [begin(order).first_status_list]
    numbers.append(begin(replace(order, journal=Journal(tmp_path / "second"))).first_status_list)
    assert numbers == [1, 2]


def test_other_options_are_refused(order: Order) -> None:
    begin(order)
    with pytest.raises(UsageError) as caught:
        begin(replace(order, allow_repeated_learners=True))
    assert caught.value.code == "journal.settings_changed"
    assert "The options changed" in caught.value.message


def test_the_outcome_counts_what_is_new_and_what_is_there(order: Order) -> None:
    batch = begin(order)
    first = run_batch(order, batch, single_files=False)
    order.journal.pack_path(1).unlink()
    again = run_batch(order, batch, single_files=True)
    assert (first.rows, first.issued, first.packs, first.files) == (40, 40, 3, 0)
    assert (again.rows, again.issued, again.packs, again.files) == (40, 15, 3, 40)
    assert first.stored_bytes == again.stored_bytes


def test_a_table_cut_short_after_the_dry_run_leaves_no_pack_half_full(order: Order) -> None:
    batch = begin(order)
    order.table.write_bytes(table_of(20))
    with pytest.raises(UsageError) as caught:
        run_batch(order, batch, single_files=False)
    assert caught.value.code == "journal.table_changed"
    assert order.journal.missing_packs(batch) == [1, 2]
    assert not list(order.journal.packs.glob("*.part"))


def test_files_that_are_not_marked_as_done_are_written_again(order: Order) -> None:
    batch = begin(order)
    run_batch(order, batch, single_files=True)
    victim = next((order.journal.public / "credentials").iterdir())
    content = victim.read_bytes()
    victim.write_bytes(b"torn")
    for mark in order.journal.packs.glob("*.files"):
        mark.unlink()
    run_batch(order, batch, single_files=True)
    assert victim.read_bytes() == content
