"""The issuer's role: from a table of learners to credentials that are secured.

``tests/cairn/issuer`` proves it.
"""

from cairn.issuer.composing import Design, RowIdentity, compose, read_design
from cairn.issuer.derivation import SEED_BYTES, BatchSeed, StatusPlace, count_status_lists
from cairn.issuer.issuing import BatchPlan, IssuedCredential, Issuer, rehearse
from cairn.issuer.learner_row import LearnerRow
from cairn.issuer.learner_table import (
    Finding,
    LearnerTable,
    TableReport,
    check_learner_table,
    read_learner_table,
)
from cairn.issuer.problems import RowNote, RowProblem
from cairn.issuer.result_cells import RowResult
from cairn.issuer.template_csv import format_template_csv

__all__ = [
    "SEED_BYTES",
    "BatchPlan",
    "BatchSeed",
    "Design",
    "Finding",
    "IssuedCredential",
    "Issuer",
    "LearnerRow",
    "LearnerTable",
    "RowIdentity",
    "RowNote",
    "RowProblem",
    "RowResult",
    "StatusPlace",
    "TableReport",
    "check_learner_table",
    "compose",
    "count_status_lists",
    "format_template_csv",
    "read_design",
    "read_learner_table",
    "rehearse",
]
