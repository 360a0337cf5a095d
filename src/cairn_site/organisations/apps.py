"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations."""

    name = "cairn_site.organisations"
    label = "organisations"
