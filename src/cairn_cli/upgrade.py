"""``cairn upgrade``: the database brought up to date."""

from __future__ import annotations

from cairn_cli.output import note, say
from cairn_cli.reporting import reported


@reported
def upgrade() -> None:
    """Bring the database of the site up to date. Make a backup first."""
    from cairn_cli.site import prepare_site

    prepare_site()
    say(f"{bring_up_to_date()} changes were made to the database.")


def bring_up_to_date() -> int:
    """Apply what is missing and return how many changes that were."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        note(f"The database is brought up to date ({len(plan)} changes).")
        call_command("migrate", interactive=False, verbosity=0)
    return len(plan)
