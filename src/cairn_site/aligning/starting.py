"""The starter framework is there after every migration, without anybody doing anything.

``tests/cairn_site/aligning/test_starting.py`` proves it.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connections

from cairn_site.aligning.actions import load_framework
from cairn_site.aligning.framework_data import read_framework
from cairn_site.platform import clock
from cairn_site.platform.actors import SYSTEM

_TABLES: Final = {"aligning_framework", "aligning_skill", "platform_auditentry"}


def load_starter(*, using: str = "default", **_: Any) -> None:  # noqa: ANN401
    """Load the starter framework after migrations, once its tables are there."""
    tables = set(connections[using].introspection.table_names())
    if tables >= _TABLES:
        load_framework(read_framework(), actor=SYSTEM, now=clock.now())
