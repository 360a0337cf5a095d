"""Every code of an error or finding is listed in ``docs/reference/errors.md``, and nothing else is."""

from __future__ import annotations

from functools import lru_cache

import pytest

from architecture.error_codes import CODE, PAGE, Unreadable, Use, collect, format_page, listed_codes
from architecture.source import modules, planted


@lru_cache
def of_the_source() -> tuple[list[Use], list[Unreadable]]:
    return collect(modules())


_MEND = "run: python tests/architecture/error_codes.py --write"


def test_every_code_of_the_source_is_on_the_page() -> None:
    uses, _ = of_the_source()
    missing = {
        use.code: use.place for use in uses if use.code not in listed_codes(PAGE.read_text(encoding="utf-8"))
    }

    assert not missing, f"{missing}; {_MEND}"


def test_every_code_of_the_page_is_in_the_source() -> None:
    uses, _ = of_the_source()
    left_over = listed_codes(PAGE.read_text(encoding="utf-8")) - {use.code for use in uses}

    assert not left_over, f"{left_over}; {_MEND}"


def test_the_page_is_what_the_generator_writes() -> None:
    uses, _ = of_the_source()

    assert format_page(uses) == PAGE.read_text(encoding="utf-8"), _MEND


def test_every_code_can_be_read_from_the_source() -> None:
    _, unreadable = of_the_source()

    assert not unreadable, "\n".join(f"{item.place}: {item.text}" for item in unreadable)


def test_every_code_names_its_part_and_its_fault() -> None:
    uses, _ = of_the_source()

    assert [use for use in uses if not CODE.fullmatch(use.code)] == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("raise DocumentError('a.b', 'It is wrong.')", {"a.b"}),
        ("raise errors.UsageError('a.b' if x else 'a.c', 'It is wrong.')", {"a.b", "a.c"}),
        ("Check(reason='a.b', message='It is wrong.')", {"a.b"}),
        ("def tell(line, code): ...\ntell(1, 'a.b')", {"a.b"}),
        ("class A:\n    def tell(self, code): ...\n    def f(self):\n        self.tell('a.b')", {"a.b"}),
        ("reason = 'a.b'", {"a.b"}),
        ("reason, message = 'a.b', 'It is wrong.'", {"a.b"}),
    ],
)
def test_a_code_is_found_however_it_is_given(text: str, codes: set[str]) -> None:
    uses, unreadable = collect([planted(text)])

    assert {use.code for use in uses} == codes
    assert unreadable == []


def test_a_code_made_from_parts_is_refused() -> None:
    _, unreadable = collect([planted("raise DocumentError(f'a.{name}', 'It is wrong.')")])

    assert len(unreadable) == 1


def test_the_family_of_an_error_is_told() -> None:
    uses, _ = collect([planted("raise UnavailableError('fetch.timeout', 'Nobody answered.')")])

    assert uses[0].family == "unavailable"
    assert "| `fetch.timeout` | unavailable | Nobody answered. |" in format_page(uses)
