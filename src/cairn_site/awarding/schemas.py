"""What the API of awards takes and gives.

``tests/cairn_site/awarding/test_api.py`` proves it.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the schemas are read when the module is loaded
from typing import Annotated, Any
from uuid import UUID  # noqa: TC003 - as above

from ninja import Field, Schema

from cairn.issuer import cells as check
from cairn_site.platform.api import MAX_PAGE


class ConfirmIn(Schema):
    """How a checked table is awarded."""

    skip_bad_rows: bool = False
    send_mail: bool = True


class EvidenceIn(Schema):
    """One piece of evidence."""

    name: Annotated[str, Field(max_length=check.MAX_LINE_TEXT)] = ""
    url: Annotated[str, Field(max_length=2000)] = ""
    narrative: Annotated[str, Field(max_length=check.MAX_TEXT)] = ""


class ResultIn(Schema):
    """One result, by the name or identifier of its description, and as a table would have it."""

    result: str
    value: str


class AwardIn(Schema):
    """What to award to whom; ``achievement`` is an Achievement or one of its versions."""

    achievement: UUID
    name: Annotated[str, Field(min_length=1, max_length=check.MAX_LINE_TEXT)]
    email: Annotated[str, Field(max_length=254)] = ""
    id: Annotated[str, Field(max_length=2000)] = ""
    narrative: Annotated[str, Field(max_length=check.MAX_TEXT)] = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    credits_earned: Annotated[float | None, Field(ge=0)] = None
    evidence: Annotated[list[EvidenceIn], Field(max_length=10, default_factory=list)]
    results: Annotated[list[ResultIn], Field(max_length=50, default_factory=list)]
    reason: Annotated[str, Field(max_length=500)] = ""
    due_at: datetime | None = None
    send_mail: bool = True


class AwardOut(Schema):
    """An award; ``credential`` is in the answer about one award, not in lists."""

    id: UUID
    url: str
    achievement: UUID
    version: UUID
    name: str
    email: str
    state: str
    claim: str
    awarded_at: datetime
    valid_from: datetime
    valid_until: datetime | None
    supersedes: UUID | None
    batch: UUID | None
    provenance: dict[str, Any] | None = None
    credential: dict[str, Any] | None = None


class AwardsOut(Schema):
    """A page of awards; ``next`` is what to give as ``after`` for the page that follows."""

    items: list[AwardOut]
    next: str | None


class ReasonIn(Schema):
    """Why a state is changed."""

    reason: Annotated[str, Field(min_length=1, max_length=2000)]


class BatchOut(Schema):
    """A table on its way to awards."""

    id: UUID
    state: str
    file_name: str
    rows: int
    bad_rows: int
    problems: list[dict[str, Any]]
    job: str | None
    done: int
    total: int | None


class BatchIn(ConfirmIn):
    """How to award a table: at once where every row is good, or only checked."""

    achievement: UUID
    confirm: bool = False


class ListIn(Schema):
    """Which awards are wanted."""

    search: str = ""
    state: str = ""
    achievement: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    expiring_days: Annotated[int | None, Field(ge=1, le=3660)] = None
    after: str = ""
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE)] = 50
