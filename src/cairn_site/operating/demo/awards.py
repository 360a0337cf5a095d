"""Awards of more than a year: by tables and one by one, answered, renewed, suspended, revoked, planned.

``tests/cairn_site/operating/demo/test_awards.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from cairn.issuer import LearnerRow
from cairn_site.awarding.actions import (
    LinkTerms,
    answer_award,
    award,
    cancel_scheduled,
    claim_award,
    confirm_batch,
    make_link,
    reinstate_award,
    remind_holders,
    renew_award,
    revoke_award,
    schedule_award,
    suspend_award,
    upload_table,
)
from cairn_site.awarding.queries import Filters, award_page, awards_of
from cairn_site.awarding.statements import EvidenceItem, Statement
from cairn_site.designing.queries import published_version
from cairn_site.operating.demo.cast import MAIN, Learner
from cairn_site.operating.demo.designs import design
from cairn_site.operating.demo.stage import Act, Stage
from cairn_site.operating.demo.tables import write_table
from cairn_site.platform.actors import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from cairn_site.designing.content import Content
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A group that is awarded by one table: which achievement, how many days ago, and how many people."""

    code: str
    days: float
    size: int
    title: str
    includes_learner: bool = False


COURSES: Final = (
    Course(code="data-protection", days=395.6, size=30, title="essentials-first-group"),
    Course(
        code="data-protection", days=358.3, size=24, title="essentials-second-group", includes_learner=True
    ),
    Course(code="data-analysis", days=330.4, size=38, title="data-analysis-autumn", includes_learner=True),
    Course(code="data-protection", days=342.6, size=12, title="essentials-third-group"),
    Course(code="infection-prevention", days=300.5, size=28, title="infection-prevention-1"),
    Course(code="critical-thinking", days=250.4, size=34, title="critical-thinking-spring"),
    Course(code="solar", days=236.5, size=22, title="solar-crew-a"),
    Course(code="machine-learning", days=212.4, size=24, title="responsible-ml-1", includes_learner=True),
    Course(code="gestion-proyectos", days=198.6, size=34, title="gestion-de-proyectos"),
    Course(code="data-analysis", days=150.5, size=36, title="data-analysis-spring"),
    Course(code="clima-local", days=122.4, size=24, title="clima-local"),
    Course(code="team-lead", days=101.5, size=16, title="team-leaders"),
    Course(code="web-accesible", days=88.6, size=20, title="web-accesible"),
    Course(code="infection-prevention", days=61.5, size=20, title="infection-prevention-2"),
    Course(code="first-aid", days=44.4, size=26, title="first-aid-day", includes_learner=True),
    Course(code="machine-learning", days=28.5, size=14, title="responsible-ml-2"),
)
_SHARE_ANSWERED: Final = 0.5
_SHARE_DECLINED: Final = 0.04
_MAIL_SINCE: Final = 65.0


def acts(stage: Stage) -> Iterator[Act]:
    """Yield what happens to awards."""
    yield Act(
        days=400.0, do=lambda _stage, _now: None, title="Learners are awarded, by tables and one by one"
    )
    for course in COURSES:
        yield Act(days=course.days, do=partial(_award_course, course))
    for number, learner in enumerate(stage.learners[1:6]):
        yield Act(days=140.3 - number * 9, do=partial(_award_steward, learner))
    yield Act(days=130.2, do=_change_states)
    yield Act(days=110.2, do=_reinstate)
    yield Act(days=100.1, do=lambda _stage, now: _remind(now))
    yield Act(days=40.5, do=_open_link)
    yield Act(days=14.6, do=_renew)
    yield Act(days=9.5, do=_answer, title="Holders answer, ask and claim")
    yield Act(days=1.8, do=_schedule)
    yield Act(days=1.4, do=_leave_table)
    yield Act(days=0.0, do=lambda _stage, now: _remind(now))


def awarder(slug: str, stage: Stage) -> Actor:
    """Return who awards in an organisation."""
    return stage.people["awarder" if slug == MAIN else slug]


def _award_course(course: Course, stage: Stage, now: datetime) -> None:
    one = design(course.code)
    organisation, actor = stage.organisations[one.organisation], awarder(one.organisation, stage)
    members = stage.chance.sample(stage.learners[1:], _size(course.size, stage))
    if course.includes_learner:
        members = [stage.learners[0], *members[1:]]
    batch = upload_table(
        actor=actor,
        organisation=organisation,
        version_id=stage.versions[course.code],
        file_name=f"{course.title}.csv",
        data=write_table(_content(course.code, stage), members, chance=stage.chance),
        now=now,
    )
    confirm_batch(
        actor=actor,
        organisation=organisation,
        batch_id=batch.id,
        skips_bad_rows=False,
        sends_mail=course.days < _MAIL_SINCE,
        now=now,
    )


def _content(code: str, stage: Stage) -> Content:
    """Return what the version that is awarded now says, which may ask for more than the first did."""
    return published_version(SYSTEM, stage.versions[code]).content


def _size(full: int, stage: Stage) -> int:
    return min(len(stage.learners) - 1, max(4, round(full * stage.share)))


