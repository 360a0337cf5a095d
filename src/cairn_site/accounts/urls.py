"""Addresses of a person's own pages; allauth's stand below ``/accounts/``."""

from __future__ import annotations

from django.urls import include, path

from cairn_site.accounts import oidc
from cairn_site.accounts.views import data, notices, profile

urlpatterns = [
    path("me", profile.me, name="me"),
    path("me/agree", profile.agree, name="agree"),
    path("me/consents", profile.own_consents, name="consents"),
    path("me/notices", notices.notice_list, name="notices"),
    path("me/notices/read", notices.mark_read, name="mark_notices_read"),
    path("me/notices/settings", notices.preferences, name="notice_preferences"),
    path("me/data", data.my_data, name="my_data"),
    path("me/data/<uuid:export_id>.zip", data.download, name="download_my_data"),
    path("me/delete", data.delete, name="delete_account"),
    path("me/leaving", data.leaving, name="leaving"),
    path("unsubscribe/<str:key>", notices.unsubscribe, name="unsubscribe"),
    path("texts/<slug:name>", profile.text, name="text"),
    path("texts/<slug:name>/<slug:version>", profile.text, name="text_version"),
    # Before allauth's own, which they take the place of.
    path("accounts/oidc/<str:provider_id>/login/", oidc.sign_in, name="oidc_sign_in"),
    path("accounts/oidc/<str:provider_id>/login/callback/", oidc.come_back, name="oidc_come_back"),
    path("accounts/", include("allauth.urls")),
]
