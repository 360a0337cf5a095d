"""Two organisations with one of everything, and everybody who may knock: for the table of who may do what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.test import Client

from cairn_site.accounts.acting import actor_for
from cairn_site.accounts.models import DataExport
from cairn_site.assessing.actions import Piece, request_award
from cairn_site.assessing.models import SubmittedEvidence
from cairn_site.awarding.actions import LinkTerms, make_link
from cairn_site.organisations.actions import invite, make_token, make_unit
from cairn_site.organisations.models import ApiToken, IssuerKey, Right
from cairn_site.organisations.permissions import SCOPES
from cairn_site.platform import clock
from factories import programmes, site
from factories.awarding import World, make_award, make_batch, make_table, make_world
from factories.operating import make_failed_delivery, make_job, make_mail

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person


_WORDS: dict[str, Any] = {
    "key": "no-key-that-was-given",
    "name": "basics",
    "text": "terms",
    "text_version": "2026-01",
    "language": "en",
    "kind": "svg",
    "framework": "cairn",
    "skill_code": "critical-thinking",
    "starter_code": "critical-thinking",
    "letter": "award",
    "purpose": "revocation",
    "number": 1,
    "line": 3,
    "change_name": "revoke",
}


_WORDS: dict[str, Any] = {
    "key": "no-key-that-was-given",
    "name": "basics",
    "text": "terms",
    "text_version": "2026-01",
    "language": "en",
    "kind": "svg",
    "framework": "cairn",
    "skill_code": "critical-thinking",
    "starter_code": "critical-thinking",
    "letter": "award",
    "purpose": "revocation",
    "number": 1,
    "line": 3,
    "change_name": "revoke",
}


def sign_in(person: Person, *, client: Client | None = None) -> Client:
    """Return a client in which ``person`` is signed in, with nothing left to do first."""
    if person.is_operator:
        site.make_second_factor(person)
    return site.sign_in(client or Client(), person)


@dataclass
class Objects:
    """One organisation with one of everything that an address can name, by the name in the address."""

    world: World
    learner: Person
    values: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def signed_in(self, *, without: Right | None = None) -> Client:
        """Return a new member who has every right, or every right but one."""
        person = site.make_person()
        site.make_member(person, self.world.organisation, rights=set(Right) - {without})
        return sign_in(person)


def make_objects() -> Objects:
    """Make an organisation with one of everything."""
    now = clock.now()
    world = make_world(now=now - timedelta(hours=1))
    actor, organisation = world.actor, world.organisation
    learner = site.make_person()
    submission = request_award(
        actor=actor_for(learner),
        version_id=world.version.id,
        motivation="I can do this.",
        pieces=[Piece(name="Plan", text="What I did.")],
        now=now,
    )
    reader = site.make_member(site.make_person(), organisation)
    invitation = invite(
        actor=actor,
        organisation=organisation,
        address=learner.email,
        rights=[Right.READ],
        unit_id=None,
        language="en",
        now=now,
    )
    link = make_link(
        actor=actor,
        organisation=organisation,
        version_id=world.version.id,
        terms=LinkTerms(title="Day of the open door", opens_at=now),
        now=now,
    )
    export = DataExport.objects.create(person=learner, asked_at=now)
    objects = Objects(world=world, learner=learner)
    for scope in SCOPES:
        made = make_token(
            actor=actor, organisation=organisation, name=scope, scopes=[scope], expires_at=None, now=now
        )
        objects.tokens[scope] = made.text
    objects.values = {
        "slug": organisation.slug,
        "organisation_id": organisation.id,
        "person_id": learner.id,
        "job_id": make_job(organisation_id=organisation.id).id,
        "message_id": make_mail(has_failed=True).id,
        "delivery_id": make_failed_delivery().id,
        "export_id": export.id,
        "member_id": reader.id,
        "invitation_id": invitation.id,
        "unit_id": make_unit(
            actor=actor, organisation=organisation, name="Nursing", parent_id=None, now=now
        ).id,
        "key_id": IssuerKey.objects.get(organisation=organisation).id,
        "token_id": ApiToken.objects.filter(organisation=organisation).first().id,  # type: ignore[union-attr]
        "identifier": world.version.achievement_id,
        "achievement_id": world.version.achievement_id,
        "version_id": world.version.id,
        "image_id": uuid4(),
        "award_id": make_award(world, now=now, email=learner.email).id,
        "batch_id": make_batch(world, make_table(3, bad=(1,)), now=now).id,
        "programme_id": programmes.upload(world, programmes.export(programmes.holder(1)), now=now).id,
        "link_id": link.id,
        "code": link.code,
        "submission_id": submission.id,
        "evidence_id": SubmittedEvidence.objects.get(submission=submission).id,
        **_WORDS,
    }
    return objects


def missing_values() -> dict[str, Any]:
    """Return values of which there is nothing."""
    names = [
        "organisation_id",
        "person_id",
        "job_id",
        "message_id",
        "export_id",
        "member_id",
        "invitation_id",
        "unit_id",
        "key_id",
        "token_id",
        "identifier",
        "achievement_id",
        "image_id",
        "version_id",
        "award_id",
        "batch_id",
        "programme_id",
        "link_id",
        "submission_id",
        "evidence_id",
    ]
    return {
        **_WORDS,
        **{name: uuid4() for name in names},
        "slug": "nobody",
        "delivery_id": 999_999,
        "code": "none",
    }
