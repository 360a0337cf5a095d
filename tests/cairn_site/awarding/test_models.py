"""What the database itself refuses."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from cairn_site.awarding.models import Award, ClaimLink, StatusList
from cairn_site.awarding.queries import Filters, award_page
from factories.awarding import make_award, make_world
from factories.site import NOW


def test_no_person_has_two_awards_by_one_link() -> None:
    world = make_world()
    award = make_award(world)
    link = ClaimLink.objects.create(
        organisation=world.organisation,
        achievement_id=award.achievement_id,
        version=world.version,
        code="code",
        title="Day",
        opens_at=NOW,
        created_at=NOW,
    )
    twin = make_award(world)
    Award.objects.filter(id=award.id).update(claim_link=link, person=world.person)

    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(id=twin.id).update(claim_link=link, person=world.person)


def test_no_link_is_used_beyond_its_limit() -> None:
    world = make_world()
    link = ClaimLink.objects.create(
        organisation=world.organisation,
        achievement_id=world.version.achievement_id,
        version=world.version,
        code="code",
        title="Day",
        opens_at=NOW,
        created_at=NOW,
        limit=1,
        used=1,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimLink.objects.filter(id=link.id).update(used=2)


def test_two_lists_never_share_an_address() -> None:
    world = make_world()
    make_award(world)
    row = StatusList.objects.get(purpose="revocation")
    row.id = world.version.id

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        (Filters(), "award_organisation"),
        (Filters(state="revoked"), "award_org_state"),
        (Filters(expiring_days=30), "award_expiry_list"),
        (Filters(state="expired"), "award_expiry_list"),
    ],
)
def test_every_list_has_its_index(filters: Filters, index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("small tables are read through by other databases")
    world = make_world()
    asked = []
    right = Award.objects.all().__class__.__getitem__

    def note(self: object, key: object) -> object:
        asked.append(self)
        return right(self, key)  # type: ignore[arg-type]

    monkeypatch.setattr(Award.objects.all().__class__, "__getitem__", note)
    award_page(world.organisation.id, filters, now=NOW)

    plan = asked[-1].explain()  # type: ignore[attr-defined]
    assert index in plan
    assert "TEMP B-TREE" not in plan
