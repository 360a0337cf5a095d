"""What ``cairn demo --library`` verifies: a sample of its own batch, and real documents where they are.

``tests/cairn_cli/test_demo_library.py`` proves it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.verifier import CheckCode, Outcome, Verdict, Verifier, parse_issuer_list
from cairn_cli.clock import now
from cairn_cli.demo_world import NAME
from cairn_cli.output import say
from cairn_cli.outside import open_outside
from cairn_net.packs import find_packed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cairn.verifier import Report
    from cairn_cli.journal import Journal

REAL_DOCUMENTS: Final = "CAIRN_TEST_DATA"
_SAMPLE: Final = 200
_SIGNS: Final = {Verdict.VALID: "✓", Verdict.INVALID: "✗", Verdict.NOT_CHECKED: "?"}
_VERDICTS: Final = {
    Verdict.VALID: "valid.",
    Verdict.INVALID: "not valid.",
    Verdict.NOT_CHECKED: "could not be checked in full.",
}


def credentials_of(journal: Journal) -> list[str]:
    """Return the ids of the credentials in the first pack, in the order of their rows."""
    lines = journal.index_path(0).read_text(encoding="ascii").splitlines()
    return [line.split(",", 2)[1] for line in lines[1:]]


def check_batch(journal: Journal, *, register: Path, revoked: Sequence[str]) -> bool:
    """Verify a sample of a batch, the revoked ones and a forgery, print what came out, say if it is right."""
    verifier = Verifier(
        loader=open_outside(site=journal.folder, offline=True),
        registers=[parse_issuer_list(strict_json.parse_object(register.read_bytes()))],
    )
    others = [own_id for own_id in credentials_of(journal) if own_id not in revoked]
    sample = others[:: max(1, len(others) // _SAMPLE)][:_SAMPLE]
    found = find_packed(journal.packs, [*sample, *revoked])
    moment = now()
    reports = [verifier.inspect(found[own_id].read(), now=moment) for own_id in sample]
    valid = sum(report.verdict is Verdict.VALID for report in reports)
    say(f"   {'✓' if valid == len(sample) else '✗'} {valid} of a sample of {len(sample)}: valid")
    for own_id, report in zip(sample, reports, strict=True):
        if report.verdict is not Verdict.VALID:
            _show(own_id, report)
    bad: list[Report] = []
    for own_id in revoked:
        bad.append(verifier.inspect(found[own_id].read(), now=moment))
        _show(f"revoked, row {found[own_id].row}", bad[-1])
    forged = found[sample[0]].read().replace(NAME.encode(), b"Southside College", 1)
    bad.append(verifier.inspect(forged, now=moment))
    _show("with the issuer's name changed", bad[-1])
    return valid == len(sample) and all(report.verdict is Verdict.INVALID for report in bad)


def check_real_samples() -> None:
    """Verify the real documents of other issuers, where their folder is there; print what came out."""
    folder = find_real_documents()
    if folder is None:
        say(f"   Real documents of other issuers are not here; name their folder in {REAL_DOCUMENTS}.")
        return
    verifier = Verifier(loader=open_outside(offline=True), registers=[])
    say("   Real documents of other issuers, whose servers are not asked:")
    for path in (*sorted(folder.glob("open-badges-3/*.json")), *sorted(folder.glob("open-badges-2/*.*"))):
        _show(f"{path.parent.name}/{path.name}", verifier.inspect(path.read_bytes(), now=now()))


def find_real_documents() -> Path | None:
    """Return the folder that the environment names, or ``shared/data`` beside the checkout."""
    named = os.environ.get(REAL_DOCUMENTS)
    folder = Path(named) if named else Path(__file__).resolve().parents[3] / "shared" / "data"
    return folder if folder.is_dir() else None


def _show(what: str, report: Report) -> None:
    reasons = [check for check in report.checks if check.outcome in (Outcome.FAILED, Outcome.NOT_CHECKED)]
    reason = min(reasons, key=lambda check: check.outcome is not Outcome.FAILED, default=None)
    proof = report.check(CheckCode.PROOF)
    said = [_VERDICTS[report.verdict]]
    if report.verdict is Verdict.NOT_CHECKED and proof is not None and proof.outcome is Outcome.PASSED:
        said.append(proof.message)
    if reason is not None:
        said.append(reason.message)
    say(f"   {_SIGNS[report.verdict]} {what}: {' '.join(said)}")
