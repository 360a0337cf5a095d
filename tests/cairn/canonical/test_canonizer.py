"""The quick way gives the bytes of the long way, or steps aside."""

from __future__ import annotations

import copy
import random
from concurrent.futures import ThreadPoolExecutor
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


def shaped(count: int) -> JsonObject:
    subject = {"id": f"did:example:{count}", "type": ["AchievementSubject"]}
    return {
        "@context": realistic_credential()["@context"],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": [subject] * (count + 1),
    }


def test_shapes_that_senders_invent_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FAMILIES", 4)
    monkeypatch.setattr(module, "MAX_SIGHTS", 8)
    canonizer = Canonizer(contexts.load)
    for count in range(12):
        for _ in range(4):
            canonizer.canonize(shaped(count))
        assert len(canonizer._families) <= 4
        assert len(canonizer._sights) <= 8


def test_a_shape_in_use_outlives_those_that_senders_invent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FAMILIES", 4)
    canonizer = Canonizer(contexts.load)
    for _ in range(3):
        canonizer.canonize(realistic_credential())
    (ours,) = canonizer._families
    for count in range(12):
        for _ in range(3):
            canonizer.canonize(shaped(count))
        canonizer.canonize(realistic_credential())
    assert ours in canonizer._families


def bulky(size: int, number: int) -> list[JsonObject]:
    """Return documents that would be large to keep, each in another part of what is kept."""
    document: Any = realistic_credential()
    return [
        {**document, "urn:" + "k" * size: []},
        {**document, "type": [*document["type"], "urn:" + "t" * size]},
        {**document, "type": document["type"] + ["VerifiableCredential"] * size},
        {**document, "name": "n" * size},
        {**document, "urn:x:number": 10**15 + number, "description": "d" * size},
    ]


def test_large_documents_are_not_kept() -> None:
    canonizer = Canonizer(contexts.load)
    for number in range(3):
        for document in bulky(100_000, number):
            assert canonizer.canonize(document) == canonizer.canonize_plainly(document)
    assert not canonizer._families


def test_a_number_is_part_of_the_shape() -> None:
    canonizer = Canonizer(contexts.load)
    document: Any = realistic_credential()
    for number in (1, 1.0, True, 2, 2.5):
        document["credentialSubject"]["achievement"]["creditsAvailable"] = number
        for _ in range(4):
            assert canonizer.canonize(document) == canonizer.canonize_plainly(document)


def test_two_shapes_with_the_same_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "hash", lambda _: 7, raising=False)
    canonizer = Canonizer(contexts.load)
    for count in (1, 2, 1, 2, 2, 1):
        document = shaped(count)
        document["credentialSubject"][0] = {"id": "did:example:x", "type": ["AchievementSubject"]}  # type: ignore[index,call-overload]
        assert canonizer.canonize(document) == canonizer.canonize_plainly(document)


def test_threads_share_a_canonizer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FAMILIES", 2)
    monkeypatch.setattr(module, "MAX_SIGHTS", 4)
    canonizer = Canonizer(contexts.load)
    documents = [shaped(count) for count in range(6)] * 20
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(canonizer.canonize, documents))
    assert found == [canonizer.canonize_plainly(document) for document in documents]


def test_other_hashes_take_the_long_way() -> None:
    canonizer = Canonizer(contexts.load)
    document = realistic_credential()
    assert canonizer.canonize(document, hash_name="sha384") == canonizer.canonize_plainly(
        document, hash_name="sha384"
    )
