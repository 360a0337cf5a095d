"""Tables of Assertions: columns by any of their names, errors with their line."""

from __future__ import annotations

import pytest

from cairn.errors import DocumentError
from cairn_site.awarding.migrating.holder_tables import read_table

TITLES = "Recipient Email,First Name,Last Name,Badge Class,Issued On,Revoked,Nonsense"


def test_rows_are_read_by_the_names_of_their_columns() -> None:
    table = read_table(
        f"\ufeff{TITLES}\r\nada@learners.ie,Ada,Byron,Label,2021-05-01,TRUE,x\r\n\r\n".encode()
    )

    row = table.rows[0]
    assert (row.email, row.name, row.badge, row.issued_on, row.is_revoked, row.line) == (
        "ada@learners.ie", "Ada Byron", "Label", "2021-05-01", True, 2,
    )  # fmt: skip
    assert table.unread == ("Nonsense",)


def test_semicolons_and_cells_of_several_lines() -> None:
    data = b'email;badge;issuedOn;narrative\na@b.ie;X;2021-01-01;"one\ntwo"\nc@d.ie;X;2021-01-01;\n'

    assert [(row.line, row.narrative) for row in read_table(data).rows] == [(2, "one\ntwo"), (4, "")]


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        (b"email,badge\n", "programme.table_columns", "line 1"),
        (b"", "programme.table_columns", "line 1"),
        (b"email,badge,issuedon\n\xff", "programme.table_encoding", "byte 21"),
        (b'email,badge,issuedon\na,"b', "programme.table_broken", "line 2"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(data: bytes, code: str, where: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_table(data)

    assert (caught.value.code, caught.value.where) == (code, where)
