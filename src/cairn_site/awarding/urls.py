"""The addresses of awarding; the public ones stand in signed documents and never change."""

from __future__ import annotations

from django.urls import path

from cairn_site.awarding.views import (
    batches,
    branding,
    certificates,
    changing,
    holders,
    insights,
    links,
    migrating,
    public,
    single,
)

app_name = "awarding"
urlpatterns = [
    path("credentials/<uuid:award_id>", public.credential, name="credential"),
    path("credentials/<uuid:award_id>/certificate", certificates.certificate, name="certificate"),
    path("credentials/<uuid:award_id>/certificate.svg", certificates.sheet, name="certificate_sheet"),
    path("status/<slug:slug>/<slug:purpose>/<int:number>", public.status_list, name="status_list"),
    path("claim/<slug:code>", links.claim, name="claim"),
    path("me/awards/<uuid:award_id>/answer", public.answer, name="answer"),
    path("manage/<slug:slug>/awards", holders.holders, name="holders"),
    path("manage/<slug:slug>/awards/export", holders.export, name="export"),
    path("manage/<slug:slug>/awards/bulk", holders.bulk, name="bulk"),
    path("manage/<slug:slug>/awards/insights", insights.insights, name="insights"),
    path("manage/<slug:slug>/awards/jobs/<uuid:job_id>", holders.job, name="job"),
    path("manage/<slug:slug>/awards/new", single.choose, name="choose"),
    path("manage/<slug:slug>/awards/new/<uuid:version_id>", single.award_one, name="single"),
    path("manage/<slug:slug>/awards/<uuid:award_id>", changing.award, name="award"),
    path("manage/<slug:slug>/awards/<uuid:award_id>/send", changing.remind, name="send_again"),
    path("manage/<slug:slug>/awards/<uuid:award_id>/<slug:change_name>", changing.change, name="change"),
    path("manage/<slug:slug>/tables", batches.batches, name="batches"),
    path("manage/<slug:slug>/tables/template/<uuid:version_id>.csv", batches.template, name="template"),
    path("manage/<slug:slug>/tables/new/<uuid:version_id>", batches.upload, name="upload"),
    path("manage/<slug:slug>/tables/<uuid:batch_id>", batches.batch, name="batch"),
    path("manage/<slug:slug>/tables/<uuid:batch_id>/bad-rows.csv", batches.bad_rows, name="bad_rows"),
    path("manage/<slug:slug>/tables/<uuid:batch_id>/rows/<int:line>", batches.row, name="row"),
    path("manage/<slug:slug>/tables/<uuid:batch_id>/replace", batches.replace, name="replace"),
    path("manage/<slug:slug>/tables/<uuid:batch_id>/confirm", batches.confirm, name="confirm"),
    path("manage/<slug:slug>/tables/<uuid:batch_id>/discard", batches.discard, name="discard"),
    path("manage/<slug:slug>/tables/<uuid:batch_id>/stop", batches.stop, name="stop"),
    path("manage/<slug:slug>/tables/<uuid:batch_id>/resume", batches.resume, name="resume"),
    path("manage/<slug:slug>/links", links.links, name="links"),
    path("manage/<slug:slug>/links/new/<uuid:version_id>", links.new, name="link_new"),
    path("manage/<slug:slug>/links/<uuid:link_id>", links.link, name="link"),
    path("manage/<slug:slug>/links/<uuid:link_id>/code.svg", links.qr_code, name="qr_code"),
    path("manage/<slug:slug>/links/<uuid:link_id>/close", links.close, name="link_close"),
    path("manage/<slug:slug>/achievements/<uuid:achievement_id>/invite", changing.invite, name="invite"),
    path("manage/<slug:slug>/templates", branding.overview, name="templates"),
    path("manage/<slug:slug>/templates/certificate", branding.certificate, name="certificate_design"),
    path(
        "manage/<slug:slug>/templates/certificate/reset", branding.certificate_reset, name="certificate_reset"
    ),
    path("manage/<slug:slug>/templates/mails/<slug:kind>/<slug:language>", branding.letter, name="letter"),
    path(
        "manage/<slug:slug>/templates/mails/<slug:kind>/<slug:language>/preview",
        branding.letter_preview,
        name="letter_preview",
    ),
    path(
        "manage/<slug:slug>/templates/mails/<slug:kind>/<slug:language>/reset",
        branding.letter_reset,
        name="letter_reset",
    ),
    path("manage/<slug:slug>/programmes", migrating.programmes, name="programmes"),
    path("manage/<slug:slug>/programmes/new", migrating.upload, name="programme_new"),
    path("manage/<slug:slug>/programmes/originals/<uuid:award_id>", migrating.original, name="original"),
    path("manage/<slug:slug>/programmes/<uuid:programme_id>", migrating.programme, name="programme"),
    path(
        "manage/<slug:slug>/programmes/<uuid:programme_id>/problems.csv",
        migrating.problems,
        name="programme_problems",
    ),
    path(
        "manage/<slug:slug>/programmes/<uuid:programme_id>/confirm",
        migrating.confirm,
        name="programme_confirm",
    ),
    path(
        "manage/<slug:slug>/programmes/<uuid:programme_id>/discard",
        migrating.discard,
        name="programme_discard",
    ),
    path("manage/<slug:slug>/programmes/<uuid:programme_id>/stop", migrating.stop, name="programme_stop"),
    path(
        "manage/<slug:slug>/programmes/<uuid:programme_id>/resume", migrating.resume, name="programme_resume"
    ),
]
