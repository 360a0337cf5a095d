"""Where the demo world is made: a clock that stands where it is told, chance from a seed, and who is there.

``tests/cairn_site/operating/demo/test_stage.py`` proves it.
"""

from __future__ import annotations

import random
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cairn_site.platform import chance, clock, events, jobs, mail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from cairn_site.operating.demo.cast import Learner
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor

_ROUNDS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What has been made so far; ``chance`` decides what is left open, always in the same way.

    ``share`` is how much of the awards is made, from 0 to 1.
    """

    today: datetime
    chance: random.Random
    learners: tuple[Learner, ...]
    share: float = 1.0
    people: dict[str, Actor] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    units: dict[tuple[str, str], UUID] = field(default_factory=dict)
    achievements: dict[str, UUID] = field(default_factory=dict)
    versions: dict[str, UUID] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that happened ``days`` before today began; ``days`` may be part of one."""

    days: float
    do: Callable[[Stage, datetime], None]
    title: str = ""


def begin(*, today: datetime, seed: str, learners: tuple[Learner, ...], share: float) -> Stage:
    """Return an empty stage; everything happens before the day of ``today`` began (UTC)."""
    day = today.replace(hour=0, minute=0, second=0, microsecond=0)
    # Not for secrets: the same each time is what is wanted.
    return Stage(today=day, chance=random.Random(seed), learners=learners, share=share)  # noqa: S311


def play(stage: Stage, acts: Iterable[Act], *, tell: Callable[[str], None]) -> None:
    """Do everything in the order of time, each with what it causes."""
    for act in sorted(acts, key=lambda one: -one.days):
        if act.title:
            tell(act.title)
        moment = stage.today - timedelta(days=act.days)
        with clock.stopped(moment):
            act.do(stage, moment)
            settle(moment)


def settle(now: datetime) -> None:
    """Do what is due: jobs, news and mail; raises ``AssertionError`` where one of them failed."""
    for _ in range(_ROUNDS):
        done = jobs.run_due(now=now) + events.deliver_due(now=now) + mail.send_due(now=now, limit=1000)
        # A step that fails is tried again later, which would be after the world is made.
        refused = [f"{job.title}: {job.error}" for job in jobs.listed().exclude(error="")[:3]]
        refused += [f"{one.reaction}: {one.error}" for one in events.pending().exclude(error="")[:3]]
        if refused:
            raise AssertionError(f"the demo world cannot be made: {'; '.join(refused)}")
        if not done:
            return


@contextmanager
def from_seed(seed: str, *, today: datetime) -> Iterator[None]:
    """Let identifiers, keys and salts follow from the seed and the day."""
    with chance.seeded(f"cairn demo {seed} {today:%Y-%m-%d}".encode()):
        yield
