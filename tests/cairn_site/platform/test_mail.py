from __future__ import annotations

import smtplib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from django.core import mail as django_mail

from cairn.errors import UsageError
from cairn_site.platform import mail
from cairn_site.platform.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.core.mail import EmailMessage

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEMPLATES = {
    "mail/hello.txt": "Hello {{ name }},\r from us\n\nLook at {{ origin }}/x?a=1&b=2, {{ name }}.\n",
    "mail/hello.html": "<p>Hello {{ name }}: {{ subject }}</p>",
    "mail/plain.txt": "Plain\n\nOnly text.\n",
}


@pytest.fixture(autouse=True)
def _templates(settings: Any) -> None:
    engine = dict(settings.TEMPLATES[0])
    engine["OPTIONS"] = {"loaders": [("django.template.loaders.locmem.Loader", TEMPLATES)]}
    engine["DIRS"] = []
    settings.TEMPLATES = [engine]


@pytest.fixture
def leaves(settings: Any) -> None:
    settings.CAIRN_MAIL_LEAVES = True


def write(template: str = "hello", **more: Any) -> Message:
    letter = mail.Letter(
        to="ada@example.org", kind="hello", template=template, context={"name": "O'Brien & <b>"}, **more
    )
    return mail.write(letter, now=NOW)


class FailingServer:
    """A mail backend that refuses with the errors it was given, one after another."""

    errors: ClassVar[list[Exception]] = []

    def __init__(self, **_options: object) -> None:
        pass

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if self.errors:
            raise self.errors.pop(0)
        django_mail.outbox.extend(messages)
        return len(messages)


@pytest.fixture
def failing(settings: Any, leaves: None) -> Iterator[type[FailingServer]]:
    settings.EMAIL_BACKEND = "failing"
    original = django_mail.get_connection
    django_mail.get_connection = lambda **_named: FailingServer()  # type: ignore[assignment]
    yield FailingServer
    django_mail.get_connection = original
    FailingServer.errors = []


def test_the_first_line_is_the_subject_and_text_is_not_escaped() -> None:
    message = write()

    assert message.subject == "Hello O'Brien & <b>, from us"
    assert message.text == "Look at http://localhost:8000/x?a=1&b=2, O'Brien & <b>.\n"


def test_html_is_escaped() -> None:
    assert "&lt;b&gt;" in write().html


def test_a_letter_may_be_text_only() -> None:
    assert write("plain").html == ""


def test_a_template_that_is_missing_is_an_error() -> None:
    with pytest.raises(Exception, match=r"mail/absent\.txt"):
        write("absent")


def test_what_can_be_unsubscribed_says_so_in_its_headers() -> None:
    message = write(unsubscribe_url="https://a.example/u/1")

    assert message.headers["List-Unsubscribe"] == "<https://a.example/u/1>"
    assert message.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_without_a_mail_server_nothing_leaves_and_the_outbox_keeps_it() -> None:
    write(is_private=True)
    assert mail.send_due(now=NOW) == 1

    assert django_mail.outbox == []
    message = Message.objects.get()
    assert message.sent_at == NOW
    assert "Look at" in message.text


def test_a_mail_leaves_once(leaves: None) -> None:
    message = write()
    mail.send_due(now=NOW)
    mail.send_due(now=NOW + timedelta(days=1))

    (sent,) = django_mail.outbox
    assert sent.to == ["ada@example.org"]
    assert sent.extra_headers["Message-ID"] == f"<{message.id}@localhost>"
    assert sent.alternatives[0][1] == "text/html"  # type: ignore[attr-defined]


def test_a_private_text_is_left_out_once_it_has_left(leaves: None) -> None:
    write(is_private=True)
    mail.send_due(now=NOW)

    message = Message.objects.get()
    assert "Look at" in str(django_mail.outbox[0].body)
    assert "Look at" not in message.text
    assert message.html == ""


def test_a_mail_that_another_worker_has_taken_is_left_alone(
    leaves: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = write()
    stale = Message.objects.get()
    Message.objects.filter(id=message.id).update(attempts=1)
    monkeypatch.setattr(Message.objects, "filter", _first_returns(stale))
    mail._send(message.id, now=NOW)

    assert django_mail.outbox == []


def _first_returns(stale: Message) -> Any:
    original = Message.objects.filter

    def find(*args: Any, **named: Any) -> Any:
        rows = original(*args, **named)
        if set(named) == {"id", "sent_at"}:
            rows.first = lambda: stale
        return rows

    return find


@pytest.mark.parametrize(
    "error", [smtplib.SMTPServerDisconnected("gone"), ValueError("bad header"), OSError("no")]
)
def test_a_mail_that_cannot_be_sent_is_tried_later_and_keeps_none_waiting(
    failing: type[FailingServer], error: Exception
) -> None:
    write("plain")
    write("plain")
    failing.errors = [error]
    assert mail.send_due(now=NOW) == 2
    assert len(django_mail.outbox) == 1
    assert mail.send_due(now=NOW) == 0

    mail.send_due(now=NOW + timedelta(minutes=2))
    assert len(django_mail.outbox) == 2
    assert {message.error for message in Message.objects.all()} == {""}


def test_a_mail_is_given_up_after_some_tries_and_sent_again_on_request(failing: type[FailingServer]) -> None:
    message = write("plain")
    failing.errors = [OSError("password=abc")] * mail.MAX_ATTEMPTS
    moment = NOW
    for _ in range(mail.MAX_ATTEMPTS):
        mail.send_due(now=moment)
        moment += timedelta(days=1)

    (failed,) = mail.outbox(state="failed")
    assert "abc" not in failed.error
    assert mail.send_due(now=moment) == 0

    mail.retry(message.id, now=moment)
    mail.send_due(now=moment)
    assert len(django_mail.outbox) == 1
    with pytest.raises(UsageError):
        mail.retry(message.id, now=moment)


def test_the_outbox_is_searched_by_state_and_address(leaves: None) -> None:
    write("plain")
    mail.send_due(now=NOW)
    write("plain")

    assert mail.outbox().count() == 2
    assert mail.outbox(state="sent").count() == 1
    assert mail.outbox(state="waiting").count() == 1
    assert mail.outbox(search="ADA@").count() == 2
    assert mail.outbox(search="nobody").count() == 0


def test_old_mail_is_pruned() -> None:
    write("plain")

    assert mail.prune(before=NOW) == 0
    assert mail.prune(before=NOW + timedelta(seconds=1)) == 1
