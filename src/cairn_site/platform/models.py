"""The tables of the platform; other apps reach them by ``audit``, ``events``, ``jobs`` and ``mail`` only."""

from __future__ import annotations

from django.db import models

from cairn_site.platform.ids import new_id


class AuditEntry(models.Model):
    """One thing that somebody did or was refused; never changed, and pruned only by the retention rule."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    target_kind = models.CharField(max_length=40)
    target_id = models.CharField(max_length=120)
    organisation_id = models.UUIDField(null=True)
    details = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["organisation_id", "-at"], name="audit_organisation"),
            models.Index(fields=["target_kind", "target_id"], name="audit_target"),
            models.Index(fields=["actor_id", "-at"], name="audit_actor"),
            models.Index(fields=["-at"], name="audit_time"),
        )

    def __str__(self) -> str:
        return (
            f"{self.at:%Y-%m-%d %H:%M} {self.actor_label} {self.action} {self.target_kind} {self.target_id}"
        )


class Event(models.Model):
    """Something that happened in one app and that others may want to know; written with the change itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    name = models.CharField(max_length=80)
    payload = models.JSONField()

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class Delivery(models.Model):
    """One event on its way to one reaction; ``delivered_at`` is set in the reaction's own transaction."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE)
    reaction = models.CharField(max_length=200)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["event", "reaction"], name="delivery_once_per_reaction"),
        )
        indexes = (
            models.Index(
                fields=["due_at"],
                condition=models.Q(delivered_at=None, given_up_at=None),
                name="delivery_pending",
            ),
            models.Index(
                fields=["-given_up_at"],
                condition=models.Q(given_up_at__isnull=False),
                name="delivery_given_up",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event_id} to {self.reaction}"


class JobState(models.TextChoices):
    """Where a job is on its way; the arrows stand in ``jobs.TRANSITIONS``."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    FAILED = "failed"
    DONE = "done"


class Job(models.Model):
    """Long work as a cursor: each step moves ``cursor`` in the same transaction as what it does."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=16, choices=JobState.choices, default=JobState.WAITING)
    arguments = models.JSONField(default=dict)
    cursor = models.JSONField(default=dict)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)
    actor = models.JSONField()
    organisation_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    stop_requested = models.BooleanField(default=False)
    error_code = models.CharField(max_length=80, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["organisation_id", "-created_at"], name="job_organisation"),
            models.Index(
                fields=["due_at"], condition=models.Q(state__in=["waiting", "running"]), name="job_unfinished"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id} ({self.state})"


class Message(models.Model):
    """One mail: written with the change that causes it, sent by the worker, kept for the outbox page."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    kind = models.CharField(max_length=60)
    is_private = models.BooleanField(default=False)
    person_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["due_at"], condition=models.Q(sent_at=None, given_up_at=None), name="mail_pending"
            ),
            models.Index(fields=["-created_at"], name="mail_time"),
            models.Index(fields=["person_id"], name="mail_person"),
        )

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"


class IdempotencyRecord(models.Model):
    """The answer that a request with an Idempotency-Key got, to be given again."""

    key = models.CharField(max_length=255)
    caller = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["caller", "key"], name="idempotency_once_per_caller"),)
        indexes = (models.Index(fields=["created_at"], name="idempotency_time"),)

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"


class RateBucket(models.Model):
    """How many requests a caller made in one window; the caller stands in the name as a digest only."""

    name = models.CharField(max_length=160, primary_key=True)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.count}"


class Installation(models.Model):
    """What holds for the whole installation, in rows of a name and a value."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return self.name
