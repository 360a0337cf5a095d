"""A copy of one's data, and the end of an account, through HTTP."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cairn_site.accounts import actions
from cairn_site.accounts.models import DataExport, Notice
from cairn_site.platform import clock, jobs, ports
from factories.accounts import letters_to
from factories.site import PASSWORD, make_person, sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from cairn_site.accounts.models import Person


@pytest.fixture
def _other_app() -> Iterator[None]:
    ports.exporters.register("badges", lambda _id: {"badges": ["Welding"], "files": {"welding.png": b"PNG"}})
    ports.erasure_notes.register("badges", lambda _id: ["Your badge Welding stays valid."])
    yield
    ports.exporters.withdraw("badges")
    ports.erasure_notes.withdraw("badges")


@pytest.mark.usefixtures("_other_app")
def test_a_person_takes_everything_with_them(as_ada: Client, ada: Person) -> None:
    as_ada.post("/me/data")
    assert "Being made" in as_ada.get("/me/data").content.decode()
    jobs.run_due()
    export = DataExport.objects.get()
    assert "Download" in as_ada.get("/me/data").content.decode()
    assert Notice.objects.get(person=ada).url == "/me/data"
    assert letters_to(ada.email)[0].subject == "The copy of your data is ready."
    as_ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
    response = as_ada.get(f"/me/data/{export.id}.zip")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "no-store"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    account = json.loads(archive.read("account.json"))
    assert account["profile"]["name"] == "Ada Stone"
    assert account["addresses"] == [{"email": "ada@example.org", "verified": True, "primary": True}]
    assert json.loads(archive.read("badges.json")) == {"badges": ["Welding"]}
    assert archive.read("badges/welding.png") == b"PNG"
    assert "Ada Stone" in archive.read("README.txt").decode()
    assert "argon2" not in archive.read("account.json").decode()
    assert ada.password not in archive.read("account.json").decode()


def test_the_copy_is_handed_over_to_whoever_shows_again_that_it_is_them(as_ada: Client) -> None:
    as_ada.post("/me/data")
    jobs.run_due()
    response = as_ada.get(f"/me/data/{DataExport.objects.get().id}.zip")
    assert response["Location"].startswith("/accounts/reauthenticate/")


def test_the_copy_of_somebody_else_is_not_there(client: Client, as_ada: Client) -> None:
    as_ada.post("/me/data")
    jobs.run_due()
    other = sign_in(type(client)(), make_person())
    other.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert other.get(f"/me/data/{DataExport.objects.get().id}.zip").status_code == 404


def test_a_copy_ends(as_ada: Client) -> None:
    as_ada.post("/me/data")
    jobs.run_due()
    export = DataExport.objects.get()
    as_ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
    with clock.shifted(timedelta(days=8)):
        as_ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
        assert as_ada.get(f"/me/data/{export.id}.zip").status_code == 404


@pytest.mark.usefixtures("_other_app")
def test_a_person_is_told_before_the_account_is_deleted(as_ada: Client) -> None:
    assert as_ada.get("/me/delete")["Location"].startswith("/accounts/reauthenticate/")
    as_ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = as_ada.get("/me/delete").content.decode()
    assert "Your badge Welding stays valid." in page
    assert "Your name, your addresses" in page


def test_an_account_is_deleted_only_by_whoever_says_that_they_understand(as_ada: Client, ada: Person) -> None:
    as_ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert as_ada.post("/me/delete", {}).status_code == 422
    ada.refresh_from_db()
    assert ada.erasure_due_at is None


def test_an_account_is_kept_during_the_week(client: Client, as_ada: Client, ada: Person) -> None:
    as_ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = as_ada.post("/me/delete", {"understood": "on"}).content.decode()
    assert "Your account will be deleted" in page
    assert "_auth_user_id" not in as_ada.session
    assert letters_to(ada.email)[0].subject == "Your account will be deleted"
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    assert client.get("/home")["Location"].startswith("/me/leaving")
    assert "Keep your account?" in client.get("/me/leaving").content.decode()
    client.post("/me/leaving")
    ada.refresh_from_db()
    assert ada.erasure_due_at is None
    assert letters_to(ada.email)[0].subject == "Your account stays"


def test_after_the_week_the_account_is_gone(client: Client, as_ada: Client, ada: Person) -> None:
    as_ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
    as_ada.post("/me/delete", {"understood": "on"})
    actions.erasing.erase_due(clock.now() + timedelta(days=8))
    client.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    fresh = client.post(
        "/accounts/signup/",
        {"name": "A", "email": "ada@example.org", "password1": "stones on the path", "agreement": "on"},
    )
    assert fresh["Location"] == "/accounts/confirm-email/"
    assert letters_to("ada@example.org")[0].subject == "Is this address yours?"
