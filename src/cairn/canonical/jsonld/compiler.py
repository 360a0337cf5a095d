"""Contexts and entries, processed once and kept.

A document's contexts come from a few pinned files, so whatever is derived from them is derived once. The
caches are bounded: keys that a document invents are never kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from cairn.canonical.jsonld.context import KEYWORDS, UNSET, Context, ContextLoader, Opening
from cairn.canonical.jsonld.definitions import process_context
from cairn.canonical.jsonld.entries import Entry, compile_entry, text_suffix

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonValue

_Key = TypeVar("_Key")
_Kept = TypeVar("_Kept")
_MAX_CACHED: Final = 256
_MAX_ADDRESSES: Final = 32


class Compiler:
    """Derives active contexts and the meaning of keys in them.

    ``loader`` gives context documents; ``direction`` says whether base directions become i18n datatypes.
    """

    def __init__(self, loader: ContextLoader, *, direction: bool) -> None:
        self._loader = loader
        self._direction = direction
        self._roots: dict[tuple[str, ...], Context] = {}
        self.initial: Final = Context(terms={})

    def apply(self, active: Context, local: JsonValue) -> Context:
        """Return ``active`` after an embedded ``@context``; lists of addresses at the root are kept."""
        if active is not self.initial:
            return process_context(active, local, loader=self._loader)
        members = local if type(local) is list else [local]
        key = tuple([member for member in members if type(member) is str])
        if len(key) != len(members) or len(key) > _MAX_ADDRESSES:
            return process_context(active, local, loader=self._loader)
        known = self._roots.get(key)
        if known is None:
            known = process_context(active, local, loader=self._loader)
            _keep(self._roots, key, known)
        return known

    def typed(self, active: Context, types: tuple[str, ...]) -> Context:
        """Return ``active`` after the scoped contexts of ``types``, given in lexicographic order."""
        known = active.typed.get(types)
        if known is None:
            known = active
            for name in types:
                scoped = active.terms[name].context
                if scoped is not UNSET:
                    known = process_context(known, scoped, loader=self._loader, propagate=False)
            _keep(active.typed, types, known)
        return known

    def scoped(self, active: Context, key: str, *, revert: bool) -> Context:
        """Return ``active`` after the property-scoped context of ``key``.

        ``revert`` says that a node object begins there, which ends type-scoped contexts first.
        """
        known = active.scoped.get((key, revert))
        if known is None:
            base = active.previous if revert and active.previous is not None else active
            scoped = active.terms[key].context
            known = (
                base
                if scoped is UNSET
                else process_context(base, scoped, loader=self._loader, override_protected=True)
            )
            _keep(active.scoped, (key, revert), known)
        return known

    def entry(self, context: Context, key: str) -> Entry:
        """Return the compiled meaning of ``key``; only what the context itself names is kept."""
        known = context.plans.get(key)
        if known is None:
            known = compile_entry(context, key, direction=self._direction)
            if key in context.terms or key in KEYWORDS:
                context.plans[key] = known
        return known

    def keep_opening(self, context: Context, names: tuple[str, ...], opening: Opening) -> None:
        """Remember how nodes of these types begin; ``context`` defines them all."""
        _keep(context.openings, names, opening)

    def suffix(self, language: str | None, base_direction: str | None) -> str:
        """Return the end of a literal in a language and base direction."""
        return text_suffix(language, base_direction, direction=self._direction)


def _keep(cache: dict[_Key, _Kept], key: _Key, kept: _Kept) -> None:
    if len(cache) >= _MAX_CACHED:
        cache.clear()
    cache[key] = kept
