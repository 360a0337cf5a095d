"""The quick way gives the bytes of the long way, or steps aside."""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any

from cairn.canonical import canonizer as module
from cairn.canonical.canonizer import Canonizer
from cairn.credentials import contexts
from cairn.errors import DocumentError
from factories.documents import realistic_credential

if TYPE_CHECKING:
    import pytest

    from cairn.canonical.strict_json import JsonObject

TEXTS = [
    "x", "", "ü\u2028\u0085", '"\\\n\r\t\x07', "%s %d %", "{0}", "2026-01-30T09:00:00Z", "urn:x:y", "https://a.example/b",
    "xsd:integer", "ob:x", "_:b0", "did:key:z6Mk", "name", "Achievement", "@type", "x-open-0:1.", "en", "true", "12",
    "https://www.w3.org/ns/credentials/v2", "relative/path", "😀", "a:b c",
]  # fmt: skip


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [leaf for key, member in value.items() for leaf in leaves(member, (*path, key))]
    if isinstance(value, list):
        return [leaf for index, member in enumerate(value) for leaf in leaves(member, (*path, index))]
    return [path] if isinstance(value, str) else []


def replace(document: Any, path: tuple[Any, ...], text: str) -> None:
    for step in path[:-1]:
        document = document[step]
    document[path[-1]] = text


def outcome(run: Any, document: JsonObject) -> bytes | tuple[str, str]:
    try:
        return bytes(run(document))
    except DocumentError as error:
        return error.code, error.where


def test_random_texts_at_random_places_come_out_alike() -> None:
    rng = random.Random(20260131)
    canonizer = Canonizer(contexts.load)
    base = realistic_credential()
    paths = leaves(base)
    filled = 0
    for _ in range(600):
        document = copy.deepcopy(base)
        for path in rng.sample(paths, rng.randint(1, 6)):
            replace(document, path, rng.choice(TEXTS))
        expected = outcome(canonizer.canonize_plainly, document)
        assert outcome(canonizer.canonize, document) == expected
        filled += isinstance(expected, bytes)
    assert filled > 60


def test_blank_nodes_that_become_alike_are_told_apart_as_the_standard_says() -> None:
    canonizer = Canonizer(contexts.load)

    def document(first: str, second: str) -> JsonObject:
        evidence = [
            {"type": ["Evidence"], "name": first, "narrative": "n"},
            {"type": ["Evidence"], "name": second, "narrative": "n"},
        ]
        return {**realistic_credential(), "evidence": evidence}

    for pair in [("a", "b"), ("c", "d"), ("e", "f"), ("same", "same"), ("g", "h")]:
        made = document(*pair)
        assert canonizer.canonize(made) == canonizer.canonize_plainly(made)


def test_shapes_that_senders_invent_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_SHAPES", 4)
    canonizer = Canonizer(contexts.load)
    for count in range(12):
        subject = {"id": f"did:example:{count}", "type": ["AchievementSubject"]}
        document: JsonObject = {
            "@context": realistic_credential()["@context"],
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "credentialSubject": [subject] * (count + 1),
        }
        canonizer.canonize(document)
        assert len(canonizer._shapes) <= 4


def test_other_hashes_take_the_long_way() -> None:
    canonizer = Canonizer(contexts.load)
    document = realistic_credential()
    assert canonizer.canonize(document, hash_name="sha384") == canonizer.canonize_plainly(
        document, hash_name="sha384"
    )
