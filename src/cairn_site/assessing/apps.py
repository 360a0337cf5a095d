"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AssessingConfig(AppConfig):
    """Assessing."""

    name = "cairn_site.assessing"
    label = "assessing"

    def ready(self) -> None:
        """Fill the ports of the lower apps."""
        from cairn_site.assessing import menus, personal_data  # noqa: PLC0415 - models are loaded only now
        from cairn_site.organisations.ports import organisation_menu  # noqa: PLC0415
        from cairn_site.platform import ports  # noqa: PLC0415

        organisation_menu.register("assessing", menus.organisation_entries, order=25)
        ports.settings_menu.register("assessing", menus.settings_entries, order=20)
        ports.home_panels.register("assessing", menus.home_panels, order=20)
        ports.exporters.register("assessing", personal_data.export_submissions)
        ports.erasers.register("assessing", personal_data.erase_submissions)
