"""What people call their browsers."""

from __future__ import annotations

import pytest

from cairn_site.accounts.templatetags.own_pages import browser_name


@pytest.mark.parametrize(
    ("sent", "called"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/150.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.9", "curl/8.9"),
        ("", "An unknown browser"),
    ],
)
def test_a_browser_is_named(sent: str, called: str) -> None:
    assert browser_name(sent) == called
