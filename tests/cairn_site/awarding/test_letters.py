"""The mails to holders: their own words where nobody wrote others, and the organisation's where it did."""

from __future__ import annotations

import pytest

from cairn.errors import DocumentError
from cairn_site.awarding import letters
from cairn_site.awarding.actions import branding, write_award_mail
from cairn_site.awarding.letters import KINDS, LetterBook, LetterKind, Wording
from cairn_site.platform.models import Message
from factories.awarding import make_award, make_world
from factories.site import NOW


@pytest.mark.parametrize("kind", list(LetterKind))
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_from_the_start_can_be_written(kind: LetterKind, language: str) -> None:
    letters.check_wording(kind, letters.default_wording(kind, language))


def test_an_award_is_written_about_in_the_organisations_words_and_colour() -> None:
    world = make_world()
    branding.save_letter(
        actor=world.actor,
        organisation=world.organisation,
        kind=LetterKind.AWARD,
        language="en",
        wording=Wording(subject="Hurray, {holder}", body="It is {achievement}.\n\n[Open]({link})"),
        now=NOW,
    )

    award = make_award(world)

    message = Message.objects.get(kind="awarding.award")
    assert message.subject == f"Hurray, {award.name}"
    assert message.text == (
        f"It is {world.version.name}.\n\nOpen: http://localhost:8000/credentials/{award.id}\n"
    )
    assert f'href="http://localhost:8000/credentials/{award.id}"' in message.html


def test_other_languages_keep_the_words_from_the_start() -> None:
    world = make_world()
    branding.save_letter(
        actor=world.actor,
        organisation=world.organisation,
        kind=LetterKind.AWARD,
        language="en",
        wording=Wording(subject="Hurray", body="[Open]({link})"),
        now=NOW,
    )

    assert not letters.find_wording(world.organisation.id, LetterKind.AWARD, "es").is_own


def test_what_was_claimed_is_written_about_as_claimed() -> None:
    world = make_world()
    award = make_award(world, sends_mail=False)
    award.claim_link_id = award.id

    write_award_mail(award, organisation=world.organisation, achievement_name="X", now=NOW)

    assert Message.objects.get().kind == "awarding.claim"


def test_a_book_reads_the_words_once(django_assert_num_queries: object) -> None:
    world = make_world()
    book = LetterBook(world.organisation)
    one = {"to": "a@b.ie", "holder": "A", "achievement": "B", "link": "https://x.example", "date": NOW}
    book.letter(LetterKind.AWARD, **one)

    with django_assert_num_queries(0):  # type: ignore[operator]
        book.letter(LetterKind.AWARD, **one)


@pytest.mark.parametrize(
    ("wording", "code"),
    [
        (Wording(subject=" ", body="{link}"), "letter.no_subject"),
        (Wording(subject="x", body="Nothing to click"), "letter.no_link"),
        (Wording(subject="{expires_at}", body="{link}"), "letter.unknown_placeholder"),
    ],
)
def test_what_no_mail_can_be_made_of_is_refused(wording: Wording, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        letters.check_wording(LetterKind.AWARD, wording)

    assert caught.value.code == code


def test_each_placeholder_is_explained() -> None:
    assert all(name in letters.EXPLAINED for words in KINDS.values() for name in words.placeholders)
