"""The pages of the notice centre, and one click to end mails."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.test import Client

from cairn_site.accounts import notices
from cairn_site.accounts.models import Notice, NoticePreference
from factories.site import NOW, make_person

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person

KIND = "account.export"


def make_notices(person: Person, count: int = 1, *, url: str = "/me") -> list[Notice]:
    return [
        Notice.objects.create(
            person=person, kind=KIND, text=f"Notice {n:02d}", url=url, created_at=NOW + timedelta(minutes=n)
        )
        for n in range(count)
    ]


def test_an_empty_centre_says_so(as_ada: Client) -> None:
    assert "Nothing has happened yet" in as_ada.get("/me/notices").content.decode()


def test_the_newest_stand_first_25_a_page(as_ada: Client, ada: Person) -> None:
    make_notices(ada, 30)
    first = as_ada.get("/me/notices").content.decode()
    assert first.index("Notice 29") < first.index("Notice 28")
    assert "Notice 04" not in first
    assert "Notice 04" in as_ada.get("/me/notices?page=2").content.decode()


def test_notices_are_found(as_ada: Client, ada: Person) -> None:
    make_notices(ada, 3)
    page = as_ada.get("/me/notices?q=notice+01").content.decode()
    assert "Notice 01" in page
    assert "Notice 02" not in page
    assert "Nothing found" in as_ada.get("/me/notices?q=zzz").content.decode()


def test_the_unread_are_counted_and_shown_alone(as_ada: Client, ada: Person) -> None:
    first, _second = make_notices(ada, 2)
    notices.mark_read(ada.id, first.id, now=NOW)
    page = as_ada.get("/me/notices?show=unread").content.decode()
    assert "Notice 01" in page
    assert "Notice 00" not in page
    assert '<span class="count">1</span>' in page


def test_a_notice_leads_where_it_belongs_and_is_read(as_ada: Client, ada: Person) -> None:
    notice = make_notices(ada, 1)[0]
    assert as_ada.post("/me/notices/read", {"notice": notice.id})["Location"] == "/me"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_a_notice_leads_to_no_other_site(as_ada: Client, ada: Person) -> None:
    notice = make_notices(ada, 1, url="https://evil.example/")[0]
    assert as_ada.post("/me/notices/read", {"notice": notice.id})["Location"] == "/me/notices"


def test_all_are_marked_as_read(as_ada: Client, ada: Person) -> None:
    make_notices(ada, 3)
    as_ada.post("/me/notices/read")
    assert notices.count_unread(ada.id) == 0


def test_the_notice_of_somebody_else_is_not_there(as_ada: Client) -> None:
    notice = make_notices(make_person(), 1)[0]
    assert as_ada.post("/me/notices/read", {"notice": notice.id}).status_code == 404
    assert as_ada.post("/me/notices/read", {"notice": "x"}).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_person_says_what_they_want(as_ada: Client, ada: Person) -> None:
    as_ada.post("/me/notices/settings", {f"page:{KIND}": "on"})
    row = NoticePreference.objects.get(person=ada, kind=KIND)
    assert (row.on_page, row.by_mail) == (True, False)
    page = as_ada.get("/me/notices/settings").content.decode()
    assert f'name="mail:{KIND}" aria-label="By mail: A copy of your data">' in page


def test_a_mail_program_ends_mails_with_one_click(ada: Person) -> None:
    url = notices.unsubscribe_url(ada.id, KIND).replace("http://localhost:8000", "")
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(url, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert not notices.wants_mail(ada.id, KIND)


def test_looking_at_the_link_ends_nothing(client: Client, ada: Person) -> None:
    url = notices.unsubscribe_url(ada.id, KIND).replace("http://localhost:8000", "")
    assert "No more of these mails?" in client.get(url).content.decode()
    assert notices.wants_mail(ada.id, KIND)


def test_a_forged_link_is_not_there(client: Client, ada: Person) -> None:
    assert client.post("/unsubscribe/forged").status_code == 404
