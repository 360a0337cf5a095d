"""What higher apps tell the accounts."""

from __future__ import annotations

from cairn_site.accounts.ports import notice_kinds, second_factor_needs


def test_every_kind_of_notices_says_what_it_is() -> None:
    for name, kind in notice_kinds.items():
        assert "." in name
        assert len(name) <= 60
        assert str(kind.label)
        assert str(kind.description).endswith(".")


def test_organisations_say_who_needs_a_second_factor() -> None:
    assert "organisations" in dict(second_factor_needs.items())
