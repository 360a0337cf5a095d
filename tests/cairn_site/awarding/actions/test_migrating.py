"""Who may bring a programme, and what is refused before anything is made."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.errors import CairnError
from cairn_site.awarding.actions import migrating as actions
from cairn_site.awarding.models import Programme, ProgrammeItem, ProgrammeState
from cairn_site.organisations.models import Right
from cairn_site.platform.models import AuditEntry, Job
from factories import open_badges_2 as ob2
from factories.awarding import World, make_world
from factories.programmes import archive, confirm, export, holder, upload
from factories.site import NOW, actor, make_member, make_person


def given(world: World, programme: Programme, person: Any = None) -> dict[str, Any]:
    return {
        "actor": world.actor if person is None else actor(person),
        "organisation": world.organisation,
        "programme_id": programme.id,
        "now": NOW,
    }


def refusal(call: Any, **members: Any) -> str:
    with pytest.raises(CairnError) as caught:
        call(**members)
    return caught.value.code


def test_a_small_export_is_planned_at_once_and_a_large_one_by_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    assert upload(world, export(holder(1))).state == ProgrammeState.PLANNED
    monkeypatch.setattr(actions, "READ_AT_ONCE", 10)
    assert upload(world, export(holder(1))).state == ProgrammeState.READING
    assert Job.objects.filter(kind="awarding.read_programme").count() == 1
    assert AuditEntry.objects.filter(action="programme.upload").count() == 2


def test_all_programmes_of_an_organisation_have_one_seed() -> None:
    world, other = make_world(), make_world()
    seeds = [bytes(upload(world, export(holder(n))).seed) for n in (1, 2)]

    assert seeds[0] == seeds[1]
    assert bytes(upload(other, export(holder(1))).seed) != seeds[0]


def test_a_bomb_leaves_nothing_behind() -> None:
    code = refusal(upload, world=make_world(), data=archive({"a.json": b"0" * 9_000_000}))

    assert code == "programme.bomb"
    assert not Programme.objects.exists()


def test_nothing_is_brought_from_an_export_in_which_nothing_is() -> None:
    world = make_world()
    programme = upload(world, archive({"a.json": holder(1)}))

    assert refusal(confirm, world=world, programme=programme) == "programme.nothing"


def test_a_programme_is_confirmed_once() -> None:
    world = make_world()
    programme = upload(world, export(holder(1)))
    confirm(world, programme)

    assert refusal(confirm, world=world, programme=programme) == "programme.no_such_change"
    assert refusal(actions.discard_programme, **given(world, programme)) == "programme.no_such_change"
    assert Job.objects.filter(kind="awarding.carry_programme").count() == 1


def test_what_is_discarded_is_gone() -> None:
    world = make_world()
    programme = upload(world, export(holder(1)))

    actions.discard_programme(**given(world, programme))

    assert not ProgrammeItem.objects.exists()
    assert Programme.objects.get().plan == {}


@pytest.mark.parametrize("missing", [Right.AWARD, Right.SIGN, Right.CREATE, Right.UPDATE])
def test_whoever_lacks_a_right_does_not_confirm(missing: Right) -> None:
    world = make_world()
    person = make_person()
    make_member(person, world.organisation, rights=[right for right in Right if right is not missing])
    programme = upload(world, export(holder(1)))

    code = refusal(actions.confirm_programme, **given(world, programme, person), sends_mail=False)

    assert code == "access.right_missing"


@pytest.mark.parametrize(
    "action", [actions.discard_programme, actions.stop_programme, actions.resume_programme]
)
def test_strangers_find_no_programme(action: Any) -> None:
    world, stranger = make_world(), make_world()
    programme = upload(world, export(holder(1)))
    confirm(world, programme)

    assert refusal(action, **given(world, programme, stranger.person)) == "access.not_found"
    assert refusal(action, **given(stranger, programme)) == "access.not_found"


def test_a_signed_badge_keeps_its_text_as_the_original() -> None:
    world = make_world()
    signed = ob2.sign(ob2.signed_assertion())
    programme = upload(world, export(**{"signed.jws": signed}))

    item = ProgrammeItem.objects.get(programme=programme, kind="award")
    assert bytes(item.original or b"") == signed.encode()
    assert item.content["original"][0]["mediaType"] == "application/jose"
