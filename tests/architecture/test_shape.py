"""The shape of modules and functions: sizes, names, arguments, docstrings, records."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from architecture.source import ROOT, Module, modules, planted, project_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rule = Callable[[Module], Iterator[str]]

MAX_LINES = 400
# A test file holds every behaviour of one module, so it may be longer than the module.
MAX_TEST_LINES = 500
MAX_POSITIONAL = 3
ILLEGAL_NAMES = {"helpers", "utils", "services", "misc", "common", "helper", "util", "service"}
ALLOWED_LONGER: dict[str, str] = {
    "tests/cairn/verifier/test_verification.py": "one behaviour each, of the whole numbered list",
}
# Records that are not frozen, slotted and keyword-only, with the reason.
ALLOWED_LOOSE = {
    "cairn.baking.svg_layout.Found": "is filled in while the image is read",
    "cairn.canonical.rdf.Dataset": "collects the quads of one document while it is walked",
    "cairn.keys.public.PublicKey": "is the pair of an algorithm and its bytes, in that order",
}
# Functions whose arguments somebody else fixes.
FIXED_ARGUMENTS = {
    "cairn_site.platform.middleware.ErrorPageMiddleware.process_view": "Django calls it",
    "cairn_net.connecting.PinnedNetwork.connect_tcp": "the HTTP library calls it",
}
# Outermost entry points, which may catch every error: what they run is not theirs, and one must not stop all.
OUTERMOST = {
    "cairn_site.platform.events": "runs the reactions of other apps, and records which failed",
    "cairn_site.platform.jobs": "runs the steps of other apps' jobs, and records which failed",
    "cairn_site.platform.mail": "hands mail to whatever backend is set, and records what failed",
    "cairn_site.platform.worker": "runs every turn of the worker, and logs what failed",
    "cairn_site.platform.schedules": "runs the regular duties of other apps, and records which failed",
}

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(module: Module) -> Iterator[tuple[str, _Function, bool]]:
    """Yield the functions and methods of a module: dotted name, node, and whether it is a method."""

    def below(node: ast.AST, prefix: str, *, in_class: bool) -> Iterator[tuple[str, _Function, bool]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                yield from below(child, f"{prefix}{child.name}.", in_class=True)
            elif isinstance(child, _Function):
                yield prefix + child.name, child, in_class
            elif isinstance(child, ast.If | ast.Try):
                yield from below(child, prefix, in_class=in_class)

    yield from below(module.tree, "", in_class=False)


def is_command(node: _Function) -> bool:
    """Return whether typer calls the function, which reads the arguments off the command line."""
    return any(
        ast.unparse(decorator) == "reported" or ast.unparse(decorator).startswith("app.")
        for decorator in node.decorator_list
    )


def too_many_positional(module: Module) -> Iterator[str]:
    """Yield the public functions that take more than three positional arguments."""
    for name, node, in_class in functions(module):
        if any(part.startswith("_") for part in name.split(".")) or is_command(node):
            continue
        decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
        own = 1 if in_class and "staticmethod" not in decorators else 0
        count = len(node.args.posonlyargs) + len(node.args.args) - own
        if count > MAX_POSITIONAL and f"{module.name}.{name}" not in FIXED_ARGUMENTS:
            yield f"{module.name}.{name} takes {count} positional arguments"


def without_docstring(module: Module) -> Iterator[str]:
    """Yield the public modules, classes, functions and methods that say nothing about themselves."""
    if not ast.get_docstring(module.tree):
        yield f"{module.name}: the module"
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"{module.name}.{node.name}"
    for name, function, _ in functions(module):
        private = any(part.startswith("_") for part in name.split("."))
        overloaded = any("overload" in ast.unparse(decorator) for decorator in function.decorator_list)
        if not private and not overloaded and not ast.get_docstring(function):
            yield f"{module.name}.{name}"


def loose_records(module: Module) -> Iterator[str]:
    """Yield the dataclasses that are not frozen, slotted and keyword-only."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            for decorator in node.decorator_list:
                call = ast.unparse(decorator)
                if call.split("(")[0].endswith("dataclass"):
                    wanted = {"frozen=True", "slots=True", "kw_only=True"}
                    name = f"{module.name}.{node.name}"
                    private = node.name.startswith("_")
                    if not all(flag in call for flag in wanted) and not private and name not in ALLOWED_LOOSE:
                        yield name


def blanket_handlers(module: Module) -> Iterator[str]:
    """Yield where every error is caught and not raised again."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = "" if node.type is None else ast.unparse(node.type)
            last = node.body[-1]
            raised_again = isinstance(last, ast.Raise) and last.exc is None
            if (
                caught in {"", "Exception", "BaseException"}
                and not raised_again
                and module.name not in OUTERMOST
            ):
                yield f"{module.name}:{node.lineno}: except {caught or 'everything'}"


def test_no_module_is_too_long() -> None:
    long = {}
    for path in project_files():
        if path.suffix == ".py":
            lines = path.read_text(encoding="utf-8").count("\n")
            place = path.relative_to(ROOT).as_posix()
            limit = MAX_TEST_LINES if place.startswith("tests/") else MAX_LINES
            if lines > limit and place not in ALLOWED_LONGER:
                long[place] = lines

    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [path for path in project_files() if path.suffix == ".py"]
    bad = [
        path
        for path in named
        if ILLEGAL_NAMES & {part.removeprefix("test_") for part in path.with_suffix("").parts}
    ]

    assert bad == []


@pytest.mark.parametrize("rule", [too_many_positional, without_docstring, loose_records, blanket_handlers])
def test_the_source_keeps_the_rule(rule: Rule) -> None:
    broken = [line for module in modules() for line in rule(module)]

    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (too_many_positional, "def f(a, b, c, d): ..."),
        (too_many_positional, "class A:\n    def f(self, a, b, c, d): ..."),
        (without_docstring, "'''Doc.'''\ndef f(): ..."),
        (without_docstring, "'''Doc.'''\nclass A:\n    '''Doc.'''\n    def f(self): ..."),
        (without_docstring, "x = 1"),
        (loose_records, "@dataclass\nclass A: ..."),
        (loose_records, "@dataclass(frozen=True, slots=True)\nclass A: ..."),
        (blanket_handlers, "try:\n    f()\nexcept Exception:\n    pass"),
        (blanket_handlers, "try:\n    f()\nexcept:\n    pass"),
    ],
)
def test_a_planted_fault_is_found(rule: Rule, text: str) -> None:
    assert list(rule(planted(text)))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (too_many_positional, "class A:\n    def f(self, a, b, c, *, d): ..."),
        (without_docstring, "'''Doc.'''\ndef _f(): ..."),
        (loose_records, "@dataclass(frozen=True, slots=True, kw_only=True)\nclass A: ..."),
        (blanket_handlers, "try:\n    f()\nexcept KeyError:\n    pass"),
        (blanket_handlers, "try:\n    f()\nexcept BaseException:\n    g()\n    raise"),
    ],
)
def test_what_is_right_passes(rule: Rule, text: str) -> None:
    assert list(rule(planted(text))) == []


def test_no_exemption_is_left_over() -> None:
    names = {f"{module.name}.{name}" for module in modules() for name, _, _ in functions(module)}
    classes = {
        f"{module.name}.{node.name}"
        for module in modules()
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
    }

    assert set(FIXED_ARGUMENTS) <= names
    assert set(ALLOWED_LOOSE) <= classes
    assert all((ROOT / place).is_file() for place in ALLOWED_LONGER)
