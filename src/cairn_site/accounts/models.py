"""People and what they agreed to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from cairn_site.platform.ids import new_id


class PersonManager(BaseUserManager["Person"]):
    """Makes people; an address is kept in small letters."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:  # noqa: ANN401
        """Make a person with a password, or without one."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account. A person is not an address: they may have several."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    erasure_due_at = models.DateTimeField(null=True, db_index=True)
    erased_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        """At most two letters that stand for the person."""
        words = (self.name or self.email).replace("@", " ").split()
        return "".join(word[0] for word in words[:2]).upper()


class Consent(models.Model):
    """That a person agreed to one version of a text, or took it back."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    document = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "document", "version"], name="consent_once"),
        )

    def __str__(self) -> str:
        return f"{self.document} {self.version} by {self.person_id}"


class Notice(models.Model):
    """One line in a person's notice centre."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=60)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["person", "-created_at"], name="notice_person"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notice_unread"),
        )

    def __str__(self) -> str:
        return self.text


class NoticePreference(models.Model):
    """Whether a person wants notices of a kind on the page and by mail; what is not said is wanted."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=60)
    on_page = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "kind"], name="notice_preference_once"),)

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"


class DataExport(models.Model):
    """A copy of everything that is kept of a person, made by a job when they ask for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)
    path = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=["person", "-asked_at"], name="data_export_person"),)

    def __str__(self) -> str:
        return f"everything of {self.person_id}"
