"""Skill frameworks and their skills."""

from __future__ import annotations

from django.db import models

from cairn_site.platform.ids import new_id


class Framework(models.Model):
    """A list of skills with its own levels; ``organisation`` is empty for those of everybody.

    ``url`` is a path of this site, or the address of a framework from elsewhere. ``groups`` are the codes of
    its groups, in their order, each with its names by language; ``levels`` the names and descriptions of
    its levels; ``digest`` the SHA-256 of the data it was loaded from.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    url = models.CharField(max_length=300)
    organisation = models.ForeignKey("organisations.Organisation", null=True, on_delete=models.CASCADE)
    groups = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["code", "version", "organisation"], name="framework_version_once"
            ),
            # NULLs are distinct, so the frameworks of everybody need a constraint of their own.
            models.UniqueConstraint(
                fields=["code", "version"],
                condition=models.Q(organisation=None),
                name="framework_shared_version_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Skill(models.Model):
    """One skill of a framework; ``words`` are its names in all languages, folded, for search."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE)
    code = models.CharField(max_length=80)
    group = models.CharField(max_length=80)
    name = models.JSONField()
    description = models.JSONField(default=dict)
    words = models.TextField()
    is_transversal = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["framework", "code"], name="skill_code_once"),)

    def __str__(self) -> str:
        return self.code
