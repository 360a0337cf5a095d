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
        self._ordered: tuple[tuple[str, T], ...] = ()

    def register(self, name: str, answer: T, *, order: int = 50) -> None:
        """Add an answer; a name registered again replaces the one before."""
        self._answers[name] = (order, answer)
        self._sort()

    def withdraw(self, name: str) -> None:
        """Take an answer away."""
        self._answers.pop(name, None)
        self._sort()

    def __iter__(self) -> Iterator[T]:
        return iter([answer for _, answer in self._ordered])

    def items(self) -> tuple[tuple[str, T], ...]:
        """Return the answers with their names, in order."""
        return self._ordered

    def _sort(self) -> None:
        ordered = sorted(self._answers.items(), key=lambda item: item[1][0])
        self._ordered = tuple((name, answer) for name, (_, answer) in ordered)


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
    """What one part of the installation says of itself; ``mend`` says how to put it right.

    With ``is_urgent`` off it is worth a look, and the installation is well all the same.
    """

    name: str
    is_well: bool
    detail: str = ""
    mend: str = ""
    is_urgent: bool = True


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

gauges: Final[Port[Callable[[], Iterable[tuple[str, str, float]]]]] = Port()
"""Each yields numbers for ``/metrics``: a name (``cairn_awards``), labels (``state="done"``), a value."""

exporters: Final[Port[Callable[[UUID], dict[str, Any]]]] = Port()
"""Each returns, as JSON, what an app knows of a person."""

erasers: Final[Port[Callable[[UUID, datetime], None]]] = Port()
"""Each erases, in the transaction at work, what an app knows of a person."""

erasure_notes: Final[Port[Callable[[UUID], Iterable[str]]]] = Port()
"""Each says in sentences, before it is done, what erasing a person will mean."""
