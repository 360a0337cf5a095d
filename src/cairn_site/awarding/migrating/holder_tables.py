"""A table of Assertions, as Badgr exports it: one row for each, in columns whose names differ by version.

``tests/cairn_site/awarding/migrating/test_holder_tables.py`` proves it.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Final

from cairn.errors import DocumentError

MAX_ROWS: Final = 200_000
MAX_CELL: Final = 20_000
_COLUMNS: Final = {
    "id": ("assertionid", "assertion", "assertionurl", "openbadgeid", "entityid", "url", "id", "badgeurl"),
    "badge": (
        "badgeclassopenbadgeid", "badgeclassid", "badgeclassentityid", "badgeclass", "badgeid", "badge",
        "badgename", "badgeclassname", "achievement",
    ),
    "email": (
        "recipientemail", "email", "recipientidentifier", "recipientidentity", "recipient", "identifier",
        "emailaddress",
    ),
    "name": ("recipientname", "name", "fullname", "learnername"),
    "first": ("firstname", "givenname", "recipientfirstname"),
    "last": ("lastname", "familyname", "surname", "recipientlastname"),
    "issued_on": ("issuedon", "issuedate", "dateissued", "awardedon", "awarddate", "createdat"),
    "expires": ("expires", "expireson", "expirationdate", "expirydate"),
    "revoked": ("revoked", "isrevoked"),
    "reason": ("revocationreason", "reason"),
    "narrative": ("narrative",),
    "evidence": ("evidenceurl", "evidence"),
}  # fmt: skip
_NEEDED: Final = ("badge", "email", "issued_on")
_YES: Final = frozenset({"true", "yes", "1", "revoked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderRow:
    """One row of a table; ``line`` is where it begins."""

    line: int
    raw: str
    id: str = ""
    badge: str = ""
    email: str = ""
    name: str = ""
    issued_on: str = ""
    expires: str = ""
    is_revoked: bool = False
    reason: str = ""
    narrative: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderTable:
    """The rows of a table, and the columns that nothing was made of."""

    rows: tuple[HolderRow, ...]
    unread: tuple[str, ...] = field(default=())


def read_table(data: bytes) -> HolderTable:
    """Return the rows of a table in UTF-8, with commas, semicolons or tabs between the cells.

    Raises ``DocumentError``: ``programme.table_encoding``, ``programme.table_columns`` where one that is
    needed is missing, ``programme.table_broken`` and ``programme.table_rows`` for too many.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            "programme.table_encoding",
            "The table is not written in UTF-8.",
            where=f"byte {error.start}",
            mend="Save it as CSV in UTF-8.",
        ) from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        titles = next(reader, [])
        places, unread = _read_titles(titles)
        rows: list[HolderRow] = []
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_read_row(cells, places=places, line=line))
            line = reader.line_num + 1
            if len(rows) > MAX_ROWS:
                raise DocumentError("programme.table_rows", f"The table has more than {MAX_ROWS:,} rows.")
    except csv.Error:
        raise DocumentError(
            "programme.table_broken",
            "A row of the table does not end where it should.",
            where=f"line {reader.line_num}",
            mend="Look for a quotation mark that is not closed.",
        ) from None
    return HolderTable(rows=tuple(rows), unread=unread)


def _read_titles(titles: list[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    folded = ["".join(character for character in title.casefold() if character.isalnum()) for title in titles]
    places: dict[str, int] = {}
    for name, known in _COLUMNS.items():
        for title in known:
            if title in folded and folded.index(title) not in places.values():
                places[name] = folded.index(title)
                break
    missing = [name for name in _NEEDED if name not in places]
    if missing:
        words = {"badge": "badge", "email": "email", "issued_on": "issuedOn"}
        raise DocumentError(
            "programme.table_columns",
            f"The table has no column {', '.join(words[name] for name in missing)}.",
            where="line 1",
            mend="Give the table as it was exported, with its first line.",
        )
    unread = [title for place, title in enumerate(titles) if place not in places.values() and title.strip()]
    return places, tuple(unread)


def _read_row(cells: list[str], *, places: dict[str, int], line: int) -> HolderRow:
    def cell(name: str) -> str:
        place = places.get(name)
        return cells[place].strip()[:MAX_CELL] if place is not None and place < len(cells) else ""

    email = cell("email")
    return HolderRow(
        line=line,
        raw="\x1f".join(cells),
        id=cell("id"),
        badge=cell("badge"),
        email=email.removeprefix("mailto:"),
        name=cell("name") or f"{cell('first')} {cell('last')}".strip(),
        issued_on=cell("issued_on"),
        expires=cell("expires"),
        is_revoked=cell("revoked").casefold() in _YES,
        reason=cell("reason"),
        narrative=cell("narrative"),
        evidence=cell("evidence"),
    )
