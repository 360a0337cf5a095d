"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class OperatingConfig(AppConfig):
    """Operating."""

    name = "cairn_site.operating"
    label = "operating"
