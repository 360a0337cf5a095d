"""The files of the project, as the architecture tests see them."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[2]
SRC: Final = ROOT / "src"
_FOLDERS: Final = (".ci", "benchmarks", "deploy", "docs", "examples", "src", "studies", "tests")
# What tools write: caches, packages, and the migrations that Django makes from the models.
_MADE: Final = ("__pycache__", "node_modules", "migrations")
_TEXT: Final = frozenset(
    {
        "",
        ".cfg",
        ".csv",
        ".html",
        ".ini",
        ".js",
        ".json",
        ".lock",
        ".md",
        ".py",
        ".sh",
        ".svg",
        ".toml",
        ".txt",
    }
    | {".yaml", ".yml", ".css", ".typed"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module of Python: its file, its dotted name, its text and what it was parsed to."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """The package at the top, such as ``cairn_cli``."""
        return self.name.partition(".")[0]

    @property
    def place(self) -> str:
        """The path below the root of the project."""
        return self.path.relative_to(ROOT).as_posix() if self.path.is_relative_to(ROOT) else self.path.name


def planted(text: str, *, name: str = "cairn.planted") -> Module:
    """Return a module that is not there, for proving that a rule catches what it should."""
    return Module(path=Path(f"{name}.py"), name=name, text=text, tree=ast.parse(text))


def packages() -> list[str]:
    """Return the packages under ``src``."""
    return sorted(folder.name for folder in SRC.iterdir() if (folder / "__init__.py").is_file())


@lru_cache
def modules() -> tuple[Module, ...]:
    """Return every module under ``src``."""
    return tuple(_read(path) for path in _walk(SRC) if path.suffix == ".py")


@lru_cache
def project_files() -> tuple[Path, ...]:
    """Return every text file of the project that is not made by a tool."""
    top = [path for path in sorted(ROOT.iterdir()) if path.is_file() and path.name != ".coverage"]
    below = [path for folder in _FOLDERS if (ROOT / folder).is_dir() for path in _walk(ROOT / folder)]
    return tuple(path for path in top + below if path.suffix in _TEXT)


def pages() -> list[Path]:
    """Return every page of Markdown."""
    return [path for path in project_files() if path.suffix == ".md"]


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part in _MADE or part.endswith(".egg-info") for part in path.parts):
            yield path


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    parts = path.relative_to(SRC).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(path=path, name=name, text=text, tree=ast.parse(text, str(path)))
