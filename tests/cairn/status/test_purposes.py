from __future__ import annotations

from cairn.status import StatusPurpose


def test_the_purposes_are_those_of_the_standard() -> None:
    assert [purpose.value for purpose in StatusPurpose] == ["revocation", "suspension", "refresh", "message"]


def test_only_a_revocation_is_for_good() -> None:
    assert [purpose for purpose in StatusPurpose if not purpose.reversible] == [StatusPurpose.REVOCATION]
