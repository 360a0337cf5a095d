"""A table from upload to awards: template, preview of every bad row, mending, confirming, progress.

``tests/cairn_site/awarding/views/test_batches.py`` proves it.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import DocumentError, UsageError
from cairn.issuer import RowProblem, format_template_csv
from cairn_site.awarding import achievements, actions, mending, queries, tables
from cairn_site.awarding.forms import ConfirmForm, UploadForm
from cairn_site.awarding.models import Batch, BatchState
from cairn_site.awarding.views.errors import add_error
from cairn_site.awarding.views.holders import progress_of
from cairn_site.organisations.frame import enter
from cairn_site.organisations.issuer_documents import build_issuer
from cairn_site.organisations.permissions import Right
from cairn_site.platform import clock, jobs
from cairn_site.platform.saying import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from cairn_site.awarding.achievements import AwardableVersion
    from cairn_site.organisations.frame import Frame

PAGE: Final = 25


@require_GET
@login_required
def batches(request: HttpRequest, slug: str) -> HttpResponse:
    """List the tables that were uploaded."""
    frame = enter(request, slug, Right.READ)
    page = Paginator(queries.batches_of(frame.organisation.id), PAGE).get_page(request.GET.get("page"))
    names = achievements.names({batch.achievement_id for batch in page})
    rows = [{"batch": batch, "achievement": names.get(batch.achievement_id, "")} for batch in page]
    return frame.render("awarding/batches.html", {"page": page, "rows": rows})


@require_GET
@login_required
def template(request: HttpRequest, slug: str, version_id: UUID) -> HttpResponse:
    """Give a table to begin with, whose columns suit the Achievement."""
    frame = enter(request, slug, Right.READ)
    version = achievements.find_version(frame.organisation, version_id)
    response = HttpResponse(
        format_template_csv(version.document).encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="awards-{version.id}.csv"'
    return response


@require_http_methods(["GET", "POST"])
@login_required
def upload(request: HttpRequest, slug: str, version_id: UUID) -> HttpResponse:
    """Take a table and check it."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    version = achievements.find_version(frame.organisation, version_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["table"]
        try:
            batch = actions.upload_table(
                actor=frame.actor,
                organisation=frame.organisation,
                version_id=version.id,
                file_name=file.name,
                data=_read(file),
                now=clock.now(),
            )
        except (DocumentError, UsageError) as error:
            if error.code.startswith("access."):
                raise
            add_error(form, error)
        else:
            return redirect("awarding:batch", slug, batch.id)
    return frame.render(
        "awarding/upload.html",
        {"version": version, "form": form},
        status=422 if form.errors else 200,
    )


@require_GET
@login_required
def batch(request: HttpRequest, slug: str, batch_id: UUID) -> HttpResponse:
    """Show where a table is: what was found in it, or how far awarding is."""
    frame = enter(request, slug, Right.READ)
    found = queries.access_batch(frame.organisation, batch_id)
    context = _context(frame, found)
    if request.headers.get("HX-Request"):
        return frame.render("awarding/parts/batch_progress.html", context)
    problems = Paginator(found.findings.get("problems", []), PAGE).get_page(request.GET.get("page"))
    context |= {
        "version": achievements.find_version(frame.organisation, found.version_id),
        "problems": problems,
        "form": ConfirmForm(initial={"sends_mail": True}),
        "upload": UploadForm(),
        "kept": tables.MAX_KEPT,
    }
    return frame.render("awarding/batch.html", context)


