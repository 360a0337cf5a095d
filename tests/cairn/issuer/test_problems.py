from __future__ import annotations

from cairn.errors import DocumentError
from cairn.issuer.problems import MAX_SHOWN, problem_from, shorten


def test_a_problem_tells_place_value_and_how_to_mend() -> None:
    error = DocumentError("cell.not_an_email", "The text is no e-mail address.", mend="Write it.")
    problem = problem_from(error, line=7, column="email", value="a\tb")
    assert (problem.line, problem.column, problem.value) == (7, "email", "a⇥b")
    assert (problem.code, problem.message, problem.mend) == (error.code, error.message, error.mend)


def test_what_cannot_be_seen_or_steers_a_terminal_is_shown_by_signs() -> None:
    assert shorten("a\u00a0b\n\x1b[2J\u202e") == "a⍽b⏎<U+001B>[2J<U+202E>"


def test_a_long_value_is_shortened() -> None:
    assert shorten("x" * 1000) == "x" * (MAX_SHOWN - 1) + "…"
