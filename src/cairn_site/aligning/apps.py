"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AligningConfig(AppConfig):
    """Aligning."""

    name = "cairn_site.aligning"
    label = "aligning"
