"""Achievements and their versions."""

from __future__ import annotations

from django.db import models

from cairn_site.platform.ids import new_id


class BadgeImage(models.Model):
    """A picture for a badge: drawn from ``drawing``, or uploaded; ``png`` is rendered once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    drawing = models.JSONField(null=True)
    svg = models.TextField(blank=True)
    png = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Achievement(models.Model):
    """What can be achieved, through all its versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    unit = models.ForeignKey("organisations.Unit", null=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["organisation", "archived_at", "-created_at"], name="achievement_list"),
        )

    def __str__(self) -> str:
        return str(self.id)


class VersionState(models.TextChoices):
    """A draft can be changed; what is published cannot, once somebody has it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class AchievementVersion(models.Model):
    """One version of an Achievement; its ``id`` stands in the address ``/achievements/{id}``.

    ``content`` is what was filled in (``designing.content``), ``document`` the Achievement as Open Badges 3.0
    has it, made when the version was published. After the first award (``frozen_at``) nothing changes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=VersionState.choices, default=VersionState.DRAFT)
    content = models.JSONField(default=dict)
    name = models.CharField(max_length=300, blank=True)
    image = models.ForeignKey(BadgeImage, null=True, on_delete=models.PROTECT)
    document = models.BinaryField(null=True)
    edited_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["achievement", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["achievement"], condition=models.Q(state="draft"), name="version_one_draft"
            ),
        )
        indexes = (models.Index(fields=["state", "-published_at"], name="version_published"),)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
