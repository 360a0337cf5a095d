"""A document as pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.canonical import strict_json
from cairn.issuer import RowResult
from cairn_site.awarding.showing import show
from factories.awarding import make_award, make_world

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject


def test_everything_comes_from_the_document() -> None:
    world = make_world()
    address = f"http://localhost:8000/achievements/{world.version.id}"
    award = make_award(
        world,
        name="Ada Byron",
        narrative="Worked alone.",
        evidence_url="https://learners.ie/plan",
        results=(RowResult(result_description=f"{address}#mark", value="81"),),
    )
    shown = show(strict_json.parse_object(bytes(award.document or b"")))

    assert (shown.holder, shown.achievement) == ("Ada Byron", world.version.name)
    assert shown.results[0].name == "Final mark"
    assert shown.results[0].value == "81"
    assert shown.evidence[0].url == "https://learners.ie/plan"
    assert shown.narrative == "Worked alone."
    assert shown.skills == ("Plan the care of data over its whole life.",)
    assert "ECTS credits" in shown.facts
    assert shown.valid_from == award.valid_from


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://x", ""])
def test_only_web_addresses_become_links(url: str) -> None:
    assert show({"evidence": [{"id": url, "name": "E"}]}).evidence[0].url == ""


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"credentialSubject": None, "evidence": "x", "issuer": 1},
        {"credentialSubject": {"achievement": [], "result": {}, "identifier": [1]}, "validFrom": "never"},
    ],
)
def test_what_is_not_as_it_should_be_is_left_out(document: JsonObject) -> None:
    assert show(document).holder == ""
