from __future__ import annotations

from uuid import UUID

from cairn_site.platform.actors import SYSTEM, Actor, ActorKind, actor_from_json

PERSON = Actor(
    kind=ActorKind.PERSON,
    id=UUID(int=7),
    label="Ada",
    scopes=frozenset({"awards:write"}),
    is_operator=True,
)


def test_a_job_keeps_who_started_it_and_none_of_their_rights() -> None:
    kept = actor_from_json(PERSON.as_json())

    assert (kept.kind, kept.id, kept.label) == (PERSON.kind, PERSON.id, "Ada")
    assert kept.scopes == frozenset()
    assert not kept.is_operator


def test_the_system_has_no_identifier() -> None:
    assert actor_from_json(SYSTEM.as_json()) == SYSTEM
