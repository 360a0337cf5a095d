from __future__ import annotations

import tracemalloc

from cairn.issuer.repeats import SeenIdentities


def test_the_first_line_of_an_identity_is_remembered() -> None:
    seen = SeenIdentities()
    assert seen.first_line("ada", line=2) == 2
    assert seen.first_line("bob", line=3) == 3
    assert seen.first_line("ada", line=9) == 2


def test_a_hundred_thousand_identities_are_told_apart_in_little_memory() -> None:
    seen = SeenIdentities()
    tracemalloc.start()
    lines = [seen.first_line(f"learner {number}", line=number) for number in range(100_000)]
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lines == list(range(100_000))
    # Lines of the list itself count too; a set of digests would take more than twice this.
    assert size < 20_000_000
