from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn_site.platform import audit
from cairn_site.platform.models import AuditEntry, JobState
from factories.access import sign_in
from factories.operating import make_failed_delivery, make_job, make_mail
from factories.site import make_organisation, make_person

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def operator() -> Client:
    return sign_in(make_person("Olga", is_operator=True))


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_overview_says_what_waits_and_how_the_parts_are(operator: Client) -> None:
    make_organisation(is_verified=False)
    text = text_of(operator, "/operate")

    assert "One organisation waits to be verified" in text
    assert "No worker gave a sign of life" in text


def test_jobs_are_listed_by_state(operator: Client) -> None:
    make_job(state=JobState.FAILED)

    assert "An idle job" in text_of(operator, "/operate/jobs?state=failed")
    assert "An idle job" not in text_of(operator, "/operate/jobs?state=done")
    assert "An idle job" in text_of(operator, "/operate/jobs?state=odd")


def test_a_job_is_stopped_and_resumed_from_its_page(operator: Client) -> None:
    job = make_job()
    assert "Stop after this step" in text_of(operator, f"/operate/jobs/{job.id}")
    assert operator.post(f"/operate/jobs/{job.id}/stop").status_code == 302
    job.refresh_from_db()
    assert job.state == JobState.STOPPED

    assert "Go on" in text_of(operator, f"/operate/jobs/{job.id}")
    operator.post(f"/operate/jobs/{job.id}/resume")
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_a_job_cannot_be_resumed_twice(operator: Client) -> None:
    job = make_job()
    response = operator.post(f"/operate/jobs/{job.id}/resume")

    assert response.status_code == 409
    assert "stopped or failed" in response.content.decode()


def test_mail_is_listed_read_and_sent_again(operator: Client) -> None:
    message = make_mail(has_failed=True)
    assert "Your award" in text_of(operator, "/operate/mail?state=failed&search=ada")
    assert "Your award" not in text_of(operator, "/operate/mail?state=sent")

    assert "https://a.example/1" in text_of(operator, f"/operate/mail/{message.id}")
    assert AuditEntry.objects.filter(action="mail.read", target_id=str(message.id)).count() == 1
    operator.post(f"/operate/mail/{message.id}/retry")
    message.refresh_from_db()
    assert message.given_up_at is None


def test_nothing_in_the_preview_of_a_mail_runs(operator: Client) -> None:
    response = operator.get(f"/operate/mail/{make_mail().id}/page")

    assert response["Content-Security-Policy"].endswith("sandbox")
    assert "script-src" not in response["Content-Security-Policy"]


def test_an_event_that_failed_is_listed_and_tried_again(operator: Client) -> None:
    delivery = make_failed_delivery()
    assert "awarding.Awarded" in text_of(operator, "/operate/events")
    operator.post(f"/operate/events/{delivery.id}/retry")

    delivery.refresh_from_db()
    assert delivery.given_up_at is None
    assert "Everything was delivered" in text_of(operator, "/operate/events")


def test_the_trail_is_searched(operator: Client) -> None:
    make_organisation(name="Westside Institute")

    assert "organisation.create" in text_of(operator, "/operate/audit?action=organisation")
    assert "Nothing fits" in text_of(operator, "/operate/audit?search=nobody-of-this-name")
    assert "Nothing fits" in text_of(operator, "/operate/audit?until=2001-01-01")


def test_a_shorter_trail_is_asked_about_before_anything_is_deleted(operator: Client) -> None:
    response = operator.post("/operate/audit/retention", {"days": "365"})
    assert "cannot be brought back" in response.content.decode()
    assert audit.retention_days() is None

    operator.post("/operate/audit/retention", {"days": "365", "is_sure": "1"})
    assert audit.retention_days() == 365

    operator.post("/operate/audit/retention", {"days": ""})
    assert audit.retention_days() is None


def test_another_time_than_those_offered_is_refused(operator: Client) -> None:
    operator.post("/operate/audit/retention", {"days": "1", "is_sure": "1"})

    assert audit.retention_days() is None
