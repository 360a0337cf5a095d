"""What an export says of a person is theirs, and goes with them."""

from __future__ import annotations

import base64
import json

from cairn_site.awarding.migrating.personal_data import erase_items, export_items
from cairn_site.awarding.models import ItemKind, ProgrammeItem
from factories.awarding import make_world
from factories.programmes import export, holder, upload
from factories.site import NOW, make_person


def test_the_original_is_exported_and_erased_and_that_of_others_is_not() -> None:
    person = make_person(email="holder1@learners.ie")
    upload(make_world(), export(holder(1), holder(2)))

    (told,) = export_items(person.id)["programmes"]
    assert json.loads(base64.b64decode(told["original"])) == holder(1)
    erase_items(person.id, NOW)

    awards = ProgrammeItem.objects.filter(kind=ItemKind.AWARD).order_by("number")
    assert [(item.address, item.original is None, bool(item.content)) for item in awards] == [
        ("", True, False),
        ("holder2@learners.ie", False, True),
    ]


def test_who_was_never_in_an_export_gets_nothing() -> None:
    assert export_items(make_person().id) == {"programmes": []}
