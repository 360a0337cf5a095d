"""Addresses that are followed begin with https.

``tests/cairn/quality/lint/rules/test_url_insecure.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.lint.addresses import VOCABULARY_HOSTS, addresses_with, host_of, is_private
from cairn.quality.lint.findings import LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.findings import Hit
    from cairn.quality.lint.parts import Part

_NAMES: Final = frozenset({"targetUrl"})


def _check(part: Part) -> Iterator[Hit]:
    if any([_is_meant(host) for host in part.insecure_hosts]):
        yield from addresses_with(
            part,
            lambda address: address[:7].lower() == "http://" and _is_meant(host_of(address)),
            passing_over=_NAMES,
        )


def _is_meant(host: str) -> bool:
    return host not in VOCABULARY_HOSTS and not is_private(host)


RULE: Final = Rule(
    code="lint.url_insecure",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="The address is not secure: {url}",
    mend="Write it with https, and see that it answers there.",
    reason=(
        "Whoever stands in between can read and change what is shown. Names of concepts, such as "
        "those of the EU, are left alone."
    ),
    check=_check,
)
