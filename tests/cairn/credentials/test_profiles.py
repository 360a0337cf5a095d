"""The views of parties, their pictures and places, and of endorsements."""

from __future__ import annotations

from cairn.credentials.open_badges import AchievementCredential
from cairn.credentials.profiles import EndorsementCredential, Image, Profile
from cairn.credentials.view import judge
from factories import credentials as samples
from factories.documents import realistic_credential


def test_every_member_of_a_profile_reads() -> None:
    view = Profile(source=samples.issuer())
    assert (view.url, view.email, view.phone) == (
        "https://northside.example.edu",
        "badges@northside.example.edu",
        "+44 20 7946 0000",
    )
    assert view.address is not None
    assert (view.address.address_country_code, view.address.postal_code) == ("GB", "N1 1AA")
    assert view.other_identifier[0].identifier_type == "ext:UKPRN"
    person = Profile(source=samples.assessor())
    assert (person.honorific_prefix, person.given_name) == ("Dr", "Ada")


def test_an_issuer_by_its_identifier_alone_reads_as_a_profile() -> None:
    source = {**realistic_credential(), "issuer": "did:example:1"}
    profile = AchievementCredential(source=source).issuer
    assert (profile.id, profile.name) == ("did:example:1", None)


def test_an_endorsement_reads() -> None:
    view = EndorsementCredential(source=samples.endorsement())
    assert view.issuer.name == "Guild of Grocers"
    assert view.credential_subject.id == samples.ISSUER_ID


def test_a_picture_may_have_no_other_members() -> None:
    findings = judge(Image)({"id": "data:image/png;base64,AA==", "type": "Image", "alt": "x"})
    assert [row.error.code for row in findings or ()] == ["credential.member_unknown"]


def test_profiles_that_carry_endorsements_by_profiles_are_judged_all_the_way() -> None:
    inner = {**samples.endorsement(), "issuer": {"id": "urn:x:1", "type": ["Person"]}}
    profile = {**samples.issuer(), "endorsement": [inner]}
    assert [row.error.where for row in judge(Profile)(profile) or ()] == ["/endorsement/0/issuer/type"]
