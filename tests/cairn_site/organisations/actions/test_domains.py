"""Showing that a domain is the organisation's own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cairn.errors import CairnError, UnavailableError
from cairn_site.organisations.actions import ask_for_check, check_due_domains, set_domain
from cairn_site.organisations.issuer_documents import did_of
from cairn_site.organisations.queries import has_checked_domain
from factories.site import NOW, actor, make_organisation, make_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn_site.accounts.models import Person
    from cairn_site.organisations.models import Organisation

WEEK = timedelta(days=7)


@pytest.fixture
def founder() -> Person:
    return make_person()


@pytest.fixture
def organisation(founder: Person) -> Organisation:
    found = make_organisation(founder)
    set_domain(actor=actor(founder), organisation=found, domain=" Northside.Example. ", now=NOW)
    found.refresh_from_db()
    return found


def answering(text: str) -> Callable[[str], bytes]:
    return lambda _url: text.encode()


def unreachable(url: str) -> bytes:
    raise UnavailableError("fetch.timeout", "It took too long.", where=url)


def test_the_file_with_the_did_shows_it(organisation: Organisation) -> None:
    assert organisation.domain == "northside.example"

    check_due_domains(now=NOW, fetch=answering(f"# Cairn\r\n  {did_of(organisation.slug)}  \r\n"))

    organisation.refresh_from_db()
    assert has_checked_domain(organisation, now=NOW)
    assert organisation.domain_due_at == NOW + WEEK


@pytest.mark.parametrize("text", ["", "did:web:other.example", "see {did} for more", "{did}x", "\ufffd"])
def test_a_file_without_the_line_does_not(text: str, organisation: Organisation) -> None:
    check_due_domains(now=NOW, fetch=answering(text.replace("{did}", did_of(organisation.slug))))

    organisation.refresh_from_db()
    assert not has_checked_domain(organisation, now=NOW)
    assert "domain.not_named" in organisation.domain_problem
    assert organisation.domain_due_at is None


def test_a_domain_that_cannot_be_reached_for_a_day_stays_shown(organisation: Organisation) -> None:
    check_due_domains(now=NOW, fetch=answering(did_of(organisation.slug)))

    check_due_domains(now=NOW + WEEK, fetch=unreachable)

    organisation.refresh_from_db()
    assert has_checked_domain(organisation, now=NOW + WEEK)
    assert organisation.domain_due_at == NOW + WEEK + timedelta(days=1)
    assert not has_checked_domain(organisation, now=NOW + timedelta(days=31))


def test_a_domain_that_takes_the_line_away_is_shown_no_longer(organisation: Organisation) -> None:
    check_due_domains(now=NOW, fetch=answering(did_of(organisation.slug)))

    check_due_domains(now=NOW + WEEK, fetch=answering("sold"))

    organisation.refresh_from_db()
    assert not has_checked_domain(organisation, now=NOW + WEEK)


def test_another_domain_has_to_be_shown_anew(founder: Person, organisation: Organisation) -> None:
    check_due_domains(now=NOW, fetch=answering(did_of(organisation.slug)))

    set_domain(actor=actor(founder), organisation=organisation, domain="southside.example", now=NOW)

    organisation.refresh_from_db()
    assert not has_checked_domain(organisation, now=NOW)


def test_an_answer_for_a_domain_that_was_changed_meanwhile_does_not_count(
    founder: Person, organisation: Organisation
) -> None:
    def changing(_url: str) -> bytes:
        set_domain(actor=actor(founder), organisation=organisation, domain="bank.example", now=NOW)
        return did_of(organisation.slug).encode()

    check_due_domains(now=NOW, fetch=changing)

    organisation.refresh_from_db()
    assert organisation.domain == "bank.example"
    assert not has_checked_domain(organisation, now=NOW)


@pytest.mark.parametrize(
    "domain",
    [
        "localhost",
        "127.0.0.1",
        "https://a.example",
        "a.example/path",
        "a..example",
        "-a.example",
        "a.example:8080",
    ],
)
def test_what_is_no_domain_is_refused(domain: str, founder: Person) -> None:
    with pytest.raises(CairnError) as refused:
        set_domain(actor=actor(founder), organisation=make_organisation(founder), domain=domain, now=NOW)

    assert refused.value.code == "domain.malformed"


def test_a_check_is_asked_for(founder: Person, organisation: Organisation) -> None:
    check_due_domains(now=NOW, fetch=unreachable)

    ask_for_check(actor=actor(founder), organisation=organisation, now=NOW)

    assert check_due_domains(now=NOW, fetch=answering(did_of(organisation.slug))) == 1


def test_without_a_domain_there_is_nothing_to_look_at(founder: Person) -> None:
    with pytest.raises(CairnError) as refused:
        ask_for_check(actor=actor(founder), organisation=make_organisation(founder), now=NOW)

    assert refused.value.code == "domain.missing"
