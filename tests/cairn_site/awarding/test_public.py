"""The bytes at public addresses."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn_site.awarding.models import Award, StatusList
from cairn_site.awarding.public import find_credential, find_status_list
from factories.awarding import make_award, make_world


def test_a_credential_is_found_by_one_indexed_look_up() -> None:
    award = make_award(make_world())
    with CaptureQueriesContext(connection) as queries:
        found = find_credential(f"/credentials/{award.id}")

    assert found is not None
    assert found.body == bytes(award.document or b"")
    assert (found.media_type, found.etag) == ("application/vc", award.etag)
    assert len(queries) == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
            assert "SEARCH awarding_award USING INDEX sqlite_autoindex" in str(cursor.fetchall())


@pytest.mark.parametrize(
    "path",
    [
        "/credentials/",
        "/credentials/x",
        "/credentials/00000000-0000-4000-8000-000000000000",
        "/credentials/00000000-0000-4000-8000-000000000000/proof",
        "/credentials/0000000A-0000-4000-8000-000000000000",
        "/credentials/' OR 1=1 --",
    ],
)
def test_nothing_is_found_at_other_paths(path: str) -> None:
    make_award(make_world())

    assert find_credential(path) is None


def test_what_is_withdrawn_or_erased_is_gone() -> None:
    award = make_award(make_world())
    Award.objects.filter(id=award.id).update(is_public=False)
    assert find_credential(f"/credentials/{award.id}") is None
    Award.objects.filter(id=award.id).update(is_public=True, document=None)
    assert find_credential(f"/credentials/{award.id}") is None


def test_a_status_list_is_found_by_its_address() -> None:
    world = make_world()
    make_award(world)
    found = find_status_list(f"/status/{world.slug}/revocation/1")

    assert found is not None
    assert found.body == bytes(StatusList.objects.get().document or b"")
    assert found.max_age == 60


@pytest.mark.parametrize("path", ["revocation/2", "revocation/01", "suspension/1", "revocation/-1", "x"])
def test_no_other_list_is_found(path: str) -> None:
    world = make_world()
    make_award(world)

    assert find_status_list(f"/status/{world.slug}/{path}") is None


def test_the_tables_are_those_the_statements_name() -> None:
    assert Award._meta.db_table == "awarding_award"
    assert StatusList._meta.db_table == "awarding_statuslist"
