from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn.errors import DocumentError
from cairn.holder import build_presentation
from cairn.proofs import vc_jwt
from cairn.proofs.vc_jwt import JwtProfile
from cairn.verifier.containing import MAX_NESTING, find_credentials, find_members, read_member
from simulators.outside import to_bytes

if TYPE_CHECKING:
    from simulators.outside import SimulatedIssuer


def record_of(*members: Any) -> Any:
    return {
        "type": ["VerifiableCredential", "ClrCredential"],
        "credentialSubject": {"verifiableCredential": list(members)},
    }


@pytest.mark.parametrize(
    ("holder", "members"),
    [
        (None, []),
        ({"verifiableCredential": 1}, [1]),
        ({"verifiableCredential": [1, 2]}, [1, 2]),
        ([{"verifiableCredential": 1}, 7, {"verifiableCredential": [2]}], [1, 2]),
    ],
)
def test_members_stand_alone_or_in_a_list(holder: Any, members: list[Any]) -> None:
    assert find_members(holder) == members


def test_member_is_read_out_of_its_envelope(issuer: SimulatedIssuer) -> None:
    text = issuer.issue_jwt(JwtProfile.JOSE)
    assert read_member(dict(vc_jwt.format_enveloped(text))).text == text
    assert read_member(text).text == text


@pytest.mark.parametrize("member", [7, None, [], True])
def test_what_is_no_document_is_refused(member: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        read_member(member)
    assert caught.value.code == "presented.unknown_form"


def test_credentials_are_found_at_every_depth(issuer: SimulatedIssuer) -> None:
    one, two = issuer.issue(number=1), issuer.issue(number=2)
    record = record_of(one, issuer.issue_jwt(JwtProfile.JOSE, number=3))
    inner = build_presentation([to_bytes(two).decode()], holder_id="did:example:eve")
    found = find_credentials({"verifiableCredential": [record, inner, "not a JWT"]})
    ids = [document.get("id", "record") for document in found]
    assert ids == ["record", one["id"], issuer.draft(number=3)["id"], two["id"]]


def test_what_stands_deeper_than_documents_may_is_left_to_its_report(issuer: SimulatedIssuer) -> None:
    document: Any = issuer.issue()
    for _ in range(MAX_NESTING + 2):
        document = record_of(document)
    assert len(find_credentials({"verifiableCredential": document})) == MAX_NESTING + 1
