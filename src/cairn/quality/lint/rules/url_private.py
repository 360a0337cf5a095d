"""No address leads to the machine or the network of whoever wrote it.

``tests/cairn/quality/lint/rules/test_url_private.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.lint.addresses import addresses_with, host_of, is_private
from cairn.quality.lint.findings import LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.findings import Hit
    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    if any([is_private(host) for host in part.hosts]):
        yield from addresses_with(part, lambda address: is_private(host_of(address)))


RULE: Final = Rule(
    code="lint.url_private",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="The address can be reached from your own network only: {url}",
    mend="Write the public address.",
    reason="Nobody else could follow it, verify the credential or look up its status.",
    check=_check,
)
