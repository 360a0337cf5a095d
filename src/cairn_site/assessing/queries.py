"""What others, and the pages, may read of submissions.

``tests/cairn_site/assessing/test_queries.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.assessing.models import Decision, Mark, Submission, SubmissionState, SubmittedEvidence
from cairn_site.assessing.states import OPEN
from cairn_site.organisations.permissions import not_found
from cairn_site.platform.actors import ActorKind

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor

MAX_COUNTED = 100


def queue_of(organisation_id: UUID, *, state: str = "submitted", search: str = "") -> QuerySet[Submission]:
    """Return the submissions of an organisation in one state, those that wait longest first."""
    found = Submission.objects.filter(organisation_id=organisation_id).select_related("person")
    found = found.filter(state=state) if state else found.exclude(state=SubmissionState.DRAFT)
    if search:
        found = found.filter(person__name__icontains=search) | found.filter(person__email__istartswith=search)
    return found.order_by("submitted_at", "id")


def waiting_count(organisation_id: UUID) -> int:
    """Return how many submissions wait for an assessor, at most ``MAX_COUNTED``."""
    waiting = Submission.objects.filter(organisation_id=organisation_id, state=SubmissionState.SUBMITTED)
    return waiting.values("id")[:MAX_COUNTED].count()


def access_submission(organisation: Organisation, identifier: UUID) -> Submission:
    """Return a submission that was handed in to the organisation; raises ``access.not_found``."""
    found = (
        Submission.objects.filter(id=identifier, organisation_id=organisation.id)
        .exclude(state=SubmissionState.DRAFT)
        .select_related("person")
        .first()
    )
    if found is None:
        raise not_found()
    return found


def own_submission(actor: Actor, identifier: UUID) -> Submission:
    """Return a submission of the person themselves; raises ``access.not_found``."""
    found = None
    if actor.kind is ActorKind.PERSON and actor.id is not None:
        found = Submission.objects.filter(id=identifier, person_id=actor.id).first()
    if found is None:
        raise not_found()
    return found


def submissions_of(person_id: UUID) -> QuerySet[Submission]:
    """Return what a person has handed in, newest first."""
    return Submission.objects.filter(person_id=person_id).order_by("-created_at", "-id")


def open_submission(person_id: UUID, achievement_id: UUID) -> Submission | None:
    """Return the submission of a person for an Achievement that is not decided."""
    return Submission.objects.filter(
        person_id=person_id, achievement_id=achievement_id, state__in=OPEN
    ).first()


def evidence_of(submission_id: UUID) -> list[SubmittedEvidence]:
    """Return the evidence of a submission, in the order in which it was added."""
    return list(SubmittedEvidence.objects.filter(submission_id=submission_id).order_by("added_at", "id"))


def find_evidence(submission: Submission, identifier: UUID) -> SubmittedEvidence:
    """Return one piece of evidence; raises ``access.not_found``."""
    found = SubmittedEvidence.objects.filter(submission_id=submission.id, id=identifier).first()
    if found is None:
        raise not_found()
    return found


def decisions_on(submission_id: UUID) -> list[Decision]:
    """Return what was decided, newest first."""
    return list(Decision.objects.filter(submission_id=submission_id).order_by("-decided_at", "-id"))


def marks_of(submission_id: UUID) -> list[Mark]:
    """Return what assessors found, newest first."""
    found = Mark.objects.filter(submission_id=submission_id).select_related("assessor")
    return list(found.order_by("-made_at", "-id"))
