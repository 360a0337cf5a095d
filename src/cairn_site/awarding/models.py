"""Awards and what stands around them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cairn_site.platform.ids import new_id


class AwardState(models.TextChoices):
    """Where an award is; the arrows stand in ``awarding.states``. Expiry follows from ``valid_until``."""

    SCHEDULED = "scheduled", _("Scheduled")
    AWARDED = "awarded", _("Awarded")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
    CANCELLED = "cancelled", _("Cancelled")


class ClaimState(models.TextChoices):
    """What the holder has said to it."""

    OFFERED = "offered", _("Not answered yet")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class StatusList(models.Model):
    """One published status list; ``allocated`` positions are taken, in an order that ``key`` hides.

    ``document`` is the signed list, served as it is. It is stale where ``bits`` have changed since.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    slug = models.CharField(max_length=63)
    purpose = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    key = models.BinaryField()
    allocated = models.PositiveIntegerField(default=0)
    bits = models.BinaryField()
    document = models.BinaryField(null=True)
    etag = models.CharField(max_length=32, blank=True)
    is_stale = models.BooleanField(default=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organisation", "purpose", "number"], name="status_list_once"),
            models.UniqueConstraint(fields=["slug", "purpose", "number"], name="status_list_address"),
        )
        indexes = (
            models.Index(fields=["is_stale"], condition=models.Q(is_stale=True), name="status_list_stale"),
        )

    def __str__(self) -> str:
        return f"{self.slug} {self.purpose} {self.number}"


class BatchState(models.TextChoices):
    """Where a table is on its way to awards; the arrows stand in ``awarding.states``."""

    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")


class Batch(models.Model):
    """Many awards from one table, made by a job.

    ``seed`` decides the identifiers and salts of its rows, ``places`` the ranges of the status lists that
    were set aside when it was confirmed. ``findings`` is what the last check found.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    achievement = models.ForeignKey("designing.Achievement", on_delete=models.PROTECT)
    version = models.ForeignKey("designing.AchievementVersion", on_delete=models.PROTECT)
    state = models.CharField(max_length=16, choices=BatchState.choices, default=BatchState.CHECKING)
    table = models.FileField(upload_to="tables")
    table_sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    seed = models.BinaryField()
    row_count = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=dict)
    places = models.JSONField(default=dict)
    skips_bad_rows = models.BooleanField(default=False)
    sends_mail = models.BooleanField(default=True)
    job_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["organisation", "-created_at", "-id"], name="batch_organisation"),)

    def __str__(self) -> str:
        return self.file_name


class Award(models.Model):
    """The decision to award, the signed document, and how it came about.

    ``id`` is the UUID in the credential's address. ``document`` is the signed JSON text, served as it is.
    ``name_key`` and ``family_key`` are the name and its last word as they are searched for.
    ``content`` is what a scheduled award will say; it is empty once the award is made.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", db_index=False, on_delete=models.CASCADE)
    achievement = models.ForeignKey("designing.Achievement", db_index=False, on_delete=models.PROTECT)
    version = models.ForeignKey("designing.AchievementVersion", on_delete=models.PROTECT)
    batch = models.ForeignKey(Batch, null=True, db_index=False, on_delete=models.SET_NULL)
    claim_link = models.ForeignKey("ClaimLink", null=True, db_index=False, on_delete=models.SET_NULL)
    person = models.ForeignKey("accounts.Person", null=True, db_index=False, on_delete=models.SET_NULL)
    name = models.CharField(max_length=500)
    name_key = models.CharField(max_length=500, blank=True)
    family_key = models.CharField(max_length=500, blank=True)
    address = models.CharField(max_length=254, blank=True)
    state = models.CharField(max_length=16, choices=AwardState.choices, default=AwardState.AWARDED)
    claim = models.CharField(max_length=16, choices=ClaimState.choices, default=ClaimState.OFFERED)
    is_public = models.BooleanField(default=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    awarded_at = models.DateTimeField()
    revocation_list = models.ForeignKey(
        StatusList, null=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    revocation_index = models.PositiveIntegerField(null=True)
    suspension_list = models.ForeignKey(
        StatusList, null=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    suspension_index = models.PositiveIntegerField(null=True)
    supersedes = models.ForeignKey("self", null=True, db_index=False, on_delete=models.SET_NULL)
    document = models.BinaryField(null=True)
    etag = models.CharField(max_length=32, blank=True)
    content = models.JSONField(default=dict)
    provenance = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["claim_link", "person"],
                condition=models.Q(claim_link__isnull=False),
                name="award_once_per_link",
            ),
        )
        indexes = (
            models.Index(fields=["organisation", "-awarded_at", "-id"], name="award_organisation"),
            models.Index(fields=["organisation", "state", "-awarded_at", "-id"], name="award_org_state"),
            models.Index(fields=["achievement", "-awarded_at", "-id"], name="award_achievement"),
            models.Index(fields=["achievement", "state", "-awarded_at", "-id"], name="award_ach_state"),
            models.Index(fields=["organisation", "name_key"], name="award_name"),
            models.Index(fields=["organisation", "family_key"], name="award_family"),
            models.Index(fields=["address", "organisation"], name="award_address"),
            models.Index(fields=["person"], condition=models.Q(person__isnull=False), name="award_person"),
            models.Index(fields=["batch", "id"], condition=models.Q(batch__isnull=False), name="award_batch"),
            models.Index(
                fields=["supersedes"], condition=models.Q(supersedes__isnull=False), name="award_supersedes"
            ),
            models.Index(
                fields=["organisation", "valid_until", "id"],
                condition=models.Q(state="awarded", valid_until__isnull=False),
                name="award_expiry_list",
            ),
            models.Index(
                fields=["achievement", "valid_until", "id"],
                condition=models.Q(state="awarded", valid_until__isnull=False),
                name="award_expiry_achievement",
            ),
            models.Index(
                fields=["valid_until", "id"],
                condition=models.Q(state="awarded", valid_until__isnull=False),
                name="award_expiry",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class StatusChange(models.Model):
    """One change of an award's state, with its reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    award = models.ForeignKey(Award, on_delete=models.CASCADE)
    before = models.CharField(max_length=16, choices=AwardState.choices)
    after = models.CharField(max_length=16, choices=AwardState.choices)
    reason = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.award_id}: {self.before} to {self.after}"


class ClaimLink(models.Model):
    """A link or QR code by which people claim an award themselves, within dates and a limit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    achievement = models.ForeignKey("designing.Achievement", on_delete=models.PROTECT)
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

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(limit=None) | models.Q(used__lte=models.F("limit")),
                name="claim_link_limit",
            ),
        )

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


class MonthCount(models.Model):
    """How many awards of an Achievement were issued, accepted, revoked or expire in one month.

    Counted in the transaction of the change, so that pictures of a million awards cost a few rows.
    """

    organisation = models.ForeignKey("organisations.Organisation", db_index=False, on_delete=models.CASCADE)
    achievement = models.ForeignKey("designing.Achievement", on_delete=models.CASCADE)
    month = models.DateField()
    kind = models.CharField(max_length=16)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "month", "kind", "achievement"], name="month_count_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind}: {self.count}"


