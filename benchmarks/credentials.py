"""Issuing and verifying Open Badges 3.0 with ``eddsa-rdfc-2022``, against the limit and the peers.

The limit is PyNaCl's detached sign or verify, plus hashlib over the canonical bytes of document and proof
options: no program that makes or checks such a proof can be faster. The jobs:

* *bulk issue*: from the values of a row to signed JSON text, the batch prepared (``BatchSigner``); *bulk job*
  is the same through ``Issuer.issue_batch``: identifiers, salts and a status list entry for each row.
* *single issue*: from a document to the secured document (``add_proof``), with nothing prepared.
* *verify*: from JSON text, parsed strictly, to the verdict on its proof.

Single documents come in a shape that the process met before, as those of one issuer do, or, where *new* is in
the name, each in a shape that it never met, with a proof in the usual one. Contexts are compiled. Speed-ups
over peers are those of shapes met before, unless *new* is in the name.

Peers get and give the same JSON. Before anything is timed, their signatures are compared with ours, which are
the same bytes, and they have to refuse a forged document.
"""

from __future__ import annotations

from typing import Final

from benchmarks.commands import time_baking, time_import, time_verify_command
from benchmarks.credential_jobs import CredentialJobs
from benchmarks.figures import Goal
from benchmarks.peers import OPENBADGESLIB, PYLD, Worker

GOALS: Final = (
    Goal(figure="bulk_issue_over_limit", at_most=3, meaning="one credential of a prepared batch"),
    Goal(figure="single_issue_over_limit", at_most=8, meaning="one document of a known shape"),
    Goal(figure="single_issue_new_over_limit", at_most=8, meaning="one document of a new shape"),
    Goal(figure="verify_repeated_over_limit", at_most=4, meaning="the proof of a document of a known shape"),
    Goal(figure="verify_new_over_limit", at_most=6, meaning="the proof of a document of a new shape"),
    Goal(figure="bulk_issue_speedup_pyld", at_least=90, meaning="against PyLD and cryptography"),
    Goal(figure="single_issue_speedup_pyld", at_least=35, meaning="against PyLD and cryptography"),
    Goal(figure="verify_speedup_pyld", at_least=30, meaning="against PyLD and cryptography"),
    Goal(figure="bulk_issue_speedup_openbadgeslib", at_least=90, meaning="against openbadgeslib[ldp]"),
    Goal(figure="single_issue_speedup_openbadgeslib", at_least=35, meaning="against openbadgeslib[ldp]"),
    Goal(figure="verify_speedup_openbadgeslib", at_least=30, meaning="against openbadgeslib[ldp]"),
    Goal(figure="bake_us", at_most=50, meaning="a credential into a PNG of 250 kB, microseconds"),
    Goal(figure="import_ms", at_most=150, meaning="import cairn and its verifier, milliseconds"),
    Goal(figure="verify_cli_ms", at_most=400, meaning="cairn verify one.json, wall milliseconds"),
    Goal(figure="import_roles_ms", meaning="import issuer, holder and verifier, milliseconds"),
    Goal(figure="bulk_job_over_limit", at_most=3, meaning="one row through the issuer's batch"),
    Goal(figure="single_issue_new_speedup_pyld", meaning="new shapes, against PyLD and cryptography"),
    Goal(figure="single_issue_new_speedup_openbadgeslib", meaning="new shapes, against openbadgeslib[ldp]"),
    Goal(figure="verify_new_speedup_pyld", meaning="new shapes, against PyLD and cryptography"),
    Goal(figure="verify_new_speedup_openbadgeslib", meaning="new shapes, against openbadgeslib[ldp]"),
    Goal(figure="sign_limit_us", meaning="the limit of issuing, microseconds"),
    Goal(figure="verify_limit_us", meaning="the limit of verifying, microseconds"),
    Goal(figure="bulk_issue_us", meaning="microseconds"),
    Goal(figure="single_issue_us", meaning="microseconds"),
    Goal(figure="single_issue_new_us", meaning="microseconds"),
    Goal(figure="verify_repeated_us", meaning="microseconds"),
    Goal(figure="verify_new_us", meaning="microseconds"),
)


def measure() -> dict[str, float]:
    """Return every figure; the peers are installed if they are not, which is no part of any figure."""
    jobs = CredentialJobs()
    with Worker(PYLD, task=jobs.task()) as pyld, Worker(OPENBADGESLIB, task=jobs.task()) as openbadgeslib:
        workers = {"pyld": pyld, "openbadgeslib": openbadgeslib}
        issuing = jobs.time_issuing(workers)
        verifying = jobs.time_verifying(workers)
    figures = {
        "bulk_issue_over_limit": issuing.ratio("bulk", "limit"),
        "single_issue_over_limit": issuing.ratio("single", "limit"),
        "single_issue_new_over_limit": issuing.ratio("single new", "limit"),
        "verify_repeated_over_limit": verifying.ratio("repeated", "limit"),
        "verify_new_over_limit": verifying.ratio("new", "limit"),
    }
    for name in workers:
        figures[f"bulk_issue_speedup_{name}"] = issuing.ratio(name, "bulk")
        figures[f"single_issue_speedup_{name}"] = issuing.ratio(name, "single")
        figures[f"single_issue_new_speedup_{name}"] = issuing.ratio(name, "single new")
        figures[f"verify_speedup_{name}"] = verifying.ratio(name, "repeated")
        figures[f"verify_new_speedup_{name}"] = verifying.ratio(name, "new")
    return figures | {
        "bake_us": time_baking(jobs.signed[0].decode()),
        "import_ms": time_import("cairn", "cairn.verifier"),
        "import_roles_ms": time_import("cairn.issuer", "cairn.holder", "cairn.verifier"),
        "verify_cli_ms": time_verify_command(jobs.without_status()),
        "bulk_job_over_limit": issuing.ratio("job", "job limit"),
        "sign_limit_us": issuing.microseconds("limit"),
        "verify_limit_us": verifying.microseconds("limit"),
        "bulk_issue_us": issuing.microseconds("bulk"),
        "single_issue_us": issuing.microseconds("single"),
        "single_issue_new_us": issuing.microseconds("single new"),
        "verify_repeated_us": verifying.microseconds("repeated"),
        "verify_new_us": verifying.microseconds("new"),
    }
