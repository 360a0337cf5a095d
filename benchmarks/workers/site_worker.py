"""What is measured inside the site, in a process of its own: ``python -m benchmarks.workers.site_worker``.

Its argument is the task. ``CAIRN_DATA`` is an empty folder, or one that an earlier task filled; the answer is
one JSON object. The world is made by the makers of the tests, which use the actions that the pages use.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from secrets import token_bytes
from statistics import quantiles
from time import perf_counter
from typing import TYPE_CHECKING, Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from cairn.issuer import BatchPlan, Issuer  # noqa: E402
from cairn.keys import Algorithm, SoftwareSigner, format_multikey  # noqa: E402
from cairn_site.awarding import achievements, actions, tables  # noqa: E402
from cairn_site.platform import clock  # noqa: E402
from cairn_site.platform.ids import new_id  # noqa: E402
from cairn_site.platform.worker import work_until_idle  # noqa: E402
from factories.awarding import World, make_award, make_batch, make_table, make_world  # noqa: E402
from factories.site import sign_in  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model

ACHIEVEMENTS = 100_000
AWARDS = 1_000_000
ROWS = 100_000
_CHUNK = 10_000
_TIMES = 20


def public() -> dict[str, Any]:
    """Make an award and return where its public documents are."""
    award = make_award(_new_world())
    work_until_idle()
    slug = award.organisation.slug
    return {
        "credential": f"/credentials/{award.id}",
        "status list": f"/status/{slug}/revocation/1",
        "DID document": f"/organisations/{slug}/did.json",
    }


def bulk() -> dict[str, Any]:
    """Award many rows by the site's job, and issue the same rows by the library alone; return the seconds."""
    world = _new_world()
    batch = make_batch(world, make_table(ROWS), now=clock.now())
    work_until_idle()
    batch.refresh_from_db()
    actions.confirm_batch(
        actor=world.actor,
        organisation=world.organisation,
        batch_id=batch.id,
        skips_bad_rows=False,
        sends_mail=False,
        now=clock.now(),
    )
    begun = perf_counter()
    work_until_idle()
    by_job = perf_counter() - begun
    made = type(make_award(world)).objects.filter(batch_id=batch.id).count()
    if made != ROWS:
        raise RuntimeError(f"{made} of {ROWS} rows were awarded")
    version = achievements.find_version(world.organisation, batch.version_id)
    with batch.table.open("rb") as file:
        rows = list(tables.good_rows(file, version=version, findings=batch.findings))
    return {"job": by_job, "library": _by_library(rows, version)}


def _by_library(rows: list[Any], version: Any) -> float:  # noqa: ANN401 - what the site knows of a version
    signer = SoftwareSigner.generate(Algorithm.ED25519, rng=token_bytes)
    origin = "https://credentials.example.edu"
    did = "did:web:credentials.example.edu:organisations:northside"
    issuer = Issuer(
        {"id": did, "type": ["Profile"], "name": "Northside College"},
        signer=signer,
        verification_method=f"{did}#{format_multikey(signer.public_key)}",
        cryptosuite="eddsa-rdfc-2022",
    )
    plan = BatchPlan(
        origin=origin,
        seed=b"\x07" * 32,
        row_count=len(rows),
        status_lists=(f"{origin}/status/northside/revocation/1",),
        suspension_lists=(f"{origin}/status/northside/suspension/1",),
        created=clock.now().replace(microsecond=0),
    )
    begun = perf_counter()
    for issued in issuer.issue_batch(rows, achievement=version.document, plan=plan):
        assert issued.data
    return perf_counter() - begun


def lists() -> dict[str, Any]:
    """Fill the tables and return the 95th percentile of what lists take, in milliseconds."""
    world = _new_world()
    award = make_award(world)
    version = world.version
    _multiply(version.achievement, ACHIEVEMENTS, _name_achievement)
    _multiply(award, AWARDS, _name_award)
    with connection.cursor() as cursor:
        # What the worker does once an hour, and PostgreSQL by itself.
        cursor.execute("ANALYZE")
    client = sign_in(Client(), world.person)
    base = f"/manage/{world.slug}"
    found: list[float] = []
    for address in (
        f"{base}/achievements",
        f"{base}/achievements?page=2",
        f"{base}/achievements?search=welding+90",
        f"{base}/awards",
        f"{base}/awards?search=family90",
        f"{base}/awards?search=nobody",
        f"{base}/awards?state=revoked",
        f"{base}/awards?achievement={version.achievement_id}",
        f"{base}",
    ):
        client.get(address)
        times = []
        for _ in range(_TIMES):
            begun = perf_counter()
            response = client.get(address)
            times.append((perf_counter() - begun) * 1e3)
            if response.status_code != 200:
                raise RuntimeError(f"{address}: {response.status_code}")
        found.append(quantiles(times, n=20)[-1])
        print(f"{found[-1]:8.1f} ms  {address}", file=sys.stderr)
    return {"p95": max(found)}


def _name_achievement(number: int, row: dict[str, Any]) -> None:
    row["name"] = f"Welding {number}"
    row["words"] = f"welding {number}"
    row["edited_at"] = row["edited_at"] - timedelta(minutes=number)


def _name_award(number: int, row: dict[str, Any]) -> None:
    given, family = f"given{number % 997}", f"family{number % 10_007}"
    row["name"] = f"{given} {family}".title()
    row["name_key"], row["family_key"] = f"{given} {family}", family
    row["address"] = f"holder{number}@example.edu"
    row["awarded_at"] = row["awarded_at"] - timedelta(seconds=number)
    row["document"] = b"{}"
    row["state"] = "revoked" if number % 97 == 0 else row["state"]


def _multiply(pattern: Model, count: int, change: Callable[[int, dict[str, Any]], None]) -> None:
    """Copy a row ``count`` times, each with an identifier of its own and what ``change`` makes of it."""
    model = type(pattern)
    fields = model._meta.concrete_fields  # noqa: SLF001 - the documented way to the fields of a model
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})'  # noqa: SLF001

    def rows() -> Iterator[list[Any]]:
        for number in range(count):
            values = {field.attname: getattr(pattern, field.attname) for field in fields}
            values["id"] = new_id()
            change(number, values)
            yield [field.get_db_prep_save(values[field.attname], connection) for field in fields]

    source = rows()
    while True:
        chunk = [row for _, row in zip(range(_CHUNK), source, strict=False)]
        if not chunk:
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, chunk)


def _new_world() -> World:
    call_command("migrate", interactive=False, verbosity=0)
    return make_world(now=clock.now() - timedelta(days=1))


if __name__ == "__main__":
    print(json.dumps({"public": public, "bulk": bulk, "lists": lists}[sys.argv[1]]()))
