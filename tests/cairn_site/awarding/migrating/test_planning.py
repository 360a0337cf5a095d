"""What a plan says before anything is made."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from cairn_site.awarding.models import ItemKind, ProgrammeItem
from factories import open_badges_2 as ob2
from factories.awarding import make_world
from factories.programmes import archive, baked, export, holder, upload


def plan(data: bytes, **more: Any) -> dict[str, Any]:
    return upload(make_world(), data, **more).plan


def codes(made: dict[str, Any]) -> dict[str, str]:
    return {one["place"]: one["code"] for one in made["problems"]}


def test_classes_and_holders_are_counted() -> None:
    made = plan(export(holder(1), holder(2, revoked=True), holder(3, expires="2026-02-10T00:00:00Z")))

    counts = made["counts"]
    assert (counts["achievements"], counts["awards"], counts["revoked"], counts["expired"]) == (1, 3, 1, 1)
    assert made["issuers"] == [{"id": ob2.PROFILE, "name": "Northside College"}]
    assert made["problems"] == []


@pytest.mark.parametrize(
    ("changes", "where", "code"),
    [
        ({"badge": "https://x.example/none"}, "/badge", "programme.no_class"),
        ({"issuedOn": "yesterday"}, "/issuedOn", "timestamp.malformed"),
        ({"issuedOn": "2030-01-01T00:00:00Z", "expires": None}, "/issuedOn", "programme.future"),
        ({"expires": "2020-01-01T00:00:00Z"}, "/expires", "programme.ends_first"),
        ({"recipient": {"type": "email", "hashed": False, "identity": "nobody"}}, "/recipient/identity", "cell.not_an_email"),
        ({"recipient": None}, "/recipient", "open_badges_2.missing_member"),
        ({"revoked": "yes"}, "/revoked", "open_badges_2.malformed_member"),
    ],
)  # fmt: skip
def test_each_bad_assertion_is_told_with_its_place_and_the_others_go_on(
    changes: dict[str, Any], where: str, code: str
) -> None:
    made = plan(export(holder(1), holder(2, **changes)))

    assert codes(made) == {f"assertions/1.json#{where}": code}
    assert made["counts"]["awards"] == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"description": None}, "open_badges_2.missing_member"),
        ({"criteria": {"narrative": ""}}, "designing.not_ready"),
        ({"name": 5}, "open_badges_2.malformed_member"),
    ],
)
def test_a_badge_that_cannot_be_published_takes_its_holders_along(changes: dict[str, Any], code: str) -> None:
    made = plan(
        archive({"b.json": {**ob2.badge_class(), **changes}, "i.json": ob2.profile(), "a.json": holder(1)})
    )

    assert set(codes(made).values()) == {code, "programme.no_class"}
    assert made["counts"].get("awards", 0) == 0


def test_losses_are_listed_alike_ones_together() -> None:
    more = {"extensions:grade": {"type": ["Extension"]}}
    made = plan(export(holder(1, **more), holder(2, **more)))

    (loss,) = [one for one in made["losses"] if one["what"] == "/extensions:grade"]
    assert (loss["count"], loss["place"]) == (2, "assertions/0.json#")


def test_a_list_of_revocations_counts() -> None:
    world = make_world()
    revoked = ob2.revocation_list({"id": f"{ob2.ORIGIN}/assertions/1", "revocationReason": "Wrong person"})
    programme = upload(world, export(holder(1), **{"revoked.json": revoked}))

    item = ProgrammeItem.objects.get(programme=programme, kind=ItemKind.AWARD)
    assert item.content["revoked"]
    assert item.content["reason"] == "Wrong person"


def test_the_picture_of_a_badge_comes_from_the_export_and_from_nowhere_else() -> None:
    world = make_world()
    with_picture = upload(world, export(holder(1)))
    without = upload(world, archive({"b.json": ob2.badge_class(), "a.json": holder(1)}))
    from_holder = upload(world, archive({"b.json": ob2.badge_class(), "a.png": baked(holder(1))}))

    def picture(programme: object) -> bytes | None:
        return ProgrammeItem.objects.get(programme=programme, kind=ItemKind.ACHIEVEMENT).picture

    assert picture(with_picture) is not None
    assert picture(without) is None
    assert picture(from_holder) is not None
    losses = ProgrammeItem.objects.get(programme=without, kind=ItemKind.ACHIEVEMENT).content["losses"]
    assert any(f"{ob2.ORIGIN}/label.png" in loss for loss in losses)


def test_a_table_alone_tells_of_holders_and_names_those_of_the_json() -> None:
    world = make_world()
    table = (
        "Assertion,Recipient,Recipient Name,Badge,Issued On\n"
        f"{ob2.ORIGIN}/assertions/1,holder1@learners.ie,Ada Byron,label,2026-01-31\n"
        ",grace@learners.ie,Grace Hopper,Reading a food label,2026-02-01\n"
        ",linus@learners.ie,Linus,No such badge,2026-02-01\n"
        ",grace@learners.ie,Grace Hopper,Reading a food label,2026-02-01\n"
    )
    json_only = {name: one for name, one in holder(1).items() if name != "extensions:recipientProfile"}
    programme = upload(world, export(json_only, **{"holders.csv": table}))

    names = ProgrammeItem.objects.filter(programme=programme, kind=ItemKind.AWARD)
    assert {item.content["name"] for item in names} == {"Ada Byron", "Grace Hopper"}
    assert codes(programme.plan) == {
        "holders.csv, line 4": "programme.no_class",
        "holders.csv, line 5": "programme.told_twice",
    }


def test_no_host_is_asked_for_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a host was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)

    assert plan(export(holder(1)))["counts"]["awards"] == 1


def test_a_hostile_picture_is_left_out() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>'
    badge = ob2.badge_class(image=f"{ob2.ORIGIN}/x.svg")
    world = make_world()
    programme = upload(world, archive({"b.json": badge, "x.svg": svg, "a.json": holder(1)}))

    item = ProgrammeItem.objects.get(programme=programme, kind=ItemKind.ACHIEVEMENT)
    assert item.picture is None
    assert item.content["losses"]
