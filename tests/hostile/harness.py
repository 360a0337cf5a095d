"""Runs random edits against the verifier and keeps what it should not have let pass.

An edit passes the harness if the verifier does not call it valid, or if the oracle shows that it means what the
specimen means and the verifier says the same of it. A specimen that is not valid has no such way out: no edit
may make it valid. Neither may anything but a report come out of the verifier.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cairn.verifier import CheckCode, Verdict
from hostile.editing import draw_edit
from hostile.oracle import meaning

if TYPE_CHECKING:
    from cairn.verifier import Report
    from hostile.editing import Edit
    from hostile.oracle import Meaning
    from hostile.specimens import Specimen, World

# What the report says of the signatures that others have put beside the issuer's.
_BESIDE = frozenset({"binding.co_signature", "key.not_bound"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a specimen means by itself, and what the verifier says of it."""

    meaning: Meaning | None
    said: object


@dataclass(slots=True)
class Tally:
    """What came of a run: its dose, and the ``violations``, of which a sound verifier has none."""

    seed: int
    edits: int = 0
    rejected: int = 0
    neutral: int = 0
    violations: list[str] = field(default_factory=list)
    by_edit: Counter[str] = field(default_factory=Counter)

    @property
    def dose(self) -> str:
        """The dose in one line."""
        return (
            f"seed {self.seed}: {self.edits:,} edits, {self.rejected:,} rejected, {self.neutral:,} neutral, "
            f"{len(self.violations)} let pass"
        )


def run_edits(world: World, *, edits: int, seed: int, stop_at: int = 0) -> Tally:
    """Try ``edits`` random edits of the specimens in turn; end at ``stop_at`` violations if that is not 0."""
    rng = random.Random(seed)
    tally = Tally(seed=seed)
    expected: dict[str, Expected] = {}
    for specimen in world.specimens:
        report = world.inspect(specimen.data, specimen)
        if (report.verdict is Verdict.VALID) is not specimen.is_valid:
            tally.violations.append(f"{specimen.name}: unedited, and {report.verdict.value}")
        expected[specimen.name] = Expected(
            meaning=meaning(specimen.data, form=specimen.form), said=_said(report)
        )
    for number in range(edits):
        if stop_at and len(tally.violations) >= stop_at:
            break
        specimen = world.specimens[number % len(world.specimens)]
        _try_edit(world, specimen, draw_edit(specimen, rng), expected[specimen.name], tally)
    return tally


def _try_edit(world: World, specimen: Specimen, edit: Edit, expected: Expected, tally: Tally) -> None:
    tally.edits += 1
    try:
        report = world.inspect(edit.data, specimen)
    except Exception as error:  # noqa: BLE001
        tally.violations.append(f"{specimen.name}: {edit.name} raised {error!r}: {edit.data!r}")
        return
    if report.verdict is not Verdict.VALID:
        tally.rejected += 1
        return
    if specimen.is_valid and _is_neutral(edit, specimen, report, expected):
        tally.neutral += 1
        tally.by_edit[edit.name] += 1
    else:
        tally.violations.append(f"{specimen.name}: {edit.name} is called valid: {edit.data!r}")


def _is_neutral(edit: Edit, specimen: Specimen, report: Report, expected: Expected) -> bool:
    """Say whether the edited document means what the specimen means, and is told of in the same way.

    What cannot be read means nothing, so it is never what the specimen means. Where others have signed beside
    the issuer the meaning stays, and the report has to warn of it.
    """
    means, was_meant = meaning(edit.data, form=specimen.form), expected.meaning
    if means is None or was_meant is None or not means.is_that_of(was_meant):
        return False
    warned = any(check.reason == "binding.co_signature" for check in report.checks)
    return _said(report) == expected.said and warned is (means.proofs != was_meant.proofs)


def _said(report: Report) -> object:
    """Return what the verifier tells of a document, without remarks on how its JSON is built."""
    summary = report.credential
    shown = () if summary is None else (summary.id, summary.issuer, summary.name, summary.valid_until)
    told = frozenset(
        (check.code, check.outcome, check.reason)
        for check in report.checks
        if check.code is not CheckCode.SCHEMA and check.reason not in _BESIDE
    )
    endorsed = frozenset(_said(inner) for inner in report.endorsements)
    return shown, told, frozenset(_said(inner) for inner in report.contained), endorsed
