"""The Django application at the bottom of the tower."""

from __future__ import annotations

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """Platform."""

    name = "cairn_site.platform"
    label = "platform"

    def ready(self) -> None:
        """Answer the ports, and tidy up regularly."""
        from cairn_site.platform import health, housekeeping  # noqa: PLC0415 - needs the models

        health.register()
        housekeeping.register()
