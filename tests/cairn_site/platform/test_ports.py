from __future__ import annotations

from cairn_site.platform.ports import Port


def test_answers_come_in_order() -> None:
    port: Port[str] = Port()
    port.register("late", "c", order=90)
    port.register("early", "a", order=10)
    port.register("middle", "b")

    assert list(port) == ["a", "b", "c"]
    assert [name for name, _ in port.items()] == ["early", "middle", "late"]


def test_a_name_registered_again_replaces_the_answer() -> None:
    port: Port[str] = Port()
    port.register("one", "a")
    port.register("one", "b")

    assert list(port) == ["b"]


def test_an_answer_is_withdrawn() -> None:
    port: Port[str] = Port()
    port.register("one", "a")
    port.withdraw("one")
    port.withdraw("never there")

    assert list(port) == []
