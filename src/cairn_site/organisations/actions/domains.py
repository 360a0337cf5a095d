"""Showing that a web domain is the organisation's own: a file there names the organisation's DID.

At ``https://{domain}/.well-known/cairn.txt`` one line is the DID. Only whoever controls the domain can put it
there, so no secret is needed. The file is looked at when asked for, and then each week.
``tests/cairn_site/organisations/actions/test_domains.py`` proves it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from cairn.errors import CairnError, DocumentError, UnavailableError, UsageError
from cairn_site.organisations.issuer_documents import did_of
from cairn_site.organisations.models import Organisation, Right
from cairn_site.organisations.permissions import require
from cairn_site.platform import audit
from cairn_site.platform.actors import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cairn_site.platform.actors import Actor

AGAIN: Final = timedelta(days=7)
AFTER_FAILURE: Final = timedelta(days=1)
_LABEL: Final = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN: Final = re.compile(rf"(?=.{{4,253}}$)(?:{_LABEL}\.)+(?![0-9]+$){_LABEL}")


def set_domain(*, actor: Actor, organisation: Organisation, domain: str, now: datetime) -> None:
    """Name the domain of an organisation, or none, and have it checked.

    Raises ``UsageError("access.*")``, ``DocumentError("domain.malformed")``.
    """
    domain = domain.strip().lower().rstrip(".")
    if domain and _DOMAIN.fullmatch(domain) is None:
        raise DocumentError(
            "domain.malformed",
            "This is no domain name.",
            where="domain",
            mend="Write it like northside.example, without https:// and without a path.",
        )
    with transaction.atomic():
        held = _hold(actor, organisation)
        held.domain = domain
        held.domain_checked_at, held.domain_problem = None, ""
        held.domain_due_at = now if domain else None
        _save(held)
        _record(actor, "domain.set", held, now=now, domain=domain)


def ask_for_check(*, actor: Actor, organisation: Organisation, now: datetime) -> None:
    """Have the domain looked at now; raises ``UsageError("domain.missing")`` where none is named."""
    with transaction.atomic():
        held = _hold(actor, organisation)
        if not held.domain:
            raise UsageError("domain.missing", "No domain is named.", where=held.slug)
        held.domain_due_at = now
        _save(held)


def check_due_domains(*, now: datetime, fetch: Callable[[str], bytes], limit: int = 3) -> int:
    """Look at the domains that are due and return how many; outside a transaction, since it may take long."""
    due = Organisation.objects.filter(domain_due_at__lte=now).order_by("domain_due_at")
    found = list(due[:limit])
    for organisation in found:
        try:
            find_did(fetch(file_url(organisation.domain)), did=did_of(organisation.slug))
        except CairnError as error:
            _keep(organisation, error, now=now)
        else:
            _keep(organisation, None, now=now)
    return len(found)


def file_url(domain: str) -> str:
    """Return the address of the file that names the DID."""
    return f"https://{domain}/.well-known/cairn.txt"


def find_did(data: bytes, *, did: str) -> None:
    """Return if one line of a file is ``did``; raises ``DocumentError("domain.not_named")``."""
    lines = data[:65536].decode("utf-8", errors="replace").splitlines()
    if did not in {line.strip() for line in lines}:
        raise DocumentError(
            "domain.not_named", "The file is there, but none of its lines is the DID of the organisation."
        )


def _keep(organisation: Organisation, error: CairnError | None, *, now: datetime) -> None:
    with transaction.atomic():
        held = Organisation.objects.select_for_update().get(id=organisation.id)
        if held.domain != organisation.domain:
            return
        was_checked = held.domain_checked_at is not None
        if error is None:
            held.domain_checked_at, held.domain_problem = now, ""
            held.domain_due_at = now + AGAIN
        else:
            held.domain_problem = f"{error.message} ({error.code})"[:300]
            if not isinstance(error, UnavailableError):
                held.domain_checked_at = None
            # One that was never shown is looked at again when somebody asks; a known one each day.
            held.domain_due_at = now + AFTER_FAILURE if was_checked else None
        _save(held)
        _record(
            SYSTEM,
            "domain.checked" if error is None else "domain.failed",
            held,
            now=now,
            domain=held.domain,
            **({} if error is None else {"code": error.code}),
        )


def _hold(actor: Actor, organisation: Organisation) -> Organisation:
    held = Organisation.objects.select_for_update().get(id=organisation.id)
    require(actor, held, Right.ADMINISTRATE)
    return held


def _save(organisation: Organisation) -> None:
    organisation.save(update_fields=["domain", "domain_due_at", "domain_checked_at", "domain_problem"])


def _record(
    actor: Actor, action: str, organisation: Organisation, *, now: datetime, **details: object
) -> None:
    audit.record(
        actor=actor,
        action=action,
        target=("organisation", organisation.id),
        organisation_id=organisation.id,
        details=details,
        now=now,
    )
