"""Kills the worker in the middle of bulk issuing, again and again, and looks at what is in the database then.

A program of its own: it makes one database, and for each run a copy of it and workers as forks, which it ends
by SIGKILL, either after a random time or before a random statement. At the end it lets a worker finish and
compares what was stored with what the table and the seed of the batch say. Planted faults show that it finds
what it looks for: ``python tests/torture/issuing_kills.py FOLDER --fault cursor_apart``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROWS_IN_STEP = 40
MAILS_IN_STEP = 20
STATEMENTS = 70
TRANSACTIONS = 9
SECONDS = 0.25


def main() -> None:
    """Run once without a fault, or once for each fault that is named, and print the results as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=400)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fault", action="append", default=[])
    parser.add_argument("--tries", type=int, default=12, help="runs of a fault until it is found")
    options = parser.parse_args()
    batch_id = prepare(options.folder, rows=options.rows)
    results = {}
    for fault in options.fault or [""]:
        for seed in range(options.seed, options.seed + (options.tries if fault else 1)):
            result = run_apart(
                options.folder, batch_id, kills=options.kills, seed=seed, fault=fault, rows=options.rows
            )
            results[fault or "none"] = result
            if result["problems"]:
                break
    print(json.dumps(results))


def prepare(folder: Path, *, rows: int) -> UUID:
    """Make the database with one confirmed batch, and leave no connection open."""
    os.environ["CAIRN_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "cairn_site.settings"
    os.environ.pop("DATABASE_URL", None)
    import logging

    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.core.management import call_command
    from django.db import connections

    from cairn_site.awarding import actions, tasks
    from cairn_site.platform import jobs
    from factories.awarding import make_batch, make_table, make_world

    tasks.ROWS, tasks._MAILS = ROWS_IN_STEP, MAILS_IN_STEP  # type: ignore[misc]
    call_command("migrate", verbosity=0)
    world = make_world(now=NOW)
    batch = make_batch(world, make_table(rows, bad=(5,)), now=NOW)
    jobs.run_due()
    actions.confirm_batch(
        actor=world.actor,
        organisation=world.organisation,
        batch_id=batch.id,
        skips_bad_rows=True,
        sends_mail=True,
        now=NOW,
    )
    connections.close_all()
    return batch.id


def run_apart(
    folder: Path, batch_id: UUID, *, kills: int, seed: int, fault: str, rows: int
) -> dict[str, Any]:
    """Do one run in a fork, so that a planted fault stays in it; return what was found."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            result = _run(folder, batch_id, kills=kills, seed=seed, fault=fault, rows=rows)
        except Exception:  # noqa: BLE001 - the outermost place of a fork
            result = {"problems": [traceback.format_exc()], "kills": 0, "broken": True}
        os.write(writing, json.dumps(result).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read()
    os.waitpid(pid, 0)
    return dict(json.loads(text))


def _run(folder: Path, batch_id: UUID, *, kills: int, seed: int, fault: str, rows: int) -> dict[str, Any]:
    from django.conf import settings
    from django.db import connections

    copy = Path(tempfile.mkdtemp(dir=folder)) / "copy.sqlite3"
    database = settings.DATABASES["default"]
    shutil.copy(database["NAME"], copy)
    connections["default"].settings_dict["NAME"] = str(copy)
    if fault:
        FAULTS[fault]()
    rng = random.Random(seed)
    done = 0
    for turn in range(1, 3 * kills + 1):
        if done == kills:
            break
        # A planted fault is met by statements alone, so that a run of it is the same each time.
        by_time = not fault and rng.random() < 0.5
        # Between two transactions is where a step that is torn apart shows, so half of the kills aim there.
        only_begins = rng.random() < 0.5
        at = rng.randrange(1, TRANSACTIONS if only_begins else STATEMENTS)
        pid = os.fork()
        if pid == 0:
            _work(turn=turn, kill_at=0 if by_time else at, only_begins=only_begins)
        if by_time:
            time.sleep(rng.uniform(0.01, SECONDS))
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        done += os.WIFSIGNALED(status)
    pid = os.fork()
    if pid == 0:
        _work(turn=3 * kills + 1, kill_at=0)
    os.waitpid(pid, 0)
    problems = list(find_problems(batch_id, rows=rows))
    connections.close_all()
    shutil.rmtree(copy.parent)
    return {"kills": done, "seed": seed, "rows": rows, "fault": fault, "problems": problems}


def _work(*, turn: int, kill_at: int, only_begins: bool = False) -> None:
    """Work until nothing is left to do, or die before the statement (or transaction) ``kill_at``; never returns."""
    from django.db import connection

    from cairn_site.platform import clock, jobs

    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    executed = 0

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal executed
        executed += not only_begins or sql.startswith("BEGIN")
        if executed == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    try:
        connection.execute_wrappers.append(count)
        # An operator lets a job go on that has lost its workers too often.
        for job in jobs.Job.objects.filter(state="failed", error_code="job.worker_lost"):
            jobs.resume(job, now=clock.now())
        # The lease of a dead worker runs out; nobody waits for it here.
        later = clock.now() + timedelta(hours=turn)
        for _ in range(50):
            job = jobs.claim(now=later)
            if job is None:
                break
            jobs.run(job)
    except BaseException:  # noqa: BLE001 - a fork ends here in every case
        os._exit(3)
    os._exit(0)


def find_problems(batch_id: UUID, *, rows: int) -> Iterator[str]:
    """Yield everything that was lost, came twice, or is not what the seed says."""
    from cairn.canonical import strict_json
    from cairn.issuer import BatchSeed
    from cairn_site.awarding import status_lists
    from cairn_site.awarding.models import Award, Batch, MonthCount
    from cairn_site.platform.models import Event, Job, Message

    batch = Batch.objects.get(id=batch_id)
    awards = list(Award.objects.filter(batch_id=batch_id))
    good = [number for number in range(rows) if number != 5]
    seed = BatchSeed(bytes(batch.seed), row_count=batch.row_count)
    expected = {seed.identify(number)[0]: number for number in good}
    found = Counter(str(award.id) for award in awards)
    if lost := set(expected) - set(found):
        yield f"{len(lost)} awards were lost"
    if foreign := set(found) - set(expected):
        yield f"{len(foreign)} awards have an identifier that the seed does not give"
    holders = Counter(award.address for award in awards)
    if twice := [address for address, count in holders.items() if count > 1]:
        yield f"{len(twice)} holders were awarded twice"
    if len(holders) != len(good):
        yield f"{len(holders)} holders of {len(good)} were awarded"
    ranges = status_lists.find_ranges(batch.places["revocation"])
    for award in awards:
        number = expected.get(str(award.id))
        if number is None:
            continue
        place = status_lists.place_at(ranges, number)
        document = bytes(award.document)
        stated = strict_json.parse_object(document)
        status = stated["credentialStatus"]
        assert isinstance(status, dict)
        if (
            (award.revocation_list_id, award.revocation_index) != (place.list_id, place.index)
            or status["statusListIndex"] != str(place.index)
            or not str(stated["id"]).endswith(str(award.id))
            or award.address != f"learner{number}@learners.ie"
            or award.etag != hashlib.sha256(document).hexdigest()[:32]
        ):
            yield f"the award of row {number} is not what belongs to the row"
            break
    counted = sum(row.count for row in MonthCount.objects.filter(kind="issued"))
    if counted != len(good):
        yield f"{counted} were counted instead of {len(good)}"
    told = Counter(
        one
        for event in Event.objects.filter(name="awarding.AwardsMade")
        for one in event.payload["award_ids"]
    )
    if set(told) != set(expected) or any(count > 1 for count in told.values()):
        yield f"news came of {len(told)} awards, {sum(told.values())} times"
    if (ends := Event.objects.filter(name="awarding.BatchCompleted").count()) != 1:
        yield f"the batch was completed {ends} times"
    letters = Counter(Message.objects.filter(kind="awarding.award").values_list("to", flat=True))
    if len(letters) != len(good) or any(count > 1 for count in letters.values()):
        yield f"{sum(letters.values())} letters were written to {len(letters)} holders"
    for job in Job.objects.exclude(state="done"):
        yield f"a job of the kind {job.kind} is {job.state}: {job.error[:120]}"


def _commit_effects_first() -> None:
    """Commit what a step did, and move the cursor in a transaction of its own."""
    _split_step(cursor_first=False)


def _commit_cursor_first() -> None:
    """Move the cursor, and only then commit what the step did."""
    _split_step(cursor_first=True)


def _split_step(*, cursor_first: bool) -> None:
    from django.db import transaction

    from cairn_site.platform import clock, jobs
    from cairn_site.platform.actors import actor_from_json

    def run_step(identifier: UUID, lease: UUID | None) -> bool:
        job = jobs._held(identifier, lease)
        handler = jobs._HANDLERS[job.kind]
        work = jobs.Work(
            id=job.id,
            actor=actor_from_json(job.actor),
            organisation_id=job.organisation_id,
            arguments=job.arguments,
            cursor=job.cursor,
            done=job.done,
            now=clock.now(),
        )

        def move(step: jobs.Step) -> None:
            job.cursor, job.done, job.attempts, job.beat_at = dict(step.cursor), step.done, 0, clock.now()
            if step.is_last:
                job.state, job.lease = "done", None
            job.save()

        if cursor_first:
            with transaction.atomic():
                step = handler(work)
                transaction.set_rollback(True)
            with transaction.atomic():
                move(step)
            with _forgetting(), transaction.atomic():
                handler(work)
        else:
            with transaction.atomic():
                step = handler(work)
            with transaction.atomic():
                move(step)
        return step.is_last

    jobs._run_step = run_step


@contextmanager
def _forgetting() -> Iterator[None]:
    from cairn_site.awarding import tasks

    tasks._running.clear()
    yield


def _identify_anew() -> None:
    """Draw the seed of identifiers anew in every process."""
    from cairn_site.awarding import issuing

    right = issuing.BatchSeed
    own = os.urandom
    issuing.BatchSeed = lambda _seed, row_count: right(own(32), row_count=row_count)


def _identify_anew_and_commit_apart() -> None:
    _identify_anew()
    _commit_effects_first()


def _place_by_run() -> None:
    """Give out places in the order of the process's own run."""
    from cairn_site.awarding import status_lists

    right = status_lists.place_at
    counter = iter(range(1_000_000))
    status_lists.place_at = lambda ranges, _position: right(ranges, next(counter))


def _skip_a_row_on_resume() -> None:
    from cairn_site.awarding import tasks

    right = tasks._running_at

    def running_at(position: int, *arguments: Any, **more: Any) -> Any:
        is_new = not tasks._running
        running = right(position, *arguments, **more)
        if is_new and position:
            running.take(1)
            running.position -= 1
        return running

    tasks._running_at = running_at


def _count_after_commit() -> None:
    """Count after the transaction of the change."""
    from django.db import transaction

    from cairn_site.awarding import counting

    right = counting.write_down

    def late(counts: Any) -> None:
        def write_down() -> None:
            with transaction.atomic():
                right(counts)

        transaction.on_commit(write_down)

    counting.write_down = late


def _tell_after_commit() -> None:
    """Publish the news after the transaction of the change."""
    from django.db import transaction

    from cairn_site.platform import events

    right = events.publish

    def late(event: object, *, now: datetime) -> None:
        def publish() -> None:
            with transaction.atomic():
                right(event, now=now)

        transaction.on_commit(publish)

    events.publish = late


def _start_mails_after_commit() -> None:
    """Begin the job that writes to the holders after the batch was ended."""
    from django.db import transaction

    from cairn_site.platform import jobs

    right = jobs.start

    def late(**given: Any) -> None:
        def start() -> None:
            with transaction.atomic():
                right(**given)

        transaction.on_commit(start)

    jobs.start = late


def _write_mails_after_commit() -> None:
    """Write letters after the cursor has passed their holders."""
    from django.db import transaction

    from cairn_site.awarding import tasks

    right = tasks.write_batch_mails

    def late(awards: Any, **given: Any) -> int:
        for award in awards:
            transaction.on_commit(lambda award=award: right([award], **given))
        return len(awards)

    tasks.write_batch_mails = late


FAULTS: dict[str, Callable[[], None]] = {
    "cursor_apart": _commit_effects_first,
    "cursor_first": _commit_cursor_first,
    "seed_anew": _identify_anew,
    "seed_anew_and_cursor_apart": _identify_anew_and_commit_apart,
    "place_by_run": _place_by_run,
    "row_skipped": _skip_a_row_on_resume,
    "counted_after_commit": _count_after_commit,
    "told_after_commit": _tell_after_commit,
    "mails_begun_after_commit": _start_mails_after_commit,
    "mails_written_after_commit": _write_mails_after_commit,
}

if __name__ == "__main__":
    main()
