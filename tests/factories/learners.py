"""Tables of learners as institutions really have them, and what reading them finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.issuer import Issuer, LearnerRow, RowNote, RowProblem, read_learner_table
from cairn.keys import Algorithm, format_multikey
from factories.documents import achievement
from factories.keys import signer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.issuer import Finding

ORIGIN = "https://credentials.example.edu"
ISSUER: JsonObject = {
    "id": "did:web:credentials.example.edu:organisations:northside",
    "type": ["Profile"],
    "name": "Northside College",
    "url": "https://northside.example.edu",
}
HEADER = "name,email,narrative,evidence_url,result:Test,result:Explanation"


def table_of(count: int, *, header: str = HEADER) -> bytes:
    """Return a table of ``count`` learners without a fault, in which rows leave different cells empty."""
    lines = [header]
    for number in range(count):
        narrative = "" if number % 3 == 0 else f"Explained label {number}, “so to speak”."
        evidence = "" if number % 4 == 0 else f"https://portfolio.example.edu/{number}"
        level = ("Clear", "Partly", "")[number % 3]
        lines.append(
            f'Zoë Ångström {number},zoe.{number}@example.edu,"{narrative}",{evidence},{50 + number % 50},{level}'
        )
    return "\n".join([*lines, ""]).encode()


def read(
    data: bytes | Iterable[bytes],
    *,
    about: JsonObject | None = None,
    valid_from: datetime | None = None,
    allow_repeated_learners: bool = False,
) -> list[Finding]:
    """Return everything that reading a table finds."""
    table = read_learner_table(
        [data] if isinstance(data, bytes) else data,
        achievement=achievement() if about is None else about,
        valid_from=valid_from,
        allow_repeated_learners=allow_repeated_learners,
    )
    return list(table.rows())


def issuer(algorithm: Algorithm = Algorithm.ED25519, *, cryptosuite: str = "eddsa-rdfc-2022") -> Issuer:
    """Return an issuer with a key of that algorithm."""
    key = signer(algorithm=algorithm)
    method = f"{ISSUER['id']}#{format_multikey(key.public_key)}"
    return Issuer(ISSUER, signer=key, verification_method=method, cryptosuite=cryptosuite)


def rows_of(findings: Iterable[Finding]) -> list[LearnerRow]:
    """Return the rows that are ready."""
    return [finding for finding in findings if isinstance(finding, LearnerRow)]


def problems_of(findings: Iterable[Finding]) -> list[RowProblem]:
    """Return the problems."""
    return [finding for finding in findings if isinstance(finding, RowProblem)]


def notes_of(findings: Iterable[Finding]) -> list[RowNote]:
    """Return the notes."""
    return [finding for finding in findings if isinstance(finding, RowNote)]