@require_GET
@login_required
def bad_rows(request: HttpRequest, slug: str, batch_id: UUID) -> StreamingHttpResponse:
    """Give back the rows that have problems, each with what is wrong and how to mend it."""
    frame = enter(request, slug, Right.READ)
    found = queries.access_batch(frame.organisation, batch_id)
    if found.state == BatchState.DISCARDED:
        raise UsageError("access.not_found", "There is nothing here that you may see.")
    version = achievements.find_version(frame.organisation, found.version_id)
    response = StreamingHttpResponse(_bad_rows(frame, found, version), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rows-to-mend-{found.id}.csv"'
    return response


@require_http_methods(["GET", "POST"])
@login_required
def row(request: HttpRequest, slug: str, *, batch_id: UUID, line: int) -> HttpResponse:
    """Mend one row in place."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    found = queries.access_batch(frame.organisation, batch_id)
    version = achievements.find_version(frame.organisation, found.version_id)
    if found.state != BatchState.CHECKED:
        return redirect("awarding:batch", slug, batch_id)
    with found.table.open("rb") as file:
        known = mending.find_row(file, version=version, line=line)
    cells = [request.POST.get(f"cell_{place}", cell) for place, cell in enumerate(known.cells)]
    if request.method == "POST":
        if "remove" in request.POST:
            cells = [""] * len(cells)
        mended = actions.mend_row(
            actor=frame.actor,
            organisation=frame.organisation,
            batch_id=found.id,
            line=line,
            cells=cells,
            now=clock.now(),
        )
        if mended.state != BatchState.CHECKED:
            return redirect("awarding:batch", slug, batch_id)
        waiting = [problem["line"] for problem in mended.findings["problems"] if problem["column"]]
        if line in waiting and "remove" not in request.POST:
            return redirect("awarding:row", slug, batch_id, line)
        messages.success(request, _("The row was mended."), extra_tags="good")
        if waiting:
            return redirect(
                "awarding:row", slug, batch_id, next((n for n in waiting if n > line), waiting[0])
            )
        return redirect("awarding:batch", slug, batch_id)
    problems: dict[str, list[dict[str, Any]]] = {}
    for problem in found.findings.get("problems", []):
        if problem["line"] == line:
            problems.setdefault(problem["column"], []).append(problem)
    fields = [
        {"place": place, "title": title, "cell": cell, "problems": problems.pop(title, [])}
        for place, (title, cell) in enumerate(zip(known.titles, cells, strict=True))
    ]
    return frame.render(
        "awarding/row.html",
        {
            "batch": found,
            "line": line,
            "fields": fields,
            "others": [problem for several in problems.values() for problem in several],
            "left": found.findings.get("bad_rows", 0),
        },
    )


@require_POST
@login_required
def replace(request: HttpRequest, slug: str, batch_id: UUID) -> HttpResponse:
    """Put another file in the place of a table."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    queries.access_batch(frame.organisation, batch_id)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["table"]
        actions.replace_table(
            actor=frame.actor,
            organisation=frame.organisation,
            batch_id=batch_id,
            file_name=file.name,
            data=_read(file),
            now=clock.now(),
        )
    else:
        messages.warning(request, _("Choose a file that is not empty."), extra_tags="warn")
    return redirect("awarding:batch", slug, batch_id)


@require_POST
@login_required
def confirm(request: HttpRequest, slug: str, batch_id: UUID) -> HttpResponse:
    """Award every good row."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    form = ConfirmForm(request.POST)
    form.is_valid()
    try:
        actions.confirm_batch(
            actor=frame.actor,
            organisation=frame.organisation,
            batch_id=batch_id,
            skips_bad_rows=form.cleaned_data["skips_bad_rows"],
            sends_mail=form.cleaned_data["sends_mail"],
            now=clock.now(),
        )
    except UsageError as error:
        if error.code not in ("batch.bad_rows", "batch.no_rows"):
            raise
        messages.error(request, say(error), extra_tags="bad")
    return redirect("awarding:batch", slug, batch_id)


@require_POST
@login_required
def discard(request: HttpRequest, slug: str, batch_id: UUID) -> HttpResponse:
    """Throw a table away."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    actions.discard_batch(
        actor=frame.actor, organisation=frame.organisation, batch_id=batch_id, now=clock.now()
    )
    messages.success(request, _("The table was thrown away. Nothing was awarded."), extra_tags="good")
    return redirect("awarding:batches", slug)


@require_POST
@login_required
def stop(request: HttpRequest, slug: str, batch_id: UUID) -> HttpResponse:
    """Stop awarding after the step at work."""
    return _control(request, slug, batch_id, actions.stop_batch)


@require_POST
@login_required
def resume(request: HttpRequest, slug: str, batch_id: UUID) -> HttpResponse:
    """Go on awarding."""
    return _control(request, slug, batch_id, actions.resume_batch)


def _control(request: HttpRequest, slug: str, batch_id: UUID, action: Callable[..., Batch]) -> HttpResponse:
    frame = enter(request, slug, Right.READ, Right.AWARD)
    action(actor=frame.actor, organisation=frame.organisation, batch_id=batch_id, now=clock.now())
    return redirect("awarding:batch", slug, batch_id)


def _context(frame: Frame, found: Batch) -> dict[str, Any]:
    job = None if found.job_id is None else jobs.find(found.job_id, organisation_id=frame.organisation.id)
    return {"batch": found, "job": job, "findings": found.findings, **progress_of(job)}


def _bad_rows(frame: Frame, found: Batch, version: AwardableVersion) -> Iterator[bytes]:
    problems: list[RowProblem] = []
    with found.table.open("rb") as file:
        checker = tables.TableChecker(
            file,
            version=version,
            issuer=build_issuer(frame.organisation),
            moment=clock.now().replace(microsecond=0),
            find_held=lambda _addresses: set(),
            watch=problems.append,
        )
        while not checker.advance(1000):
            pass
    with found.table.open("rb") as file:
        yield from mending.bad_rows_csv(file, problems, version=version)


def _read(file: IO[bytes]) -> bytes:
    # One byte more than is allowed is enough to know that it is too much.
    return file.read(tables.MAX_BYTES + 1)
