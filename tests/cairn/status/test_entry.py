from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.errors import DocumentError, UsageError
from cairn.status import StatusPurpose, format_entry, parse_entries

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

LIST = "https://credentials.example.edu/status/northside/revocation/1"


def _entry(**members: JsonValue) -> JsonObject:
    return {**format_entry(list_url=LIST, index=94567, purpose=StatusPurpose.REVOCATION), **members}


def _refused(**members: JsonValue) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        parse_entries({"credentialStatus": _entry(**members)})
    return caught.value


def test_what_was_formatted_is_parsed() -> None:
    (entry,) = parse_entries({"credentialStatus": _entry()})
    assert (entry.list_url, entry.index, entry.purpose, entry.size) == (LIST, 94567, "revocation", 1)


def test_an_entry_has_an_id_of_its_own() -> None:
    assert _entry()["id"] == f"{LIST}#94567"


def test_the_index_is_text() -> None:
    assert _entry()["statusListIndex"] == "94567"


def test_a_negative_index_is_not_formatted() -> None:
    with pytest.raises(UsageError):
        format_entry(list_url=LIST, index=-1, purpose="revocation")


def test_a_credential_without_status_has_no_entries() -> None:
    assert parse_entries({}) == ()


def test_several_entries_keep_their_order_and_place() -> None:
    entries = parse_entries({"credentialStatus": [_entry(), _entry(statusPurpose="suspension")]})
    assert [(entry.purpose, entry.where) for entry in entries] == [
        ("revocation", "/credentialStatus/0"),
        ("suspension", "/credentialStatus/1"),
    ]


def test_an_unknown_type_is_kept_as_unknown() -> None:
    (entry,) = parse_entries({"credentialStatus": {"type": "SomethingNew"}})
    assert entry.kind == ""


def test_the_id_of_the_list_is_refused_as_that_of_the_entry() -> None:
    assert _refused(id=LIST).code == "status.same_id"


@pytest.mark.parametrize(
    "index", [5, -1, 1.0, None, "", "-1", "+1", "01", "1.0", "0x10", "1e3", " 1", "1\n", "٣", "9" * 40]
)
def test_an_index_that_is_no_decimal_text_is_refused(index: JsonValue) -> None:
    error = _refused(statusListIndex=index)
    assert (error.code, error.where) == ("status.index", "/credentialStatus/statusListIndex")


@pytest.mark.parametrize("size", [0, -1, 9, 1.5, "1", True, None])
def test_a_size_that_cannot_be_is_refused(size: JsonValue) -> None:
    assert _refused(statusSize=size).code == "status.size"


@pytest.mark.parametrize("entry", [None, "text", 5, [None], [["list"]]])
def test_an_entry_that_is_no_object_is_refused(entry: JsonValue) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_entries({"credentialStatus": entry})
    assert caught.value.code == "status.malformed"


@pytest.mark.parametrize("name", ["statusPurpose", "statusListCredential"])
def test_an_entry_needs_all_its_members(name: str) -> None:
    assert _refused(**{name: None}).code == "status.malformed"


def test_a_flood_of_entries_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_entries({"credentialStatus": [_entry()] * 17})
    assert caught.value.code == "status.too_many"


def test_messages_are_read_by_their_value() -> None:
    messages: list[JsonValue] = [
        {"status": f"0x{value:x}", "message": f"message {value}"} for value in range(4)
    ]
    (entry,) = parse_entries(
        {"credentialStatus": _entry(statusPurpose="message", statusSize=2, statusMessage=messages)}
    )
    assert entry.messages == {0: "message 0", 1: "message 1", 2: "message 2", 3: "message 3"}


def test_every_value_needs_its_message() -> None:
    messages: list[JsonValue] = [{"status": "0x0", "message": "fine"}]
    assert _refused(statusPurpose="message", statusSize=2, statusMessage=messages).code == "status.malformed"
    assert _refused(statusPurpose="message", statusSize=2).code == "status.malformed"


def test_a_legacy_entry_may_have_a_number_for_index() -> None:
    (entry,) = parse_entries({"credentialStatus": _entry(type="StatusList2021Entry", statusListIndex=7)})
    assert (entry.kind, entry.index) == ("StatusList2021Entry", 7)
