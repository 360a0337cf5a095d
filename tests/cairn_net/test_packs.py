from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.errors import DocumentError
from cairn_net.packs import find_packed

if TYPE_CHECKING:
    from pathlib import Path

UUIDS = [f"0190d1f2-5c1b-8e3a-9d4f-{number:012x}" for number in range(6)]
IDS = [f"https://credentials.example.edu/credentials/{uuid}" for uuid in UUIDS]
HEAD = "row,id,status_list,status_index,offset,length\n"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    for pack in range(2):
        lines, rows, offset = b"", HEAD, 0
        for number in range(3 * pack, 3 * pack + 3):
            line = f'{{"id":"{IDS[number]}"}}'.encode()
            rows += f"{number + 1},{IDS[number]},1,{number},{offset},{len(line)}\n"
            lines += line + b"\n"
            offset += len(line) + 1
        (tmp_path / f"{pack:05d}.jsonl").write_bytes(lines)
        (tmp_path / f"{pack:05d}.csv").write_text(rows)
    return tmp_path


def test_credentials_are_found_in_all_packs(packs: Path) -> None:
    found = find_packed(packs, [IDS[1], IDS[4]])
    assert {own_id: packed.read() for own_id, packed in found.items()} == {
        own_id: f'{{"id":"{own_id}"}}'.encode() for own_id in (IDS[1], IDS[4])
    }
    assert [packed.row for packed in found.values()] == [2, 5]


def test_the_uuid_is_enough(packs: Path) -> None:
    assert find_packed(packs, [UUIDS[2]])[UUIDS[2]].id == IDS[2]


def test_the_same_uuid_of_another_issuer_is_not_found(packs: Path) -> None:
    assert find_packed(packs, [f"https://other.example/credentials/{UUIDS[2]}"]) == {}


def test_part_of_a_uuid_is_not_enough(packs: Path) -> None:
    assert find_packed(packs, [UUIDS[2][:20], UUIDS[2][1:]]) == {}


def test_where_there_are_no_packs_nothing_is_found(tmp_path: Path) -> None:
    assert find_packed(tmp_path / "packs", [IDS[0]]) == {}


@pytest.mark.parametrize(
    "text",
    [
        f"row,id\n1,{IDS[0]}\n",
        f"{HEAD}1,{IDS[0]},1,0,-5,10\n",
        f"{HEAD}1,{IDS[0]},1,0,0,99999999999\n",
        f"{HEAD}1,{IDS[0]},1,0\n",
        f"{HEAD}1,{IDS[0]},1,0,٣,3\n",
    ],
)
def test_a_damaged_index_is_refused(packs: Path, text: str) -> None:
    (packs / "00000.csv").write_text(text)
    with pytest.raises(DocumentError) as caught:
        find_packed(packs, [IDS[0]])
    assert caught.value.code == "pack.index"


def test_a_pack_that_was_cut_off_is_noticed(packs: Path) -> None:
    packed = find_packed(packs, [IDS[2]])[IDS[2]]
    with (packs / "00000.jsonl").open("r+b") as file:
        file.truncate(packed.offset + 3)
    with pytest.raises(DocumentError) as caught:
        packed.read()
    assert caught.value.code == "pack.damaged"
