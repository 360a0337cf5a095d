from __future__ import annotations

from typing import Any

import pytest

from cairn_site.platform import chance, clock, ids
from cairn_site.settings.environment import Mode


def test_nothing_drawn_is_alike_without_a_seed() -> None:
    assert len({chance.token_bytes(16) for _ in range(100)}) == 100


def test_a_seed_gives_the_same_bytes_again_and_ends_with_its_block() -> None:
    drawn = []
    for _ in range(2):
        with (
            chance.seeded(b"one"),
            clock.stopped(
                clock.now().replace(year=2026, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
            ),
        ):
            drawn.append(
                (chance.token_hex(8), chance.token_urlsafe(8), chance.token_letters("abc", 20), ids.new_id())
            )
    with chance.seeded(b"two"):
        other = chance.token_hex(8)
    assert drawn[0] == drawn[1]
    assert other != drawn[0][0]
    assert chance.token_hex(8) != drawn[0][0]


def test_one_seed_never_gives_the_same_bytes_twice() -> None:
    with chance.seeded(b"one"):
        assert len({chance.token_bytes(16) for _ in range(100)}) == 100


def test_every_letter_is_as_likely_as_the_others() -> None:
    with chance.seeded(b"letters"):
        text = chance.token_letters("abcdefghjkm", 11_000)
    assert {letter: 850 < text.count(letter) < 1150 for letter in "abcdefghjkm"} == dict.fromkeys(
        "abcdefghjkm", True
    )


def test_production_refuses_a_seed(settings: Any) -> None:
    settings.CAIRN_MODE = Mode.PRODUCTION
    with pytest.raises(AssertionError), chance.seeded(b"one"):
        pass
