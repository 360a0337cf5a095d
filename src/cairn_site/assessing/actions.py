"""A learner asks for an award with motivation and evidence; an assessor accepts, returns or refuses.

``tests/cairn_site/assessing/test_actions.py`` proves it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cairn.errors import UsageError
from cairn_site.accounts.queries import person_card
from cairn_site.assessing import achievements, queries
from cairn_site.assessing.events import AssessmentDecided
from cairn_site.assessing.models import Decision, Mark, Submission, SubmissionState, SubmittedEvidence
from cairn_site.assessing.states import DECISIONS, move
from cairn_site.organisations.permissions import Right, not_found, require, require_scope, require_unit
from cairn_site.platform import audit, events, mail
from cairn_site.platform.actors import ActorKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor

MAX_FILE: Final = 20 * 1024 * 1024
MAX_PIECES: Final = 10
RULE: Final = "one assessor, by the criteria of the Achievement"
_RUNNING: Final = ("html", "htm", "svg", "xhtml", "xml", "js", "mjs", "exe", "bat", "cmd", "sh", "ps1", "hta")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence as it is handed in: a link, words, or a file."""

    name: str = ""
    url: str = ""
    text: str = ""
    file_name: str = ""
    data: bytes = b""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was given."""
        return not (self.url or self.text or self.data)


def request_award(
    *, actor: Actor, version_id: UUID, motivation: str, pieces: Sequence[Piece], now: datetime
) -> Submission:
    """Hand in a request; raises ``UsageError("submission.open_already")`` where one waits."""
    if actor.kind is not ActorKind.PERSON or actor.id is None:
        raise not_found()
    requested = achievements.find_requested(version_id, is_new=True)
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                organisation_id=requested.organisation_id,
                achievement_id=requested.achievement_id,
                version_id=requested.version_id,
                person_id=actor.id,
                motivation=motivation,
                created_at=now,
            )
            _add(submission, pieces, now=now)
            _hand_in(submission, actor=actor, now=now)
            return submission
    except IntegrityError:
        raise UsageError(
            "submission.open_already",
            "You have asked for this already.",
            mend="Go on with the request that is open.",
        ) from None


def hand_in_again(
    *,
    actor: Actor,
    submission_id: UUID,
    motivation: str,
    pieces: Sequence[Piece],
    removed: Sequence[UUID],
    now: datetime,
) -> Submission:
    """Hand in again what was returned, with other words and evidence."""
    with transaction.atomic():
        submission = _own(actor, submission_id)
        if submission.state != SubmissionState.RETURNED:
            raise UsageError("submission.no_such_change", "Only what was returned can be handed in again.")
        submission.motivation = motivation
        SubmittedEvidence.objects.filter(submission_id=submission.id, id__in=list(removed)).delete()
        _add(submission, pieces, now=now)
        _hand_in(submission, actor=actor, now=now)
        return submission


def withdraw(*, actor: Actor, submission_id: UUID, now: datetime) -> Submission:
    """Take a request back."""
    with transaction.atomic():
        submission = _own(actor, submission_id)
        move(submission, SubmissionState.WITHDRAWN)
        submission.save(update_fields=["state"])
        _recorded(submission, "submission.withdraw", actor=actor, now=now)
        return submission


def decide(
    *,
    actor: Actor,
    organisation: Organisation,
    submission_id: UUID,
    outcome: SubmissionState,
    reason: str,
    levels: Mapping[str, str],
    now: datetime,
) -> Decision:
    """Accept, return or refuse what was handed in; a return and a refusal need a reason.

    Nobody decides on a request of their own.
    """
    with transaction.atomic():
        require_assessing(actor, organisation)
        submission = (
            Submission.objects.select_for_update(of=("self",))
            .filter(id=submission_id, organisation_id=organisation.id)
            .exclude(state=SubmissionState.DRAFT)
            .first()
        )
        if submission is None:
            raise not_found()
        requested = achievements.find_requested(submission.version_id, is_new=False)
        if requested.unit_id is not None:
            require_unit(actor, organisation, requested.unit_id)
        if submission.person_id == actor.id:
            raise UsageError("submission.own", "Nobody decides on a request of their own.")
        if outcome not in DECISIONS:
            raise UsageError("submission.no_such_decision", "This is no decision.", where="outcome")
        if outcome is not SubmissionState.ACCEPTED and not reason.strip():
            raise UsageError(
                "submission.no_reason",
                "The learner needs to know why.",
                where="reason",
                mend="Write what is missing.",
            )
        move(submission, outcome)
        submission.save(update_fields=["state"])
        is_person = actor.kind is ActorKind.PERSON
        Mark.objects.create(
            submission_id=submission.id,
            assessor_id=actor.id if is_person else None,
            levels=dict(levels),
            comment=reason,
            made_at=now,
        )
        decision = Decision.objects.create(
            submission_id=submission.id,
            outcome=outcome.value,
            reason=reason,
            rule=RULE,
            decided_by_id=actor.id if is_person else None,
            decided_at=now,
        )
        _recorded(submission, f"submission.{outcome.value}", actor=actor, now=now)
        if outcome is not SubmissionState.RETURNED:
            events.publish(
                AssessmentDecided(
                    submission_id=submission.id,
                    decision_id=decision.id,
                    organisation_id=organisation.id,
                    version_id=submission.version_id,
                    person_id=submission.person_id,
                    is_accepted=outcome is SubmissionState.ACCEPTED,
                    decided_by=actor.label,
                    rule=RULE,
                ),
                now=now,
            )
        _tell_learner(
            submission, decision, organisation=organisation, achievement_name=requested.name, now=now
        )
        return decision


def require_assessing(actor: Actor, organisation: Organisation) -> None:
    """Return if ``actor`` may decide in an organisation: what is accepted is awarded."""
    require(actor, organisation, Right.AWARD)
    require_scope(actor, organisation, "awards:write")


def _own(actor: Actor, submission_id: UUID) -> Submission:
    if actor.kind is not ActorKind.PERSON or actor.id is None:
        raise not_found()
    found = (
        Submission.objects.select_for_update(of=("self",))
        .filter(id=submission_id, person_id=actor.id)
        .first()
    )
    if found is None:
        raise not_found()
    return found


def _hand_in(submission: Submission, *, actor: Actor, now: datetime) -> None:
    if not queries.evidence_of(submission.id) and not submission.motivation.strip():
        raise UsageError(
            "submission.empty", "There is nothing to assess yet.", mend="Write something or add evidence."
        )
    move(submission, SubmissionState.SUBMITTED)
    submission.submitted_at = now
    submission.save()
    _recorded(submission, "submission.hand_in", actor=actor, now=now)


def _add(submission: Submission, pieces: Sequence[Piece], *, now: datetime) -> None:
    given = [piece for piece in pieces if not piece.is_empty]
    if len(given) + len(queries.evidence_of(submission.id)) > MAX_PIECES:
        raise UsageError("submission.too_much", f"A request has at most {MAX_PIECES} pieces of evidence.")
    for place, piece in enumerate(given):
        if len(piece.data) > MAX_FILE:
            raise UsageError("submission.file_size", f"A file has at most {MAX_FILE >> 20} MiB.")
        ending = piece.file_name.rpartition(".")[2].lower()
        if piece.data and ending in _RUNNING:
            raise UsageError(
                "submission.file_kind",
                f"Files that end in .{ending} can run and are not taken.",
                mend="Hand it in as PDF, picture, text or ZIP.",
            )
        content = piece.data or f"{piece.url}\n{piece.text}".encode()
        row = SubmittedEvidence(
            submission_id=submission.id,
            name=(piece.name or piece.file_name or piece.url or _("Evidence"))[:200],
            url=piece.url,
            text=piece.text,
            sha256=hashlib.sha256(content).hexdigest(),
            # Pieces of one moment stay in the order in which they were given.
            added_at=now + timedelta(microseconds=place),
        )
        if piece.data:
            row.file.save(
                f"{row.id}.{ending[:8]}" if ending.isalnum() else str(row.id),
                ContentFile(piece.data),
                save=False,
            )
        row.save()


def _tell_learner(
    submission: Submission,
    decision: Decision,
    *,
    organisation: Organisation,
    achievement_name: str,
    now: datetime,
) -> None:
    person = person_card(submission.person_id)
    if person is None or decision.outcome == SubmissionState.ACCEPTED:
        # Who is accepted gets the mail about the award itself.
        return
    with translation.override(person.language):
        mail.write(
            mail.Letter(
                to=person.email,
                kind=f"assessing.{decision.outcome}",
                template="submission-decided",
                context={
                    "name": person.name,
                    "achievement": achievement_name,
                    "organisation": organisation.name,
                    "is_returned": decision.outcome == SubmissionState.RETURNED,
                    "reason": decision.reason,
                    "url": f"{settings.CAIRN_ORIGIN}/me/requests/{submission.id}",
                },
                language=person.language,
                person_id=person.id,
                organisation_id=organisation.id,
            ),
            now=now,
        )


def _recorded(submission: Submission, action: str, *, actor: Actor, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        target=("submission", submission.id),
        organisation_id=submission.organisation_id,
        now=now,
    )
