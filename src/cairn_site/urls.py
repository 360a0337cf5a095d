"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path

from cairn_site.awarding.api import router as awards
from cairn_site.designing.api import router as achievements
from cairn_site.organisations.api import router as organisations
from cairn_site.platform import views as platform
from cairn_site.platform.api import make_api
from cairn_site.platform.style import style

api = make_api()
api.add_router("/organisations", organisations)
api.add_router("/organisations", awards)
api.add_router("/organisations", achievements)

urlpatterns = [
    path("", include("cairn_site.operating.urls")),
    path("language", platform.set_language, name="set_language"),
    path("style", style, name="style"),
    path("health", platform.health, name="health"),
    path("metrics", platform.metrics, name="metrics"),
    path("api/v1/", api.urls),
    path("", include("cairn_site.accounts.urls")),
    path("", include("cairn_site.organisations.urls")),
    path("", include("cairn_site.aligning.urls")),
    path("", include("cairn_site.designing.urls")),
    path("", include("cairn_site.assessing.urls")),
    path("", include("cairn_site.awarding.urls")),
]

handler400 = "cairn_site.platform.failures.bad_request"
handler403 = "cairn_site.platform.failures.forbidden"
handler404 = "cairn_site.platform.failures.not_found"
handler500 = "cairn_site.platform.failures.server_error"
