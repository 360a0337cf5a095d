"""The edit harness finds faults: each test breaks the verifier in one way and expects the harness to tell."""

from __future__ import annotations

import base64
import copy
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from cairn.canonical import multibase, strict_json
from cairn.canonical.canonizer import Canonizer
from cairn.canonical.jsonld import Processor
from cairn.errors import DocumentError
from cairn.proofs import jws, vc_jwt
from cairn.proofs.data_integrity import DataIntegrity
from cairn.proofs.proof import read_proofs
from cairn.verifier import (
    CheckCode,
    Outcome,
    Report,
    Verdict,
    containing,
    holding,
    periods,
    statuses,
    verification,
)
from cairn.verifier import context_policy as policy
from cairn.verifier import securing as securing_module
from hostile.harness import run_edits
from hostile.specimens import World

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.proofs.cryptosuite import Cryptosuite
    from cairn.verifier.report import Check

MOST_EDITS, SEED = 3_000, 1
Plant = pytest.MonkeyPatch


def ignore_proof_options(plant: Plant) -> None:
    """Hash the document and not the options of the proof."""

    def message(
        self: DataIntegrity, covered: Any, proof: Any, *, suite: Cryptosuite, algorithm: Any
    ) -> bytes:
        return suite.hash(covered, algorithm=algorithm, canonizer=self.canonizer)

    plant.setattr(DataIntegrity, "_message", message)


def ignore_the_document(plant: Plant) -> None:
    """Hash the options of the proof and not the document."""

    def message(
        self: DataIntegrity, covered: Any, proof: Any, *, suite: Cryptosuite, algorithm: Any
    ) -> bytes:
        return suite.hash(suite.options(covered, proof), algorithm=algorithm, canonizer=self.canonizer)

    plant.setattr(DataIntegrity, "_message", message)


def drop_unknown_terms(plant: Plant) -> None:
    """Leave out of the canonical form what the contexts do not define, as lax processors do."""
    canonize = Canonizer.canonize

    def lax(self: Canonizer, document: Any, **options: Any) -> bytes:
        document = copy.deepcopy(document)
        for _ in range(20):
            try:
                return canonize(self, document, **options)
            except DocumentError as error:
                if error.code != "jsonld.undefined_term" or not _remove(document, error.where):
                    raise
        return canonize(self, document, **options)

    plant.setattr(Canonizer, "canonize", lax)