def _award_steward(learner: Learner, stage: Stage, now: datetime) -> None:
    statement = Statement(
        row=LearnerRow(
            name=learner.name,
            email=learner.address,
            narrative="Defended a portfolio of three pieces of work before two members of the society.",
            license_number=f"SADS-{stage.chance.randint(10_000, 99_999)}",
        ),
        evidence=(
            EvidenceItem(
                name="Portfolio",
                url=f"https://portfolio.people.example/{learner.address.partition('@')[0]}",
                narrative="A catalogue, a rule for deletion and a dispute that was settled.",
            ),
        ),
    )
    award(
        actor=stage.people["data-stewards"],
        organisation=stage.organisations["data-stewards"],
        version_id=stage.versions["data-steward"],
        statement=statement,
        reason="Decision of the committee",
        now=now,
    )


def _change_states(stage: Stage, now: datetime) -> None:
    care = _standing("infection-prevention", stage, now=now)
    for award_id, reason in zip(
        care,
        ("The refresher of this year is missing.", "A complaint is being looked into."),
        strict=False,
    ):
        suspend_award(
            actor=awarder(MAIN, stage),
            organisation=stage.organisations[MAIN],
            award_id=award_id,
            reason=reason,
            now=now,
        )
    for code, reason in (
        ("data-analysis", "Awarded by mistake: the project was somebody else's."),
        ("critical-thinking", "Awarded to the wrong person of the same name."),
        ("solar", "The practical test was not taken."),
        ("gestion-proyectos", "El trabajo entregado no era propio."),
    ):
        slug = design(code).organisation
        revoke_award(
            actor=awarder(slug, stage),
            organisation=stage.organisations[slug],
            award_id=_standing(code, stage, now=now)[-1],
            reason=reason,
            now=now,
        )


def _reinstate(stage: Stage, now: datetime) -> None:
    page = award_page(stage.organisations[MAIN].id, Filters(state="suspended"), now=now)
    reinstate_award(
        actor=awarder(MAIN, stage),
        organisation=stage.organisations[MAIN],
        award_id=page.awards[0].id,
        reason="The refresher was taken.",
        now=now,
    )


def _open_link(stage: Stage, now: datetime) -> None:
    organisation, actor = stage.organisations["tarnwick"], stage.people["tarnwick"]
    link = make_link(
        actor=actor,
        organisation=organisation,
        version_id=stage.versions["battery-safety"],
        terms=LinkTerms(
            title="Safety day at the depot",
            opens_at=now,
            closes_at=stage.today + timedelta(days=30),
            limit=40,
        ),
        now=now,
    )
    stage.told["claim"] = link.code
    for number, learner in enumerate(stage.learners[1:10]):
        if learner.address in stage.people:
            moment = now + timedelta(minutes=7 * number)
            claim_award(actor=stage.people[learner.address], code=link.code, now=moment)


def _renew(stage: Stage, now: datetime) -> None:
    organisation = stage.organisations["data-stewards"]
    soon = award_page(organisation.id, Filters(expiring_days=40), now=now)
    for number, old in enumerate(soon.awards[-2:]):
        renew_award(
            actor=stage.people["data-stewards"],
            organisation=organisation,
            award_id=old.id,
            revokes_old=bool(number),
            reason="The test of this year was passed",
            now=now,
        )


def _answer(stage: Stage, now: datetime) -> None:
    for learner in stage.learners:
        actor = stage.people.get(learner.address)
        if actor is None or actor.id is None:
            continue
        for one in awards_of(actor.id, [learner.address]):
            if one.claim == "offered" and stage.chance.random() < _SHARE_ANSWERED * stage.share:
                answer_award(
                    actor=actor,
                    award_id=one.id,
                    is_accepted=stage.chance.random() > _SHARE_DECLINED or learner is stage.learners[0],
                    now=now,
                )


def _schedule(stage: Stage, now: datetime) -> None:
    organisation, actor = stage.organisations[MAIN], stage.people["awarder"]
    kept = [
        schedule_award(
            actor=actor,
            organisation=organisation,
            version_id=stage.versions["critical-thinking"],
            statement=Statement(row=LearnerRow(name=learner.name, email=learner.address)),
            due_at=stage.today + timedelta(days=days, hours=9),
            reason="Graduation",
            now=now,
        )
        for days, learner in zip((3, 10, 17), stage.learners[-3:], strict=True)
    ]
    cancel_scheduled(actor=actor, organisation=organisation, award_id=kept[-1].id, now=now)


def _leave_table(stage: Stage, now: datetime) -> None:
    """Leave a table with three bad rows, to be mended by whoever tries the demo."""
    upload_table(
        actor=stage.people["awarder"],
        organisation=stage.organisations[MAIN],
        version_id=stage.versions["data-analysis"],
        file_name="data-analysis-evening.csv",
        data=write_table(
            _content("data-analysis", stage),
            stage.learners[1 : 1 + max(9, _size(18, stage))],
            chance=stage.chance,
            is_spoilt=True,
        ),
        now=now,
    )


def _remind(now: datetime) -> None:
    remind_holders(now=now)


def _standing(code: str, stage: Stage, *, now: datetime) -> Sequence[UUID]:
    filters = Filters(achievement_id=stage.achievements[code], state="awarded")
    page = award_page(_organisation(code, stage).id, filters, now=now)
    return [one.id for one in page.awards]


def _organisation(code: str, stage: Stage) -> Organisation:
    return stage.organisations[design(code).organisation]
