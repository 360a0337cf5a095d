from __future__ import annotations

from cairn_site.platform.ids import new_id, uuid7


def test_the_layout_is_that_of_rfc_9562() -> None:
    # The example of RFC 9562, appendix A.6: time 017F22E279B0, rand_a CC3, rand_b 18C4DC0C0C07398F.
    identifier = uuid7(0x017F22E279B0, bytes.fromhex("0cc318c4dc0c0c07398f"))

    assert str(identifier) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
    assert identifier.version == 7


def test_a_later_moment_sorts_after() -> None:
    assert uuid7(1, b"\xff" * 10) < uuid7(2, b"\x00" * 10)


def test_no_two_are_alike() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
