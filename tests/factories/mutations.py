"""Hypothesis strategies for documents that somebody has tampered with."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from cairn.canonical import strict_json

if TYPE_CHECKING:
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
