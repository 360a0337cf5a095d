"""The Django application."""

from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig


class AwardingConfig(AppConfig):
    """Awarding."""

    name = "cairn_site.awarding"
    label = "awarding"

    def ready(self) -> None:
        """Fill the ports of the lower apps, and listen to their news."""
        from cairn_site.assessing.events import AssessmentDecided  # noqa: PLC0415 - models are loaded only now
        from cairn_site.awarding import menus, personal_data, public, reactions, tasks  # noqa: PLC0415
        from cairn_site.awarding.migrating import personal_data as programmes  # noqa: PLC0415
        from cairn_site.awarding.migrating import steps  # noqa: PLC0415
        from cairn_site.organisations.events import KeyCompromised, KeyRotated  # noqa: PLC0415
        from cairn_site.organisations.ports import organisation_menu  # noqa: PLC0415
        from cairn_site.platform import events, jobs, ports, schedules  # noqa: PLC0415

        for kind, handler in {**tasks.HANDLERS, **steps.HANDLERS}.items():
            jobs.register(kind, handler)
        schedules.every(timedelta(hours=6), "awarding.remind", tasks.remind)
        events.subscribe(AssessmentDecided, reactions.award_accepted)
        events.subscribe(KeyRotated, reactions.sign_lists_with_new_key)
        events.subscribe(KeyCompromised, reactions.sign_lists_after_compromise)
        ports.public_sources.register(public.CREDENTIALS, public.find_credential)
        ports.public_sources.register(public.STATUS, public.find_status_list)
        ports.home_panels.register("awarding", menus.home_panel, order=10)
        ports.exporters.register("awarding", personal_data.export_awards)
        ports.erasers.register("awarding", personal_data.erase_awards)
        ports.exporters.register("programmes", programmes.export_items)
        ports.erasers.register("programmes", programmes.erase_items)
        ports.erasure_notes.register("awarding", personal_data.note_awards)
        organisation_menu.register("awarding", menus.organisation_entries, order=30)
