"""Cairn's library: issue, hold and verify Open Badges 3.0 and W3C Verifiable Credentials.

The library knows no framework, network, clock or hidden randomness: ``loader``, ``now`` and ``rng`` are
passed in. ``cairn.issuer``, ``cairn.holder`` and ``cairn.verifier`` are the places to start; what most programs
need of them can be imported from here, and is loaded when it is asked for. ``tests/cairn/test_surface.py``
proves it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cairn.errors import CairnError, DocumentError, UnavailableError, UsageError
    from cairn.holder import present
    from cairn.issuer import BatchPlan, Issuer, LearnerRow, check_learner_table, read_learner_table
    from cairn.keys import Algorithm, SoftwareSigner, open_signer
    from cairn.verifier import Challenge, Register, Report, VerifiedCredential, Verifier, parse_issuer_list

__version__ = "0.1.0"
