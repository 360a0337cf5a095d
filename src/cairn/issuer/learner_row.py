"""One row of a table of learners, checked and ready to be composed into a credential.

What each member becomes is said in ``docs/reference/learner-table.md``.
``tests/cairn/issuer/test_learner_table.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, make_dataclass
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cairn.issuer.result_cells import RowResult


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerRow:
    """What a table, or whoever issues one credential, says of one learner; text that is empty is not given.

    ``number`` counts the rows from 0, also those with problems, so that mending one row changes the number of
    no other; ``line`` is where the row begins in the file. Moments are canonical dateTimeStamps.
    """

    number: int = 0
    line: int = 0
    name: str = ""
    email: str = ""
    id: str = ""
    identifier: str = ""
    identifier_type: str = ""
    valid_from: str = ""
    valid_until: str = ""
    evidence_url: str = ""
    evidence_name: str = ""
    evidence_narrative: str = ""
    narrative: str = ""
    credits_earned: float | None = None
    term: str = ""
    activity_start: str = ""
    activity_end: str = ""
    license_number: str = ""
    role: str = ""
    results: tuple[RowResult, ...] = ()


FIELDS: Final = tuple(field.name for field in fields(LearnerRow))
DEFAULTS: Final[tuple[Any, ...]] = tuple(field.default for field in fields(LearnerRow))
_Draft: Final[Any] = make_dataclass("_Draft", FIELDS, slots=True)


def make_row(values: Sequence[Any]) -> LearnerRow:
    """Return the row whose members are ``values``, in the order of ``FIELDS``.

    A frozen dataclass takes 4 us to build member by member, which is as long as all checks of a row. So a
    twin that is not frozen is filled and then made a LearnerRow, which has the same slots.
    """
    draft = _Draft(*values)
    draft.__class__ = LearnerRow
    return cast("LearnerRow", draft)
