"""Tokens for programs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cairn.errors import CairnError
from cairn_site.organisations.actions import NewToken, make_token, revoke_token, use_token
from cairn_site.organisations.models import ApiToken, Organisation, Right
from cairn_site.platform import audit
from factories.site import NOW, actor, make_organisation, make_person

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person


@pytest.fixture
def founder() -> Person:
    return make_person()


@pytest.fixture
def organisation(founder: Person) -> Organisation:
    return make_organisation(founder)


def make(founder: Person, organisation: Organisation) -> NewToken:
    return make_token(
        actor=actor(founder),
        organisation=organisation,
        name="Platform",
        scopes=["awards:read"],
        expires_at=NOW + timedelta(days=30),
        now=NOW,
    )


def test_the_text_is_kept_nowhere(founder: Person, organisation: Organisation) -> None:
    made = make(founder, organisation)

    assert made.text.startswith("cairn_")
    assert made.text not in str(ApiToken.objects.values())
    assert made.text not in repr(made)
    assert made.text not in str(
        [entry.details for entry in audit.entries(organisation_id=organisation.id, action="token")]
    )


def test_a_use_is_noted_once_a_minute(founder: Person, organisation: Organisation) -> None:
    made = make(founder, organisation)
    noted = []
    for seconds in (0, 30, 59, 60, 61):
        assert use_token(made.text, now=NOW + timedelta(seconds=seconds)) is not None
        noted.append((ApiToken.objects.get().used_at - NOW).seconds)  # type: ignore[operator]

    assert noted == [0, 0, 0, 60, 60]


def test_a_token_ends_when_it_expires(founder: Person, organisation: Organisation) -> None:
    made = make(founder, organisation)

    assert use_token(made.text, now=NOW + timedelta(days=30)) is None


def test_a_revoked_token_ends_at_once(founder: Person, organisation: Organisation) -> None:
    made = make(founder, organisation)

    revoke_token(actor=actor(founder), organisation=organisation, token_id=made.token.id, now=NOW)

    assert use_token(made.text, now=NOW) is None


@pytest.mark.parametrize("text", ["", "cairn_", "cairn_" + "a" * 43, "cairn_" + "a" * 5000, "x"])
def test_a_guessed_token_is_none(text: str, founder: Person, organisation: Organisation) -> None:
    make(founder, organisation)

    assert use_token(text, now=NOW) is None


@pytest.mark.parametrize("scopes", [[], ["everything"], ["awards:read", "administrate"]])
def test_a_token_has_known_scopes(scopes: list[str], founder: Person, organisation: Organisation) -> None:
    with pytest.raises(CairnError) as refused:
        make_token(
            actor=actor(founder), organisation=organisation, name="x", scopes=scopes, expires_at=None, now=NOW
        )

    assert refused.value.code == "token.scopes"


def test_a_token_does_not_end_before_it_begins(founder: Person, organisation: Organisation) -> None:
    with pytest.raises(CairnError) as refused:
        make_token(
            actor=actor(founder),
            organisation=organisation,
            name="x",
            scopes=["awards:read"],
            expires_at=NOW,
            now=NOW,
        )

    assert refused.value.code == "token.expiry"


def test_only_administrators_make_and_revoke(founder: Person, organisation: Organisation) -> None:
    made = make(founder, organisation)
    member, stranger = make_person(), make_person()
    theirs = make_organisation(member, rights=set(Right) - {Right.ADMINISTRATE})
    other = make_organisation(stranger)

    with pytest.raises(CairnError) as missing:
        make(member, theirs)
    with pytest.raises(CairnError) as foreign:
        make(stranger, organisation)
    with pytest.raises(CairnError) as crossed:
        revoke_token(actor=actor(stranger), organisation=other, token_id=made.token.id, now=NOW)

    assert missing.value.code == "access.right_missing"
    assert foreign.value.code == crossed.value.code == "access.not_found"
    assert use_token(made.text, now=NOW) is not None
