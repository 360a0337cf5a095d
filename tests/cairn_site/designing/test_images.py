from __future__ import annotations

from django.conf import settings

from cairn_site.designing.imagery.drawing import Drawing
from cairn_site.designing.imagery.uploads import SafeImage
from cairn_site.designing.images import image_path, image_url, keep_drawing, keep_upload
from cairn_site.designing.models import BadgeImage
from factories.site import NOW, make_organisation


def test_the_same_choices_in_one_organisation_are_one_image() -> None:
    one, other = make_organisation(), make_organisation()

    first = keep_drawing(Drawing(), organisation_id=one.id, now=NOW)
    again = keep_drawing(Drawing(), organisation_id=one.id, now=NOW)
    elsewhere = keep_drawing(Drawing(), organisation_id=other.id, now=NOW)

    assert first.id == again.id != elsewhere.id
    assert bytes(first.png).startswith(b"\x89PNG")


def test_the_same_upload_is_one_image() -> None:
    organisation = make_organisation()
    safe = SafeImage(png=b"1", svg="<svg/>")

    keep_upload(safe, organisation_id=organisation.id, now=NOW)
    keep_upload(safe, organisation_id=organisation.id, now=NOW)

    assert BadgeImage.objects.count() == 1


def test_the_address_is_at_the_origin() -> None:
    image = keep_drawing(Drawing(), organisation_id=make_organisation().id, now=NOW)

    assert image_url(image.id) == f"{settings.CAIRN_ORIGIN}/images/{image.id}.png"
    assert image_path(None) == image_url(None) == ""
