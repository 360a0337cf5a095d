"""Makers of achievements, drafts and published versions, by the actions that the pages use."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cairn_site.designing import actions
from cairn_site.designing.imagery.drawing import Drawing
from cairn_site.designing.publishing import Place, Publisher
from cairn_site.designing.starters import starters
from factories.site import NOW, actor, make_organisation, make_person

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person
    from cairn_site.designing.content import Content
    from cairn_site.designing.models import Achievement, AchievementVersion
    from cairn_site.organisations.models import Organisation
    from cairn_site.platform.actors import Actor

PLACE = Place(
    address="https://credentials.example.edu/achievements/0190d1f2-5c1b-7e3a-9d4f-6f0a3c2b1e5d",
    number=2,
    image_url="https://credentials.example.edu/images/1.png",
)
PUBLISHER = Publisher(
    id=UUID(int=1),
    profile_url="https://credentials.example.edu/organisations/northside",
    name="Northside College",
    url="https://northside.edu",
    country="IE",
)


@dataclass
class Studio:
    """Somebody with every right, their organisation, and an achievement of it."""

    person: Person
    organisation: Organisation
    achievement: Achievement

    @property
    def actor(self) -> Actor:
        return actor(self.person)

    @property
    def base(self) -> str:
        return f"/manage/{self.organisation.slug}/achievements"

    @property
    def address(self) -> str:
        return f"{self.base}/{self.achievement.id}"

    def newest(self) -> AchievementVersion:
        return self.achievement.achievementversion_set.latest("number")


def make_full_content(**changes: Any) -> Content:
    """Return the content of a starter: complete but for the quality assurance."""
    return replace(starters()["data-analysis"].content, **changes)


def make_studio(*, content: Content | None = None, is_published: bool = False) -> Studio:
    """Make an organisation with a draft, or with a published version."""
    person = make_person("Ada")
    organisation = make_organisation(person)
    achievement = actions.create_achievement(
        actor=actor(person),
        slug=organisation.slug,
        content=make_full_content() if content is None else content,
        drawing=Drawing(),
        now=NOW,
    )
    studio = Studio(person=person, organisation=organisation, achievement=achievement)
    if is_published:
        publish(studio)
    return studio


def publish(studio: Studio, *, change_note: str = "") -> AchievementVersion:
    """Publish the draft of a studio."""
    return actions.publish_version(
        actor=studio.actor, achievement_id=studio.achievement.id, change_note=change_note, now=NOW
    )
