"""The entry point for a WSGI server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn_site.settings")
_site = get_wsgi_application()

# Imported late: the ports are filled while Django starts.
from cairn_site.platform.shortcut import shortcut  # noqa: E402

application = shortcut(_site)
