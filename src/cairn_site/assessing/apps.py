"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AssessingConfig(AppConfig):
    """Assessing."""

    name = "cairn_site.assessing"
    label = "assessing"
