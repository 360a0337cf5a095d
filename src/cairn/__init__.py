"""Cairn's library: issue, hold and verify Open Badges 3.0 and W3C Verifiable Credentials.

The library knows no framework, network, clock or hidden randomness: ``loader``, ``now`` and ``rng`` are
passed in. ``cairn.issuer``, ``cairn.holder`` and ``cairn.verifier`` are the places to start. What most
programs need of them can be imported from here; it is loaded when it is asked for, so that importing the
package costs nothing. ``tests/cairn/test_cairn.py`` proves it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cairn.errors import CairnError, DocumentError, UnavailableError, UsageError
    from cairn.holder import present
    from cairn.issuer import BatchPlan, Issuer, LearnerRow, check_learner_table, read_learner_table
    from cairn.keys import Algorithm, SoftwareSigner, open_signer
    from cairn.verifier import Challenge, Report, VerifiedCredential, Verifier, parse_issuer_list

__version__ = "0.1.0"

_HOMES: Final = {
    "Algorithm": "cairn.keys",
    "BatchPlan": "cairn.issuer",
    "CairnError": "cairn.errors",
    "Challenge": "cairn.verifier",
    "DocumentError": "cairn.errors",
    "Issuer": "cairn.issuer",
    "LearnerRow": "cairn.issuer",
    "Report": "cairn.verifier",
    "SoftwareSigner": "cairn.keys",
    "UnavailableError": "cairn.errors",
    "UsageError": "cairn.errors",
    "VerifiedCredential": "cairn.verifier",
    "Verifier": "cairn.verifier",
    "check_learner_table": "cairn.issuer",
    "open_signer": "cairn.keys",
    "parse_issuer_list": "cairn.verifier",
    "present": "cairn.holder",
    "read_learner_table": "cairn.issuer",
}

__all__ = [
    "Algorithm",
    "BatchPlan",
    "CairnError",
    "Challenge",
    "DocumentError",
    "Issuer",
    "LearnerRow",
    "Report",
    "SoftwareSigner",
    "UnavailableError",
    "UsageError",
    "VerifiedCredential",
    "Verifier",
    "check_learner_table",
    "open_signer",
    "parse_issuer_list",
    "present",
    "read_learner_table",
]


def __getattr__(name: str) -> object:
    """Load a public name from its home (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
