"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations."""

    name = "cairn_site.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Fill the ports of the platform."""
        from cairn_site.accounts.ports import notice_kinds, second_factor_needs  # noqa: PLC0415
        from cairn_site.organisations import (  # noqa: PLC0415 - models can be imported only now
            authentication,
            health,
            menus,
            news,
            personal_data,
            public_documents,
            tasks,
        )
        from cairn_site.organisations.permissions import has_much_to_lose  # noqa: PLC0415
        from cairn_site.organisations.ports import organisation_menu  # noqa: PLC0415
        from cairn_site.platform import api, ports, schedules  # noqa: PLC0415

        ports.main_menu.register("organisations", menus.main_entries, order=40)
        ports.home_panels.register("organisations", menus.home_panel, order=30)
        ports.public_sources.register(public_documents.PREFIX, public_documents.find_public_document)
        ports.exporters.register("organisations", personal_data.export_memberships)
        ports.erasers.register("organisations", personal_data.erase_memberships)
        ports.erasure_notes.register("organisations", personal_data.note_memberships)
        ports.health_checks.register("organisations", health.check_custody)
        organisation_menu.register("overview", menus.overview_entry, order=0)
        organisation_menu.register("organisations", menus.organisation_entries, order=90)
        api.authenticators.register("organisations", authentication.actor_by_token)
        schedules.every(tasks.INTERVAL, "organisations.domains", tasks.look_at_domains)
        second_factor_needs.register("organisations", has_much_to_lose)
        for name, kind in news.KINDS.items():
            notice_kinds.register(name, kind)
