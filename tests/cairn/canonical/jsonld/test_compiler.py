"""What is derived from contexts is derived once, and what documents invent is not kept."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.canonical.jsonld import compiler as module
from cairn.canonical.jsonld.compiler import Compiler
from cairn.credentials import contexts
from cairn.errors import DocumentError
from factories.documents import CREDENTIALS_V2, OPEN_BADGES_3


class CountingLoader:
    """Gives the bundled contexts and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, url: str) -> Any:
        self.asked.append(url)
        return contexts.load(url)


def test_a_list_of_addresses_is_processed_once() -> None:
    loader = CountingLoader()
    compiler = Compiler(loader, direction=True)
    first = compiler.apply(compiler.initial, [CREDENTIALS_V2, OPEN_BADGES_3])
    asked = len(loader.asked)
    assert compiler.apply(compiler.initial, [CREDENTIALS_V2, OPEN_BADGES_3]) is first
    assert len(loader.asked) == asked


def test_the_order_of_contexts_matters() -> None:
    compiler = Compiler(contexts.load, direction=True)
    one = compiler.apply(compiler.initial, [CREDENTIALS_V2])
    both = compiler.apply(compiler.initial, [CREDENTIALS_V2, OPEN_BADGES_3])
    assert one is not both
    assert "Achievement" in both.terms
    assert "Achievement" not in one.terms


def test_an_inline_context_is_not_taken_for_a_kept_one() -> None:
    compiler = Compiler(contexts.load, direction=True)
    named = compiler.apply(compiler.initial, [CREDENTIALS_V2])
    inline = compiler.apply(compiler.initial, [CREDENTIALS_V2, {"mine": "urn:mine"}])
    assert "mine" in inline.terms
    assert "mine" not in named.terms
    assert compiler.apply(compiler.initial, [CREDENTIALS_V2]) is named


def test_an_address_with_a_line_end_is_not_taken_for_two() -> None:
    compiler = Compiler(contexts.load, direction=True)
    compiler.apply(compiler.initial, [CREDENTIALS_V2, OPEN_BADGES_3])
    with pytest.raises(DocumentError) as caught:
        compiler.apply(compiler.initial, f"{CREDENTIALS_V2}\n{OPEN_BADGES_3}")
    assert caught.value.code in {"jsonld.relative_iri", "context.unknown"}


def test_keys_that_a_document_invents_are_not_kept() -> None:
    compiler = Compiler(contexts.load, direction=True)
    context = compiler.apply(compiler.initial, CREDENTIALS_V2)
    for number in range(100):
        compiler.entry(context, f"urn:invented:{number}")
    assert not context.plans
    assert compiler.entry(context, "name") is compiler.entry(context, "name")


def test_lists_of_contexts_that_senders_invent_do_not_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_MAX_CACHED", 3)
    compiler = Compiler(contexts.load, direction=True)
    for count in range(1, 12):
        compiler.apply(compiler.initial, [CREDENTIALS_V2] * count)
        assert len(compiler._roots) <= 3


def test_type_scoped_contexts_end_where_the_next_node_begins() -> None:
    compiler = Compiler(contexts.load, direction=True)
    local = {"T": {"@id": "urn:T", "@context": {"inner": "urn:inner"}}, "p": "urn:p"}
    outside = compiler.apply(compiler.initial, local)
    inside = compiler.typed(outside, ("T",))
    assert "inner" in inside.terms
    assert "inner" not in compiler.scoped(inside, "p", revert=True).terms
    assert "inner" in compiler.scoped(inside, "p", revert=False).terms
