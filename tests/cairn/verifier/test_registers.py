from __future__ import annotations

from typing import Any

import pytest

from cairn.errors import DocumentError
from cairn.verifier import Outcome, parse_issuer_list
from cairn.verifier.registers import look_up_issuer

LIST = parse_issuer_list({"name": "First", "issuers": [{"id": "did:web:a.example", "name": "A College"}]})
OTHER = parse_issuer_list({"name": "Second", "issuers": []})


def test_known_issuer_has_the_name_of_the_register() -> None:
    found = look_up_issuer("did:web:a.example", stated_name="A College", registers=[OTHER, LIST])
    assert found.check.outcome is Outcome.PASSED
    assert found.entry is not None
    assert (found.entry.name, found.entry.register) == ("A College", "First")


def test_unknown_issuer_is_a_warning_that_names_the_registers() -> None:
    found = look_up_issuer("did:web:b.example", stated_name="B", registers=[LIST, OTHER])
    assert (found.check.outcome, found.check.reason) == (Outcome.WARNING, "issuer.unknown")
    assert "First, Second" in found.check.message
    assert found.entry is None


def test_borrowed_name_is_flagged() -> None:
    found = look_up_issuer("did:web:a.example", stated_name="Oxford", registers=[LIST])
    assert (found.check.outcome, found.check.reason) == (Outcome.WARNING, "issuer.other_name")
    assert found.entry is not None
    assert found.entry.name == "A College"


def test_look_alike_id_is_unknown() -> None:
    found = look_up_issuer("did:web:A.example", stated_name="A College", registers=[LIST])
    assert found.check.reason == "issuer.unknown"


def test_without_registers_nobody_is_known() -> None:
    check = look_up_issuer("did:web:a.example", stated_name="", registers=[]).check
    assert (check.outcome, check.message) == (Outcome.WARNING, "No register was asked.")


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"name": "", "issuers": []},
        {"name": "X", "issuers": {}},
        {"name": "X", "issuers": ["did:web:a.example"]},
        {"name": "X", "issuers": [{"id": "did:web:a.example"}]},
        {"name": "X", "issuers": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]},
    ],
)
def test_malformed_register_is_refused(document: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_issuer_list(document)
    assert caught.value.code == "register.malformed"
