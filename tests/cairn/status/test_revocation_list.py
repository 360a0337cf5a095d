from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.canonical import strict_json
from cairn.errors import DocumentError
from cairn.status import RevocationList, parse_revocation_list

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonValue

ID = "https://badges.example.edu/credentials/1"


def _parse(*revoked: JsonValue, name: str = "revokedCredential") -> RevocationList:
    return parse_revocation_list(
        strict_json.format(
            {"id": "https://l.example", "issuer": {"id": "did:example:i"}, name: list(revoked)}
        )
    )


def test_an_id_in_the_list_is_revoked() -> None:
    found = _parse({"id": ID, "revocationReason": "Issued in error"})
    assert found.revokes(ID)
    assert found.reasons[ID] == "Issued in error"
    assert found.issuer == "did:example:i"


def test_the_name_that_the_validator_uses_is_read_as_well() -> None:
    assert _parse({"id": ID, "revoked": True}, name="revokedCredentials").revokes(ID)


def test_an_express_no_revokes_nothing() -> None:
    assert not _parse({"id": ID, "revoked": False}).revokes(ID)


@pytest.mark.parametrize("word", [None, "false", 0])
def test_anything_but_an_express_no_revokes(word: JsonValue) -> None:
    assert _parse({"id": ID, "revoked": word}).revokes(ID)


def test_an_empty_list_revokes_nothing() -> None:
    assert not _parse().revokes(ID)


@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b"{}",
        b'{"issuer":"x"}',
        b'{"revokedCredential":[]}',
        b'{"issuer":"x","revokedCredential":[5]}',
        b"<html>",
    ],
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError):
        parse_revocation_list(data)


@pytest.mark.parametrize("spelling", [f" {ID}", ID.replace("1", "%31")])
def test_an_id_in_another_spelling_is_revoked(spelling: str) -> None:
    found = _parse({"id": spelling, "revocationReason": "Issued in error"})
    assert found.revokes(ID)
    assert found.reason(ID) == "Issued in error"
    assert _parse(ID).revokes(spelling)
    assert _parse(ID).reason("urn:other") == ""
