"""The demo world, made in one transaction: it is there as a whole or not at all.

The same seed and the same day give the same identifiers, keys and documents.
``tests/cairn_site/operating/demo/test_building.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from cairn.errors import UsageError
from cairn_site.accounts.queries import people_found
from cairn_site.operating.demo import asking, awards, designs, founding, stage
from cairn_site.operating.demo.cast import learners
from cairn_site.platform import installation

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

SEED: Final = "lay one stone"
FULL: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What to tell whoever starts the demo, beside the sign-ins: a token of the API, the code of a link."""

    token: str
    claim_code: str


def build(
    *, now: datetime, seed: str = SEED, size: int = FULL, tell: Callable[[str], None] = lambda _text: None
) -> World:
    """Make the world in an empty database and mark it as one of made-up people.

    ``size`` is how many learners there are beside the one with a sign-in; a smaller world has every state
    all the same. ``tell`` is given a line for each part. Raises ``UsageError("demo.not_empty")``.
    """
    with transaction.atomic(), stage.from_seed(seed, today=now):
        if installation.is_demo() or people_found("").exists():
            raise UsageError(
                "demo.not_empty",
                "There are people in this database already.",
                mend="Give the demo a database of its own.",
            )
        installation.mark_as_demo()
        set_out = stage.begin(today=now, seed=seed, learners=learners(size), share=size / FULL)
        acts = [act for part in (founding, designs, awards, asking) for act in part.acts(set_out)]
        stage.play(set_out, acts, tell=tell)
        world = World(token=set_out.told["token"], claim_code=set_out.told["claim"])
        installation.write("demo_world", {"token": world.token, "claim_code": world.claim_code})
    return world


def known_world() -> World | None:
    """Return what :func:`build` returned when the world of this database was made."""
    value = installation.read("demo_world")
    return World(**value) if isinstance(value, dict) else None
