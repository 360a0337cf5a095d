"""Makers of exports from other platforms: archives of Open Badges 2.0, entities of Badgr's API, tables."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from cairn.baking import bake
from cairn_site.awarding.actions import migrating
from factories import open_badges_2 as ob2
from factories.images import png
from factories.site import NOW

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn_site.awarding.models import Programme
    from factories.awarding import World


def holder(number: int, **changes: Any) -> JsonObject:
    """Return a hosted Assertion to somebody, as Badgr writes it."""
    return ob2.assertion(
        **{
            "id": f"{ob2.ORIGIN}/assertions/{number}",
            "recipient": {"type": "email", "hashed": False, "identity": f"holder{number}@learners.ie"},
            "extensions:recipientProfile": {"name": f"Holder Number {number}", "type": ["Extension"]},
            **changes,
        }
    )


def archive(files: dict[str, bytes | JsonObject | list[Any] | str]) -> bytes:
    """Return a ZIP archive of files; what is not bytes is written as JSON or as text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, _bytes(content))
    return out.getvalue()


def export(*assertions: JsonObject, **more: Any) -> bytes:
    """Return an export with a Profile, a BadgeClass with its picture, and Assertions."""
    files: dict[str, Any] = {
        "issuer.json": ob2.profile(),
        "badges/label.json": ob2.badge_class(),
        "badges/label.png": png(),
        **{f"assertions/{number}.json": one for number, one in enumerate(assertions)},
        **more,
    }
    return archive(files)


def baked(document: JsonObject | str) -> bytes:
    """Return a picture with an Assertion in it."""
    return bake(png(), document if isinstance(document, str) else json.dumps(document))


def upload(
    world: World, data: bytes, *, name: str = "export.zip", now: datetime = NOW, language: str = "en"
) -> Programme:
    """Upload an export."""
    return migrating.upload_programme(
        actor=world.actor,
        organisation=world.organisation,
        file_name=name,
        data=data,
        language=language,
        now=now,
    )


def confirm(
    world: World, programme: Programme, *, sends_mail: bool = False, now: datetime = NOW
) -> Programme:
    """Confirm a plan; its job waits."""
    return migrating.confirm_programme(
        actor=world.actor,
        organisation=world.organisation,
        programme_id=programme.id,
        sends_mail=sends_mail,
        now=now,
    )


def _bytes(content: bytes | JsonObject | list[Any] | str) -> bytes:
    if isinstance(content, bytes):
        return content
    return content.encode() if isinstance(content, str) else json.dumps(content).encode()
