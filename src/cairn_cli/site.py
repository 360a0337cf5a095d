"""What every sub-command of the site begins with: Django made ready, or a sentence on what to install."""

from __future__ import annotations

import os

from cairn.errors import UsageError


def prepare_site() -> None:
    """Make Django ready; raises ``UsageError("site.not_installed")`` and what the settings refuse."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn_site.settings")
    try:
        import django
    except ImportError:
        raise UsageError(
            "site.not_installed",
            "The site is not installed.",
            mend="Install it: pip install 'cairn-credentials[site]'",
        ) from None
    django.setup()
