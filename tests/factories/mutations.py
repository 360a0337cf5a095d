"""Documents that somebody has tampered with: Hypothesis strategies, and single edits from a seed."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from cairn.canonical import strict_json

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from cairn.canonical.strict_json import JsonObject, JsonValue

_VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**70), 2**70),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=12),
        st.sampled_from(["", "#", "#a", "z", "zz", "u", "did:web:", "did:key:z", "\x00", "é", "https://["]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def mutated_texts(draw: st.DrawFn, texts: Sequence[str]) -> str:
    """Draw one of ``texts`` with a stretch of it replaced."""
    text = draw(st.sampled_from(list(texts)))
    start = draw(st.integers(0, len(text)))
    stop = draw(st.integers(start, min(len(text), start + 4)))
    return text[:start] + draw(st.text(max_size=4)) + text[stop:]


@st.composite
def mutated_documents(draw: st.DrawFn, documents: Sequence[JsonObject]) -> JsonObject:
    """Draw one of ``documents`` with one to three members changed, taken out, copied or added."""
    document = copy.deepcopy(draw(st.sampled_from(list(documents))))
    for _ in range(draw(st.integers(1, 3))):
        places: list[tuple[JsonObject | list[JsonValue], str | int]] = []
        _collect(document, places)
        if not places:
            break
        container, key = draw(st.sampled_from(places))
        change = draw(st.sampled_from(["replace", "mutate", "remove", "repeat"]))
        value = container[key]
        if change == "remove":
            del container[key]
        elif change == "repeat" and isinstance(container, list):
            container.append(copy.deepcopy(value))
        elif change == "mutate" and isinstance(value, str):
            container[key] = draw(mutated_texts([value]))
        else:
            container[key] = draw(_VALUES)
    strict_json.check(document)
    return document


def _collect(value: JsonValue, places: list[tuple[JsonObject | list[JsonValue], str | int]]) -> None:
    if isinstance(value, dict):
        for key, member in value.items():
            places.append((value, key))
            _collect(member, places)
    elif isinstance(value, list):
        for position, member in enumerate(value):
            places.append((value, position))
            _collect(member, places)


_DEPARTURES: tuple[JsonValue, ...] = (
    None, True, 0, -1.5, "", "word", "ext:Word", "a ext:Word", "2026-01-30T09:00:00Z", "2026-01-30",
    "did:example:1", "urn:uuid:1", "Image", "en", [], ["word"], {}, {"id": "urn:uuid:2"},
    {"@value": "Wort", "@language": "de"}, {"type": ["Profile"], "id": "urn:uuid:3"},
)  # fmt: skip


def single_mutation(document: JsonObject, *, rng: random.Random) -> tuple[JsonObject, str]:
    """Return a copy of ``document`` with one thing changed, and what was done where, for the reader of a test.

    It is changed as people and programs get it wrong: a member left out, doubled, misspelt or added, a value
    of another kind, an array where there is one value or the other way round.
    """
    changed = copy.deepcopy(document)
    places: list[tuple[JsonObject | list[JsonValue], str | int]] = []
    _collect(changed, places)
    container, key = rng.choice(places)
    value = container[key]  # type: ignore[index]
    change = rng.choice(["remove", "replace", "replace", "wrap", "unwrap", "rename", "add", "repeat", "edit"])
    match change, container, value:
        case "remove", _, _:
            del container[key]  # type: ignore[arg-type]
        case "wrap", _, _:
            container[key] = [value]  # type: ignore[index]
        case "unwrap", _, [first, *_]:
            container[key] = first  # type: ignore[index]
        case "rename", dict(), _:
            container[f"{key}s"] = container.pop(key)  # type: ignore[arg-type]
        case "add", _, dict():
            value[rng.choice(["extra", "id", "type", "name", "proof"])] = rng.choice(_DEPARTURES)
        case "repeat", list(), _:
            container.append(copy.deepcopy(value))
        case "edit", _, str():
            cut = rng.randrange(len(value) + 1)
            container[key] = value[:cut] + rng.choice(["", "x", ":", " ", "-"]) + value[cut + 1 :]  # type: ignore[index]
        case _:
            change = "replace"
            container[key] = rng.choice(_DEPARTURES)  # type: ignore[index]
    return changed, f"{change} at {key!r}, which was {value!r:.60}"
