"""Mail to holders."""

from __future__ import annotations

from cairn_site.awarding.actions.writing import write_batch_mails
from cairn_site.platform.models import Message
from factories.awarding import make_award, make_world
from factories.site import NOW, make_person


def test_the_mail_names_what_was_awarded_and_where_it_stands() -> None:
    world = make_world()
    award = make_award(world, name="Ada & Co <b>")

    message = Message.objects.get()
    assert message.to == award.address
    assert world.version.name in message.subject
    assert f"/credentials/{award.id}" in message.text
    assert "Ada & Co <b>" in message.text
    assert "Ada &amp; Co &lt;b&gt;" in message.html


def test_the_mail_is_in_the_language_of_the_holder() -> None:
    world = make_world()
    make_person(email="ana@learners.ie", language="es")
    make_award(world, email="ana@learners.ie")

    assert Message.objects.get().person_id is not None


def test_several_are_written_to_at_once_and_none_without_an_address() -> None:
    world = make_world()
    awards = [make_award(world, sends_mail=False) for _ in range(2)]
    awards.append(
        make_award(
            world, sends_mail=False, email="", id="did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
        )
    )

    assert write_batch_mails(awards, organisation=world.organisation, now=NOW) == 2
    assert Message.objects.count() == 2
