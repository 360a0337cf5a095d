"""Registers of issuers: who is known, under which name (check 6).

An unknown issuer is a warning that names the registers asked. No register is asked about an issuer whose own
key is not known to have signed, for its name would be lent to whoever did. Names come from the register, not
from the credential, which can say anything. Proved by ``tests/cairn/verifier/test_registers.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from cairn.errors import DocumentError
from cairn.verifier.report import Check, CheckCode, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cairn.canonical.strict_json import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIssuer:
    """One entry of a register."""

    id: str
    name: str
    register: str


class Register(Protocol):
    """Something that can be asked about an issuer; ``name`` is what people call it."""

    @property
    def name(self) -> str:
        """The name of the register, for people."""

    def find(self, issuer_id: str) -> KnownIssuer | None:
        """Return the entry, or ``None``; raise ``UnavailableError`` where the register cannot be asked."""


class IssuerList:
    """A register read from a file: ``{"name": ..., "issuers": [{"id": ..., "name": ...}]}``."""

    def __init__(self, name: str, issuers: dict[str, str]) -> None:
        self.name = name
        self._issuers = issuers

    def find(self, issuer_id: str) -> KnownIssuer | None:
        """Return the entry for ``issuer_id``, compared letter by letter."""
        name = self._issuers.get(issuer_id)
        return None if name is None else KnownIssuer(id=issuer_id, name=name, register=self.name)


def parse_issuer_list(document: JsonObject) -> IssuerList:
    """Return the register that ``document`` describes; raises ``DocumentError("register.malformed")``."""
    name, entries = document.get("name"), document.get("issuers")
    if not isinstance(name, str) or not name or not isinstance(entries, list):
        raise DocumentError("register.malformed", "A register has a name and a list of issuers.")
    issuers: dict[str, str] = {}
    for index, entry in enumerate(entries):
        where = f"/issuers/{index}"
        if not isinstance(entry, dict):
            raise DocumentError("register.malformed", "An issuer is an object.", where=where)
        issuer_id, issuer_name = entry.get("id"), entry.get("name")
        if not isinstance(issuer_id, str) or not isinstance(issuer_name, str) or issuer_id in issuers:
            raise DocumentError(
                "register.malformed",
                "An issuer has an id and a name, and stands in a register once.",
                where=where,
            )
        issuers[issuer_id] = issuer_name
    return IssuerList(name, issuers)


NOT_BOUND: Final = Check(
    code=CheckCode.ISSUER_KNOWN,
    outcome=Outcome.NOT_CHECKED,
    message="That the issuer's own key signed is not proven, so no register was asked about the issuer.",
    reason="issuer.not_bound",
    where="/issuer",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """What the registers know of an issuer: the check, and the entry where there is one."""

    check: Check
    entry: KnownIssuer | None = None


def look_up_issuer(issuer_id: str, *, stated_name: str, registers: Sequence[Register]) -> Acquaintance:
    """Ask ``registers`` in turn for ``issuer_id``; ``stated_name`` is what the credential calls it."""
    for register in registers:
        entry = register.find(issuer_id)
        if entry is not None:
            return Acquaintance(check=_known(entry, stated_name), entry=entry)
    asked = ", ".join(register.name for register in registers)
    message = (
        f"{issuer_id} is in none of the registers asked: {asked}." if asked else "No register was asked."
    )
    return Acquaintance(check=_check(Outcome.WARNING, message, reason="issuer.unknown", where="/issuer"))


def _known(entry: KnownIssuer, stated_name: str) -> Check:
    if stated_name and stated_name != entry.name:
        return _check(
            Outcome.WARNING,
            f"The credential calls its issuer {stated_name!r}; {entry.register} knows it as {entry.name!r}.",
            reason="issuer.other_name",
            where="/issuer/name",
        )
    return _check(Outcome.PASSED, f"{entry.register} knows the issuer as {entry.name}.")


def _check(outcome: Outcome, message: str, *, reason: str = "", where: str = "") -> Check:
    return Check(code=CheckCode.ISSUER_KNOWN, outcome=outcome, message=message, reason=reason, where=where)
