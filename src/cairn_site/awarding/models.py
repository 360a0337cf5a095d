"""Awards and what stands around them."""

from __future__ import annotations

from django.db import models

from cairn_site.platform.ids import new_id


class AwardState(models.TextChoices):
    """Where an award is; the arrows stand in ``awarding.states``. Expiry follows from ``valid_until``."""

    SCHEDULED = "scheduled"
    AWARDED = "awarded"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    CANCELLED = "cancelled"


class ClaimState(models.TextChoices):
    """What the holder has said to it."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class StatusList(models.Model):
    """One published status list; ``allocated`` positions are taken, in an order that ``key`` hides."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    purpose = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    key = models.BinaryField()
    allocated = models.PositiveIntegerField(default=0)
    bits = models.BinaryField()
    document = models.BinaryField(null=True)
    is_stale = models.BooleanField(default=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organisation", "purpose", "number"], name="status_list_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.purpose} {self.number}"


class Batch(models.Model):
    """Many awards from one table, made by a job."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    version = models.ForeignKey("designing.AchievementVersion", on_delete=models.PROTECT)
    table = models.FileField(upload_to="tables")
    file_name = models.CharField(max_length=200)
    seed = models.BinaryField()
    row_count = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=dict)
    job_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL)
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.file_name


class Award(models.Model):
    """The decision to award, the signed document, and how it came about.

    ``id`` is the UUID in the credential's address. ``document`` is the signed JSON text, served as it is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    version = models.ForeignKey("designing.AchievementVersion", on_delete=models.PROTECT)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.SET_NULL)
    person = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=254, blank=True)
    state = models.CharField(max_length=16, choices=AwardState.choices, default=AwardState.AWARDED)
    claim = models.CharField(max_length=16, choices=ClaimState.choices, default=ClaimState.OFFERED)
    is_public = models.BooleanField(default=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    awarded_at = models.DateTimeField()
    revocation_list = models.ForeignKey(StatusList, null=True, on_delete=models.PROTECT, related_name="+")
    revocation_index = models.PositiveIntegerField(null=True)
    suspension_list = models.ForeignKey(StatusList, null=True, on_delete=models.PROTECT, related_name="+")
    suspension_index = models.PositiveIntegerField(null=True)
    supersedes = models.ForeignKey("self", null=True, on_delete=models.SET_NULL)
    document = models.BinaryField(null=True)
    etag = models.CharField(max_length=32, blank=True)
    provenance = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=["organisation", "-awarded_at", "-id"], name="award_organisation"),
            models.Index(fields=["version", "-awarded_at"], name="award_version"),
            models.Index(fields=["address"], name="award_address"),
            models.Index(fields=["person"], name="award_person"),
            models.Index(fields=["valid_until"], condition=models.Q(state="awarded"), name="award_expiry"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class StatusChange(models.Model):
    """One change of an award's state, with its reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    award = models.ForeignKey(Award, on_delete=models.CASCADE)
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    reason = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.award_id}: {self.before} to {self.after}"


class ClaimLink(models.Model):
    """A link or QR code by which people claim an award themselves, within dates and a limit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    version = models.ForeignKey("designing.AchievementVersion", on_delete=models.PROTECT)
    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    limit = models.PositiveIntegerField(null=True)
    used = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class Reminder(models.Model):
    """That a holder was reminded of an expiry so many days before."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE)
    days = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["award", "days"], name="reminder_once"),)

    def __str__(self) -> str:
        return f"{self.award_id} {self.days} days"
