"""The library takes time, randomness, files and settings as arguments: what contracts cannot see."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from architecture.source import Module, modules, planted

if TYPE_CHECKING:
    from collections.abc import Iterator

# A call is known by how it ends, so an alias of the module does not hide it.
_IMPURE_CALLS = {
    "date.today": "take now",
    "datetime.now": "take now",
    "datetime.today": "take now",
    "datetime.utcnow": "take now",
    "time.time": "take now",
    "time.monotonic": "take now",
    "uuid.uuid1": "take now and rng",
    "uuid.uuid4": "take rng",
    "os.urandom": "take rng",
    "os.getrandom": "take rng",
    "SigningKey.generate": "take rng",
    "ec.generate_private_key": "take rng",
    "rsa.generate_private_key": "take rng",
    "os.getenv": "take environ",
    "os.open": "take bytes",
    "io.open": "take bytes",
}
_IMPURE_NAMES = {"os.environ": "take environ", "os.environb": "take environ"}
_IMPURE_BARE = {"open": "take bytes", "input": "take bytes", "print": "return what is to be said"}
_FILE_METHODS = {"open", "read_bytes", "read_text", "write_bytes", "write_text", "mkdir", "unlink", "touch"}
_IMPURE_IMPORTS = {
    "urllib": {"request", "error", "robotparser"},
    "os": {"environ", "environb", "getenv", "urandom", "getrandom", "open"},
    "uuid": {"uuid1", "uuid4"},
    "nacl.utils": {"random"},
    "io": {"open"},
}

# A module that may touch files, with the reason; nothing else may.
FILES_ALLOWED = {
    "cairn.credentials.contexts": "reads the pinned contexts that are installed with it",
    "cairn.keys.opening": "opens a signer named by a file: URI, which is what its caller asked for",
}


def impurities(module: Module) -> Iterator[str]:
    """Yield where a module reaches for something that its caller should pass in."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield from _impure_call(node, module=module)
        elif isinstance(node, ast.Attribute) and _ending(node) in _IMPURE_NAMES:
            yield f"{module.name}:{node.lineno}: {_ending(node)}: {_IMPURE_NAMES[_ending(node)]}"
        elif isinstance(node, ast.ImportFrom):
            refused = _IMPURE_IMPORTS.get(node.module or "", set()) & {name.name for name in node.names}
            if refused or (node.module or "") in {"urllib.request", "http.client"}:
                yield f"{module.name}:{node.lineno}: import of {node.module}: {', '.join(sorted(refused))}"
        elif isinstance(node, ast.Import):
            for name in node.names:
                if name.name in {"urllib.request", "http.client", "uuid.uuid4", "nacl.utils"}:
                    yield f"{module.name}:{node.lineno}: import of {name.name}"


def _impure_call(node: ast.Call, *, module: Module) -> Iterator[str]:
    called = _ending(node.func)
    if called in _IMPURE_CALLS:
        yield f"{module.name}:{node.lineno}: {called}(): {_IMPURE_CALLS[called]}"
    elif called in _IMPURE_BARE:
        yield f"{module.name}:{node.lineno}: {called}(): {_IMPURE_BARE[called]}"
    elif (
        isinstance(node.func, ast.Attribute)
        and node.func.attr in _FILE_METHODS
        and module.name not in FILES_ALLOWED
        and _knows_files(module)
        and not _is_own_function(node.func, module=module)
    ):
        yield f"{module.name}:{node.lineno}: .{node.func.attr}(): take bytes"


def _ending(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
        return f"{owner}.{node.attr}"
    return ""


def _knows_files(module: Module) -> bool:
    """Return whether a module imports, if only for its annotations, something that opens files."""
    imported = {
        name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]
        )
    }
    return bool(
        imported & {"pathlib", "os", "io", "importlib", "importlib.resources", "gzip", "zipfile", "shutil"}
    )


def _is_own_function(func: ast.Attribute, *, module: Module) -> bool:
    """Return whether ``x.read_text`` is a function of a module of the library that is imported as ``x``."""
    return any(
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("cairn")
        and any((name.asname or name.name) == getattr(func.value, "id", None) for name in node.names)
        for node in ast.walk(module.tree)
    )


def test_the_library_reaches_for_nothing_by_itself() -> None:
    library = [module for module in modules() if module.package == "cairn"]

    broken = [line for module in library for line in impurities(module)]

    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    "line",
    [
        "from datetime import datetime\nx = datetime.now()",
        "import datetime as dt\nx = dt.datetime.now(dt.UTC)",
        "import datetime\nx = datetime.date.today()",
        "import time\nx = time.time()",
        "import os\nx = os.environ['HOME']",
        "from os import environ",
        "import os\nx = os.urandom(8)",
        "from uuid import uuid4",
        "import uuid\nx = uuid.uuid4()",
        "x = open('key.json')",
        "from pathlib import Path\nx = Path('key.json').read_bytes()",
        "from urllib.request import urlopen",
        "from urllib import request",
        "import urllib.request",
        "import http.client",
        "from nacl.signing import SigningKey\nx = SigningKey.generate()",
        "from nacl.utils import random",
        "print('done')",
    ],
)
def test_a_planted_impurity_is_found(line: str) -> None:
    assert list(impurities(planted(line)))


@pytest.mark.parametrize(
    "line",
    [
        "from urllib.parse import urlsplit",
        "from cairn.canonical import kinds\nx = kinds.read_text('a')",
        "def read(now):\n    return now",
        "from datetime import UTC, datetime\nx = datetime.fromtimestamp(0, UTC)",
    ],
)
def test_what_is_pure_passes(line: str) -> None:
    assert list(impurities(planted(line))) == []


def test_no_exemption_is_left_over() -> None:
    assert set(FILES_ALLOWED) <= {module.name for module in modules()}
