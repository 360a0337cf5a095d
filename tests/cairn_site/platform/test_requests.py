from __future__ import annotations

from cairn_site.platform import requests


def test_the_identifier_holds_inside_only() -> None:
    with requests.within("abcdefgh"):
        assert requests.current_id() == "abcdefgh"

    assert requests.current_id() == ""
