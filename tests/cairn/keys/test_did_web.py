"""did:web and the addresses that it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import DocumentError, UsageError
from cairn.keys import did_web_to_url, url_to_did_web

# The first four are those of the specification, sections 2.2 and 2.5.2.
PAIRS = [
    ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
    ("did:web:w3c-ccg.github.io:user:alice", "https://w3c-ccg.github.io/user/alice/did.json"),
    ("did:web:example.com%3A3000", "https://example.com:3000/.well-known/did.json"),
    ("did:web:example.com%3A3000:user:alice", "https://example.com:3000/user/alice/did.json"),
    (
        "did:web:credentials.example.edu:organisations:northside",
        "https://credentials.example.edu/organisations/northside/did.json",
    ),
    (
        "did:web:localhost%3A8000:organisations:northside",
        "http://localhost:8000/organisations/northside/did.json",
    ),
    ("did:web:example.com:caf%C3%A9", "https://example.com/caf%C3%A9/did.json"),
    ("did:web:example.com:did.json", "https://example.com/did.json/did.json"),
]


@pytest.mark.parametrize(("did", "url"), PAIRS)
def test_identifier_and_address_name_each_other(did: str, url: str) -> None:
    assert did_web_to_url(did) == url
    assert url_to_did_web(url) == did


ATTACKS = {
    "empty host": "did:web:",
    "another method": "did:key:example.com",
    "user before the host": "did:web:example.com%40evil.example",
    "path within the host": "did:web:example.com%2Fevil",
    "port without %3A": "did:web:example.com:",
    "port with letters": "did:web:example.com%3A80a",
    "port out of range": "did:web:example.com%3A65536",
    "port with a leading zero": "did:web:example.com%3A080",
    "empty port": "did:web:example.com%3A",
    "two ports": "did:web:example.com%3A80%3A81",
    "IPv4 address": "did:web:127.0.0.1",
    "number as host": "did:web:2130706433",
    "IPv6 address": "did:web:%5B%3A%3A1%5D",
    "capital letters in the host": "did:web:Example.com",
    "letters outside of ASCII": "did:web:exämple.com",
    "host that ends in a dot": "did:web:example.com.",
    "host with an empty label": "did:web:example..com",
    "empty segment": "did:web:example.com::alice",
    "parent folder": "did:web:example.com:..:alice",
    "parent folder behind percent signs": "did:web:example.com:%2E%2E:alice",
    "slash behind a percent sign": "did:web:example.com:a%2Fb",
    "backslash behind a percent sign": "did:web:example.com:a%5Cb",
    "query behind a percent sign": "did:web:example.com:a%3Fb",
    "line break behind a percent sign": "did:web:example.com:a%0Ab",
    "letter behind a percent sign": "did:web:example.com:%61lice",
    "small hexadecimal digits": "did:web:example.com:caf%c3%a9",
    "half a percent sign": "did:web:example.com:a%2",
    "slash": "did:web:example.com/alice",
    "query": "did:web:example.com?a=b",
    "fragment": "did:web:example.com#key",
    "white space": "did:web:example.com :a",
    "very long": "did:web:example.com:" + "a" * 3000,
}


@pytest.mark.parametrize("did", ATTACKS.values(), ids=ATTACKS.keys())
def test_identifier_that_could_lead_elsewhere_is_refused(did: str) -> None:
    with pytest.raises(DocumentError) as caught:
        did_web_to_url(did)
    assert caught.value.code == "did.malformed"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/did.json",
        "http://example.com/a/did.json",
        "https://localhost/a/did.json",
        "https://example.com/did.json",
        "https://example.com/a/did.jsonld",
        "https://example.com/a/did.json?v=1",
        "https://example.com/a/did.json#key",
        "https://example.com//did.json",
        "https://example.com/a:b/did.json",
        "https://user@example.com/a/did.json",
        "https://127.0.0.1/a/did.json",
        "https://example.com/.well-known/did.json/did.json ",
        "example.com",
        "",
    ],
)
def test_address_that_no_identifier_leads_to_is_refused(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        url_to_did_web(url)
    assert caught.value.code == "did.no_did_web"


@given(st.text("abz09-._%3AF:/#?@é\n", max_size=30))
def test_what_is_accepted_names_exactly_one_address(text: str) -> None:
    did = f"did:web:{text}"
    try:
        url = did_web_to_url(did)
    except DocumentError:
        return
    assert url_to_did_web(url) == did.replace("%3a", "%3A")
