"""Every context is one that verifiers have at hand.

``tests/cairn/quality/lint/rules/test_context_unknown.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials import contexts
from cairn.quality.lint.addresses import shorten
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_KNOWN: Final = frozenset(contexts.urls())


def _check(part: Part) -> Iterator[Hit]:
    listed = part.node.get("@context")
    for index, context in enumerate(listed if isinstance(listed, list) else []):
        if not isinstance(context, str):
            yield Hit(where=f"/@context/{index}", values={"context": "one written into the document"})
        elif context not in _KNOWN:
            yield Hit(where=f"/@context/{index}", values={"context": shorten(context)})


RULE: Final = Rule(
    code="lint.context_unknown",
    severity=LintSeverity.ERROR,
    scopes=(Scope.FRAME,),
    message="Verifiers do not know this context: {context}",
    mend="Leave it out, and say with words of the credential profile what it was for.",
    reason="A context decides what is signed, so careful verifiers have a fixed set and refuse others.",
    check=_check,
)
