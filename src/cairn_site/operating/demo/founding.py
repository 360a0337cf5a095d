"""People sign up, organisations are made and verified, and their members come in.

``tests/cairn_site/operating/demo/test_founding.py`` proves it.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from django.contrib.auth.hashers import make_password

from cairn_site.accounts.actions import add_person, make_operator
from cairn_site.designing.imagery.rendering import png_of
from cairn_site.operating.demo.cast import PASSWORD, PLACES, ROLES, Learner, Place, Role, address_of
from cairn_site.operating.demo.stage import Act, Stage
from cairn_site.organisations.actions import (
    ProfileText,
    accept,
    create_organisation,
    invite,
    make_token,
    make_unit,
    rotate_key,
    set_logo,
    verify_organisation,
)
from cairn_site.organisations.permissions import Right
from cairn_site.organisations.queries import key_in_use
from cairn_site.platform.actors import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

BEGAN: Final = 475.0
_SALT: Final = "cairn-demo-world"


def acts(stage: Stage) -> Iterator[Act]:
    """Yield what happens to people and organisations."""
    yield Act(days=BEGAN, do=_staff_joins, title="People sign up")
    for number, learner in enumerate(stage.learners):
        # Most were there before they were awarded anything, some only came because they were.
        days = BEGAN - 1 - number * 5 if number % 6 else 40 + number
        if learner.address != _learner_role().address:
            yield Act(days=days, do=partial(_learner_joins, learner))
    yield Act(days=470.01, do=lambda _stage, _now: None, title="Organisations are founded and verified")
    for place in PLACES:
        yield Act(days=place.founded, do=partial(_found, place))
        if place.verified is not None:
            yield Act(days=place.verified, do=partial(_verify, place))
            yield Act(days=place.verified - 1, do=partial(_invite_members, place))
    yield Act(days=150.4, do=_rotate_key)
    yield Act(days=90.3, do=_make_token)
    yield Act(days=3.4, do=_leave_invitation)


def _learner_role() -> Role:
    return next(role for role in ROLES if role.code == "learner")


def _staff_joins(stage: Stage, now: datetime) -> None:
    # Hashing is slow on purpose, so all of them share what is printed anyway.
    hashed = make_password(PASSWORD, salt=_SALT)
    for role in ROLES:
        stage.people[role.code] = add_person(
            actor=SYSTEM,
            address=role.address,
            name=role.name,
            language=role.language,
            time_zone="Europe/Madrid" if role.language == "es" else "Europe/Dublin",
            password_hash=hashed,
            has_agreed=True,
            now=now,
        )
    stage.people[_learner_role().address] = stage.people["learner"]
    make_operator(actor=SYSTEM, address="operator@demo.example", now=now)


def _learner_joins(learner: Learner, stage: Stage, now: datetime) -> None:
    stage.people[learner.address] = add_person(
        actor=SYSTEM,
        address=learner.address,
        name=learner.name,
        language=learner.language,
        has_agreed=True,
        now=now,
    )


def _found(place: Place, stage: Stage, now: datetime) -> None:
    founder = stage.people.get(place.founder)
    if founder is None:
        founder = add_person(
            actor=SYSTEM, address=address_of(place.founder), name=place.founder, has_agreed=True, now=now
        )
    stage.people[place.slug] = founder
    organisation = create_organisation(
        actor=founder,
        profile=ProfileText(
            name=place.name,
            kind=place.kind,
            description=place.description,
            url=f"https://{place.domain}",
            email=f"badges@{place.domain}",
            country=place.country,
        ),
        slug=place.slug,
        now=now,
    )
    stage.organisations[place.slug] = organisation
    set_logo(actor=founder, organisation=organisation, data=png_of(place.logo), now=now)
    for name in place.units:
        unit = make_unit(actor=founder, organisation=organisation, name=name, parent_id=None, now=now)
        stage.units[place.slug, name] = unit.id


def _verify(place: Place, stage: Stage, now: datetime) -> None:
    verify_organisation(actor=SYSTEM, organisation_id=stage.organisations[place.slug].id, now=now)


def _invite_members(place: Place, stage: Stage, now: datetime) -> None:
    organisation = stage.organisations[place.slug]
    for role in ROLES:
        if role.organisation != place.slug or role.code == place.founder:
            continue
        invitation = invite(
            actor=stage.people[place.slug],
            organisation=organisation,
            address=role.address,
            rights=role.rights,
            unit_id=None,
            language=role.language,
            now=now,
        )
        accept(actor=stage.people[role.code], invitation_id=invitation.id, now=now + timedelta(hours=2))


def _rotate_key(stage: Stage, now: datetime) -> None:
    organisation = stage.organisations["data-stewards"]
    key = key_in_use(organisation.id)
    assert key is not None
    rotate_key(actor=stage.people["data-stewards"], organisation=organisation, expected=key.id, now=now)


def _make_token(stage: Stage, now: datetime) -> None:
    made = make_token(
        actor=stage.people["administrator"],
        organisation=stage.organisations["larkmoor"],
        name="Student records",
        scopes=["achievements:read", "awards:read", "awards:write"],
        expires_at=None,
        now=now,
    )
    stage.told["token"] = made.text


def _leave_invitation(stage: Stage, now: datetime) -> None:
    invite(
        actor=stage.people["administrator"],
        organisation=stage.organisations["larkmoor"],
        address="tomas.reilly@larkmoor.example",
        rights={Right.READ, Right.CREATE, Right.UPDATE},
        unit_id=stage.units["larkmoor", "Faculty of Health"],
        language="en",
        now=now,
    )
