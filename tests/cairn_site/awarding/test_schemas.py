"""What the API takes: bounds that hold before anything is looked up."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from cairn_site.awarding.schemas import AwardIn, BatchIn, ListIn, ReasonIn


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        (AwardIn, {"achievement": uuid4(), "name": ""}),
        (AwardIn, {"achievement": uuid4(), "name": "x" * 501}),
        (AwardIn, {"achievement": uuid4(), "name": "A", "credits_earned": -1}),
        (AwardIn, {"achievement": uuid4(), "name": "A", "evidence": [{}] * 11}),
        (AwardIn, {"achievement": uuid4(), "name": "A", "narrative": "x" * 20_001}),
        (ReasonIn, {"reason": ""}),
        (ReasonIn, {"reason": "x" * 2001}),
        (ListIn, {"limit": 0}),
        (ListIn, {"limit": 100_000}),
        (ListIn, {"expiring_days": 0}),
        (BatchIn, {"achievement": "x"}),
    ],
)
def test_values_out_of_bounds_are_refused(schema: Any, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        schema(**values)


def test_lists_of_one_request_are_its_own() -> None:
    first, second = (AwardIn(achievement=uuid4(), name="A") for _ in range(2))
    first.evidence.append(None)  # type: ignore[arg-type]

    assert second.evidence == []
