"""The profile and the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.accounts.ports import second_factor_needs
from cairn_site.platform.models import AuditEntry
from factories.accounts import make_second_factor

if TYPE_CHECKING:
    from django.test import Client

    from cairn_site.accounts.models import Person

GIVEN = {"name": "Ada S.", "language": "es", "time_zone": "Europe/Madrid"}


def test_a_person_changes_their_profile(as_ada: Client, ada: Person) -> None:
    response = as_ada.post("/me", GIVEN)
    assert response["Location"] == "/me"
    assert response.cookies["cairn-language"].value == "es"
    ada.refresh_from_db()
    assert (ada.name, ada.language, ada.time_zone) == ("Ada S.", "es", "Europe/Madrid")
    assert AuditEntry.objects.get(action="account.change_profile").details == {
        "changed": ["language", "name", "time_zone"]
    }


def test_what_was_typed_is_kept_on_error(as_ada: Client, ada: Person) -> None:
    response = as_ada.post("/me", {**GIVEN, "time_zone": "Mars/Olympus"})
    assert response.status_code == 422
    assert 'value="Ada S."' in response.content.decode()
    ada.refresh_from_db()
    assert ada.name == "Ada Stone"


def test_markup_in_a_name_is_text(as_ada: Client) -> None:
    as_ada.post("/me", {**GIVEN, "name": "<script>x</script>"})
    page = as_ada.get("/me").content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_somebody_who_may_do_much_is_told_of_a_second_factor(as_ada: Client, ada: Person) -> None:
    second_factor_needs.register("test", lambda person_id: person_id == ada.id)
    try:
        assert "Set one up" in as_ada.get("/me").content.decode()
        assert "Set one up" in as_ada.get("/home").content.decode()
        make_second_factor(ada)
        assert "Set one up" not in as_ada.get("/me").content.decode()
    finally:
        second_factor_needs.withdraw("test")


def test_the_texts_can_be_read_by_anybody(client: Client) -> None:
    for name in ("terms", "privacy"):
        assert client.get(f"/texts/{name}").status_code == 200
        assert client.get(f"/texts/{name}/2026-01").status_code == 200
    assert client.get("/texts/other").status_code == 404
    assert client.get("/texts/terms/1999-01").status_code == 404


def test_the_pages_ask_the_database_little(as_ada: Client, django_assert_max_num_queries: object) -> None:
    assert callable(django_assert_max_num_queries)
    for path in ("/me", "/me/notices", "/me/data", "/me/consents", "/accounts/email/", "/accounts/2fa/"):
        with django_assert_max_num_queries(15):
            as_ada.get(path)
