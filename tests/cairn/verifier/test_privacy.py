from __future__ import annotations

from typing import Any

import pytest

from cairn.verifier.privacy import names_credential

UUID = "0190d1f2-5c1b-8e3a-9d4f-000000000001"
HOST = "https://credentials.example.edu"


def credential(own_id: str, *subjects: str) -> Any:
    return {"id": own_id, "credentialSubject": [{"id": subject} for subject in subjects]}


@pytest.mark.parametrize(
    "address",
    [
        f"{HOST}/status/{UUID}",
        f"{HOST}/status/{UUID.upper()}",
        f"{HOST}/status/{UUID.replace('-', '')}.json",
        f"{HOST}/status/{UUID.replace('-', '%2D')}",
        f"{HOST}/status/{UUID.replace('-', '%252d')}",
        f"{HOST}/status?of={UUID}",
        f"https://{UUID}.status.example/list",
    ],
)
def test_identifier_of_the_credential_is_found_in_whatever_spelling(address: str) -> None:
    assert names_credential(address, credential(f"{HOST}/credentials/{UUID}"))
    assert names_credential(address, credential(f"urn:uuid:{UUID.upper()}"))


@pytest.mark.parametrize(
    "address",
    [f"{HOST}/status/1?who=ada", f"{HOST}/status/1?who=%41da", f"{HOST}/status/ada/", f"{HOST}/status#ada"],
)
def test_short_name_at_the_end_or_in_the_query_is_found(address: str) -> None:
    assert names_credential(address, credential(f"{HOST}/credentials?who=ada"))
    assert names_credential(address, credential(f"{HOST}/credentials/ada"))


@pytest.mark.parametrize(
    "subject", ["mailto:ada@example.org", "did:web:people.example:ada", "https://people.example/ada"]
)
def test_subject_in_the_address_is_found(subject: str) -> None:
    assert names_credential(f"{HOST}/status/1?who=ada", credential("urn:uuid:1", "did:example:eve", subject))


@pytest.mark.parametrize(
    ("own_id", "address"),
    [
        (f"{HOST}/u/7/credentials", f"{HOST}/credentials/status/1"),
        (f"{HOST}/u/7/credentials/", f"{HOST}/credentials"),
        (f"{HOST}/credentials/7", f"{HOST}/status/7"),
        (f"{HOST}/credentials/7", f"{HOST}/status?list=7"),
        (f"{HOST}/credentials/{UUID}", f"{HOST}/status/northside/revocation/1"),
        ("", f"{HOST}/status/1"),
        ("https://credentials.example.edu", f"{HOST}/status/1"),
    ],
)
def test_address_of_a_herd_is_none_that_names_anybody(own_id: str, address: str) -> None:
    assert not names_credential(address, credential(own_id, "did:web:credentials.example.edu", ""))


@pytest.mark.parametrize("document", [{}, {"id": 7}, {"credentialSubject": 7}, {"credentialSubject": [None]}])
def test_what_has_no_names_is_not_named(document: Any) -> None:
    assert not names_credential(f"{HOST}/status/1", document)
