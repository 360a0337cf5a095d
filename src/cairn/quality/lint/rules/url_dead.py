"""No address looks as if nobody could ever answer there.

``tests/cairn/quality/lint/rules/test_url_dead.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.lint.addresses import addresses_with, host_of, is_dead
from cairn.quality.lint.findings import LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.findings import Hit
    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    if any([is_dead(host) for host in part.hosts]):
        yield from addresses_with(part, lambda address: is_dead(host_of(address)))


RULE: Final = Rule(
    code="lint.url_dead",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="Nobody can answer at this address: {url}",
    mend="Write the real address.",
    reason=(
        "It has no domain name, or one that is kept for examples (RFC 2606, RFC 6761). Nothing is "
        "fetched to find out."
    ),
    check=_check,
)
