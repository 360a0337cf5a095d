"""Text stays inside its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cairn_site.awarding.certificates.measuring import ELLIPSIS, fit, width_of, wrap


@given(st.text(max_size=300), st.integers(1, 3))
def test_no_line_is_wider_than_its_place(text: str, lines: int) -> None:
    wrapped = wrap(text, size=16, width=200, max_lines=lines)

    assert len(wrapped) <= lines
    assert all(width_of(line, size=16) <= 200 for line in wrapped)


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("word " * 100, size=16, width=200, max_lines=2)[-1].endswith(ELLIPSIS)


def test_a_long_name_is_written_smaller() -> None:
    short = fit("Ada", sizes=(60, 30), width=400, max_lines=1)
    long = fit("Ada Augusta Byron, Countess", sizes=(60, 30), width=400, max_lines=1)

    assert (short.size, long.size) == (60, 30)
