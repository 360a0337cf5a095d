"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AligningConfig(AppConfig):
    """Aligning."""

    name = "cairn_site.aligning"
    label = "aligning"

    def ready(self) -> None:
        """Have the starter framework loaded after migrations."""
        from cairn_site.aligning.starting import load_starter  # noqa: PLC0415

        post_migrate.connect(load_starter, sender=self, dispatch_uid="aligning.starter")
