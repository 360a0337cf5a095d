"""What an award says, from form, table or program, and the credential that it becomes.

The library composes, checks and lints (``cairn.issuer``, ``cairn.quality.lint``); here stands what the site
adds: several pieces of evidence, the validity that follows from the Achievement, and the second status entry
of Achievements that can be suspended (``docs/decisions/0011-suspension-entry.md``).
``tests/cairn_site/awarding/test_statements.py`` proves it.
"""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.conf import settings

from cairn.canonical import strict_json, timestamps
from cairn.canonical.canonizer import Canonizer
from cairn.credentials import contexts
from cairn.credentials.validation import check
from cairn.errors import DocumentError
from cairn.issuer import LearnerRow, RowIdentity, RowResult, compose, read_design
from cairn.quality.lint import LintSeverity, lint_credential
from cairn.status import StatusPurpose, format_entry
from cairn_site.awarding.status_lists import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.quality.lint import LintFinding
    from cairn_site.awarding.achievements import AwardableVersion

_SALT_BYTES: Final = 16
_LOCAL: Final = frozenset({"lint.url_private", "lint.url_insecure"})
REHEARSED: Final = UUID("7d3c1a52-94be-8f06-a3d1-5e2b80c47f19")
"""Stands in what is rehearsed where each credential has a UUID of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One piece of evidence; ``sha256`` is that of its bytes where they were handed in here."""

    name: str = ""
    url: str = ""
    narrative: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """All that one award says of its holder: a row as a table has it, and any number of evidence."""

    row: LearnerRow
    evidence: tuple[EvidenceItem, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the statement as a scheduled award keeps it."""
        return {
            "row": dataclasses.asdict(self.row),
            "evidence": [dataclasses.asdict(item) for item in self.evidence],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a credential has besides what it says: its UUID, its salts and its places in the lists."""

    uuid: UUID
    email_salt: str
    identifier_salt: str
    revocation: Place | None = None
    suspension: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What would be signed, and what the lint says of it."""

    document: JsonObject
    errors: tuple[LintFinding, ...] = ()
    warnings: tuple[LintFinding, ...] = ()
    notes: tuple[LintFinding, ...] = field(default=())


def statement_from_json(value: Mapping[str, Any]) -> Statement:
    """Return the statement that :meth:`Statement.as_json` wrote."""
    row = dict(value["row"])
    row["results"] = tuple(RowResult(**result) for result in row["results"])
    return Statement(
        row=LearnerRow(**row), evidence=tuple(EvidenceItem(**item) for item in value["evidence"])
    )


def credential_url(uuid: UUID | str) -> str:
    """Return the address of a credential."""
    return f"{settings.CAIRN_ORIGIN}/credentials/{uuid}"


def fill_dates(row: LearnerRow, *, version: AwardableVersion, moment: datetime) -> LearnerRow:
    """Return the row with dates: from ``moment`` if it names none, for as long as the Achievement says."""
    valid_from = row.valid_from or timestamps.format(moment)
    valid_until = row.valid_until
    if not valid_until:
        end = version.valid_until(timestamps.parse(valid_from))
        valid_until = "" if end is None else timestamps.format(end)
    return dataclasses.replace(row, valid_from=valid_from, valid_until=valid_until)


def build(
    statement: Statement, *, version: AwardableVersion, issuer: JsonObject, identity: Identity
) -> JsonObject:
    """Return the AchievementCredential without a proof; the dates of the row are filled in.

    Raises ``DocumentError`` (``credential.*``) where Open Badges 3.0 does not allow what it says.
    """
    row = statement.row
    document = compose(
        row,
        design=read_design(version.document, issuer=issuer),
        identity=RowIdentity(
            credential_id=credential_url(identity.uuid),
            email_salt=identity.email_salt,
            identifier_salt=identity.identifier_salt,
            valid_from=row.valid_from,
        ),
        status=None
        if identity.revocation is None
        else format_entry(
            list_url=identity.revocation.url,
            index=identity.revocation.index,
            purpose=StatusPurpose.REVOCATION,
        ),
    )
    document = with_suspension(with_evidence(document, statement.evidence), identity.suspension)
    check(document, expected="AchievementCredential")
    return document


def with_suspension(document: JsonObject, place: Place | None) -> JsonObject:
    """Return the credential with a second status entry, if it has a place in a list of suspensions."""
    if place is None:
        return document
    entry = format_entry(list_url=place.url, index=place.index, purpose=StatusPurpose.SUSPENSION)
    return {**document, "credentialStatus": [document["credentialStatus"], entry]}


def with_evidence(document: JsonObject, evidence: Sequence[EvidenceItem]) -> JsonObject:
    """Return the credential with all pieces of evidence after the one that its row may have."""
    given = [item for item in evidence if item.name or item.url or item.narrative]
    if not given:
        return document
    known = document.get("evidence", [])
    entries: list[JsonValue] = [*known] if isinstance(known, list) else [known]
    for item in given:
        members: JsonObject = {"id": item.url, "type": ["Evidence"], "name": item.name}
        members["narrative"] = item.narrative
        entries.append({name: value for name, value in members.items() if value})
    filled = {**document}
    status = filled.pop("credentialStatus", None)
    filled["evidence"] = entries
    if status is not None:
        filled["credentialStatus"] = status
    return filled


def rehearse(
    statement: Statement, *, version: AwardableVersion, issuer: JsonObject, now: datetime
) -> Rehearsal:
    """Return what would be signed, without a key; raises ``DocumentError`` as signing would."""
    salt = "0" * 2 * _SALT_BYTES
    identity = Identity(uuid=REHEARSED, email_salt=salt, identifier_salt=salt, revocation=rehearsed_place())
    document = build(
        dataclasses.replace(statement, row=fill_dates(statement.row, version=version, moment=now)),
        version=version,
        issuer=issuer,
        identity=identity,
    )
    Canonizer(contexts.load).canonize_plainly(document)
    return judge(document, now=now)


def rehearsed_place() -> Place:
    """Return a place in a list that stands for the one each credential gets when it is signed."""
    return Place(list_id=REHEARSED, url=f"{settings.CAIRN_ORIGIN}/status/rehearsal/revocation/1", index=0)


def judge(document: JsonObject, *, now: datetime) -> Rehearsal:
    """Return what the lint says of a document that is about to be signed."""
    findings = lint_credential(document, now=now, ignoring=ignored_rules())
    by_severity = {
        severity: tuple(found for found in findings if found.severity is severity)
        for severity in LintSeverity
    }
    return Rehearsal(
        document=document,
        errors=by_severity[LintSeverity.ERROR],
        warnings=by_severity[LintSeverity.WARNING],
        notes=by_severity[LintSeverity.NOTE],
    )


def ignored_rules() -> frozenset[str]:
    """Return the rules that cannot be kept here: on an origin that only this machine reaches, those of it."""
    is_local = settings.CAIRN_ORIGIN.startswith(("http://localhost", "http://127.0.0.1"))
    return _LOCAL if is_local else frozenset()


def refuse_errors(document: JsonObject, *, now: datetime) -> None:
    """Raise ``DocumentError("award.lint")`` for the first error that the lint finds."""
    errors = judge(document, now=now).errors
    if errors:
        raise DocumentError("award.lint", errors[0].message, where=errors[0].where, mend=errors[0].mend)


def digest_evidence(statement: Statement) -> list[dict[str, str]]:
    """Return, for the provenance, the digest of each piece of evidence as it was given."""
    row = statement.row
    pieces = [
        EvidenceItem(name=row.evidence_name, url=row.evidence_url, narrative=row.evidence_narrative),
        *statement.evidence,
    ]
    kept = []
    for item in pieces:
        if item.name or item.url or item.narrative:
            text = "\n".join([item.name, item.url, item.narrative])
            digest = item.sha256 or hashlib.sha256(text.encode()).hexdigest()
            kept.append({"name": item.name, "url": item.url, "sha256": digest})
    return kept


def read_name_keys(name: str) -> tuple[str, str]:
    """Return a name, and its last word, as they are searched for."""
    folded = " ".join(name.casefold().split())
    return folded, folded.rpartition(" ")[2]


def read_document(data: bytes) -> JsonObject:
    """Return a signed document as JSON."""
    return strict_json.parse_object(data)
