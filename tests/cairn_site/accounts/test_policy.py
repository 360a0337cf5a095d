"""Who needs a second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.accounts import policy
from cairn_site.accounts.ports import second_factor_needs
from cairn_site.settings.environment import Mode
from factories.accounts import make_second_factor
from factories.site import make_person

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from cairn_site.accounts.models import Person


def test_an_ordinary_person_needs_none(ada: Person) -> None:
    assert not policy.needs_second_factor(ada)
    assert not policy.must_set_up_second_factor(ada)


def test_an_operator_must_have_one(settings: SettingsWrapper) -> None:
    person = make_person(is_operator=True)
    assert policy.needs_second_factor(person)
    assert policy.must_set_up_second_factor(person)
    settings.CAIRN_MODE = Mode.DEMO
    assert not policy.must_set_up_second_factor(person)
    settings.CAIRN_MODE = Mode.PRODUCTION
    make_second_factor(person)
    assert not policy.needs_second_factor(person)
    assert not policy.must_set_up_second_factor(person)


def test_what_somebody_may_do_elsewhere_counts(ada: Person) -> None:
    second_factor_needs.register("test", lambda person_id: person_id == ada.id)
    try:
        assert policy.needs_second_factor(ada)
        assert not policy.must_set_up_second_factor(ada)
        assert not policy.needs_second_factor(make_person())
    finally:
        second_factor_needs.withdraw("test")
