"""What higher apps tell the accounts, registered in ``AppConfig.ready``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from cairn_site.platform.ports import Port

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """A kind of notices that people may turn off: what it is called, and when it comes.

    ``is_kept`` says that a person cannot turn it off on the page, because they must know.
    """

    label: str | _StrPromise
    description: str | _StrPromise
    is_kept: bool = False


SecondFactorNeed: TypeAlias = "Callable[[UUID], bool]"

notice_kinds: Final[Port[NoticeKind]] = Port()
"""The kinds of notices, each registered under the name that ``notices.tell`` is given."""

second_factor_needs: Final[Port[SecondFactorNeed]] = Port()
"""Each says whether what a person may do elsewhere is worth a second factor."""
