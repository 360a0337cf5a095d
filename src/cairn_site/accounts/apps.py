"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Accounts."""

    name = "cairn_site.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Fill the ports of the platform, and listen to allauth."""
        from cairn_site.accounts import menus, personal_data, tasks, trail  # noqa: PLC0415 - needs models
        from cairn_site.accounts.actions.exporting import JOB  # noqa: PLC0415
        from cairn_site.accounts.ports import NoticeKind, notice_kinds  # noqa: PLC0415
        from cairn_site.platform import jobs, ports, schedules  # noqa: PLC0415

        ports.settings_menu.register("accounts", menus.settings_entries, order=10)
        ports.home_panels.register("accounts", menus.home_panel, order=0)
        ports.exporters.register("account", personal_data.export_account, order=0)
        # Last, since the others still look up which addresses are the person's.
        ports.erasers.register("accounts", personal_data.erase_account, order=100)
        ports.erasure_notes.register("accounts", personal_data.note_account, order=0)
        notice_kinds.register(
            "account.export",
            NoticeKind(
                label=_("A copy of your data"),
                description=_("When the copy that you asked for can be downloaded."),
            ),
        )
        jobs.register(JOB, tasks.make_export)
        schedules.every(tasks.INTERVAL, "accounts.tidy", tasks.tidy)
        trail.connect()
