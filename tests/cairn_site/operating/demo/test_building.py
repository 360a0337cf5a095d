from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from cairn.errors import UnavailableError, UsageError
from cairn.verifier import IssuerList, Verdict, Verifier
from cairn_site.accounts.models import Notice, Person
from cairn_site.assessing.models import Decision, Submission, SubmittedEvidence
from cairn_site.awarding.models import Award, Batch, ClaimLink, MonthCount, Reminder, StatusChange
from cairn_site.designing.models import Achievement, AchievementVersion, BadgeImage
from cairn_site.operating.demo import building
from cairn_site.operating.demo.awards import COURSES
from cairn_site.operating.demo.cast import ROLES
from cairn_site.operating.demo.designs import designs
from cairn_site.organisations.issuer_documents import did_of
from cairn_site.organisations.models import ApiToken, Invitation, IssuerKey, Member, Organisation, Unit
from cairn_site.platform import audit, installation, ports
from cairn_site.platform.models import Job, Message
from factories.demo import NOW, SMALL, Made, make_twice

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Made]:
    """A world for all tests of this module, in a transaction that is rolled back after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_twice()
        with django_db_blocker.block():
            yield made
        transaction.set_rollback(True)


@pytest.fixture
def world(made: Made) -> building.World:
    return made.world


def load(url: str) -> bytes:
    """Answer from the public sources of the site, as it serves them."""
    parts = urlsplit(url)
    path = parts.path if parts.netloc == urlsplit(settings.CAIRN_ORIGIN).netloc else ""
    for prefix, source in ports.public_sources.items():
        if path.startswith(prefix) and (found := source(path)) is not None:
            return found.body
    raise UnavailableError("loader.nothing", "There is nothing here.", where=url)


def test_a_small_dose_is_made_quickly(made: Made) -> None:
    assert made.seconds < 6


def test_every_state_is_there(world: building.World) -> None:
    now = NOW
    assert set(Award.objects.values_list("state", flat=True)) == {
        "scheduled",
        "awarded",
        "suspended",
        "revoked",
        "cancelled",
    }
    assert set(Award.objects.values_list("claim", flat=True)) >= {"offered", "accepted"}
    assert Award.objects.filter(state="awarded", valid_until__lt=now).exists()
    assert Award.objects.filter(
        state="awarded", valid_until__gt=now, valid_until__lt=now + timedelta(days=8)
    ).exists()
    assert Award.objects.filter(supersedes__isnull=False).exists()
    assert Award.objects.filter(state="awarded", suspension_index__isnull=False).exists()
    assert Reminder.objects.exists()
    assert set(Submission.objects.values_list("state", flat=True)) == {
        "submitted",
        "returned",
        "accepted",
        "refused",
    }
    assert set(Batch.objects.values_list("state", flat=True)) == {"confirmed", "checked"}
    assert Batch.objects.get(state="checked").findings["bad_rows"] == 3
    assert set(AchievementVersion.objects.values_list("state", flat=True)) == {
        "draft",
        "published",
        "withdrawn",
    }
    assert AchievementVersion.objects.filter(number=2, state="published").exists()
    assert Achievement.objects.filter(archived_at__isnull=False).exists()
    assert Organisation.objects.filter(verified_at=None).count() == 1
    assert set(IssuerKey.objects.values_list("state", flat=True)) == {"in_use", "retired"}
    assert Invitation.objects.filter(accepted_at=None).exists()
    assert ApiToken.objects.get().start == world.token[:12]
    assert ClaimLink.objects.get().code == world.claim_code
    assert Award.objects.filter(claim_link__isnull=False).exists()
    assert Notice.objects.filter(kind="account.export").exists()
    assert Message.objects.exists()
    assert not Job.objects.filter(state="failed").exists()
    assert Job.objects.filter(state="waiting", due_at__gt=now).exists()


def test_every_role_can_sign_in_and_has_its_rights(world: building.World) -> None:
    for role in ROLES:
        person = Person.objects.get(email=role.address)
        assert person.has_usable_password()
        assert person.is_operator is (role.code == "operator")
        if role.organisation:
            member = Member.objects.get(person=person, organisation__slug=role.organisation)
            assert member.rights == role.rights


def test_nothing_lies_in_the_future_but_what_is_planned(world: building.World) -> None:
    assert not Award.objects.exclude(state__in=["scheduled", "cancelled"]).filter(awarded_at__gt=NOW).exists()
    assert not Message.objects.filter(created_at__gt=NOW).exists()


def test_what_was_awarded_verifies_by_what_the_site_publishes(world: building.World) -> None:
    known = {did_of(one.slug): one.name for one in Organisation.objects.all()}
    verifier = Verifier(loader=load, registers=[IssuerList("demo", known)])
    verdicts = {}
    for state in ("awarded", "suspended", "revoked"):
        award = Award.objects.filter(state=state).exclude(valid_until__lt=NOW).earliest("awarded_at", "id")
        verdicts[state] = verifier.inspect(bytes(award.document), now=NOW).verdict
    old = Award.objects.filter(state="awarded", valid_until__lt=NOW).earliest("id")
    verdicts["expired"] = verifier.inspect(bytes(old.document), now=NOW).verdict
    assert verdicts == {
        "awarded": Verdict.VALID,
        "suspended": Verdict.INVALID,
        "revoked": Verdict.INVALID,
        "expired": Verdict.INVALID,
    }


def test_the_same_seed_and_day_give_the_same_world(made: Made) -> None:
    for name, before in made.before.items():
        assert before, name
        assert before == made.after[name], name


def test_it_is_marked_so_that_no_production_starts_on_it(world: building.World) -> None:
    assert installation.is_demo()
    assert building.known_world() == world


def test_a_database_with_people_is_left_alone() -> None:
    Person.objects.create_user("ada@example.org")
    with pytest.raises(UsageError) as caught:
        building.build(now=NOW, size=SMALL)
    assert caught.value.code == "demo.not_empty"


def test_people_joined_over_time_and_have_agreed(world: building.World) -> None:
    joined = Person.objects.filter(Q(email__endswith="@people.example") | Q(email="learner@demo.example"))
    assert joined.count() == SMALL + 1 + 3
    assert len({person.created_at for person in joined}) > SMALL / 2
    assert audit.entries(action="account.agree").count() == 2 * Person.objects.exclude(name="").count()


def test_one_organisation_waits_and_the_others_have_logos_units_and_members(world: building.World) -> None:
    assert Organisation.objects.get(verified_at=None).slug == "harbour-makers"
    assert all(one.logo for one in Organisation.objects.all())
    assert Unit.objects.filter(organisation__slug="larkmoor").count() == 2
    assert Member.objects.filter(organisation__slug="larkmoor").count() == 5


def test_a_key_was_rotated_while_the_other_organisations_kept_theirs(world: building.World) -> None:
    ended = IssuerKey.objects.get(state="retired")
    assert ended.organisation.slug == "data-stewards"
    assert ended.ended_at is not None
    assert ended.ended_at < NOW


def test_one_was_revised_and_one_is_being_revised(world: building.World) -> None:
    second = AchievementVersion.objects.filter(number=2)
    assert {(one.name, one.state) for one in second} == {
        ("Responsible machine learning", "published"),
        ("Infection prevention in community care", "draft"),
    }
    assert BadgeImage.objects.count() == len(designs())


def test_an_achievement_names_what_it_stacks_into(world: building.World) -> None:
    steward = AchievementVersion.objects.get(name="Data steward, practitioner")
    essentials = AchievementVersion.objects.get(name="Data protection essentials")
    assert f"/achievements/{steward.id}" in bytes(essentials.document or b"").decode()


def test_every_course_was_awarded_whole(world: building.World) -> None:
    assert Batch.objects.filter(state="confirmed").count() == len(COURSES)
    for batch in Batch.objects.filter(state="confirmed"):
        assert Award.objects.filter(batch=batch).count() == batch.row_count


def test_awards_are_spread_over_a_year(world: building.World) -> None:
    assert MonthCount.objects.filter(kind="issued").values("month").distinct().count() >= 10


def test_the_learner_with_a_sign_in_holds_several_and_one_expires_soon(world: building.World) -> None:
    own = Award.objects.filter(person__email="learner@demo.example")
    assert own.count() >= 4
    assert own.filter(reminder__isnull=False).exists()


def test_what_was_taken_back_says_why(world: building.World) -> None:
    assert StatusChange.objects.filter(after="revoked").exclude(reason="").count() >= 4
    assert StatusChange.objects.filter(before="suspended", after="awarded").count() == 1


def test_holders_were_written_to(world: building.World) -> None:
    assert {"awarding.award", "awarding.reminder", "awarding.upgrade"} <= set(
        Message.objects.values_list("kind", flat=True)
    )


def test_three_wait_and_every_request_has_evidence(world: building.World) -> None:
    assert Submission.objects.filter(state="submitted").count() == 3
    for submission in Submission.objects.all():
        assert SubmittedEvidence.objects.filter(submission=submission).count() == 3


def test_what_was_returned_or_refused_says_why(world: building.World) -> None:
    assert Submission.objects.get(state="returned").person.email == "learner@demo.example"
    assert not Decision.objects.exclude(outcome="accepted").filter(reason="").exists()


def test_what_was_accepted_was_awarded_with_its_evidence(world: building.World) -> None:
    accepted = Submission.objects.filter(state="accepted")
    awarded = Award.objects.filter(provenance__how="assessment")
    assert awarded.count() == accepted.count() == 3
    assert all(b'"Evidence"' in bytes(one.document or b"") for one in awarded)
