"""``cairn upgrade``: the database brought up to date, and what to know about the new version.

``tests/cairn_cli/test_upgrade.py`` proves it.
"""

from __future__ import annotations

from cairn_cli.output import note, say
from cairn_cli.reporting import reported


@reported
def upgrade() -> None:
    """Bring the database of the site up to date. Make a backup first."""
    from cairn_cli.site import prepare_site

    prepare_site()
    changes, notes = bring_up_to_date()
    say(f"{changes} changes were made to the database." if changes else "The database is up to date.")
    for text in notes:
        say(f"* {text}")


def bring_up_to_date() -> tuple[int, list[str]]:
    """Apply what is missing; return how many changes that were, and the notes since the version before."""
    from django.core.management import call_command

    from cairn_site.operating.upgrading import finish_upgrade

    changes = missing_changes()
    if changes:
        note(f"The database is brought up to date ({changes} changes).")
        call_command("migrate", interactive=False, verbosity=0)
    return changes, finish_upgrade()


def missing_changes() -> int:
    """Return how many changes the database lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
