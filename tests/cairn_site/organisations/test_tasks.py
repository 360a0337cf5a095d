"""The worker's look at the domains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.errors import UnavailableError
from cairn_site.organisations import tasks
from cairn_site.organisations.actions import set_domain
from factories.site import NOW, actor, make_organisation, make_person

if TYPE_CHECKING:
    import pytest


def test_the_worker_asks_by_the_safe_fetcher(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Nowhere:
        def __call__(self, url: str) -> bytes:
            asked.append(url)
            raise UnavailableError("fetch.unknown_host", "No such host is known.", where=url)

    monkeypatch.setattr(tasks, "SafeFetcher", Nowhere)
    person = make_person()
    organisation = make_organisation(person)
    set_domain(actor=actor(person), organisation=organisation, domain="northside.example", now=NOW)

    tasks.look_at_domains(NOW)

    organisation.refresh_from_db()
    assert asked == ["https://northside.example/.well-known/cairn.txt"]
    assert "fetch.unknown_host" in organisation.domain_problem
