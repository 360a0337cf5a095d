"""Achievements are designed and published; one is revised after it was awarded, two stay drafts.

``tests/cairn_site/operating/demo/test_designs.py`` proves it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cairn.credentials.facts import LinkedAchievement
from cairn_site.awarding.actions import invite_to_upgrade
from cairn_site.designing.actions import (
    archive_achievement,
    copy_achievement,
    create_achievement,
    publish_version,
    save_draft,
    start_revision,
)
from cairn_site.designing.content import Content, format_content, parse_content
from cairn_site.designing.imagery.drawing import Drawing, parse_drawing
from cairn_site.designing.queries import address_of
from cairn_site.designing.starters import starter
from cairn_site.operating.demo.cast import MAIN
from cairn_site.operating.demo.stage import Act, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from cairn_site.platform.actors import Actor

_DATA: Final = Path(__file__).parent / "data" / "achievements.json"
_DRAFTED_BEFORE: Final = 3.0
_DRAFTS_SINCE: Final = 6.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One achievement of the world; ``published`` is days ago, ``None`` for what is still a draft.

    ``needs`` and ``stacks_into`` name others by their codes, which were published before.
    """

    code: str
    organisation: str
    published: float | None
    content: Content
    drawing: Drawing
    unit: str = ""
    needs: tuple[str, ...] = ()
    stacks_into: tuple[str, ...] = ()
    revised: Mapping[str, Any] = field(default_factory=dict)


@cache
def designs() -> tuple[Design, ...]:
    """Return what is designed, read from the data."""
    return tuple(_read(row) for row in json.loads(_DATA.read_text(encoding="utf-8")))


def design(code: str) -> Design:
    """Return one of them by its code."""
    return next(one for one in designs() if one.code == code)


def acts(_stage: Stage) -> Iterator[Act]:
    """Yield what happens to achievements."""
    yield Act(days=446.0, do=lambda _stage, _now: None, title="Achievements are designed and published")
    for one in designs():
        if one.published is None:
            yield Act(days=_DRAFTS_SINCE, do=partial(_begin, one))
            continue
        yield Act(days=one.published + _DRAFTED_BEFORE, do=partial(_begin, one))
        yield Act(days=one.published, do=partial(_publish, one))
        if one.revised:
            yield Act(days=float(one.revised["published"]), do=partial(_revise, one))
    yield Act(days=20.3, do=_begin_new_version)
    yield Act(days=200.2, do=_archive_pilot)


def _read(row: Mapping[str, Any]) -> Design:
    if "starter" in row:
        known = starter(row["starter"])
        content = known.in_language(row.get("language", known.content.language))
        content = _with(content, row["changes"])
        drawing = known.drawing
    else:
        content, drawing = parse_content(row["content"]), parse_drawing(row["drawing"])
    return Design(
        code=row["code"],
        organisation=row["organisation"],
        published=row["published"],
        content=content,
        drawing=drawing,
        unit=row.get("unit", ""),
        needs=tuple(row.get("needs", ())),
        stacks_into=tuple(row.get("stacks_into", ())),
        revised=row.get("revised", {}),
    )


def _with(content: Content, changes: Mapping[str, Any]) -> Content:
    return parse_content({**format_content(content), **changes})


def _designer(one: Design, stage: Stage) -> Actor:
    return stage.people["designer" if one.organisation == MAIN else one.organisation]


def _begin(one: Design, stage: Stage, now: datetime) -> None:
    achievement = create_achievement(
        actor=_designer(one, stage),
        slug=one.organisation,
        content=one.content,
        drawing=one.drawing,
        unit_id=stage.units.get((one.organisation, one.unit)),
        now=now,
    )
    stage.achievements[one.code] = achievement.id


def _publish(one: Design, stage: Stage, now: datetime) -> None:
    actor, achievement_id = _designer(one, stage), stage.achievements[one.code]
    linked = replace(
        one.content,
        prerequisites=tuple(_link(code, stage) for code in one.needs),
        stacks_into=tuple(_link(code, stage) for code in one.stacks_into),
    )
    save_draft(actor=actor, achievement_id=achievement_id, content=linked, now=now)
    published = publish_version(actor=actor, achievement_id=achievement_id, now=now)
    stage.versions[one.code] = published.id


def _revise(one: Design, stage: Stage, now: datetime) -> None:
    actor, achievement_id = _designer(one, stage), stage.achievements[one.code]
    draft = start_revision(actor=actor, achievement_id=achievement_id, now=now)
    content = _with(parse_content(draft.content), one.revised["changes"])
    save_draft(actor=actor, achievement_id=achievement_id, content=content, now=now)
    published = publish_version(
        actor=actor, achievement_id=achievement_id, change_note=one.revised["note"], now=now
    )
    stage.versions[one.code] = published.id
    invite_to_upgrade(
        actor=stage.people["awarder"],
        organisation=stage.organisations[one.organisation],
        achievement_id=achievement_id,
        now=now,
    )


def _begin_new_version(stage: Stage, now: datetime) -> None:
    """Leave the second version of a published achievement as a draft."""
    one = design("infection-prevention")
    actor, achievement_id = _designer(one, stage), stage.achievements[one.code]
    draft = start_revision(actor=actor, achievement_id=achievement_id, now=now)
    content = _with(parse_content(draft.content), {"hours": 56})
    save_draft(actor=actor, achievement_id=achievement_id, content=content, now=now)


def _archive_pilot(stage: Stage, now: datetime) -> None:
    actor = stage.people["tarnwick"]
    pilot = copy_achievement(
        actor=actor,
        achievement_id=stage.achievements["solar"],
        name="Solar installation assistant (pilot)",
        now=now,
    )
    archive_achievement(actor=actor, achievement_id=pilot.id, now=now)


def _link(code: str, stage: Stage) -> LinkedAchievement:
    content = design(code).content
    return LinkedAchievement(name=content.title, url=address_of(stage.versions[code]))
