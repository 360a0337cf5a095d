"""Open Badges 2.0: read and verify hosted and signed Assertions, and wrap them into Open Badges 3.0.

The standard is *Open Badges v2.0, IMS Final Release*. Its words Assertion, BadgeClass and RevocationList are
used here only, for the documents of that standard. ``tests/cairn/interop/open_badges_2/`` proves it.
"""

from cairn.interop.open_badges_2.documents import (
    Assertion,
    BadgeClass,
    Issuer,
    Recipient,
    Verification,
    parse_assertion,
    parse_badge_class,
    parse_issuer,
)
from cairn.interop.open_badges_2.examination import Examination, examine, examine_address
from cairn.interop.open_badges_2.findings import Finding, Outcome, Question
from cairn.interop.open_badges_2.pem import parse_pem
from cairn.interop.open_badges_2.recipients import check_recipient
from cairn.interop.open_badges_2.wrapping import Loss, Wrapped, wrap

__all__ = [
    "Assertion",
    "BadgeClass",
    "Examination",
    "Finding",
    "Issuer",
    "Loss",
    "Outcome",
    "Question",
    "Recipient",
    "Verification",
    "Wrapped",
    "check_recipient",
    "examine",
    "examine_address",
    "parse_assertion",
    "parse_badge_class",
    "parse_issuer",
    "parse_pem",
    "wrap",
]
