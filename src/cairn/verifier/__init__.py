"""The verifier's role: every question about a credential asked in order, and answered in three values."""

from cairn.verifier.holding import Challenge
from cairn.verifier.registers import IssuerList, KnownIssuer, Register, parse_issuer_list
from cairn.verifier.report import (
    Check,
    CheckCode,
    CredentialSummary,
    IssuerSummary,
    Kind,
    Outcome,
    Report,
    Verdict,
    format_report,
)
from cairn.verifier.verification import VerifiedCredential, Verifier

__all__ = [
    "Challenge",
    "Check",
    "CheckCode",
    "CredentialSummary",
    "IssuerList",
    "IssuerSummary",
    "Kind",
    "KnownIssuer",
    "Outcome",
    "Register",
    "Report",
    "Verdict",
    "VerifiedCredential",
    "Verifier",
    "format_report",
    "parse_issuer_list",
]
