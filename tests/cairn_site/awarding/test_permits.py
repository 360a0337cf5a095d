"""Who may award."""

from __future__ import annotations

import pytest

from cairn.errors import UsageError
from cairn_site.awarding.permits import require_awarding, require_preparing, require_reading
from cairn_site.organisations.actions import make_unit
from cairn_site.organisations.models import Right
from cairn_site.platform.actors import VISITOR
from factories.awarding import make_world
from factories.site import NOW, actor, make_member, make_person


@pytest.mark.parametrize(
    ("rights", "may_read", "may_prepare", "may_award"),
    [
        ({Right.READ}, True, False, False),
        ({Right.READ, Right.AWARD}, True, True, False),
        ({Right.READ, Right.SIGN}, True, False, False),
        ({Right.READ, Right.AWARD, Right.SIGN}, True, True, True),
    ],
)
def test_rights(rights: set[Right], may_read: bool, may_prepare: bool, may_award: bool) -> None:
    world = make_world()
    person = make_person()
    make_member(person, world.organisation, rights=rights)

    for ask, may in (
        (require_reading, may_read),
        (require_preparing, may_prepare),
        (require_awarding, may_award),
    ):
        if may:
            ask(actor(person), world.organisation)
        else:
            with pytest.raises(UsageError) as caught:
                ask(actor(person), world.organisation)
            assert caught.value.code == "access.right_missing"


@pytest.mark.parametrize("ask", [require_reading, require_preparing, require_awarding])
def test_strangers_and_visitors_learn_nothing(ask: object) -> None:
    world = make_world()
    for who in (VISITOR, actor(make_person())):
        with pytest.raises(UsageError) as caught:
            ask(who, world.organisation)  # type: ignore[operator]
        assert caught.value.code == "access.not_found"


def test_somebody_of_a_unit_awards_only_what_belongs_to_it() -> None:
    world = make_world()

    unit, other = (
        make_unit(actor=world.actor, organisation=world.organisation, name=name, parent_id=None, now=NOW)
        for name in ("Nursing", "Law")
    )
    person = make_person()
    make_member(person, world.organisation, rights=set(Right), unit=unit)

    require_awarding(actor(person), world.organisation, unit_id=unit.id)
    with pytest.raises(UsageError) as caught:
        require_awarding(actor(person), world.organisation, unit_id=other.id)
    assert caught.value.code == "access.not_found"