def _remove(document: Any, pointer: str) -> bool:
    """Take the member at ``pointer`` out, and say whether there was one."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    for step in steps[:-1]:
        if isinstance(document, list):
            document = document[int(step)] if step.isdigit() else None
        elif isinstance(document, dict):
            document = document.get(step)
    if not isinstance(document, dict) or steps[-1] not in document:
        return False
    del document[steps[-1]]
    return True


def fill_templates_by_names_alone(plant: Plant) -> None:
    """Take two documents for one shape although their numbers differ."""
    read = Canonizer.canonize

    def careless(self: Canonizer, document: Any, **options: Any) -> bytes:
        return read(self, _without_numbers(document), **options)

    plant.setattr(Canonizer, "canonize", careless)


def _without_numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_numbers(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_without_numbers(item) for item in value]
    return 0 if isinstance(value, int | float) else value


def skip_binding(plant: Plant) -> None:
    """Believe every key that can be found."""
    find = securing_module.find_signing_key

    def believing(*args: Any, **options: Any) -> Any:
        found = find(*args, **options)
        return replace(found, binding=replace(found.binding, outcome=Outcome.PASSED, reason=""))

    plant.setattr(securing_module, "find_signing_key", believing)


def believe_one_right_proof(plant: Plant) -> None:
    """Take a document for signed if any of its proofs is right, whoever made it."""
    check = securing_module.SecuringChecker._check_proofs

    def any_of_them(self: Any, *args: Any, **options: Any) -> Any:
        found = check(self, *args, **options)
        outcomes = [item.outcome for item in found.checks if item.code is CheckCode.PROOF]
        if Outcome.PASSED not in outcomes:
            return found
        return replace(found, checks=tuple(_lenient(item) for item in found.checks))

    plant.setattr(securing_module.SecuringChecker, "_check_proofs", any_of_them)


def _lenient(check: Check) -> Check:
    return replace(check, outcome=Outcome.PASSED, reason="")


def accept_any_context(plant: Plant) -> None:
    """Do not look at contexts, nor at the names of members."""
    plant.setattr(verification, "check_contexts", lambda document: None)
    plant.setattr(Processor, "to_rdf", _with_inline_contexts(Processor.to_rdf))


def _with_inline_contexts(to_rdf: Callable[..., Any]) -> Callable[..., Any]:
    """Do with an inline context what JSON-LD does with one that takes terms out of the document."""

    def lax(self: Processor, document: Any) -> Any:
        context = document.get("@context")
        inline = [item for item in context if isinstance(item, dict)] if isinstance(context, list) else []
        gone = {name for item in inline for name, meaning in item.items() if meaning is None}
        kept = {key: member for key, member in document.items() if key not in gone}
        if inline:
            kept["@context"] = [item for item in context if not isinstance(item, dict)]
        return to_rdf(self, kept)

    return lax


def accept_members_by_address(plant: Plant) -> None:
    """Let members be named by the addresses of their terms, which no reader looks for."""

    def lax(element: Any, key: str, where: str, *, roots: Any) -> None:
        policy._check_value(element[key], where, key=key, roots=roots)

    plant.setattr(policy, "_check_member", lax)


def read_json_leniently(plant: Plant) -> None:
    """Take the last of two members with one name, as the standard library does."""

    def parse(data: Any, **options: Any) -> Any:
        try:
            return dict(json.loads(data))
        except (ValueError, TypeError):
            raise DocumentError("json.malformed", "The text is not JSON.") from None

    plant.setattr(strict_json, "parse_object", parse)


def decode_base64_leniently(plant: Plant) -> None:
    """Take padding, other alphabets and stray bits for nothing."""

    def decode(text: str) -> bytes:
        text = text.rstrip("=").replace("+", "-").replace("/", "_")
        try:
            return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except ValueError:
            raise DocumentError("base64url.bad", "No base64.") from None

    plant.setattr(multibase, "decode_base64url", decode)


def accept_algorithm_none(plant: Plant) -> None:
    """Verify nothing where the header says that nothing was signed."""
    verify, check = jws.verify_jws, jws.check_header

    def lax_check(header: Any) -> None:
        check({**header, "alg": "EdDSA"} if header.get("alg") == "none" else header)

    def lax_verify(parsed: Any, **options: Any) -> bytes:
        return parsed.payload if parsed.header.get("alg") == "none" else verify(parsed, **options)

    plant.setattr(jws, "check_header", lax_check)
    plant.setattr("cairn.proofs.vc_jwt.verify_jws", lax_verify)


def ignore_status_failures(plant: Plant) -> None:
    """Take a revocation for a remark."""
    check = statuses.check

    def lax(*args: Any, **options: Any) -> list[Check]:
        return [
            replace(item, outcome=Outcome.WARNING) if item.outcome is Outcome.FAILED else item
            for item in check(*args, **options)
        ]

    plant.setattr(statuses, "check", lax)


def ignore_the_end(plant: Plant) -> None:
    """Look at the beginning of validity and not at its end."""
    read = periods.read_period
    plant.setattr(periods, "read_period", lambda *args, **options: replace(read(*args, **options), end=None))


def ignore_the_end_of_proofs(plant: Plant) -> None:
    """Read no ``expires`` in a proof."""

    def lax(document: Any) -> Any:
        return tuple(replace(proof, expires=None) for proof in read_proofs(document))

    plant.setattr(securing_module, "read_proofs", lax)


def take_not_checked_for_valid(plant: Plant) -> None:
    """Call valid whatever did not fail."""
    verdict = Report.verdict.fget  # type: ignore[attr-defined]

    def lax(self: Report) -> Verdict:
        found = verdict(self)
        return Verdict.VALID if found is Verdict.NOT_CHECKED else found

    plant.setattr(Report, "verdict", property(lax))


def leave_contained_credentials_closed(plant: Plant) -> None:
    """Verify a record and not what it holds."""
    plant.setattr(verification._Inspection, "_inspect_contained", lambda self, holder: ())


def read_challenge_of_any_proof(plant: Plant) -> None:
    """Let the proof of a thief answer for the holder."""
    check = holding.check_presentation

    def lax(presented: Any, *, proofs: Any, **options: Any) -> Any:
        return check(presented, proofs=read_proofs(presented.document), **options)

    plant.setattr(holding, "check_presentation", lax)


def compare_subjects_at_the_top_alone(plant: Plant) -> None:
    """Ask whose the credentials in a presentation are, and not whose those inside them are."""

    def shallow(holder: Any) -> Any:
        return [containing.read_member(member).document for member in containing.find_members(holder)]

    plant.setattr(holding, "find_credentials", shallow)
    plant.setattr(holding, "check_record", lambda document: [])


def let_records_be_mixed(plant: Plant) -> None:
    """Let a record of one person hold the credentials of another."""
    plant.setattr(holding, "check_record", lambda document: [])


def allow_proofs_in_tokens(plant: Plant) -> None:
    """Leave a proof that stands in a token out, and look at the rest."""
    read = vc_jwt.jwt_claims.read_jose

    def lax(payload: Any, **options: Any) -> Any:
        payload.pop("proof", None)
        return read(payload, **options)

    plant.setattr(vc_jwt.jwt_claims, "read_jose", lax)


PLANTS = (
    ignore_proof_options, ignore_the_document, drop_unknown_terms, fill_templates_by_names_alone, skip_binding,
    believe_one_right_proof, accept_any_context, accept_members_by_address, read_json_leniently,
    decode_base64_leniently, accept_algorithm_none, ignore_status_failures, ignore_the_end,
    ignore_the_end_of_proofs, take_not_checked_for_valid, leave_contained_credentials_closed,
    read_challenge_of_any_proof, compare_subjects_at_the_top_alone, let_records_be_mixed,
    allow_proofs_in_tokens,
)  # fmt: skip


@pytest.mark.parametrize("plant_fault", PLANTS, ids=lambda plant: plant.__name__)
def test_planted_fault_is_found(plant_fault: Callable[[Plant], None], monkeypatch: Plant) -> None:
    plant_fault(monkeypatch)
    tally = run_edits(World(), edits=MOST_EDITS, seed=SEED, stop_at=1)
    print(f"{plant_fault.__name__}: {tally.dose}: {tally.violations[:1]!s:.200}")
    assert tally.violations, f"{MOST_EDITS} edits did not find it"
    assert not any(" raised " in violation for violation in tally.violations)
