"""The API of awards: award one or a table, list, read, revoke, suspend, reinstate.

``tests/cairn_site/awarding/test_api.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpResponse  # noqa: TC002 - as above
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile  # noqa: TC002 - as above

from cairn.canonical import strict_json, timestamps
from cairn.errors import DocumentError, UsageError
from cairn.issuer import LearnerRow
from cairn.issuer import cells as check
from cairn.issuer.result_cells import read_result_rules
from cairn_site.awarding import achievements, actions, queries, tables
from cairn_site.awarding.permits import require_reading
from cairn_site.awarding.schemas import (
    AwardIn,
    AwardOut,
    AwardsOut,
    BatchIn,
    BatchOut,
    ConfirmIn,
    ListIn,
    ReasonIn,
)
from cairn_site.awarding.statements import EvidenceItem, Statement, credential_url
from cairn_site.organisations.permissions import access_organisation, not_found
from cairn_site.platform import clock, jobs
from cairn_site.platform.api import Problem, authenticate, idempotently

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest

    from cairn_site.awarding.models import Award, Batch
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor


def authenticate_within(request: HttpRequest) -> Actor | None:
    """Return who asks, if they may see what the address names; before a body is looked at.

    So a request for what is foreign or missing is answered alike, whatever it carries.
    """
    actor = authenticate(request)
    if actor is None or request.resolver_match is None:
        return None
    named = request.resolver_match.kwargs
    organisation = access_organisation(actor, str(named["slug"]))
    for name, access in (("award_id", queries.access_award), ("batch_id", queries.access_batch)):
        if name in named:
            access(organisation, _identifier(named[name]))
    return actor


router = Router(tags=["awards"], auth=authenticate_within)
_PROBLEMS: Final[dict[Any, Any]] = {
    401: Problem,
    403: Problem,
    404: Problem,
    409: Problem,
    422: Problem,
}


@router.post(
    "/{slug}/awards", response={201: AwardOut, 202: AwardOut, **_PROBLEMS}, summary="Award one person"
)
def award_one(request: HttpRequest, slug: str, body: AwardIn) -> HttpResponse:
    """Award one person now, or at ``due_at``; send an Idempotency-Key to be safe to repeat."""
    actor, organisation = _enter(request, slug)
    now = clock.now()

    def perform() -> tuple[int, dict[str, Any]]:
        version = achievements.awardable(actor, organisation, body.achievement)
        given: dict[str, Any] = {
            "actor": actor,
            "organisation": organisation,
            "version_id": version.id,
            "statement": _statement(body, version),
            "reason": body.reason,
            "now": now,
        }
        if body.due_at is not None:
            return 202, _award(actions.schedule_award(**given, due_at=body.due_at))
        return 201, _award(actions.award(**given, sends_mail=body.send_mail), is_full=True)

    return idempotently(request, actor=actor, perform=perform)


@router.get("/{slug}/awards", response={200: AwardsOut, **_PROBLEMS}, summary="List awards")
def list_awards(request: HttpRequest, slug: str, wanted: Query[ListIn]) -> dict[str, Any]:
    """Return awards, newest first, or those that expire soonest where ``expiring_days`` is given."""
    _, organisation = _enter(request, slug, is_reading=True)
    page = queries.award_page(
        organisation.id,
        queries.Filters(
            search=wanted.search,
            state=wanted.state,
            achievement_id=wanted.achievement,
            since=wanted.since,
            until=wanted.until,
            expiring_days=wanted.expiring_days,
        ),
        after=wanted.after,
        limit=wanted.limit,
        now=clock.now(),
    )
    return {"items": [_award(award) for award in page.awards], "next": page.after or None}


@router.get("/{slug}/awards/{award_id}", response={200: AwardOut, **_PROBLEMS}, summary="One award")
def read_award(request: HttpRequest, slug: str, award_id: UUID) -> dict[str, Any]:
    """Return an award with its provenance and its signed credential."""
    _, organisation = _enter(request, slug, is_reading=True)
    return _award(queries.access_award(organisation, award_id), is_full=True)


@router.post("/{slug}/awards/{award_id}/revoke", response={200: AwardOut, **_PROBLEMS}, summary="Revoke")
def revoke(request: HttpRequest, slug: str, *, award_id: UUID, body: ReasonIn) -> HttpResponse:
    """Revoke an award for good."""
    return _change(request, slug, award_id, body, actions.revoke_award)


@router.post("/{slug}/awards/{award_id}/suspend", response={200: AwardOut, **_PROBLEMS}, summary="Suspend")
def suspend(request: HttpRequest, slug: str, *, award_id: UUID, body: ReasonIn) -> HttpResponse:
    """Suspend an award that can be suspended."""
    return _change(request, slug, award_id, body, actions.suspend_award)


@router.post(
    "/{slug}/awards/{award_id}/reinstate", response={200: AwardOut, **_PROBLEMS}, summary="Reinstate"
)
def reinstate(request: HttpRequest, slug: str, *, award_id: UUID, body: ReasonIn) -> HttpResponse:
    """Let a suspended award be valid again."""
    return _change(request, slug, award_id, body, actions.reinstate_award)


@router.post(
    "/{slug}/tables", response={202: BatchOut, **_PROBLEMS}, summary="Award the rows of a table (CSV)"
)
def upload_table(
    request: HttpRequest, slug: str, *, form: Form[BatchIn], table: File[UploadedFile]
) -> HttpResponse:
    """Check a table and, with ``confirm``, award its rows by a job; ask for the table again to see how far.

    A table of more than 128 KiB is checked by a job, and confirmed by a request of its own.
    """
    actor, organisation = _enter(request, slug)

    def perform() -> tuple[int, dict[str, Any]]:
        version = achievements.awardable(actor, organisation, form.achievement)
        batch = actions.upload_table(
            actor=actor,
            organisation=organisation,
            version_id=version.id,
            file_name=table.name or "table.csv",
            data=table.read(tables.MAX_BYTES + 1),
            now=clock.now(),
        )
        if form.confirm and batch.findings:
            batch = _confirm(actor, organisation, batch.id, form)
        return 202, _batch(batch)

    return idempotently(request, actor=actor, perform=perform)


@router.get("/{slug}/tables/{batch_id}", response={200: BatchOut, **_PROBLEMS}, summary="One table")
def read_table(request: HttpRequest, slug: str, batch_id: UUID) -> dict[str, Any]:
    """Return what was found in a table, and how far its job is."""
    _, organisation = _enter(request, slug, is_reading=True)
    return _batch(queries.access_batch(organisation, batch_id))


@router.post(
    "/{slug}/tables/{batch_id}/confirm",
    response={202: BatchOut, **_PROBLEMS},
    summary="Award a checked table",
)
def confirm_table(request: HttpRequest, slug: str, *, batch_id: UUID, body: ConfirmIn) -> HttpResponse:
    """Award every good row of a checked table."""
    actor, organisation = _enter(request, slug)
    return idempotently(
        request,
        actor=actor,
        perform=lambda: (
            202,
            _batch(_confirm(actor, organisation, batch_id, body)),
        ),
    )


def _enter(request: HttpRequest, slug: str, *, is_reading: bool = False) -> tuple[Actor, Organisation]:
    actor: Actor = request.auth  # type: ignore[attr-defined]
    organisation = access_organisation(actor, slug)
    if is_reading:
        require_reading(actor, organisation)
    return actor, organisation


def _identifier(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise not_found() from None


def _change(
    request: HttpRequest, slug: str, award_id: UUID, body: ReasonIn, action: Callable[..., Award]
) -> HttpResponse:
    actor, organisation = _enter(request, slug)
    now = clock.now()
    return idempotently(
        request,
        actor=actor,
        perform=lambda: (
            200,
            _award(
                action(actor=actor, organisation=organisation, award_id=award_id, reason=body.reason, now=now)
            ),
        ),
    )


def _confirm(actor: Actor, organisation: Organisation, batch_id: UUID, wanted: ConfirmIn) -> Batch:
    return actions.confirm_batch(
        actor=actor,
        organisation=organisation,
        batch_id=batch_id,
        skips_bad_rows=wanted.skip_bad_rows,
        sends_mail=wanted.send_mail,
        now=clock.now(),
    )


def _statement(body: AwardIn, version: achievements.AwardableVersion) -> Statement:
    if not (body.email or body.id):
        raise UsageError(
            "award.no_holder", "Nobody is named.", where="/email", mend="Give an e-mail address or a DID."
        )
    rules = {rule.id: rule for rule in read_result_rules(version.document)}
    by_name = {rule.name: rule for rule in rules.values()}
    results = []
    for place, given in enumerate(body.results):
        rule = rules.get(given.result) or by_name.get(given.result)
        if rule is None:
            raise DocumentError(
                "table.unknown_result",
                "The Achievement describes no result of this name.",
                where=f"/results/{place}/result",
            )
        results.append(_at(f"/results/{place}/value", rule.check, given.value))
    return Statement(
        row=LearnerRow(
            name=check.compose_accents(body.name.strip()),
            email=_at("/email", check.check_email, body.email) if body.email else "",
            id=_at("/id", check.check_subject_id, body.id) if body.id else "",
            narrative=check.compose_accents(body.narrative),
            valid_from="" if body.valid_from is None else _format("/valid_from", body.valid_from),
            valid_until="" if body.valid_until is None else _format("/valid_until", body.valid_until),
            credits_earned=body.credits_earned,
            results=tuple(results),
        ),
        evidence=tuple(
            EvidenceItem(
                name=one.name,
                url=_at(f"/evidence/{place}/url", check.check_url, one.url) if one.url else "",
                narrative=one.narrative,
            )
            for place, one in enumerate(body.evidence)
        ),
    )


def _at(where: str, read: Callable[[str], Any], text: str) -> Any:  # noqa: ANN401
    try:
        return read(text)
    except DocumentError as error:
        raise error.at(where) from None


def _format(where: str, moment: datetime) -> str:
    try:
        return timestamps.format(moment)
    except UsageError as error:
        raise DocumentError(error.code, error.message, where=where, mend="Write Z or an offset.") from None


def _award(award: Award, *, is_full: bool = False) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": award.id,
        "url": credential_url(award.id),
        "achievement": award.achievement_id,
        "version": award.version_id,
        "name": award.name,
        "email": award.address,
        "state": award.state,
        "claim": award.claim,
        "awarded_at": award.awarded_at,
        "valid_from": award.valid_from,
        "valid_until": award.valid_until,
        "supersedes": award.supersedes_id,
        "batch": award.batch_id,
    }
    if is_full:
        shown["provenance"] = award.provenance
        shown["credential"] = strict_json.parse_object(bytes(award.document)) if award.document else None
    return shown


def _batch(batch: Batch) -> dict[str, Any]:
    job = None if batch.job_id is None else jobs.find(batch.job_id, organisation_id=batch.organisation_id)
    return {
        "id": batch.id,
        "state": batch.state,
        "file_name": batch.file_name,
        "rows": batch.findings.get("rows", 0),
        "bad_rows": batch.findings.get("bad_rows", 0),
        "problems": batch.findings.get("problems", []),
        "job": None if job is None else job.state,
        "done": 0 if job is None else job.done,
        "total": None if job is None else job.total,
    }
