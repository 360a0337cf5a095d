"""News about assessments, for higher apps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDecided:
    """An assessor has accepted or refused a request; ``rule`` is what the decision rests on."""

    submission_id: UUID
    decision_id: UUID
    organisation_id: UUID
    version_id: UUID
    person_id: UUID
    is_accepted: bool
    decided_by: str
    rule: str
