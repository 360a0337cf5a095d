"""What every sub-command of the site begins with: Django made ready, or a sentence on what to install.

``tests/cairn_cli/test_site.py`` proves it.
"""

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


def prepare_to_run() -> None:
    """Make Django ready for a server or worker.

    Raises ``UsageError``: ``site.not_upgraded``, and what ``installation.check_start`` refuses.
    """
    prepare_site()
    from cairn_cli.upgrade import missing_changes
    from cairn_site.platform.installation import check_start

    if missing_changes():
        raise UsageError(
            "site.not_upgraded",
            "The database is not up to date.",
            mend="Make a backup, then run: cairn upgrade",
        )
    check_start()
