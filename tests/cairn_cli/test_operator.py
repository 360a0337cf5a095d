from __future__ import annotations

from typing import TYPE_CHECKING

from factories.installations import cairn, make_installation, run_python

if TYPE_CHECKING:
    from pathlib import Path

_OPERATORS = (
    "from cairn_site.accounts.models import Person; print(Person.objects.filter(is_operator=True).count())"
)


def test_somebody_becomes_an_operator_and_the_last_one_stays(tmp_path: Path) -> None:
    data = make_installation(tmp_path)

    assert cairn(data, "operator", "nobody@example.org").returncode == 2
    assert "is an operator now" in cairn(data, "operator", "Ada@example.org").stdout
    assert run_python(data, _OPERATORS).strip() == "1"
    refused = cairn(data, "operator", "--remove", "ada@example.org")
    assert refused.returncode == 2
    assert "account.last_operator" in refused.stderr
