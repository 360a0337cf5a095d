"""From the template to the awards, through HTTP: the journey with three bad rows mended."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cairn_site.awarding.actions import batches
from cairn_site.awarding.models import Award, Batch
from cairn_site.organisations.models import Right
from cairn_site.platform.models import Job
from cairn_site.platform.worker import work_until_idle
from factories.awarding import World, make_batch, make_table, make_world
from factories.site import make_member, make_person, sign_in


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def client(client: Client, world: World) -> Client:
    return sign_in(client, world.person)


def upload(client: Client, world: World, data: bytes) -> Any:
    return client.post(
        f"/manage/{world.slug}/tables/new/{world.version.id}",
        {"table": SimpleUploadedFile("learners.csv", data)},
    )


def path_of(world: World, batch: Batch, part: str = "") -> str:
    return f"/manage/{world.slug}/tables/{batch.id}" + (f"/{part}" if part else "")


def test_the_template_suits_the_achievement_and_reads_back(client: Client, world: World) -> None:
    answer = client.get(f"/manage/{world.slug}/tables/template/{world.version.id}.csv")
    text = answer.content.decode("utf-8-sig")

    assert "result:Final mark" in text
    assert answer["Content-Disposition"].startswith("attachment")
    upload(client, world, answer.content)
    batch = Batch.objects.get()
    assert (batch.problem_count, batch.findings["rows"]) == (0, 1)


def test_the_whole_way_with_three_bad_rows_mended(client: Client, world: World) -> None:
    answer = upload(client, world, make_table(30, bad=(3, 7, 20)))
    batch = Batch.objects.get()
    assert answer["Location"] == path_of(world, batch)
    page = client.get(answer["Location"]).content.decode()
    for line in (5, 9, 22):
        assert path_of(world, batch, f"rows/{line}") in page
    assert not Award.objects.exists()

    line = 5
    for _ in range(3):
        shown = client.get(path_of(world, batch, f"rows/{line}")).content.decode()
        assert 'aria-invalid="true"' in shown
        answer = client.post(
            path_of(world, batch, f"rows/{line}"),
            {"cell_0": "Learner", "cell_1": f"mended{line}@learners.ie", "cell_2": "", "cell_3": "60"},
        )
        line = int(answer["Location"].rpartition("/")[2]) if "/rows/" in answer["Location"] else 0
    assert answer["Location"] == path_of(world, batch)
    assert "Every row can be awarded" in client.get(answer["Location"]).content.decode()

    client.post(path_of(world, batch, "confirm"), {"sends_mail": "on"})
    work_until_idle()
    page = client.get(path_of(world, batch)).content.decode()
    assert Award.objects.count() == 30
    assert "Done" in page
    assert "hx-get" not in page


def test_a_row_that_is_still_wrong_is_shown_again(client: Client, world: World) -> None:
    batch = make_batch(world, make_table(3, bad=(1,)))
    answer = client.post(path_of(world, batch, "rows/3"), {"cell_1": "still wrong"})

    assert answer["Location"] == path_of(world, batch, "rows/3")
    assert "still wrong" in client.get(answer["Location"]).content.decode()


def test_a_row_is_taken_out(client: Client, world: World) -> None:
    batch = make_batch(world, make_table(3, bad=(1,)))
    client.post(path_of(world, batch, "rows/3"), {"remove": "1"})

    batch.refresh_from_db()
    assert (batch.findings["rows"], batch.problem_count) == (2, 0)


def test_bad_rows_are_downloaded_with_what_is_wrong(client: Client, world: World) -> None:
    batch = make_batch(world, make_table(30, bad=(3, 7)))
    answer = client.get(path_of(world, batch, "bad-rows.csv"))
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]

    assert lines[0].endswith("line,problem,mend")
    assert len(lines) == 3
    assert "nobody" in lines[1]


def test_bad_rows_are_left_out_only_when_told(client: Client, world: World) -> None:
    batch = make_batch(world, make_table(3, bad=(1,)))
    page = client.post(path_of(world, batch, "confirm"), follow=True).content.decode()
    assert "1 rows cannot be awarded" in page
    client.post(path_of(world, batch, "confirm"), {"skips_bad_rows": "on"})
    work_until_idle()

    assert Award.objects.count() == 2


def test_progress_is_shown_while_the_job_runs(client: Client, world: World) -> None:
    batch = make_batch(world, make_table(3))
    client.post(path_of(world, batch, "confirm"), {})
    page = client.get(path_of(world, batch)).content.decode()
    part = client.get(path_of(world, batch), headers={"HX-Request": "true"}).content.decode()

    assert '<meta http-equiv="refresh"' in page
    assert "<progress" in part
    assert "hx-get" in part
    assert "<html" not in part


def test_it_is_stopped_and_goes_on(client: Client, world: World) -> None:
    batch = make_batch(world, make_table(3))
    client.post(path_of(world, batch, "confirm"), {})
    client.post(path_of(world, batch, "stop"))
    work_until_idle()
    assert Job.objects.get().state == "stopped"
    assert not Award.objects.exists()

    client.post(path_of(world, batch, "resume"))
    work_until_idle()
    assert Award.objects.count() == 3


def test_a_large_table_is_checked_while_one_watches(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "CHECKED_AT_ONCE", 10)
    answer = upload(client, world, make_table(5, bad=(2,)))
    assert "Checking" in client.get(answer["Location"]).content.decode()
    work_until_idle()

    assert "To mend" in client.get(answer["Location"]).content.decode()


def test_another_file_is_uploaded_instead(client: Client, world: World) -> None:
    batch = make_batch(world, make_table(3, bad=(1,)))
    client.post(path_of(world, batch, "replace"), {"table": SimpleUploadedFile("b.csv", make_table(9))})

    batch.refresh_from_db()
    assert (batch.file_name, batch.findings["rows"]) == ("b.csv", 9)


def test_a_table_is_thrown_away(client: Client, world: World) -> None:
    batch = make_batch(world, make_table(3))
    client.post(path_of(world, batch, "discard"))

    batch.refresh_from_db()
    assert batch.state == "discarded"
    assert client.get(path_of(world, batch)).status_code == 200
    assert client.post(path_of(world, batch, "confirm"), {}).status_code == 409
    assert client.get(path_of(world, batch, "bad-rows.csv")).status_code == 404


def test_an_empty_file_is_refused_where_it_was_chosen(client: Client, world: World) -> None:
    assert upload(client, world, b"").status_code == 422
    assert not Batch.objects.exists()


def test_whoever_may_not_sign_prepares_and_somebody_else_confirms(world: World) -> None:
    person = make_person()
    make_member(person, world.organisation, rights={Right.READ, Right.AWARD})
    preparing = sign_in(Client(), person)
    upload(preparing, world, make_table(2))
    batch = Batch.objects.get()
    assert preparing.post(path_of(world, batch, "confirm"), {}).status_code == 403
    sign_in(Client(), world.person).post(path_of(world, batch, "confirm"), {})
    work_until_idle()

    assert Award.objects.count() == 2


PARTS = ("", "bad-rows.csv", "rows/3", "replace", "confirm", "discard", "stop", "resume")


@pytest.mark.parametrize("part", PARTS)
def test_a_table_of_others_is_answered_as_one_that_is_not(client: Client, world: World, part: str) -> None:
    foreign = make_world()
    batch = make_batch(foreign, make_table(3, bad=(1,)))
    missing = Batch(id=world.version.id)
    ask = client.get if part in ("", "bad-rows.csv", "rows/3") else client.post

    assert [ask(path_of(world, one, part)).status_code for one in (batch, missing)] == [404, 404]
    assert ask(path_of(foreign, batch, part)).status_code == 404
    batch.refresh_from_db()
    assert batch.state == "checked"


def test_tables_are_listed(client: Client, world: World) -> None:
    make_batch(world, make_table(1))
    make_batch(make_world(), make_table(1))
    page = client.get(f"/manage/{world.slug}/tables").content.decode()

    assert page.count("learners.csv") == 1
