"""What is found out about an Assertion: one answer to each question, in five values.

``tests/cairn/interop/open_badges_2/test_findings.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cairn.errors import CairnError


class Question(StrEnum):
    """The questions, in the order in which they are asked."""

    CONTEXTS = "contexts"
    STRUCTURE = "structure"
    PROOF = "proof"
    BINDING = "binding"
    VALIDITY = "validity"
    STATUS = "status"
    RECIPIENT = "recipient"
    REFRESH = "refresh"


class Outcome(StrEnum):
    """What came of a question."""

    PASSED = "passed"
    WARNING = "warning"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answer; ``code`` is empty where all is well, ``where`` is a JSON pointer or an address."""

    question: Question
    outcome: Outcome
    message: str
    code: str = ""
    where: str = ""

    @classmethod
    def of_error(cls, question: Question, error: CairnError, *, outcome: Outcome) -> Finding:
        """Return the finding that ``error`` stands for."""
        message = f"{error.message} {error.mend}" if error.mend else error.message
        return cls(question=question, outcome=outcome, message=message, code=error.code, where=error.where)


def passed(question: Question, message: str) -> Finding:
    """Return the answer yes."""
    return Finding(question=question, outcome=Outcome.PASSED, message=message)


def failed(question: Question, *, code: str, message: str, where: str = "") -> Finding:
    """Return the answer no."""
    return Finding(question=question, outcome=Outcome.FAILED, code=code, message=message, where=where)


def not_checked(question: Question, *, code: str, message: str, where: str = "") -> Finding:
    """Return that the question could not be answered."""
    return Finding(question=question, outcome=Outcome.NOT_CHECKED, code=code, message=message, where=where)


def warned(question: Question, *, code: str, message: str, where: str = "") -> Finding:
    """Return the answer yes, with something that a person should read."""
    return Finding(question=question, outcome=Outcome.WARNING, code=code, message=message, where=where)
