"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path

from cairn_site.operating.views import home, landing
from cairn_site.platform import views as platform
from cairn_site.platform.api import make_api
from cairn_site.platform.style import style

api = make_api()

urlpatterns = [
    path("", landing, name="landing"),
    path("home", home, name="home"),
    path("language", platform.set_language, name="set_language"),
    path("style", style, name="style"),
    path("health", platform.health, name="health"),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
]
