from __future__ import annotations

import json

import pytest

from cairn_site.designing.actions import freeze, start_revision
from cairn_site.designing.public_documents import find_achievement, find_image
from factories.designing import make_studio
from factories.site import NOW


def test_a_published_version_is_public_and_lasts_once_it_is_frozen() -> None:
    studio = make_studio(is_published=True)
    version = studio.newest()
    before = find_achievement(f"/achievements/{version.id}")

    freeze(actor=studio.actor, version_id=version.id, now=NOW)
    after = find_achievement(f"/achievements/{version.id}")

    assert before is not None
    assert after is not None
    assert before.body == after.body == bytes(version.document or b"")
    assert not before.is_immutable
    assert after.is_immutable


def test_a_translation_stands_below() -> None:
    version = make_studio(is_published=True).newest()

    spanish = find_achievement(f"/achievements/{version.id}/es")

    assert spanish is not None
    assert json.loads(spanish.body)["inLanguage"] == "es"
    assert find_achievement(f"/achievements/{version.id}/de") is None


def test_a_draft_is_not_public() -> None:
    studio = make_studio(is_published=True)
    start_revision(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)

    assert find_achievement(f"/achievements/{studio.newest().id}") is None
    assert find_achievement(f"/achievements/{make_studio().newest().id}") is None


@pytest.mark.parametrize(
    "path", ["/achievements/", "/achievements/x", "/achievements/../etc", "/images/x.png"]
)
def test_other_paths_find_nothing(path: str) -> None:
    assert find_achievement(path) is None
    assert find_image(path) is None


def test_an_image_is_there_as_png_and_svg_for_ever() -> None:
    image_id = make_studio().newest().image_id

    png, svg = find_image(f"/images/{image_id}.png"), find_image(f"/images/{image_id}.svg")

    assert png is not None
    assert svg is not None
    assert (png.media_type, svg.media_type) == ("image/png", "image/svg+xml")
    assert png.is_immutable
    assert svg.body.startswith(b"<svg")
