"""From identifiers to controller documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.canonical import multibase, strict_json
from cairn.errors import CairnError, DocumentError, UnavailableError
from cairn.keys import Algorithm, format_did_jwk, format_did_key, format_multikey, resolve_controller
from factories.keys import signer

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

PROFILE = "https://credentials.example.edu/organisations/northside"
DID_WEB = "did:web:credentials.example.edu:organisations:northside"


def document_of(controller: str) -> JsonObject:
    method_id = f"{controller}#key-1"
    return {
        "id": controller,
        "type": ["Profile"],
        "name": "Northside College",
        "verificationMethod": [
            {
                "id": method_id,
                "type": "Multikey",
                "controller": controller,
                "publicKeyMultibase": format_multikey(signer().public_key),
            }
        ],
        "assertionMethod": [method_id],
    }


class Web:
    """Answers for some addresses and remembers what it was asked."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self._pages = pages
        self.asked: list[str] = []

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        if url not in self._pages:
            raise UnavailableError("fetch.not_found", "There is no such page.", where=url)
        return self._pages[url]


def test_did_web_is_fetched_from_its_own_address_only() -> None:
    web = Web({f"{PROFILE}/did.json": strict_json.format(document_of(DID_WEB))})
    document = resolve_controller(DID_WEB, loader=web)
    assert document.method(f"{DID_WEB}#key-1", purpose="assertionMethod").public_key == signer().public_key
    assert web.asked == [f"{PROFILE}/did.json"]


def test_profile_at_an_https_address_is_a_controller_document() -> None:
    web = Web({PROFILE: strict_json.format(document_of(PROFILE))})
    document = resolve_controller(PROFILE, loader=web)
    assert document.method(f"{PROFILE}#key-1", purpose="assertionMethod").public_key == signer().public_key
    assert document.source["name"] == "Northside College"


@pytest.mark.parametrize("algorithm", [Algorithm.ED25519, Algorithm.P256])
def test_key_that_is_its_own_identifier_needs_no_network(algorithm: Algorithm) -> None:
    key = signer("a", algorithm).public_key
    web = Web({})
    for did in (format_did_key(key), format_did_jwk(key)):
        assert resolve_controller(did, loader=web).verification_methods[0].public_key == key
    assert web.asked == []


@pytest.mark.parametrize(
    ("identifier", "page"), [(PROFILE, PROFILE), (DID_WEB, f"{PROFILE}/did.json")], ids=["https", "did:web"]
)
def test_document_of_somebody_else_is_refused(identifier: str, page: str) -> None:
    web = Web({page: strict_json.format(document_of("https://evil.example/profile"))})
    with pytest.raises(DocumentError) as caught:
        resolve_controller(identifier, loader=web)
    assert caught.value.code == "controller.wrong_id"


def test_answer_that_is_no_json_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        resolve_controller(PROFILE, loader=Web({PROFILE: b"<!doctype html>"}))
    assert caught.value.code == "json.malformed"


def test_silence_is_passed_on_as_what_it_is() -> None:
    with pytest.raises(UnavailableError) as caught:
        resolve_controller(DID_WEB, loader=Web({}))
    assert caught.value.code == "fetch.not_found"


@pytest.mark.parametrize(
    ("identifier", "code"),
    [
        ("did:ion:EiClkZMDxPKqC9c", "did.unknown_method"),
        ("urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33", "controller.unknown_scheme"),
        ("http://credentials.example.edu/organisations/northside", "controller.unknown_scheme"),
        ("file:/etc/passwd", "controller.unknown_scheme"),
        ("did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", "key.unknown_type"),
        (
            "did:jwk:" + multibase.encode_base64url(b'{"kty":"OKP","crv":"X25519","x":"AA"}'),
            "key.unknown_type",
        ),
    ],
)
def test_what_is_not_resolved_here_is_not_called_wrong(identifier: str, code: str) -> None:
    web = Web({})
    with pytest.raises(UnavailableError) as caught:
        resolve_controller(identifier, loader=web)
    assert caught.value.code == code
    assert web.asked == []


@pytest.mark.parametrize(
    ("identifier", "code"),
    [
        ("", "controller.no_identifier"),
        ("northside", "controller.no_identifier"),
        (f"{PROFILE}#key-1", "controller.no_identifier"),
        (f"{PROFILE}\n", "controller.no_identifier"),
        (f"{PROFILE}/ü", "controller.no_identifier"),
        (f"{DID_WEB}#key-1", "controller.no_identifier"),
        ("did:web:example.com/../x", "did.malformed"),
        ("did:web:example.com?x=y", "did.malformed"),
        ("did:web:example.com:", "did.malformed"),
        ("did::x", "did.malformed"),
        ("did:web:127.0.0.1", "did.malformed"),
    ],
)
def test_what_is_no_identifier_is_refused_before_anything_is_fetched(identifier: str, code: str) -> None:
    web = Web({})
    with pytest.raises(DocumentError) as caught:
        resolve_controller(identifier, loader=web)
    assert caught.value.code == code
    assert web.asked == []


@given(st.sampled_from(["", "did:", "did:key:z", "did:web:", "did:jwk:", "https://"]), st.text(max_size=30))
def test_any_text_ends_as_a_typed_refusal(prefix: str, text: str) -> None:
    with pytest.raises(CairnError):
        resolve_controller(prefix + text, loader=Web({}))