class Branding(models.Model):
    """How what an organisation sends and prints looks: its colour, and its certificate.

    ``texts`` are the words on the certificate by language, ``hidden`` what it does not show.
    """

    organisation = models.OneToOneField(
        "organisations.Organisation", primary_key=True, on_delete=models.CASCADE
    )
    accent = models.CharField(max_length=7)
    layout = models.CharField(max_length=16)
    signatory_name = models.CharField(max_length=100, blank=True)
    signatory_title = models.CharField(max_length=100, blank=True)
    hidden = models.JSONField(default=list)
    texts = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.organisation_id)


class LetterText(models.Model):
    """The words of one kind of mail in one language, where an organisation has its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    kind = models.CharField(max_length=16)
    language = models.CharField(max_length=16)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organisation", "kind", "language"], name="letter_text_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind} {self.language}"


class ProgrammeState(models.TextChoices):
    """Where a programme from elsewhere is on its way; the arrows stand in ``awarding.migrating.states``."""

    READING = "reading", _("Being read")
    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")


class Programme(models.Model):
    """A running programme brought from another platform: an export, its plan, and the job for it.

    All programmes of an organisation have one ``seed``, from which and from where an award stood before its
    identifier follows, so that nothing is brought twice. ``plan`` is what was read, ``places`` the ranges of
    the status lists that were set aside.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    state = models.CharField(max_length=16, choices=ProgrammeState.choices, default=ProgrammeState.READING)
    file = models.FileField(upload_to="programmes")
    file_sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    language = models.CharField(max_length=16)
    seed = models.BinaryField()
    plan = models.JSONField(default=dict)
    places = models.JSONField(default=dict)
    sends_mail = models.BooleanField(default=False)
    job_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["organisation", "-created_at", "-id"], name="programme_organisation"),
        )

    def __str__(self) -> str:
        return self.file_name


class ItemKind(models.TextChoices):
    """What a part of a programme becomes."""

    ACHIEVEMENT = "achievement", _("Achievement")
    AWARD = "award", _("Award")


class ProgrammeItem(models.Model):
    """One part of a programme: what is to be made of it, the original, and what was made.

    ``source`` is its identifier where it comes from, ``place`` the file and the pointer in it. ``made`` is
    the version of the Achievement, or the award.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, db_index=False, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=ItemKind.choices)
    source = models.CharField(max_length=1000)
    place = models.CharField(max_length=1000)
    address = models.CharField(max_length=254, blank=True)
    content = models.JSONField()
    original = models.BinaryField(null=True)
    picture = models.BinaryField(null=True)
    made = models.UUIDField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["programme", "number"], name="programme_item_once"),)
        indexes = (
            models.Index(fields=["address"], condition=~models.Q(address=""), name="programme_item_address"),
            models.Index(fields=["made"], condition=models.Q(made__isnull=False), name="programme_item_made"),
        )

    def __str__(self) -> str:
        return self.source
