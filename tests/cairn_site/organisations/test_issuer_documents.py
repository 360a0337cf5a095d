"""What an organisation publishes as an issuer."""

from __future__ import annotations

from cairn.canonical import strict_json
from cairn.credentials.profiles import Profile
from cairn.credentials.view import judge
from cairn.keys import parse_controller_document, parse_key_history
from cairn_site.organisations.issuer_documents import build_issuer, did_of, logo_url, profile_url
from cairn_site.organisations.models import IssuerKey, IssuerRecord
from factories.site import make_organisation


def test_the_documents_say_the_same_of_the_key() -> None:
    organisation = make_organisation(slug="northside")
    record = IssuerRecord.objects.get(organisation=organisation)
    key = IssuerKey.objects.get(organisation=organisation)

    document = parse_controller_document(
        strict_json.parse_object(bytes(record.did_document)), expected_id=did_of("northside")
    )
    history = parse_key_history(strict_json.parse_object(bytes(record.key_history)))

    assert (
        document.method(key.method_id, purpose="assertionMethod").public_key == history.periods[0].public_key
    )
    assert history.controller == document.id == record.did
    assert document.also_known_as == (profile_url("northside"),)


def test_the_profile_is_one_of_open_badges() -> None:
    organisation = make_organisation()
    profile = strict_json.parse_object(bytes(IssuerRecord.objects.get(organisation=organisation).profile))

    assert judge(Profile)(profile) in (None, [])
    assert profile["id"] == did_of(organisation.slug)
    assert profile["address"] == {"type": ["Address"], "addressCountryCode": "IE"}


def test_what_is_not_said_is_left_out() -> None:
    organisation = make_organisation(name="Short")
    organisation.url = organisation.email = organisation.description = organisation.country = ""

    assert build_issuer(organisation) == {
        "id": did_of(organisation.slug),
        "type": ["Profile"],
        "name": "Short",
    }


def test_a_logo_stands_in_the_profile_by_its_address() -> None:
    organisation = make_organisation()
    organisation.logo.name = "logos/one.png"

    assert build_issuer(organisation)["image"] == {
        "id": logo_url(organisation.slug),
        "type": "Image",
        "caption": organisation.name,
    }
