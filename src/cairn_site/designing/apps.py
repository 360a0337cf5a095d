"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class DesigningConfig(AppConfig):
    """Designing."""

    name = "cairn_site.designing"
    label = "designing"
