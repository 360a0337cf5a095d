"""The starter framework is there after every migration, without anybody doing anything.

``tests/cairn_site/aligning/test_starting.py`` proves it.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

from cairn_site.aligning.actions import load_framework
from cairn_site.aligning.framework_data import read_framework
from cairn_site.aligning.models import Framework, Skill
from cairn_site.platform import clock
from cairn_site.platform.actors import SYSTEM


def load_starter(*, using: str = "default", **_: Any) -> None:  # noqa: ANN401
    """Load the starter framework after migrations, once its tables are there."""
    tables = connections[using].introspection.table_names()
    if (
        all(model._meta.db_table in tables for model in (Framework, Skill))
        and "platform_auditentry" in tables
    ):
        load_framework(read_framework(), actor=SYSTEM, now=clock.now())
