"""Submissions, marks and decisions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cairn_site.platform.ids import new_id


class SubmissionState(models.TextChoices):
    """Where a submission is; the arrows stand in ``assessing.states``."""

    DRAFT = "draft", _("Not handed in")
    SUBMITTED = "submitted", _("Handed in")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Submission(models.Model):
    """What a learner hands in to be awarded a version of an Achievement."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    achievement = models.ForeignKey("designing.Achievement", on_delete=models.PROTECT)
    version = models.ForeignKey("designing.AchievementVersion", on_delete=models.PROTECT)
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE)
    state = models.CharField(max_length=16, choices=SubmissionState.choices, default=SubmissionState.DRAFT)
    motivation = models.TextField(blank=True)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "achievement"],
                condition=models.Q(state__in=["draft", "submitted", "returned"]),
                name="submission_one_open",
            ),
        )
        indexes = (
            models.Index(fields=["organisation", "state", "submitted_at", "id"], name="submission_queue"),
            models.Index(fields=["person", "-created_at"], name="submission_person"),
        )

    def __str__(self) -> str:
        return str(self.id)


class SubmittedEvidence(models.Model):
    """One piece of evidence, kept with the digest of its bytes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE)
    name = models.CharField(max_length=200)
    url = models.URLField(max_length=2000, blank=True)
    text = models.TextField(blank=True)
    file = models.FileField(upload_to="evidence", blank=True)
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Mark(models.Model):
    """What one assessor found: a level for each criterion, and words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE)
    assessor = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL)
    levels = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Decision(models.Model):
    """Accepted, returned or refused, with the reason and the rule it rests on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE)
    outcome = models.CharField(max_length=16, choices=SubmissionState.choices)
    reason = models.TextField(blank=True)
    rule = models.CharField(max_length=80)
    decided_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.outcome} {self.submission_id}"
