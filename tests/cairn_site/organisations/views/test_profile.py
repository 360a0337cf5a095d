"""The issuer Profile, its logo, the domain, and leaving."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cairn.canonical import strict_json
from cairn_site.organisations.models import IssuerRecord, Member, Organisation, Right
from factories.site import make_member, make_organisation, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client

    from cairn_site.accounts.models import Person

TYPED = {
    "name": "Southside",
    "kind": "company",
    "description": "We weld.",
    "url": "southside.example",
    "email": "a@southside.example",
    "country": "es",
}


@pytest.fixture
def person() -> Person:
    return make_person()


@pytest.fixture
def organisation(client: Client, person: Person) -> Organisation:
    sign_in(client, person)
    return make_organisation(person, slug="northside", name="Northside")


def published(organisation: Organisation) -> dict[str, object]:
    return dict(strict_json.parse_object(bytes(IssuerRecord.objects.get(organisation=organisation).profile)))


def test_what_was_saved_is_published(client: Client, organisation: Organisation) -> None:
    response = client.post("/manage/northside/profile", TYPED)

    assert response.status_code == 302
    found = published(organisation)
    assert (found["name"], found["url"]) == ("Southside", "https://southside.example")
    assert found["address"] == {"type": ["Address"], "addressCountryCode": "ES"}


def test_a_preview_shows_what_was_typed_and_keeps_nothing(client: Client, organisation: Organisation) -> None:
    response = client.post("/manage/northside/profile", {**TYPED, "preview": "1"})

    assert "<h2>Southside</h2>" in response.content.decode()
    assert Organisation.objects.get().name == "Northside"
    assert published(organisation)["name"] == "Northside"


def test_the_live_preview_is_the_part_alone(client: Client, organisation: Organisation) -> None:
    response = client.post(
        "/manage/northside/profile", {**TYPED, "preview": "1"}, headers={"HX-Request": "true"}
    )

    page = response.content.decode()
    assert page.lstrip().startswith('<section id="preview"')
    assert "<h2>Southside</h2>" in page


def test_a_name_that_is_markup_stays_text(client: Client, organisation: Organisation) -> None:
    client.post("/manage/northside/profile", {**TYPED, "name": "<script>alert(1)</script>"})

    for url in ("/manage/northside", "/organisations/northside", "/manage/northside/profile"):
        page = client.get(url, headers={"Accept": "text/html"}).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_bad_field_keeps_what_was_typed(client: Client, organisation: Organisation) -> None:
    response = client.post("/manage/northside/profile", {**TYPED, "country": "XX"})

    assert response.status_code == 422
    assert 'value="Southside"' in response.content.decode()
    assert Organisation.objects.get().name == "Northside"


@pytest.mark.django_db(transaction=True)
def test_a_logo_is_uploaded_and_removed(client: Client, organisation: Organisation) -> None:
    out = io.BytesIO()
    Image.new("RGB", (900, 900), "#1c5d5a").save(out, "JPEG")
    upload = SimpleUploadedFile("../../logo.jpg", out.getvalue(), "image/jpeg")

    client.post("/manage/northside/profile/logo", {"logo": upload})

    answer = client.get("/organisations/northside/logo.png")
    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (512, 512)
    assert ".." not in Organisation.objects.get().logo.name
    client.post("/manage/northside/profile/logo", {"remove": "1"})
    assert client.get("/organisations/northside/logo.png").status_code == 404


def test_a_picture_that_can_hold_a_script_is_refused(client: Client, organisation: Organisation) -> None:
    upload = SimpleUploadedFile("logo.png", b"<svg><script>alert(1)</script></svg>", "image/png")

    response = client.post("/manage/northside/profile/logo", {"logo": upload})

    assert response.status_code == 422
    assert "no picture that can be read" in response.content.decode()
    assert not Organisation.objects.get().logo


def test_a_domain_is_named_and_told_how_to_show(client: Client, organisation: Organisation) -> None:
    client.post("/manage/northside/domain", {"domain": "northside.example"})

    page = client.get("/manage/northside/domain").content.decode()
    assert "https://northside.example/.well-known/cairn.txt" in page
    assert "did:web:localhost%3A8000:organisations:northside" in page
    assert Organisation.objects.get().domain_due_at is not None


def test_a_check_of_the_domain_is_asked_for(client: Client, organisation: Organisation) -> None:
    Organisation.objects.update(domain="northside.example")

    client.post("/manage/northside/domain/check")

    assert Organisation.objects.get().domain_due_at is not None


def test_a_bad_domain_is_told_beside_its_field(client: Client, organisation: Organisation) -> None:
    response = client.post("/manage/northside/domain", {"domain": "http://169.254.169.254/"})

    assert response.status_code == 422
    assert Organisation.objects.get().domain == ""


def test_a_member_leaves(client: Client, organisation: Organisation) -> None:
    other = make_person()
    make_member(other, organisation)
    sign_in(client, other)

    assert "Leave" in client.get("/manage/northside/leave").content.decode()
    client.post("/manage/northside/leave")

    assert not Member.objects.filter(person=other).exists()


def test_the_last_administrator_is_told_why_they_cannot_leave(
    client: Client, person: Person, organisation: Organisation
) -> None:
    response = client.post("/manage/northside/leave")

    assert response.status_code == 409
    assert "Nobody else administrates" in response.content.decode()
    assert Member.objects.get(person=person).rights == frozenset(Right)
