"""The codes of errors and findings, read from the source, and the page that lists them.

``python tests/architecture/error_codes.py --write`` writes ``docs/reference/errors.md`` anew.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from architecture.source import ROOT, modules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from architecture.source import Module

PAGE: Final = ROOT / "docs" / "reference" / "errors.md"
CODE: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
_FAMILIES: Final = {"DocumentError": "document", "UsageError": "usage", "UnavailableError": "unavailable"}
_CARRIERS: Final = ("code", "reason")
_BUILT_IN: Final = frozenset(dir(__builtins__) if not isinstance(__builtins__, dict) else __builtins__)
_BEGIN: Final = """# Codes of errors and findings

Every error and every finding carries a code that never changes its meaning. The sentence may change. In the library the code is `error.code`; in the JSON of the command and in a [report](report.md) it is `code` or `reason`.

The kind says whose turn it is: **document** - the document is wrong, so it is refused; **usage** - what was asked for cannot be done, and the asker can mend it; **unavailable** - something outside did not answer, so nothing can be said; **finding** - the answer to a check, a note about a row, or a warning.

This page is made from the source: `python tests/architecture/error_codes.py --write`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One place in the source where a code is given out."""

    code: str
    family: str
    message: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A place where an error is made with a code that cannot be read from the source."""

    place: str
    text: str


def collect(sources: Iterable[Module]) -> tuple[list[Use], list[Unreadable]]:
    """Return every use of a code, and every error whose code cannot be read."""
    uses: list[Use] = []
    unreadable: list[Unreadable] = []
    for module in sources:
        carriers = _carriers(module.tree)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                for use in _of_call(node, carriers=carriers, module=module):
                    (uses if isinstance(use, Use) else unreadable).append(use)  # type: ignore[arg-type]
            elif isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr):
                uses.extend(_of_assignment(node, module=module))
    return uses, unreadable


def _of_call(node: ast.Call, *, carriers: dict[str, int], module: Module) -> Iterator[Use | Unreadable]:
    name = _called(node)
    place = f"{module.name}:{node.lineno}"
    family = _FAMILIES.get(name, "finding")
    first = _argument(node, position=0, keyword="code")
    if (
        name.endswith("Error")
        and name not in {"ValidationError", "LimitReachedError"}
        and name not in _BUILT_IN
        and name[0].isupper()
        and first is not None
    ):
        codes = list(_literals(first))
        message = _sentence(_argument(node, position=1, keyword="message"))
        yield from (Use(code=code, family=family, message=message, place=place) for code in codes)
        if not codes and not _is_carried(first):
            yield Unreadable(place=place, text=ast.unparse(node)[:100])
        return
    given = [keyword.value for keyword in node.keywords if keyword.arg in _CARRIERS]
    if name in carriers and carriers[name] < len(node.args):
        given.append(node.args[carriers[name]])
    for value in given:
        message = _sentence(_message_of(node))
        yield from (
            Use(code=code, family=_family_near(name, module=module), message=message, place=place)
            for code in _literals(value)
        )


def _of_assignment(node: ast.Assign | ast.AnnAssign | ast.NamedExpr, *, module: Module) -> Iterator[Use]:
    """Yield what is given to a variable that is called ``code`` or ``reason``, alone or within a tuple."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if node.value is None:
        return
    for target in targets:
        pairs = [(target, node.value)]
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(target.elts, node.value.elts, strict=False))
        for name, value in pairs:
            if isinstance(name, ast.Name) and name.id.strip("_") in _CARRIERS:
                place = f"{module.name}:{node.lineno}"
                for code in _literals(value):
                    yield Use(code=code, family="finding", message="", place=place)


def _carriers(tree: ast.Module) -> dict[str, int]:
    """Return the functions of a module that take a code by position, with that position."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.posonlyargs + node.args.args]
            own = names[1:] if names[:1] in (["self"], ["cls"]) else names
            carried = [own.index(name) for name in _CARRIERS if name in own]
            if carried:
                found[node.name] = carried[0]
    return found


def _family_near(name: str, *, module: Module) -> str:
    """Return the family of the error that a function of the module makes from the code it is given."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            made = [_called(call) for call in ast.walk(node) if isinstance(call, ast.Call)]
            return next((_FAMILIES[called] for called in made if called in _FAMILIES), "finding")
    return "finding"


def _argument(node: ast.Call, *, position: int, keyword: str) -> ast.expr | None:
    if len(node.args) > position:
        return node.args[position]
    return next((item.value for item in node.keywords if item.arg == keyword), None)


def _message_of(node: ast.Call) -> ast.expr | None:
    by_name = next((item.value for item in node.keywords if item.arg == "message"), None)
    return by_name or next((item for item in node.args if " " in _sentence(item)), None)


def _literals(node: ast.expr) -> Iterator[str]:
    """Yield the codes that an expression may come to: itself, or either branch of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _is_carried(node: ast.expr) -> bool:
    """Return whether a code is handed on from where it was read already."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name.strip("_") in _CARRIERS


def _sentence(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_sentence(part) if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _sentence(node.left) + _sentence(node.right)
    if isinstance(node, ast.IfExp):
        return _sentence(node.body)
    if isinstance(node, ast.BoolOp):
        return _sentence(node.values[-1])
    return ""


def _called(node: ast.Call) -> str:
    func = node.func
    return func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""


def format_page(uses: Iterable[Use]) -> str:
    """Return the page: one table for each first part of the codes, in the order of the alphabet."""
    by_code: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        by_code[use.code].append(use)
    groups: dict[str, list[str]] = defaultdict(list)
    for code in sorted(by_code):
        places = sorted({use.place.rpartition(":")[0] for use in by_code[code]})
        kinds = sorted({use.family for use in by_code[code]})
        message = next((use.message for use in by_code[code] if use.message), "")
        told = re.sub(r"([|<>*_])", r"\\\1", message)
        where = ", ".join(f"`{place}`" for place in places)
        groups[code.partition(".")[0]].append(f"| `{code}` | {', '.join(kinds)} | {told} | {where} |")
    parts = [_BEGIN]
    for group, rows in groups.items():
        parts.append(f"\n## {group}\n\n| Code | Kind | What it says | Module |\n|---|---|---|---|\n")
        parts.append("\n".join(rows) + "\n")
    return "".join(parts)


def listed_codes(page: str) -> set[str]:
    """Return the codes that a page lists."""
    return set(re.findall(r"^\| `([^`]+)` \|", page, flags=re.MULTILINE))


if __name__ == "__main__":
    found, _ = collect(modules())
    if "--write" in sys.argv:
        PAGE.write_text(format_page(found), encoding="utf-8")
    else:
        sys.stdout.write(format_page(found))
