from __future__ import annotations

import json
import multiprocessing
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cairn.errors import UsageError
from cairn.keys import parse_controller_document, parse_key_history
from cairn_cli.clock import now
from cairn_cli.issuer_folder import IssuerFolder
from cairn_cli.key_documents import publish_keys, refresh_copies
from cairn_cli.main import app
from factories.issuers import issuer_folder


@pytest.fixture
def folder(tmp_path: Path) -> IssuerFolder:
    return IssuerFolder(issuer_folder(tmp_path))


def retire(folder: IssuerFolder) -> None:
    with folder.alone():
        history = folder.history()
        folder.write_history(history.retire(history.periods[-1].method_id, at=now()))


def published(tree: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((tree / "organisations/northside/key-history.json").read_bytes())
    return found


def test_the_published_documents_list_the_key(folder: IssuerFolder, tmp_path: Path) -> None:
    publish_keys(folder, tmp_path / "public")
    place = tmp_path / "public" / "organisations" / "northside"
    controller = parse_controller_document(
        json.loads((place / "did.json").read_bytes()), expected_id=folder.read().did
    )
    history = parse_key_history(published(tmp_path / "public"))
    assert [method.id for method in controller.verification_methods] == [
        period.method_id for period in history.periods
    ]


def test_every_copy_is_brought_up_to_date(folder: IssuerFolder, tmp_path: Path) -> None:
    trees = [tmp_path / "first", tmp_path / "second with ümlaut"]
    for tree in trees:
        publish_keys(folder, tree)
    retire(folder)
    copies = refresh_copies(folder)
    assert [(copy.tree, copy.failure) for copy in copies] == [(tree, "") for tree in trees]
    assert [len(published(tree)["events"]) for tree in trees] == [2, 2]


def test_a_copy_that_knows_more_is_not_rolled_back(folder: IssuerFolder, tmp_path: Path) -> None:
    shutil.copytree(folder.path, tmp_path / "backup")
    retire(folder)
    publish_keys(folder, tmp_path / "public")
    before = published(tmp_path / "public")
    restored = IssuerFolder(tmp_path / "backup")
    with pytest.raises(UsageError) as caught:
        publish_keys(restored, tmp_path / "public")
    assert caught.value.code == "issuer.history_behind"
    assert published(tmp_path / "public") == before


def test_the_copy_of_another_issuer_is_not_written_over(folder: IssuerFolder, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    publish_keys(IssuerFolder(issuer_folder(tmp_path / "other")), tmp_path / "public")
    with pytest.raises(UsageError) as caught:
        publish_keys(folder, tmp_path / "public")
    assert caught.value.code == "issuer.history_differs"
    assert refresh_copies(folder) == []


def test_what_is_no_key_history_is_not_written_over(folder: IssuerFolder, tmp_path: Path) -> None:
    place = tmp_path / "public/organisations/northside"
    place.mkdir(parents=True)
    (place / "key-history.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        publish_keys(folder, tmp_path / "public")
    assert caught.value.code == "issuer.history_differs"


def test_one_copy_that_fails_does_not_stop_the_others(folder: IssuerFolder, tmp_path: Path) -> None:
    trees = [tmp_path / "damaged", tmp_path / "gone", tmp_path / "whole"]
    for tree in trees:
        publish_keys(folder, tree)
    (trees[0] / "organisations/northside/key-history.json").write_text("{}", encoding="utf-8")
    shutil.rmtree(trees[1])
    retire(folder)
    damaged, gone, whole = refresh_copies(folder)
    assert "issuer.history_differs" in damaged.failure
    assert not gone.is_there
    assert not whole.failure
    assert len(published(trees[2])["events"]) == 2


def test_a_torn_line_of_the_memory_hides_no_other(folder: IssuerFolder, tmp_path: Path) -> None:
    (folder.path / "published-trees.txt").write_bytes(b"\n/half/a/na")
    publish_keys(folder, tmp_path / "public")
    assert refresh_copies(folder)[-1].tree == tmp_path / "public"


def test_a_second_batch_and_a_rotation_leave_no_older_copy_to_be_synced_last(
    folder: IssuerFolder, tmp_path: Path
) -> None:
    for out in ("one", "two"):
        arguments = [
            "issue", "--achievement", f"{tmp_path}/achievement.json", "--csv", f"{tmp_path}/learners.csv", "--yes",
            "--out", f"{tmp_path}/{out}", "--issuer", str(folder.path),
        ]  # fmt: skip
        assert CliRunner().invoke(app, arguments).exit_code == 0
    method = folder.history().periods[0].method_id
    compromise = ["keys", "compromised", method, "--issuer", str(folder.path)]
    assert CliRunner().invoke(app, compromise).exit_code == 0
    rotate = ["keys", "rotate", "--no-passphrase", "--issuer", str(folder.path)]
    assert CliRunner().invoke(app, rotate).exit_code == 0
    kinds = [
        [event["type"] for event in published(tmp_path / out / "public")["events"]] for out in ("one", "two")
    ]
    assert kinds == [["begin", "compromise", "begin"]] * 2


def _publish_many(path: str, root: str, first: int) -> None:
    for number in range(first, first + 8):
        publish_keys(IssuerFolder(Path(path)), Path(root) / str(number))


def test_two_processes_that_publish_while_a_key_changes_leave_no_copy_behind(
    folder: IssuerFolder, tmp_path: Path
) -> None:
    start = multiprocessing.get_context("spawn").Process
    others = [
        start(target=_publish_many, args=(str(folder.path), str(tmp_path), first)) for first in (100, 200)
    ]
    for other in others:
        other.start()
    while not (tmp_path / "100").exists() and others[0].is_alive():
        time.sleep(0.01)
    retire(folder)
    refresh_copies(folder)
    for other in others:
        other.join()
    assert [other.exitcode for other in others] == [0, 0]
    trees = [tmp_path / str(first + number) for first in (100, 200) for number in range(8)]
    assert [len(published(tree)["events"]) for tree in trees] == [2] * 16
