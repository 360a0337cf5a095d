"""The texts that people agree to, each in versions; a new version is asked for before a person goes on.

A text stands in ``accounts/templates/accounts/texts/<name>-<version>.html``; older versions stay, so that
what somebody once agreed to can always be read. ``tests/cairn_site/accounts/test_consents.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from cairn_site.accounts.models import Consent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text that people agree to; ``versions`` are in order, the last holds."""

    name: str
    title: _StrPromise
    versions: tuple[str, ...]

    @property
    def version(self) -> str:
        """The version that holds."""
        return self.versions[-1]

    def template(self, version: str) -> str:
        """Return the template of a version."""
        return f"accounts/texts/{self.name}-{version}.html"


DOCUMENTS: Final[list[Document]] = [
    Document(name="terms", title=_("Terms of use"), versions=("2026-01",)),
    Document(name="privacy", title=_("Privacy"), versions=("2026-01",)),
]


def find_document(name: str) -> Document | None:
    """Return a document by its name."""
    return next((document for document in DOCUMENTS if document.name == name), None)


def current_versions() -> str:
    """Return one text that changes when a version does."""
    return " ".join(f"{document.name}:{document.version}" for document in DOCUMENTS)


def missing_consents(person_id: UUID) -> list[Document]:
    """Return the documents whose present version a person has not agreed to."""
    given = set(
        Consent.objects.filter(person_id=person_id, withdrawn_at=None).values_list("document", "version")
    )
    return [document for document in DOCUMENTS if (document.name, document.version) not in given]


def consents_of(person_id: UUID) -> Sequence[Consent]:
    """Return what a person agreed to, newest first."""
    return list(Consent.objects.filter(person_id=person_id).order_by("-given_at", "document"))
