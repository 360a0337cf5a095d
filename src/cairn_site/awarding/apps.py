"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AwardingConfig(AppConfig):
    """Awarding."""

    name = "cairn_site.awarding"
    label = "awarding"
