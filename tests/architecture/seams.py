"""Two seams of the site that import contracts cannot see: private tables, and foreign keys that point down.

Both read the source of ``src/cairn_site``. An app is a package in it; the tower is the order of the layers of
the contract for ``cairn_site`` in ``.importlinter``.
"""

from __future__ import annotations

import ast
import configparser
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_RELATIONS = frozenset({"ForeignKey", "OneToOneField", "ManyToManyField"})


def read_tower(contracts: Path) -> dict[str, int]:
    """Return the height of every app, 0 for the lowest layer; nothing where the site has no contract."""
    parser = configparser.ConfigParser()
    parser.read(contracts, encoding="utf-8")
    for section in parser.sections():
        if parser[section].get("containers", "").split() == ["cairn_site"]:
            layers = [line for line in parser[section]["layers"].splitlines() if line.strip()]
            return {
                app.strip(" ()"): height
                for height, layer in enumerate(reversed(layers))
                for app in re.split(r"[|:]", layer)
            }
    return {}


def foreign_tables(app: str, text: str) -> Iterator[str]:
    """Yield the imports of another app's ``models`` in a module of ``app``."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            named = [f"{node.module}.{name.name}" for name in node.names]
        elif isinstance(node, ast.Import):
            named = [name.name for name in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("get_model"):
            first = node.args[0] if node.args else None
            label = first.value if isinstance(first, ast.Constant) else ""
            named = [f"cairn_site.{str(label).partition('.')[0]}.models"]
        else:
            continue
        for name in named:
            match = re.match(r"cairn_site\.(\w+)\.models\b", name)
            if match and match.group(1) != app:
                yield f"{app} imports {name}"


def foreign_keys(app: str, text: str, *, tower: Mapping[str, int]) -> Iterator[str]:
    """Yield the relations in the models of ``app`` that do not point to itself or to a lower layer."""
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in _RELATIONS):
            continue
        target = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "to"), None)
        if isinstance(target, ast.Constant) and isinstance(target.value, str) and "." in target.value:
            other = target.value.partition(".")[0]
            if other == app:
                continue
            if other not in tower:
                yield f"{app} points to {target.value}, which has no place in the tower"
            elif tower[other] >= tower[app]:
                yield f"{app} points up to {target.value}"
