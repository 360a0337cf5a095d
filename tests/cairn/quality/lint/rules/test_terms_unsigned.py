"""Every member and type has a meaning in the contexts, so that it is signed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.canonical.jsonld import Processor
from cairn.credentials import contexts
from cairn.credentials.contexts import CREDENTIALS_V1
from cairn.errors import DocumentError
from cairn.quality.lint import lint_credential
from cairn.quality.lint.rules.terms_unsigned import RULE
from factories.lint_samples import ACHIEVEMENT, NOW, Sample, failing, judge, passing, put, sound_credential

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

PROCESSOR = Processor(contexts.load)
SAMPLES = (
    failing("a word of nobody", put("/grade", "A"), "/grade"),
    failing(
        "a slip in spelling", put(f"{ACHIEVEMENT}/creditsAvailible", 3), f"{ACHIEVEMENT}/creditsAvailible"
    ),
    failing("a type of nobody", put("/type/-", "NorthsideCredential"), "/type"),
    failing(
        "a term that needs an extension",
        put("/refreshService", {"id": "https://x.example.edu/1", "type": "1EdTechCredentialRefresh"}),
        "/refreshService/type",
    ),
    failing("a term in the wrong place", put("/issuer/achievement", "Labels"), "/issuer/achievement"),
    failing(
        "version 1.1 leaves the status unsigned",
        put("/@context/0", CREDENTIALS_V1),
        "/credentialStatus/type",
        "/credentialStatus/statusPurpose",
        "/credentialStatus/statusListIndex",
        "/credentialStatus/statusListCredential",
    ),
    passing("a full address as name", put("/https:~1~1x.example.edu~1grade", "A")),
    passing(
        "an endorsement, which its own issuer signs", put(f"{ACHIEVEMENT}/endorsement", [{"unheard": 1}])
    ),
    passing("contexts that nobody knows", put("/@context", ["https://x.example.edu/1"])),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)


@settings(max_examples=120, suppress_health_check=list(HealthCheck), deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_member_that_was_renamed_is_found_where_the_processor_refuses_it(seed: int) -> None:
    document = sound_credential()
    place = rename_one(document, random.Random(seed))
    found = [row.where for row in lint_credential(document, now=NOW) if row.code == RULE.code]
    refused = refusal(document)
    if refused is None:
        assert found == [], place
    else:
        assert refused in {*found, *[where.rpartition("/")[0] for where in found]}, place


def refusal(document: JsonObject) -> str | None:
    """Return where the processor finds a term that the contexts do not define, if it does."""
    try:
        PROCESSOR.to_rdf(document)
    except DocumentError as error:
        return error.where if error.code == "jsonld.undefined_term" else None
    return None


def rename_one(document: JsonObject, rng: random.Random) -> str:
    """Give one member of one object in a document another name: one of nobody, or one of elsewhere."""
    objects: list[JsonObject] = []
    stack: list[JsonValue] = [document]
    while stack:
        holder = stack.pop()
        if isinstance(holder, dict):
            objects.append(holder)
            stack += holder.values()
        elif isinstance(holder, list):
            stack += holder
    chosen = rng.choice(objects)
    key = rng.choice(sorted(chosen))
    new = rng.choice(["grade", "criteria", "statusPurpose", "salt", "targetName", "proofValue", "holder"])
    chosen[new] = chosen.pop(key)
    return f"{key} is called {new}"
