"""The registry lists every rule, each rule has its samples, and the page lists the registry."""

from __future__ import annotations

import importlib.util
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cairn.quality.lint import RULES, LintSeverity, Rule
from cairn.quality.lint import rules as package
from factories.lint_rules_page import PAGE, format_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factories.lint_samples import Sample

SAMPLES = Path(__file__).resolve().parent / "rules"
CODES = [row.code for row in RULES]


def module_of(row: Rule) -> str:
    return row.code.removeprefix("lint.")


@lru_cache
def samples_of(name: str) -> Sequence[Sample]:
    spec = importlib.util.spec_from_file_location(f"samples_of_{name}", SAMPLES / f"test_{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    samples: Sequence[Sample] = module.SAMPLES
    return samples


def test_every_module_is_in_the_registry_once() -> None:
    modules = {path.stem for path in Path(package.__path__[0]).glob("[!_]*.py")}

    assert sorted(map(module_of, RULES)) == sorted(modules)


def test_there_are_at_least_28_rules_of_every_severity() -> None:
    assert len(RULES) >= 28
    assert {row.severity for row in RULES} == set(LintSeverity)


@pytest.mark.parametrize("row", RULES, ids=CODES)
def test_a_rule_has_a_failing_and_a_passing_sample(row: Rule) -> None:
    finds = [bool(sample.finds) for sample in samples_of(module_of(row))]

    assert True in finds
    assert False in finds


@pytest.mark.parametrize("row", RULES, ids=CODES)
def test_a_rule_speaks_in_one_sentence_each(row: Rule) -> None:
    assert re.fullmatch(r"lint\.[a-z_]+", row.code)
    assert row.message.endswith((".", "}"))
    assert row.mend.endswith((".", "}"))
    assert row.reason.endswith(".")


def test_the_page_is_what_the_registry_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == format_page(), (
        "write it anew: python tests/factories/lint_rules_page.py --write"
    )
