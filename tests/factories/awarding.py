"""Makers of achievements, awards and tables for the tests of awarding and assessing."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cairn.credentials.concepts import AssessmentType, CreditSystem, Participation, Supervision
from cairn.issuer import LearnerRow
from cairn_site.accounts.acting import actor_for
from cairn_site.awarding import actions
from cairn_site.awarding.statements import Statement
from cairn_site.designing.actions import create_achievement, publish_version
from cairn_site.designing.content import (
    Content,
    CriteriaGroup,
    PeriodUnit,
    ResultField,
    ResultKind,
    RubricLevel,
    Validity,
    ValidityKind,
)
from cairn_site.organisations.actions import rotate_key
from cairn_site.organisations.models import IssuerKey
from factories.site import NOW, make_organisation, make_person

if TYPE_CHECKING:
    from datetime import datetime

    from cairn_site.accounts.models import Person
    from cairn_site.awarding.models import Award, Batch
    from cairn_site.designing.models import AchievementVersion
    from cairn_site.organisations.models import Organisation
    from cairn_site.platform.actors import Actor

_NUMBERS: Final = itertools.count(1)
YEAR: Final = Validity(kind=ValidityKind.RELATIVE, amount=1, unit=PeriodUnit.YEARS)


@dataclass
class World:
    """An organisation with somebody who may do everything, and one published Achievement."""

    person: Person
    organisation: Organisation
    version: AchievementVersion

    @property
    def actor(self) -> Actor:
        """The person as an actor."""
        return actor_for(self.person)

    @property
    def slug(self) -> str:
        """The organisation in addresses."""
        return self.organisation.slug


def make_content(**changes: Any) -> Content:
    """Return content that is ready to be published."""
    members: dict[str, Any] = {
        "name": {"en": f"Data steward {next(_NUMBERS)}"},
        "description": {"en": "Plans, documents and keeps research data so that others can use it again."},
        "criteria": (
            CriteriaGroup(requirements=({"en": "Writes a data management plan that two reviewers accept."},)),
        ),
        "outcomes": ({"en": "Plan the care of data over its whole life."},),
        "hours": 30.0,
        "credits": 1.0,
        "credit_system": CreditSystem.ECTS,
        "participation": (next(iter(Participation)),),
        "assessment_types": (next(iter(AssessmentType)),),
        "supervision": next(iter(Supervision)),
        "results": (
            ResultField(
                key="mark", kind=ResultKind.POINTS, name={"en": "Final mark"}, minimum=0, maximum=100
            ),
            ResultField(
                key="plan",
                kind=ResultKind.RUBRIC,
                name={"en": "Plan"},
                levels=(RubricLevel(name={"en": "Adequate"}), RubricLevel(name={"en": "Strong"})),
            ),
        ),
        "country": "IE",
    }
    return Content(**{**members, **changes})


def make_version(
    organisation: Organisation, person: Person, *, now: datetime = NOW, **changes: Any
) -> AchievementVersion:
    """Make and publish an Achievement; return its version."""
    achievement = create_achievement(
        actor=actor_for(person), slug=organisation.slug, content=make_content(**changes), now=now
    )
    return publish_version(actor=actor_for(person), achievement_id=achievement.id, now=now)


def make_world(*, now: datetime = NOW, **changes: Any) -> World:
    """Make an organisation, somebody who may do everything in it, and an Achievement that can be awarded."""
    person = make_person()
    organisation = make_organisation(person, now=now)
    return World(
        person=person,
        organisation=organisation,
        version=make_version(organisation, person, now=now, **changes),
    )


def make_statement(**changes: Any) -> Statement:
    """Return what an award says."""
    number = next(_NUMBERS)
    members = {"name": f"Ada Byron {number}", "email": f"ada{number}@learners.ie", **changes}
    return Statement(row=LearnerRow(**members))


def make_award(world: World, *, now: datetime = NOW, sends_mail: bool = True, **changes: Any) -> Award:
    """Award one person."""
    return actions.award(
        actor=world.actor,
        organisation=world.organisation,
        version_id=world.version.id,
        statement=make_statement(**changes),
        sends_mail=sends_mail,
        now=now,
    )


def make_table(rows: int, *, first: int = 0, bad: tuple[int, ...] = ()) -> bytes:
    """Return a table of learners; the rows at ``bad`` have an address that is none."""
    lines = ["name,email,narrative,result:Final mark"]
    for number in range(first, first + rows):
        address = "nobody" if number in bad else f"learner{number}@learners.ie"
        lines.append(f"Learner Number {number},{address},Did task {number % 7} alone,{50 + number % 50}")
    return "\r\n".join(lines).encode()


def make_batch(world: World, data: bytes, *, now: datetime = NOW) -> Batch:
    """Upload a table."""
    return actions.upload_table(
        actor=world.actor,
        organisation=world.organisation,
        version_id=world.version.id,
        file_name="learners.csv",
        data=data,
        now=now,
    )


def change_key(world: World, *, now: datetime = NOW) -> None:
    """Let the organisation sign with a new key."""
    key = IssuerKey.objects.get(organisation=world.organisation, state="in_use")
    rotate_key(actor=world.actor, organisation=world.organisation, now=now, expected=key.id)
