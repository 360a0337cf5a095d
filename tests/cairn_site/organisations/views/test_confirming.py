"""The page that asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import RequestFactory
from django.urls import reverse

from cairn_site.organisations.frame import enter
from cairn_site.organisations.views.confirming import Question, ask
from factories.site import make_organisation, make_person

if TYPE_CHECKING:
    from django.http import HttpRequest


def test_it_says_what_will_happen_and_the_way_back() -> None:
    person = make_person()
    organisation = make_organisation(person)
    request: HttpRequest = RequestFactory().get(reverse("organisation", args=[organisation.slug]))
    request.user = person

    page = ask(
        enter(request, organisation.slug),
        Question(
            title="End it?",
            points=("This happens.", "<b>And this.</b>"),
            button="End it",
            back="/back",
            hidden={"expected": "1"},
        ),
    ).content.decode()

    assert "End it?" in page
    assert "This happens." in page
    assert "&lt;b&gt;And this." in page
    assert '<input type="hidden" name="expected" value="1">' in page
    assert 'href="/back"' in page
