"""Whatever form an export has, its parts are found with their file and pointer."""

from __future__ import annotations

import json
from typing import Any

from cairn_site.awarding.migrating.archives import SourceFile
from cairn_site.awarding.migrating.collecting import Collection, collect
from factories import open_badges_2 as ob2
from factories.images import png
from factories.programmes import baked, holder


def found(**files: Any) -> Collection:
    return collect(
        [
            SourceFile(
                name=name.replace("__", "."),
                data=data if isinstance(data, bytes) else json.dumps(data).encode(),
            )
            for name, data in files.items()
        ]
    )


def test_one_file_each() -> None:
    collection = found(i__json=ob2.profile(), b__json=ob2.badge_class(), a__json=holder(1))

    assert list(collection.issuers) == [ob2.PROFILE]
    assert list(collection.badges) == [ob2.BADGE]
    kept = collection.assertions[f"{ob2.ORIGIN}/assertions/1"]
    assert kept.place == "a.json#"
    assert (kept.is_exact, kept.original) == (True, json.dumps(holder(1)).encode())


def test_everything_in_one_file() -> None:
    whole = {
        "issuer": ob2.profile(),
        "badgeclasses": [ob2.badge_class()],
        "assertions": [holder(1), holder(2)],
    }
    collection = found(all__json=whole)

    assert [kept.place for kept in collection.assertions.values()] == [
        "all.json#/assertions/0",
        "all.json#/assertions/1",
    ]
    assert collection.badges[ob2.BADGE].place == "all.json#/badgeclasses/0"


def test_a_graph_and_a_list() -> None:
    assert len(found(a__json={"@graph": [holder(1)]}).assertions) == 1
    assert len(found(a__json=[holder(1), holder(2)]).assertions) == 2


def test_documents_inside_others() -> None:
    inner = holder(1, badge=ob2.badge_class(issuer=ob2.profile()))
    collection = found(a__json=inner)

    assert collection.badges[ob2.BADGE].place == "a.json#/badge"
    assert collection.issuers[ob2.PROFILE].place == "a.json#/badge/issuer"


def test_an_answer_of_badgrs_api() -> None:
    entity = {
        "entityType": "Assertion",
        "entityId": "a1",
        "openBadgeId": "https://badgr.example/a1",
        "badgeclassOpenBadgeId": ob2.BADGE,
        "recipient": {"identity": "a@b.ie", "type": "email", "hashed": False},
        "issuedOn": "2021-01-01",
    }
    collection = found(a__json={"status": {"success": True}, "result": [entity]})

    kept = collection.assertions["https://badgr.example/a1"]
    assert kept.place == "a.json#/result/0"
    assert not kept.is_exact


def test_baked_pictures_signed_badges_and_lists_of_revocations() -> None:
    signed = ob2.sign(ob2.signed_assertion())
    collection = found(
        one__png=baked(holder(1)),
        two__jws=signed.encode(),
        r__json=ob2.revocation_list({"id": ob2.SIGNED_ID, "revocationReason": "Wrong"}, "urn:x:1"),
    )

    assert collection.assertions[f"{ob2.ORIGIN}/assertions/1"].picture is not None
    assert collection.assertions[ob2.SIGNED_ID].original == signed.encode()
    assert collection.revocations == {ob2.SIGNED_ID: "Wrong", "urn:x:1": ""}


def test_a_picture_that_names_an_address_belongs_to_the_assertion_of_the_export() -> None:
    address = f"{ob2.ORIGIN}/assertions/1"
    collection = found(a__json=holder(1), p__png=baked(address), q__png=baked(f"{ob2.ORIGIN}/assertions/2"))

    assert collection.assertions[address].picture is not None
    assert [(one.place, one.code) for one in collection.problems] == [("q.png", "programme.only_address")]


def test_a_plain_picture_is_only_a_picture() -> None:
    collection = found(p__png=png())

    assert list(collection.pictures) == ["p.png"]
    assert not collection.problems


def test_what_is_told_twice_and_not_alike_is_a_problem() -> None:
    collection = found(a__json=holder(1), b__json=holder(1, narrative="Other"), c__json=holder(1))

    assert [(one.place, one.code) for one in collection.problems] == [("b.json#", "programme.told_twice")]


def test_each_bad_element_is_told_with_its_place() -> None:
    collection = found(
        a__json=b'{"type": "Assertion", "type": "x"}',
        b__json=holder(1, id=None),
        c__json={"type": ["VerifiableCredential"], "id": "urn:x"},
        d__json={"uid": "1", "recipient": "x", "badge": "https://x.example", "verify": {}},
        e__json={"hello": [1, 2]},
        f__json=b"{",
        g__json=b"[" * 5000,
        h__csv=b"a,b\n1,2\n",
    )

    assert {one.place: one.code for one in collection.problems} == {
        "a.json/type": "json.duplicate_key",
        "b.json#/id": "programme.no_id",
        "c.json#": "programme.newer",
        "d.json#": "programme.older",
        "e.json": "programme.nothing_known",
        "f.json": "json.malformed",
        "g.json": "json.too_deep",
        "h.csv (line 1)": "programme.table_columns",
    }


def test_files_of_other_kinds_are_named() -> None:
    assert found(film__mp4=b"\x00\x01").unread == ["film.mp4"]
