"""What assessing knows of a person: exported and erased with the rest.

``tests/cairn_site/assessing/test_personal_data.py`` proves it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cairn_site.assessing import queries
from cairn_site.assessing.models import Submission, SubmittedEvidence

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def export_submissions(person_id: UUID) -> dict[str, Any]:
    """Return what a person has handed in, and what was decided."""
    return {
        "requests": [
            {
                "id": str(submission.id),
                "achievement": str(submission.version_id),
                "state": submission.state,
                "motivation": submission.motivation,
                "createdAt": submission.created_at.isoformat(),
                "evidence": [
                    {"name": piece.name, "url": piece.url, "text": piece.text, "sha256": piece.sha256}
                    for piece in queries.evidence_of(submission.id)
                ],
                "decisions": [
                    {
                        "outcome": decision.outcome,
                        "reason": decision.reason,
                        "decidedAt": decision.decided_at.isoformat(),
                    }
                    for decision in queries.decisions_on(submission.id)
                ],
            }
            for submission in queries.submissions_of(person_id)
        ]
    }


def erase_submissions(person_id: UUID, _now: datetime) -> None:
    """Delete what a person has handed in, with the files."""
    files = SubmittedEvidence.objects.filter(submission__person_id=person_id).exclude(file="")
    for piece in files:
        transaction.on_commit(partial(piece.file.storage.delete, str(piece.file.name)))
    Submission.objects.filter(person_id=person_id).delete()
