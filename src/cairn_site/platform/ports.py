"""Ports: questions that a lower app asks and higher apps answer, registered in ``AppConfig.ready``.

The base page knows no app: menus, home panels, export and erasure, health and public bytes all come by one of
these. ``tests/cairn_site/platform/test_ports.py`` proves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

T = TypeVar("T")


class Port(Generic[T]):
    """An ordered set of answers, each under a name of its own."""

    def __init__(self) -> None:
        self._answers: dict[str, tuple[int, T]] = {}

    def register(self, name: str, answer: T, *, order: int = 50) -> None:
        """Add an answer; a name registered again replaces the one before."""
        self._answers[name] = (order, answer)

    def __iter__(self) -> Iterator[T]:
        return iter([answer for _, answer in sorted(self._answers.values(), key=lambda pair: pair[0])])

    def items(self) -> list[tuple[str, T]]:
        """Return the answers with their names, in order."""
        ordered = sorted(self._answers.items(), key=lambda item: item[1][0])
        return [(name, answer) for name, (_, answer) in ordered]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """One line of a menu."""

    label: str | _StrPromise
    url: str
    icon: str
    count: int = 0
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A part of a page that another app renders: a template and its context."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What one part of the installation says of itself."""

    name: str
    is_well: bool
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicBytes:
    """What stands at a public address: the bytes, rendered once when they changed."""

    body: bytes
    media_type: str
    etag: str
    max_age: int
    is_immutable: bool = False


MenuSource: TypeAlias = Callable[["HttpRequest"], Iterable[MenuEntry]]
PanelSource: TypeAlias = Callable[["HttpRequest"], Iterable[Panel]]
main_menu: Final[Port[MenuSource]] = Port()
settings_menu: Final[Port[MenuSource]] = Port()
home_panels: Final[Port[PanelSource]] = Port()
health_checks: Final[Port[Callable[[], Iterable[Health]]]] = Port()
public_sources: Final[Port[Callable[[str], PublicBytes | None]]] = Port()
"""Each answers for the paths that begin with its name, such as ``/credentials/``."""

exporters: Final[Port[Callable[[UUID], dict[str, Any]]]] = Port()
"""Each returns, as JSON, what an app knows of a person."""

erasers: Final[Port[Callable[[UUID, datetime], None]]] = Port()
"""Each erases, in the transaction at work, what an app knows of a person."""

erasure_notes: Final[Port[Callable[[UUID], Iterable[str]]]] = Port()
"""Each says in sentences, before it is done, what erasing a person will mean."""
