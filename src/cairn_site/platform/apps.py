"""The Django application at the bottom of the tower."""

from __future__ import annotations

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """Platform."""

    name = "cairn_site.platform"
    label = "platform"
