"""``cairn restore``: an installation as it was when the backup was made.

``tests/cairn_cli/test_restore.py`` proves it.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from cairn_cli.output import note, say
from cairn_cli.reporting import reported


@reported
def restore(
    file: Annotated[Path, typer.Argument(help="The archive that cairn backup wrote.", exists=True)],
) -> None:
    """Bring an archive back into an empty data folder and an empty database."""
    import os

    from cairn_cli.site import prepare_site
    from cairn_site.operating.restore import fill_database, place_files
    from cairn_site.settings.environment import read_environment

    data = read_environment(os.environ).data
    about = place_files(file, data=data)
    prepare_site()
    fill_database(about, data=data)
    from cairn_cli.upgrade import bring_up_to_date

    changes, notes = bring_up_to_date()
    say(f"The installation is as it was at {about['made_at']}.")
    if changes:
        say(f"It was made by version {about['version']}; {changes} changes were made to the database.")
    for text in notes:
        note(f"* {text}")
    for missing in about["not_inside"]:
        note(f"Not inside: {missing}. Bring it back too.")
    note("Now run: cairn doctor")
