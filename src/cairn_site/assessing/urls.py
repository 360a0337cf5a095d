"""The addresses of requests and of their assessment."""

from __future__ import annotations

from django.urls import path

from cairn_site.assessing import views

app_name = "assessing"
urlpatterns = [
    path("achievements/<uuid:version_id>/request", views.request_award, name="request"),
    path("me/requests", views.mine, name="mine"),
    path("me/requests/<uuid:submission_id>", views.own, name="own"),
    path("me/requests/<uuid:submission_id>/withdraw", views.withdraw, name="withdraw"),
    path(
        "me/requests/<uuid:submission_id>/evidence/<uuid:evidence_id>",
        views.own_evidence,
        name="own_evidence",
    ),
    path("manage/<slug:slug>/requests", views.queue, name="queue"),
    path("manage/<slug:slug>/requests/<uuid:submission_id>", views.assess, name="assess"),
    path(
        "manage/<slug:slug>/requests/<uuid:submission_id>/evidence/<uuid:evidence_id>",
        views.evidence,
        name="evidence",
    ),
]
