"""Organisations, who may do what in them, and their keys."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cairn_site.platform.ids import new_id


class Right(models.TextChoices):
    """The seven rights of a member."""

    CREATE = "create", _("Create")
    READ = "read", _("Read")
    UPDATE = "update", _("Update")
    DELETE = "delete", _("Delete")
    AWARD = "award", _("Award")
    SIGN = "sign", _("Sign")
    ADMINISTRATE = "administrate", _("Administrate")


class OrganisationKind(models.TextChoices):
    """What an organisation is, for people who search."""

    UNIVERSITY = "university", _("University")
    COLLEGE = "college", _("College or school")
    BODY = "body", _("Professional or public body")
    COMPANY = "company", _("Company")
    OTHER = "other", _("Something else")


class Organisation(models.Model):
    """A provider or an employer; ``slug`` stands in signed addresses and never changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.CharField(max_length=63, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)
    description = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    country = models.CharField(max_length=2, blank=True)
    logo = models.FileField(upload_to="logos", blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL)
    verified_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)
    domain = models.CharField(max_length=253, blank=True)
    domain_due_at = models.DateTimeField(null=True)
    domain_checked_at = models.DateTimeField(null=True)
    domain_problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (
            models.Index(Lower("name"), name="organisation_name"),
            models.Index(fields=["verified_at"], name="organisation_verified"),
            models.Index(
                fields=["domain_due_at"],
                condition=models.Q(domain_due_at__isnull=False),
                name="organisation_domain_due",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of an organisation, such as a faculty."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organisation", "parent", "name"], name="unit_name_once"),
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=models.Q(parent=None), name="unit_top_name_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person in an organisation, or in one unit of it and those below, with their rights."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT)
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE)
    can_create = models.BooleanField(default=False)
    can_read = models.BooleanField(default=True)
    can_update = models.BooleanField(default=False)
    can_delete = models.BooleanField(default=False)
    can_award = models.BooleanField(default=False)
    can_sign = models.BooleanField(default=False)
    can_administrate = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organisation", "person"], name="member_once"),)
        indexes = (models.Index(fields=["organisation", "joined_at", "id"], name="member_joined"),)

    def __str__(self) -> str:
        return f"{self.person_id} in {self.organisation_id}"

    @property
    def rights(self) -> frozenset[Right]:
        """The rights the member has."""
        return frozenset(right for right in Right if getattr(self, f"can_{right.value}"))


class Invitation(models.Model):
    """An invitation to become a member, by a link that is kept as a digest only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE)
    address = models.EmailField(max_length=254)
    rights = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "address"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_one_open",
            ),
        )
        indexes = (models.Index(fields=["address"], name="invitation_address"),)

    def __str__(self) -> str:
        return f"{self.address} to {self.organisation_id}"


class IssuerRecord(models.Model):
    """What an organisation publishes as an issuer: bytes rendered when they change, served as they are.

    ``signed_at`` is the latest moment that anything was signed at; no key ends before it.
    """

    organisation = models.OneToOneField(Organisation, primary_key=True, on_delete=models.CASCADE)
    did = models.CharField(max_length=300, unique=True)
    key_history = models.BinaryField()
    did_document = models.BinaryField()
    profile = models.BinaryField()
    changed_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.did


class KeyState(models.TextChoices):
    """Where a key is in its life."""

    IN_USE = "in_use", _("In use")
    RETIRED = "retired", _("Retired")
    COMPROMISED = "compromised", _("Compromised")


class IssuerKey(models.Model):
    """A key in custody; the secret is wrapped and opened only to sign."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    method_id = models.CharField(max_length=400, unique=True)
    public_multikey = models.CharField(max_length=120)
    algorithm = models.CharField(max_length=20)
    wrapped_secret = models.BinaryField()
    state = models.CharField(max_length=16, choices=KeyState.choices, default=KeyState.IN_USE)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(state="in_use"), name="issuer_key_one_in_use"
            ),
        )

    def __str__(self) -> str:
        return self.method_id


class ApiToken(models.Model):
    """A token for programs of an organisation, kept as a digest only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    name = models.CharField(max_length=100)
    start = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL)
    used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["organisation", "-created_at"], name="api_token_organisation"),)

    def __str__(self) -> str:
        return self.name
