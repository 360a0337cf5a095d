"""A document that a credential holds fast by its digest."""

from __future__ import annotations

import base64
import hashlib

import pytest

from cairn.canonical import multibase
from cairn.credentials.envelope import RelatedResource
from cairn.credentials.linked_documents import check_document, find_documents, link_document
from cairn.errors import DocumentError
from factories import credentials as samples

URL = "https://example.org/1.jsonld"
DATA = b"what was said"


def sri(name: str, data: bytes) -> str:
    """Return a digest of Subresource Integrity."""
    return f"{name}-{base64.b64encode(hashlib.new(name, data).digest()).decode()}"


def resource(**members: str) -> RelatedResource:
    """Return a related resource."""
    return RelatedResource(source={"id": URL, **members})


def test_a_linked_document_is_found_in_the_credential_and_matches() -> None:
    (found,) = find_documents(samples.full_credential())
    check_document(found, samples.ELM_DOCUMENT)
    assert find_documents(samples.full_credential(), media_type="text/plain") == ()


def test_a_document_altered_by_one_byte_is_refused() -> None:
    linked = RelatedResource(source=link_document(url=URL, data=DATA))
    with pytest.raises(DocumentError) as caught:
        check_document(linked, DATA + b" ")
    assert (caught.value.code, caught.value.where) == ("linked_document.altered", URL)


def test_a_multihash_is_read() -> None:
    digest = multibase.encode(b"\x12\x20" + hashlib.sha256(DATA).digest(), base="u")
    check_document(resource(digestMultibase=digest), DATA)
    with pytest.raises(DocumentError):
        check_document(resource(digestMultibase=digest), b"")


def test_the_strongest_digest_decides() -> None:
    check_document(resource(digestSRI=f"{sri('sha256', b'other')} {sri('sha512', DATA)}"), DATA)
    with pytest.raises(DocumentError) as caught:
        check_document(resource(digestSRI=f"{sri('sha256', DATA)} {sri('sha512', b'other')}"), DATA)
    assert caught.value.code == "linked_document.altered"


def test_a_wrong_digest_beside_a_right_one_is_refused() -> None:
    wrong = multibase.encode(b"\x12\x20" + bytes(32), base="u")
    with pytest.raises(DocumentError) as caught:
        check_document(resource(digestSRI=sri("sha384", DATA), digestMultibase=wrong), DATA)
    assert caught.value.code == "linked_document.altered"


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"digestSRI": "md5-AAAA"},
        {"digestSRI": ""},
        {"digestMultibase": "x"},
        {"digestMultibase": "uAAAA"},
    ],
)
def test_a_digest_of_an_unknown_kind_is_never_a_pass(members: dict[str, str]) -> None:
    with pytest.raises(DocumentError) as caught:
        check_document(resource(**members), DATA)
    assert caught.value.code == "linked_document.unknown_digest"


def test_a_relative_address_is_not_linked() -> None:
    with pytest.raises(DocumentError) as caught:
        link_document(url="elm.jsonld", data=DATA)
    assert caught.value.code == "credential.not_absolute_uri"
