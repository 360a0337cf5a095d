from __future__ import annotations

import json

import pytest
from django.test import RequestFactory

from cairn.errors import CairnError, DocumentError, UnavailableError, UsageError
from cairn_site.platform import problems, requests
from cairn_site.platform.limits import _reached


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError("access.not_found", "x"), 404),
        (UsageError("access.right_missing", "x"), 403),
        (_reached(30), 429),
        (DocumentError("a.b", "x"), 422),
        (UsageError("a.b", "x"), 409),
        (UnavailableError("a.b", "x"), 503),
    ],
)
def test_each_family_has_its_status(error: CairnError, status: int) -> None:
    assert problems.status_of(error) == status
    assert problems.problem_of(error).status_code == status


def test_a_problem_names_the_request_and_leaves_out_what_is_empty() -> None:
    with requests.within("request-1"):
        response = problems.problem(status=409, code="a.b", title="No.", mend="Do.")

    assert json.loads(response.content) == {
        "type": "about:blank",
        "title": "No.",
        "status": 409,
        "code": "a.b",
        "mend": "Do.",
        "request": "request-1",
    }
    assert response["Content-Type"] == "application/problem+json"


def test_a_limit_says_when_to_come_again() -> None:
    assert problems.problem_of(_reached(30))["Retry-After"] == "30"


def test_programs_are_told_by_their_address() -> None:
    assert problems.wants_json(RequestFactory().get("/api/v1/x"))
    assert not problems.wants_json(RequestFactory().get("/me"))
