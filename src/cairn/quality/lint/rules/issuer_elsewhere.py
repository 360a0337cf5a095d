"""The credential has its address at the issuer.

``tests/cairn/quality/lint/rules/test_issuer_elsewhere.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.addresses import host_of, shorten
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    issuer = part.node.get("issuer")
    identifier = text_of(issuer, "id") if isinstance(issuer, dict) else issuer
    host = host_of(text_of(part.node, "id"))
    issuer_host = host_of(identifier) if isinstance(identifier, str) else ""
    if host and issuer_host and not _are_kin(host, issuer_host):
        yield Hit(where="/id", values={"host": shorten(host), "issuer_host": shorten(issuer_host)})


def _are_kin(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


RULE: Final = Rule(
    code="lint.issuer_elsewhere",
    severity=LintSeverity.WARNING,
    scopes=(Scope.FRAME,),
    message="The credential has its address at {host}, and its issuer at {issuer_host}.",
    mend="Take the address of the site where the issuer publishes.",
    reason="Who looks the credential up ends at somebody else, who may answer for it or not.",
    check=_check,
)
