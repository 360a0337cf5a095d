"""A laboratory that kills ``cairn issue`` and looks at what it leaves.

Each world has an issuer, a table and an empty folder. ``cairn issue`` runs in a child process, which is killed
with SIGKILL: by itself before a file is opened or renamed, or by its parent after a random time. Then the
folder is looked at, and the command given again, until it has been killed often enough; a last run ends the
batch. What must hold at every moment and at the end is in :func:`_look` and :func:`_judge`.

With ``--fault`` one of :data:`FAULTS` is planted in the children, which the laboratory has to notice, or its
silence would mean nothing. ``python tests/simulators/crash_lab.py --kills 200`` gives a long dose.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from cairn.canonical import strict_json
from cairn.errors import CairnError
from cairn.issuer import StatusPlace, derivation
from cairn.verifier import Verdict, Verifier
from cairn_cli import batch_run, durable, issue, journal
from cairn_cli.demo_world import NAME, ORIGIN, SLUG, achievement, learners_csv
from cairn_cli.keys import make_issuer
from cairn_cli.outside import open_outside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACK_SIZE = 25
ROWS = 140
_EVENTS = frozenset({"open", "os.rename", "os.mkdir"})
_FAILED = 7


@dataclass
class World:
    """One issuer, one table, one folder, and what was seen in the folder so far."""

    root: Path
    fault: str
    digests: dict[str, str] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    kills: int = 0

    @property
    def out(self) -> Path:
        return self.root / "out"

    def violate(self, what: str) -> None:
        if what not in self.violations:
            self.violations.append(what)


def explore(*, kills: int, seed: int, fault: str = "") -> dict[str, Any]:
    """Kill ``cairn issue`` that many times in as many worlds as that takes, and return what was found."""
    chance = random.Random(seed)
    done = worlds = 0
    violations: list[str] = []
    began = time.monotonic()
    while done < kills:
        with tempfile.TemporaryDirectory() as folder:
            world = _make_world(Path(folder), fault)
            worlds += 1
            # Some worlds end after one kill, so that every state is also one from which a run ends.
            _live(world, kills=min(kills - done, chance.randint(1, 6)), chance=chance)
            done += world.kills
            violations += [what for what in world.violations if what not in violations]
        if violations and fault:
            break
    return {
        "kills": done,
        "worlds": worlds,
        "seed": seed,
        "fault": fault,
        "seconds": round(time.monotonic() - began, 1),
        "violations": violations,
    }


def _make_world(root: Path, fault: str) -> World:
    with contextlib.redirect_stderr(io.StringIO()):
        make_issuer(root / "issuer", origin=ORIGIN, slug=SLUG, profile={"name": NAME}, plain=True)
    (root / "achievement.json").write_bytes(strict_json.format(achievement()))
    (root / "learners.csv").write_bytes(learners_csv(count=ROWS, with_mistakes=False))
    return World(root=root, fault=fault)


def _live(world: World, *, kills: int, chance: random.Random) -> None:
    misses = 0
    while world.kills < kills and misses < 20:
        # A fault has to be found in every run of the tests, so what kills there is the count and not the clock.
        by_itself = bool(world.fault) or chance.random() < 0.7
        events = chance.randint(1, 60) if chance.random() < 0.75 else chance.randint(1, 400)
        killed = _run(
            world,
            kill_at=events if by_itself else 0,
            kill_after=None if by_itself else chance.uniform(0.01, 0.25),
        )
        world.kills += killed
        # A batch that is complete cannot be killed at its n-th event any more.
        misses += not killed
        _try(_look, world)
        if not killed and chance.random() < 0.5:
            break
    world.kills = max(world.kills, 1)
    _run(world)
    _try(_look, world)
    _try(_judge, world)


def _try(look: Callable[[World], None], world: World) -> None:
    try:
        look(world)
    except (CairnError, OSError, ValueError) as error:
        world.violate(f"the folder cannot be read: {type(error).__name__}")


def _run(world: World, *, kill_at: int = 0, kill_after: float | None = None) -> bool:
    """Run the command in a child, and return whether it was killed."""
    child = os.fork()
    if child == 0:
        _be_child(world, world.out, kill_at=kill_at)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.WEXITSTATUS(status):
        world.violate(f"a run ended with an error: {(world.root / 'log').read_text(encoding='utf-8')[-300:]}")
    return False


def _be_child(world: World, out: Path, *, kill_at: int) -> None:
    code = _FAILED
    with (world.root / "log").open("w", encoding="utf-8") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        try:
            journal.PACK_SIZE = PACK_SIZE
            if world.fault:
                FAULTS[world.fault]()
            if kill_at:
                _kill_at(kill_at, below=str(world.root))
            issue.issue(
                achievement=world.root / "achievement.json",
                csv=world.root / "learners.csv",
                out=out,
                issuer=world.root / "issuer",
                yes=True,
                files=True,
            )
            code = 0
        except typer.Exit as ended:
            code = ended.exit_code and _FAILED
        except BaseException:  # noqa: BLE001 - a child must not go on as its parent
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)


def _kill_at(count: int, *, below: str) -> None:
    """Die before the ``count``-th file below a folder is opened, made or renamed."""
    seen = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        if event in _EVENTS and str(arguments[0]).startswith(below):
            seen += 1
            if seen == count:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _look(world: World) -> None:
    """Hold what stands in the folder against what stood there before, and packs against their indices."""
    names = ["journal.json", "row-digests.bin"]
    packs = world.out / "packs"
    names += [f"packs/{path.name}" for path in sorted(packs.glob("*")) if path.suffix in {".jsonl", ".csv"}]
    for name in names:
        path = world.out / name
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if world.digests.setdefault(name, digest) != digest:
                world.violate("a file that was there became another")
        elif name in world.digests:
            world.violate("a file that was there is gone")
    for pack in packs.glob("*.jsonl"):
        _check_pack(world, pack)


def _check_pack(world: World, pack: Path) -> None:
    data = pack.read_bytes()
    index = pack.with_suffix(".csv")
    if not index.is_file():
        world.violate("a pack has no index")
        return
    lines = index.read_bytes().split(b"\n")[1:-1]
    number = int(pack.stem)
    if len(lines) != min(PACK_SIZE, ROWS - number * PACK_SIZE) or data.count(b"\n") != len(lines):
        world.violate("a pack or its index is torn")
        return
    for line in lines:
        _, own_id, _, _, offset, length = line.split(b",")
        text = data[int(offset) : int(offset) + int(length)]
        if not text.endswith(b"}") or b'"id":"%s"' % own_id not in text[:400]:
            world.violate("an index points beside its credential")
            return


def _judge(world: World) -> None:
    """Look at a batch that is complete."""
    entries = [
        line.split(",")
        for path in sorted((world.out / "packs").glob("*.csv"))
        for line in path.read_text(encoding="ascii").splitlines()[1:]
    ]
    if [int(entry[0]) for entry in entries] != list(range(1, ROWS + 1)):
        world.violate("not every row is there once")
    if len({entry[1] for entry in entries}) != len(entries):
        world.violate("two rows share an id")
    if len({(entry[2], entry[3]) for entry in entries}) != len(entries):
        world.violate("two rows share a place in a status list")
    _judge_files(world)
    _judge_by_verifying(world)
    _judge_by_running_again(world)


def _judge_files(world: World) -> None:
    folder = world.out / "public" / "credentials"
    texts = {
        line.strip()
        for path in (world.out / "packs").glob("*.jsonl")
        for line in path.read_bytes().split(b"\n")
        if line
    }
    files = {path.read_bytes() for path in folder.glob("*")}
    if files != texts:
        world.violate("the single files are not those of the packs")


def _judge_by_verifying(world: World) -> None:
    verifier = Verifier(loader=open_outside(site=world.out, offline=True), registers=[])
    for path in sorted((world.out / "packs").glob("*.jsonl")):
        first = path.read_bytes().split(b"\n", 1)[0]
        moment = datetime.now(UTC) + timedelta(seconds=1)
        if verifier.inspect(first, now=moment).verdict is not Verdict.VALID:
            world.violate("a credential does not verify")


def _judge_by_running_again(world: World) -> None:
    """Give the same journal to a run that nothing disturbs: it has to make the same packs."""
    again = world.root / "again"
    again.mkdir()
    for name in ("journal.json", "row-digests.bin"):
        (again / name).write_bytes((world.out / name).read_bytes())
    child = os.fork()
    if child == 0:
        _be_child(world, again, kill_at=0)
    os.waitpid(child, 0)
    for path in sorted((world.out / "packs").glob("*.jsonl")):
        other = again / "packs" / path.name
        if not other.is_file() or other.read_bytes() != path.read_bytes():
            world.violate("a run without a kill gives other bytes")


def _plant_torn_writes() -> None:
    @contextlib.contextmanager
    def writing(path: Path, *, mode: int = 0o644) -> Iterator[Any]:
        with path.open("wb") as file:
            yield file

    durable.writing_durably = batch_run.writing_durably = writing


def _plant_appending() -> None:
    @contextlib.contextmanager
    def writing(path: Path, *, mode: int = 0o644) -> Iterator[Any]:
        part = path.with_name(path.name + ".part")
        with part.open("ab", buffering=0) as file:
            yield file
        part.replace(path)

    durable.writing_durably = batch_run.writing_durably = writing


def _plant_pack_before_index() -> None:
    write = batch_run._write_pack

    def write_pack(folder: Any, number: int, credentials: Any, **options: Any) -> None:
        commit = durable.commit
        held: list[tuple[Path, Path]] = []

        def hold(part: Path, path: Path) -> None:
            if path.suffix == ".csv":
                held.append((part, path))
            else:
                commit(part, path)

        durable.commit = hold
        write(folder, number, credentials, **options)
        durable.commit = commit
        for part, path in held:
            commit(part, path)

    batch_run._write_pack = write_pack


def _plant_forgotten_journal() -> None:
    journal.Journal.exists = lambda self: False  # type: ignore[method-assign]
    journal.Journal.check_empty = lambda self: None  # type: ignore[method-assign]


def _plant_moment_of_each_run() -> None:
    read = journal.Journal.read
    moment = datetime.now(UTC)
    journal.Journal.read = lambda self: replace(read(self), created=moment)  # type: ignore[method-assign]


def _plant_random_salts() -> None:
    identify = derivation.BatchSeed.identify

    def salted(self: Any, number: int) -> tuple[str, str, str]:
        return identify(self, number)[0], os.urandom(16).hex(), os.urandom(16).hex()

    derivation.BatchSeed.identify = salted  # type: ignore[method-assign]


def _plant_random_identifiers() -> None:
    identify = derivation.BatchSeed.identify

    def identified(self: Any, number: int) -> tuple[str, str, str]:
        return derivation.format_uuid8(os.urandom(16).hex()), *identify(self, number)[1:]

    derivation.BatchSeed.identify = identified  # type: ignore[method-assign]


def _plant_indices_counted_by_run() -> None:
    count = iter(range(1_000_000))

    def place(self: Any, number: int) -> StatusPlace:
        return StatusPlace(status_list=0, index=next(count))

    derivation.BatchSeed.place = place  # type: ignore[method-assign]


def _plant_lost_pack() -> None:
    missing = journal.Journal.missing_packs
    journal.Journal.missing_packs = lambda self, batch: missing(self, batch)[:-1]  # type: ignore[method-assign]


def _plant_parts_taken_for_packs() -> None:
    missing = journal.Journal.missing_packs

    def without_parts(self: Any, batch: Any) -> list[int]:
        return [
            number
            for number in missing(self, batch)
            if not self.pack_path(number).with_name(f"{self.pack_path(number).name}.part").exists()
        ]

    journal.Journal.missing_packs = without_parts  # type: ignore[method-assign]


def _plant_mark_before_files() -> None:
    write = batch_run._write_files

    def write_files(folder: journal.Journal, batch: Any) -> int:
        done = 0
        for number in range(folder.pack_count(batch)):
            mark = folder.pack_path(number).with_suffix(".files")
            if not mark.exists():
                mark.write_bytes(b"")
                done += 1
                (folder.public / "credentials").mkdir(parents=True, exist_ok=True)
                for line in folder.pack_path(number).read_bytes().splitlines():
                    uuid = json.loads(line)["id"].rpartition("/")[2]
                    (folder.public / "credentials" / uuid).write_bytes(line)
        return done or write(folder, batch)

    batch_run._write_files = write_files


def _plant_lists_reserved_by_run() -> None:
    begin = batch_run.begin_or_go_on

    def begin_again(order: Any, survey: Any, **options: Any) -> Any:
        batch = begin(order, survey, **options)
        return replace(batch, first_status_list=order.folder.reserve_status_lists(1))

    batch_run.begin_or_go_on = begin_again


FAULTS: dict[str, Callable[[], None]] = {
    "torn_writes": _plant_torn_writes,
    "appending": _plant_appending,
    "pack_before_index": _plant_pack_before_index,
    "forgotten_journal": _plant_forgotten_journal,
    "moment_of_each_run": _plant_moment_of_each_run,
    "random_salts": _plant_random_salts,
    "random_identifiers": _plant_random_identifiers,
    "indices_counted_by_run": _plant_indices_counted_by_run,
    "lost_pack": _plant_lost_pack,
    "parts_taken_for_packs": _plant_parts_taken_for_packs,
    "mark_before_files": _plant_mark_before_files,
    "lists_reserved_by_run": _plant_lists_reserved_by_run,
}


def main() -> None:
    """Explore, and print what was found as JSON, one line for each fault asked for."""
    parser = argparse.ArgumentParser(description="Kill cairn issue and look at what it leaves.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fault", choices=["", "all", *FAULTS], default="")
    options = parser.parse_args()
    faults = list(FAULTS) if options.fault == "all" else [options.fault]
    for fault in faults:
        print(json.dumps(explore(kills=options.kills, seed=options.seed, fault=fault)), flush=True)


if __name__ == "__main__":
    main()
