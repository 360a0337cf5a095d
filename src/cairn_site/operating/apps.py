"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class OperatingConfig(AppConfig):
    """Operating."""

    name = "cairn_site.operating"
    label = "operating"

    def ready(self) -> None:
        """Fill the ports."""
        from cairn_site.operating import menus  # noqa: PLC0415 - needs the models
        from cairn_site.platform import ports  # noqa: PLC0415

        ports.main_menu.register("home", menus.main_entries, order=0)
        ports.main_menu.register("operate", menus.operator_entry, order=99)
        ports.home_panels.register("operate", menus.home_panel, order=10)
