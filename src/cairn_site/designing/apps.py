"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class DesigningConfig(AppConfig):
    """Designing."""

    name = "cairn_site.designing"
    label = "designing"

    def ready(self) -> None:
        """Fill the ports of the platform and of the organisations."""
        from cairn_site.designing import menus, public_documents  # noqa: PLC0415 - models are ready only now
        from cairn_site.designing.images import PREFIX  # noqa: PLC0415
        from cairn_site.organisations.ports import organisation_menu  # noqa: PLC0415
        from cairn_site.platform import ports  # noqa: PLC0415

        ports.public_sources.register(public_documents.ACHIEVEMENTS, public_documents.find_achievement)
        ports.public_sources.register(PREFIX, public_documents.find_image)
        organisation_menu.register("designing", menus.entries, order=10)
