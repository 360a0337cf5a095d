"""The notice centre."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from cairn_site.accounts import notices
from cairn_site.accounts.models import Notice
from cairn_site.accounts.ports import NoticeKind, notice_kinds
from factories.accounts import letters_to
from factories.site import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn_site.accounts.models import Person


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    notice_kinds.register(
        "test.kind", NoticeKind(label="Awards", description="When you are awarded something.")
    )
    notice_kinds.register(
        "test.kept", NoticeKind(label="Safety", description="What you must know.", is_kept=True)
    )
    yield
    for name in ("test.kind", "test.kept"):
        notice_kinds.withdraw(name)


def tell(person: Person, kind: str = "test.kind", *, by_mail: bool = False) -> Notice | None:
    return notices.tell(
        person_id=person.id,
        kind=kind,
        text="You were awarded Welding.",
        url="/home",
        now=NOW,
        by_mail=by_mail,
    )


def test_a_person_is_told(ada: Person) -> None:
    notice = tell(ada)
    assert notice is not None
    assert notices.count_unread(ada.id) == 1
    assert not letters_to(ada.email)


def test_a_person_is_told_by_mail_with_a_way_to_end_it(ada: Person) -> None:
    tell(ada, by_mail=True)
    letter = letters_to(ada.email)[0]
    assert letter.subject == "You were awarded Welding."
    assert "http://testserver/home" in letter.text.replace("http://localhost:8000", "http://testserver")
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.headers["List-Unsubscribe"].strip("<>") in letter.text


def test_what_was_turned_off_is_not_told(ada: Person) -> None:
    notices.set_preferences(ada.id, {"test.kind": (False, False)})
    assert tell(ada, by_mail=True) is None
    assert not letters_to(ada.email)
    assert not Notice.objects.exists()


def test_what_must_be_known_is_told_all_the_same(ada: Person) -> None:
    notices.set_preferences(ada.id, {"test.kept": (False, False)})
    assert tell(ada, "test.kept") is not None


def test_a_kind_that_nobody_registered_is_a_fault(ada: Person) -> None:
    with pytest.raises(AssertionError):
        tell(ada, "test.unknown")


def test_nobody_is_told_who_is_not_here() -> None:
    assert notices.tell(person_id=uuid4(), kind="test.kind", text="x", now=NOW) is None


def test_an_address_to_unsubscribe_means_one_person_and_kind(ada: Person) -> None:
    key = re.sub(r".*/unsubscribe/", "", notices.unsubscribe_url(ada.id, "test.kind"))
    assert notices.read_unsubscribe_key(key) == (ada.id, "test.kind")


@pytest.mark.parametrize(
    "change", [lambda key: key + "x", lambda key: "x" + key, lambda _key: "", lambda _key: "a:b:c"]
)
def test_a_forged_address_means_nothing(ada: Person, change: object) -> None:
    key = notices.unsubscribe_url(ada.id, "test.kind").rpartition("/")[2]
    assert callable(change)
    assert notices.read_unsubscribe_key(change(key)) is None


def test_unsubscribing_ends_mails_and_keeps_the_page(ada: Person) -> None:
    notices.unsubscribe(ada.id, "test.kind")
    notices.unsubscribe(ada.id, "test.kind")
    assert not notices.wants_mail(ada.id, "test.kind")
    assert notices.wants_mail(ada.id, "test.kept")
    assert tell(ada) is not None


def test_what_was_not_said_is_wanted(ada: Person) -> None:
    assert notices.preferences_of(ada.id)["test.kind"] == (True, True)


def test_old_notices_that_were_read_are_deleted(ada: Person) -> None:
    tell(ada)
    tell(ada)
    notices.mark_read(ada.id, Notice.objects.first().id, now=NOW)  # type: ignore[union-attr]
    assert notices.prune(before=NOW + timedelta(days=1)) == 1
    assert Notice.objects.count() == 1
