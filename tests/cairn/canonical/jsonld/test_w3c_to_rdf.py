"""The W3C JSON-LD 1.1 toRdf suite: every test ends as an exact match or as a typed refusal."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from cairn.canonical import nquads, rdfc, strict_json
from cairn.canonical.jsonld import Processor
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://w3c.github.io/json-ld-api/tests/"
EXACT_AT_LEAST = 175


def suite(folder: Path) -> list[dict[str, Any]]:
    manifest = json.loads((folder / "toRdf-manifest.jsonld").read_text(encoding="utf-8"))
    return list(manifest["sequence"])


class Outcome:
    """What came of one test: a word to count, and a complaint where the output was wrong."""

    def __init__(self, folder: Path, test: dict[str, Any]) -> None:
        self.folder = folder
        self.test = test
        self.options = test.get("option", {})
        self.word, self.complaint = self.judge()

    def load(self, url: str) -> Any:
        path = self.folder / url.removeprefix(BASE)
        if not url.startswith(BASE) or not path.is_file():
            raise DocumentError("context.unknown", "There is no such context.", where=url)
        return strict_json.parse(path.read_bytes())

    def judge(self) -> tuple[str, str]:
        negative = "jld:NegativeEvaluationTest" in self.test["@type"]
        if not (self.folder / self.test["input"]).is_file():
            return "without input", ""
        old = "json-ld-1.0" in (self.options.get("specVersion"), self.options.get("processingMode"))
        try:
            document = strict_json.parse((self.folder / self.test["input"]).read_bytes())
            direction = "i18n-datatype" if self.options.get("rdfDirection") == "i18n-datatype" else None
            processor = Processor(self.load, direction=direction)
            if not isinstance(document, dict):
                raise DocumentError("jsonld.not_an_object", "The document is not an object.")
            dataset = processor.to_rdf(document)
            canonical = rdfc.canonize(dataset).decode()
        except DocumentError as error:
            if old:
                return "about JSON-LD 1.0", ""
            return ("refused as it must be" if negative else "refused"), f"{error.code}: {error}"
        if old:
            # What such a test expects is that JSON-LD 1.1 is not spoken.
            return "about JSON-LD 1.0", ""
        if "expect" not in self.test:
            if negative:
                return "wrong", "accepted"
            return "exact", ""
        expected = nquads.parse((self.folder / self.test["expect"]).read_text(encoding="utf-8"))
        got, want = canonical, rdfc.canonize(expected).decode()
        return ("exact", "") if got == want else ("wrong", f"\n--- got\n{got}--- want\n{want}")


def test_every_test_is_an_exact_match_or_a_typed_refusal(shared_data: Path) -> None:
    folder = shared_data / "json-ld"
    outcomes = {test["@id"]: Outcome(folder, test) for test in suite(folder)}
    counts = Counter(outcome.word for outcome in outcomes.values())
    print(f"JSON-LD toRdf: {dict(counts)} of {len(outcomes)}")
    wrong = {name: outcome.complaint for name, outcome in outcomes.items() if outcome.word == "wrong"}
    assert not wrong, "\n".join(f"{name}: {complaint}" for name, complaint in wrong.items())
    assert counts["exact"] >= EXACT_AT_LEAST, counts
    refused = counts["refused"] + counts["refused as it must be"]
    aside = counts["about JSON-LD 1.0"] + counts["without input"]
    assert (counts["exact"] + refused + aside, aside) == (467, 20), counts
