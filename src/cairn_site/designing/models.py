"""Achievements and their versions."""

from __future__ import annotations

from django.db import models

from cairn_site.platform.ids import new_id


class BadgeImage(models.Model):
    """A picture for a badge: drawn from ``drawing``, or uploaded; ``png`` is rendered once and stays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    drawing = models.JSONField(null=True)
    svg = models.TextField(blank=True)
    png = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organisation", "sha256"], name="badge_image_once"),)

    def __str__(self) -> str:
        return str(self.id)


class Achievement(models.Model):
    """What can be achieved, through all its versions.

    ``name``, ``is_published`` and ``edited_at`` are those of its newest version, kept here so that lists and
    searches read one table; ``words`` is the name folded for search.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE)
    unit = models.ForeignKey("organisations.Unit", null=True, on_delete=models.SET_NULL)
    name = models.CharField(max_length=300, blank=True)
    words = models.CharField(max_length=600, blank=True)
    is_published = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL)
    edited_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["organisation", "archived_at", "-edited_at", "-id"], name="achievement_list"
            ),
            models.Index(fields=["organisation", "words"], name="achievement_words"),
        )

    def __str__(self) -> str:
        return self.name or str(self.id)


class VersionState(models.TextChoices):
    """A draft can be changed; a withdrawn version stands for its holders but is not awarded any more."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class AchievementVersion(models.Model):
    """One version of an Achievement; its ``id`` stands in the address ``/achievements/{id}``.

    ``content`` is what was filled in (``designing.content``), ``document`` the bytes of the Achievement as
    Open Badges 3.0 has it, made when the version was published, ``translations`` those in other languages.
    After the first award (``frozen_at``) nothing changes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=VersionState.choices, default=VersionState.DRAFT)
    content = models.JSONField(default=dict)
    name = models.CharField(max_length=300, blank=True)
    image = models.ForeignKey(BadgeImage, null=True, on_delete=models.PROTECT)
    document = models.BinaryField(null=True)
    translations = models.JSONField(default=dict)
    change_note = models.CharField(max_length=500, blank=True)
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
