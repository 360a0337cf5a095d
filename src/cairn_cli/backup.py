"""``cairn backup``: the whole installation in one archive.

``tests/cairn_cli/test_backup.py`` proves it.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from cairn.errors import UsageError
from cairn_cli.output import note, say
from cairn_cli.reporting import reported


@reported
def backup(
    file: Annotated[Path, typer.Argument(help="The archive to write, such as cairn-2026-03-02.tar.gz.")],
    portable: Annotated[bool, typer.Option(help="Fit for every kind of database; slower.")] = False,
) -> None:
    """Copy database, files and keys of the site into one archive, while it runs."""
    if file.exists():
        raise UsageError(
            "backup.exists", "There is a file already.", where=str(file), mend="Choose another name."
        )
    from cairn_cli.durable import writing_durably
    from cairn_cli.site import prepare_site

    prepare_site()
    from cairn_site.operating.backup import write_backup
    from cairn_site.platform import clock

    with writing_durably(file, mode=0o600) as stream:
        about = write_backup(stream, now=clock.now(), is_portable=portable)
    say(f"{file} holds the whole installation ({file.stat().st_size:,} bytes).")
    note("It holds every secret of the site: keep it where nobody else can read it.")
    for missing in about["not_inside"]:  # type: ignore[attr-defined]
        note(f"Not inside: {missing}. Keep it too.")
