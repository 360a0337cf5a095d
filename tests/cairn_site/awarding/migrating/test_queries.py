"""What pages may read of programmes."""

from __future__ import annotations

import pytest

from cairn.errors import UsageError
from cairn_site.awarding.migrating import queries
from cairn_site.platform.ids import new_id
from factories.awarding import make_world
from factories.programmes import export, holder, upload


def test_programmes_are_those_of_the_organisation_by_name() -> None:
    world, other = make_world(), make_world()
    mine = upload(world, export(holder(1)), name="spring.zip")
    upload(other, export(holder(1)), name="spring.zip")

    assert list(queries.programmes_of(world.organisation.id, search="spring")) == [mine]
    assert not queries.programmes_of(world.organisation.id, search="autumn")
    assert queries.access_programme(world.organisation, mine.id) == mine
    with pytest.raises(UsageError):
        queries.access_programme(other.organisation, mine.id)


def test_an_original_that_is_not_there_is_not_found() -> None:
    with pytest.raises(UsageError) as caught:
        queries.original_of(make_world().organisation, new_id())

    assert caught.value.code == "access.not_found"
