from __future__ import annotations

import pytest

from cairn.credentials.identifiers import comparable, is_same_identifier

ID = "https://a.example/credentials/ada"


@pytest.mark.parametrize("other", [ID, f" {ID}\n", "https://a.example/credentials/%61da"])
def test_spellings_of_one_identifier_are_the_same(other: str) -> None:
    assert is_same_identifier(ID, other)
    assert comparable(ID) == comparable(other)


@pytest.mark.parametrize("other", ["", ID.upper(), f"{ID}/", "https://a.example/credentials/%41da"])
def test_other_identifiers_are_not_the_same(other: str) -> None:
    assert not is_same_identifier(ID, other)


def test_what_has_no_identifier_is_the_same_as_nothing() -> None:
    assert not is_same_identifier("", "")
