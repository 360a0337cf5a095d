"""A copy of everything that is kept of a person: asked for, made by a job, kept for a week.

``tests/cairn_site/accounts/actions/test_exporting.py`` proves it.
"""

from __future__ import annotations

import io
import json
import secrets
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cairn.errors import UsageError
from cairn_site.accounts import notices
from cairn_site.accounts.models import DataExport, Person
from cairn_site.platform import audit, jobs, ports

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.platform.actors import Actor

JOB: Final = "accounts.export"
KEPT: Final = timedelta(days=7)
PAUSE: Final = timedelta(hours=1)
FILES: Final = "files"
"""An exporter may give file names with their bytes under this name; they are put beside its JSON."""


def ask_export(*, actor: Actor, person: Person, now: datetime) -> DataExport:
    """Have a copy made; while one is being made, or is younger than ``PAUSE``, that one is the answer.

    Raises ``UsageError("account.not_yourself")``.
    """
    if actor.id != person.id:
        raise UsageError("account.not_yourself", "Everybody asks for their own data.")
    with transaction.atomic():
        Person.objects.select_for_update().get(id=person.id)
        recent = DataExport.objects.filter(person=person, asked_at__gt=now - PAUSE).first()
        if recent is not None:
            return recent
        export = DataExport.objects.create(person=person, asked_at=now)
        jobs.start(
            kind=JOB,
            title="A copy of somebody's data",
            actor=actor,
            now=now,
            arguments={"export": str(export.id)},
            total=1,
        )
        audit.record(actor=actor, action="account.ask_export", target=("person", person.id), now=now)
        return export


def write_export(export_id: UUID, *, now: datetime) -> None:
    """Gather what every app knows of the person into one archive and tell them; again changes nothing."""
    export = DataExport.objects.select_related("person").filter(id=export_id, ready_at=None).first()
    if export is None:
        return
    archive = _pack(export.person)
    export.path = default_storage.save(f"exports/{secrets.token_urlsafe(24)}.zip", ContentFile(archive))
    export.size = len(archive)
    export.ready_at = now
    export.expires_at = now + KEPT
    export.save(update_fields=["path", "size", "ready_at", "expires_at"])
    with translation.override(export.person.language):
        notices.tell(
            person_id=export.person_id,
            kind="account.export",
            text=_("The copy of your data is ready."),
            url=reverse("my_data"),
            now=now,
            by_mail=True,
        )


def remove_expired_exports(now: datetime) -> None:
    """Delete the archives whose time is over."""
    for export in DataExport.objects.filter(expires_at__lte=now)[:100]:
        remove_export(export)


def remove_export(export: DataExport) -> None:
    """Delete an archive; its file goes once the row is surely gone."""
    path = export.path
    export.delete()
    if path:
        transaction.on_commit(lambda: default_storage.delete(path))


def _pack(person: Person) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        names = []
        for name, exporter in ports.exporters.items():
            known = dict(exporter(person.id))
            for file_name, content in sorted(known.pop(FILES, {}).items()):
                archive.writestr(f"{name}/{file_name}", content)
            archive.writestr(f"{name}.json", _format(known))
            names.append(f"{name}.json")
        with translation.override(person.language):
            text = render_to_string("accounts/export_readme.txt", {"person": person, "names": names})
        archive.writestr("README.txt", text)
    return buffer.getvalue()


def _format(known: dict[str, Any]) -> str:
    return json.dumps(known, ensure_ascii=False, indent=2, default=str)
