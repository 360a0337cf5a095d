"""What awarding does at the news of lower apps.

``tests/cairn_site/awarding/test_reactions.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.errors import UsageError
from cairn.issuer import LearnerRow
from cairn_site.accounts.queries import person_card
from cairn_site.assessing.queries import evidence_of
from cairn_site.awarding import status_lists
from cairn_site.awarding.actions.single import award_decided
from cairn_site.awarding.statements import EvidenceItem, Statement
from cairn_site.organisations.queries import find_organisation
from cairn_site.organisations.signing import open_signer
from cairn_site.platform.actors import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.assessing.events import AssessmentDecided
    from cairn_site.organisations.events import KeyCompromised, KeyRotated


def award_accepted(event: AssessmentDecided, now: datetime) -> None:
    """Award what an assessor has accepted."""
    organisation = find_organisation(event.organisation_id)
    person = person_card(event.person_id)
    if not event.is_accepted or organisation is None or person is None:
        return
    award_decided(
        organisation=organisation,
        version_id=event.version_id,
        statement=Statement(
            row=LearnerRow(name=person.name or person.email, email=person.email),
            evidence=tuple(
                EvidenceItem(name=piece.name, url=piece.url, narrative=piece.text, sha256=piece.sha256)
                for piece in evidence_of(event.submission_id)
            ),
        ),
        person_id=person.id,
        provenance={
            "by": event.decided_by,
            "submission": str(event.submission_id),
            "decision": str(event.decision_id),
            "rule": event.rule,
        },
        now=now,
    )


def sign_lists_with_new_key(event: KeyRotated, now: datetime) -> None:
    """Sign every status list anew, so that none hangs on a key that may end."""
    _sign_lists(event.organisation_id, now=now)


def sign_lists_after_compromise(event: KeyCompromised, now: datetime) -> None:
    """Sign every status list anew, if there is a key to sign with already."""
    _sign_lists(event.organisation_id, now=now)


def _sign_lists(organisation_id: UUID, *, now: datetime) -> None:
    organisation = find_organisation(organisation_id)
    if organisation is None:
        return
    try:
        signer = open_signer(organisation, actor=SYSTEM, now=now)
    except UsageError as error:
        if error.code != "organisation.no_key":
            raise
        return
    status_lists.publish(status_lists.lists_of(organisation_id), signer=signer, now=now)
