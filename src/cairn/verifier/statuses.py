"""Whether a credential is revoked, suspended or otherwise marked (check 8).

Bitstring Status List 1.0, section 3.2; StatusList2021 and the revocation list of 1EdTech are read as well.
For each entry of ``credentialStatus``:

0. the entry is well-formed, and its address does not name the credential, since asking would tell who is
looked at; 1. the list is loaded whole, once for all entries that share it;
2. the proof and the validity period of the list are right;
3. the list is the one that was asked for, and made by the issuer of the credential;
4. the list is for the purpose that the entry says;
5. the list is long enough and has the entry;
6. what the status means, by its purpose.

What is wrong with a list leaves the question open; only what the issuer says of the credential answers it.
Proved by ``tests/cairn/verifier/test_statuses.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.errors import CairnError, DocumentError
from cairn.status import StatusPurpose, parse_entries, parse_revocation_list, parse_status_list_credential
from cairn.status.entry import REVOCATION_LIST
from cairn.verifier import periods
from cairn.verifier.privacy import names_credential
from cairn.verifier.report import Check, CheckCode, Outcome
from cairn.verifier.summaries import id_text, party_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.status import PublishedList, StatusEntry

_CLEAR: Final = {
    StatusPurpose.REVOCATION: "It is not revoked.",
    StatusPurpose.SUSPENSION: "It is not suspended.",
    StatusPurpose.REFRESH: "The issuer announces no newer version.",
    StatusPurpose.MESSAGE: "The issuer has set no message.",
}


def check(
    document: JsonObject,
    *,
    loader: Callable[[str], bytes],
    verify_list: Callable[[bytes, str], JsonObject],
    now: datetime,
) -> list[Check]:
    """Return one check for each status entry of ``document``, none if it has no status.

    ``verify_list(data, issuer)`` returns the status list credential in ``data`` if its proof is right, and
    raises ``CairnError`` otherwise.
    """
    try:
        # (0): the entries can be read.
        entries = parse_entries(document)
    except DocumentError as error:
        return [Check.of_error(CheckCode.STATUS, error, outcome=Outcome.FAILED)]
    inquiry = _Inquiry(document, loader=loader, verify_list=verify_list, now=now)
    return [inquiry.check(entry) for entry in entries]


class _Inquiry:
    """The entries of one credential; lists that they share are loaded and verified once."""

    def __init__(
        self,
        document: JsonObject,
        *,
        loader: Callable[[str], bytes],
        verify_list: Callable[[bytes, str], JsonObject],
        now: datetime,
    ) -> None:
        self._document = document
        self._issuer = party_id(document.get("issuer"))
        self._loader = loader
        self._verify_list = verify_list
        self._now = now
        self._lists: dict[str, PublishedList | CairnError] = {}

    def check(self, entry: StatusEntry) -> Check:
        if not entry.kind:
            return _not_checked(
                "status.unknown_type", "This way of telling the status is not known here.", entry.where
            )
        if names_credential(entry.list_url, self._document):
            return _not_checked(
                "status.tells_issuer",
                "The address of the status names the credential, so asking would tell who is looked at.",
                entry.list_url,
            )
        try:
            if entry.kind == REVOCATION_LIST:
                return self._check_named(entry)
            published = self._published(entry.list_url)
        except CairnError as error:
            # A pointer of the list would be read as one of the credential.
            where = entry.list_url if error.where[:1] in {"", "/"} else error.where
            return _not_checked(error.code, f"Its status is not known. {error.message}", where)
        return self._check_listed(entry, published)

    def _published(self, address: str) -> PublishedList:
        found = self._lists.get(address)
        if found is None:
            try:
                found = self._load(address)
            except CairnError as error:
                found = error
            self._lists[address] = found
        if isinstance(found, CairnError):
            raise found
        return found

    def _load(self, address: str) -> PublishedList:
        # (1): the whole list.
        data = self._loader(address)
        # (2): a list is believed only as far as its proof goes (VC DI 1.0, section 4.4; VC 2.0, section 4.9).
        document = self._verify_list(data, self._issuer)
        validity = periods.check_validity(document, now=self._now)
        if validity.outcome is Outcome.FAILED:
            raise DocumentError(
                validity.reason, f"The list is not in force. {validity.message}", where=address
            )
        published = parse_status_list_credential(document)
        # (3): another list of the same issuer says nothing of this credential, and neither does a stranger's.
        if not published.id:
            raise DocumentError(
                "status_list.no_id", "The list there does not say which one it is.", where=address
            )
        if published.id != address:
            raise DocumentError(
                "status_list.other", f"The list there is {published.id}, which is another one.", where=address
            )
        self._check_issuer(published.issuer, address)
        return published

    def _check_issuer(self, issuer: str, address: str) -> None:
        if issuer != self._issuer:
            raise DocumentError(
                "status_list.other_issuer",
                f"The list is made by {issuer}, and not by the issuer of the credential.",
                where=address,
            )

    def _check_listed(self, entry: StatusEntry, published: PublishedList) -> Check:
        # (4): the same purpose, so that a suspension is not read from a list of revocations.
        if entry.purpose not in published.purposes:
            return _check(
                Outcome.FAILED,
                f"It points to a list for {', '.join(published.purposes)} to say whether there is "
                f"{entry.purpose}.",
                reason="status.purpose",
                where=f"{entry.where}/statusPurpose",
            )
        # (5): herd privacy, and no index beyond the end.
        try:
            value = published.value_at(entry.index, size=entry.size)
        except DocumentError as error:
            beyond = error.code == "status.index_out_of_range"
            outcome = Outcome.FAILED if beyond else Outcome.NOT_CHECKED
            where = f"{entry.where}/statusListIndex" if beyond else entry.list_url
            return _check(outcome, error.message, reason=error.code, where=where)
        # (6): what it means.
        return _judge(entry, value)

    def _check_named(self, entry: StatusEntry) -> Check:
        """Look for the id of the credential in a revocation list of 1EdTech, which carries no proof."""
        revocations = parse_revocation_list(self._loader(entry.list_url))
        if revocations.id and revocations.id != entry.list_url:
            raise DocumentError(
                "status_list.other", f"The list there is {revocations.id}, which is another one."
            )
        self._check_issuer(revocations.issuer, entry.list_url)
        credential_id = id_text(self._document.get("id"))
        if not credential_id:
            return _not_checked(
                "status.no_id", "The credential has no id, by which the list could name it.", entry.where
            )
        if revocations.revokes(credential_id):
            reason = revocations.reason(credential_id)
            return _revoked(f": {reason}" if reason else ".", where=entry.where)
        return _check(
            Outcome.WARNING,
            "It is not in the issuer's list of what is revoked, but that list is not signed.",
            reason="status.unsigned_list",
            where=entry.list_url,
        )


def _judge(entry: StatusEntry, value: int) -> Check:
    if entry.purpose not in _CLEAR:
        # Whether a mark is good or bad is not known, so neither is what it means that there is none.
        return _not_checked(
            "status.unknown_purpose",
            f"Its status is told for {entry.purpose[:80]!r}, and what that means is not known here.",
            entry.where,
        )
    message = (entry.messages or {}).get(value, "")
    told = f": {message}" if message else "."
    if value == 0:
        said = f" The issuer says{told}" if message else ""
        return _check(Outcome.PASSED, _CLEAR[StatusPurpose(entry.purpose)] + said)
    match entry.purpose:
        case StatusPurpose.REVOCATION:
            return _revoked(told, where=entry.where)
        case StatusPurpose.SUSPENSION:
            return _check(
                Outcome.FAILED,
                f"The issuer has suspended it{told}",
                reason="status.suspended",
                where=entry.where,
            )
        case StatusPurpose.REFRESH:
            return _check(
                Outcome.WARNING,
                f"The issuer has made a newer version of it{told}",
                reason="status.refresh",
                where=entry.where,
            )
    said = message or f"status {value:#x}, without saying what that means."
    return _check(Outcome.WARNING, f"The issuer says: {said}", reason="status.message", where=entry.where)


def _revoked(told: str, *, where: str) -> Check:
    return _check(Outcome.FAILED, f"The issuer has revoked it{told}", reason="status.revoked", where=where)


def _not_checked(reason: str, message: str, where: str) -> Check:
    return _check(Outcome.NOT_CHECKED, message, reason=reason, where=where)


def _check(outcome: Outcome, message: str, *, reason: str = "", where: str = "") -> Check:
    return Check(code=CheckCode.STATUS, outcome=outcome, message=message, reason=reason, where=where)
