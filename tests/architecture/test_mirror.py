"""The tests mirror the source: for ``src/a/b.py`` there is ``tests/a/test_b.py``, and the other way round."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from architecture.source import ROOT, SRC, Module, modules, packages

if TYPE_CHECKING:
    from pathlib import Path

# A module without a test file of its own, and where it is proved.
PROVED_ELSEWHERE = {
    "cairn.errors": "tests/architecture/test_error_codes.py, and every test that expects an error",
    "cairn.issuer.learner_row": "tests/cairn/issuer/test_row_checker.py, which makes every kind of row",
    "cairn_cli.clock": "tests/architecture/test_purity.py: it is the one place that asks the clock",
    "cairn_cli.demo_checks": "tests/cairn_cli/test_demo_library.py, which runs the whole demo",
    "cairn_cli.demo_world": "tests/cairn_cli/test_demo_library.py, which runs the whole demo",
    "cairn_cli.exit_codes": "tests/cairn_cli/test_verify.py, which asserts each of them",
}
# Modules of the site that only declare; the pages that they lead to are tested.
DECLARATIONS = re.compile(r"cairn_site\.(?:settings(?:\..*)?|urls|wsgi|asgi|\w+\.(?:apps|urls|admin))")
# Apps whose tests are still to be written, module by module; the changelog says so too.
UNDER_CONSTRUCTION = re.compile(r"cairn_site\.(?:awarding\.migrating)\..*")
# A test file that proves a family of modules or runs a foreign suite, so it has no module of its name.
FAMILIES = {
    "tests/cairn/canonical/jsonld/test_w3c_to_rdf.py": "the toRdf suite of the W3C over the whole package",
    "tests/cairn_cli/test_crash.py": "a batch killed at any moment: issue, batch_run, journal and durable together",
}


def expected_test(module: Module) -> Path:
    """Return where the test of a module belongs."""
    relative = module.path.relative_to(SRC)
    return ROOT / "tests" / relative.parent / f"test_{relative.name}"


def has_code(module: Module) -> bool:
    """Return whether a package's ``__init__`` defines something of its own."""
    defining = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return any(isinstance(node, defining) for node in module.tree.body)


def test_every_module_has_its_test_file() -> None:
    missing = [
        f"{module.place}: no {expected_test(module).relative_to(ROOT).as_posix()}"
        for module in modules()
        if module.path.name != "__init__.py"
        and module.name not in PROVED_ELSEWHERE
        and not DECLARATIONS.fullmatch(module.name)
        and not UNDER_CONSTRUCTION.fullmatch(module.name)
        and not expected_test(module).is_file()
    ]

    assert not missing, "\n".join(missing)


def test_every_package_with_code_of_its_own_has_a_test_named_after_it() -> None:
    missing = [
        module.place
        for module in modules()
        if module.path.name == "__init__.py"
        and has_code(module)
        and not (expected_test(module).parent / f"test_{module.path.parent.name}.py").is_file()
    ]

    assert not missing, "\n".join(missing)


def test_every_test_file_proves_a_module_that_is_there() -> None:
    orphans = []
    for package in packages():
        for path in sorted((ROOT / "tests" / package).rglob("test_*.py")):
            relative = path.relative_to(ROOT / "tests")
            subject = SRC / relative.parent / path.name.removeprefix("test_")
            named_after_package = path.stem == f"test_{path.parent.name}"
            listed = f"tests/{relative.as_posix()}" in FAMILIES
            if not (subject.is_file() or subject.with_suffix("").is_dir() or named_after_package or listed):
                orphans.append(f"tests/{relative.as_posix()}")

    assert not orphans, "\n".join(orphans)


def test_no_exemption_is_left_over() -> None:
    names = {module.name: module for module in modules()}
    left_over = [
        name for name in PROVED_ELSEWHERE if name not in names or expected_test(names[name]).is_file()
    ]

    assert not left_over, "\n".join(left_over)
    assert [path for path in FAMILIES if not (ROOT / path).is_file()] == []


def test_every_test_has_a_name_of_its_own_in_its_file() -> None:
    doubles = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        seen: set[str] = set()
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                if node.name in seen:
                    doubles.append(f"{path.relative_to(ROOT).as_posix()}: {node.name}")
                seen.add(node.name)

    assert not doubles, "\n".join(doubles)
