"""``cairn demo``: the site with a small world in it, or with ``--library`` the way of a table without a site.

``tests/cairn_cli/test_demo.py`` proves it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from cairn_cli.demo_world import LEARNERS
from cairn_cli.reporting import reported

PORT: Final = 8000


@reported
def demo(
    *,
    port: Annotated[int, typer.Option(min=1024, max=65535, help="The port to listen on.")] = PORT,
    data: Annotated[
        Path | None,
        typer.Option(
            envvar="CAIRN_DATA", help="Where the world is kept; build/demo-site where none is given."
        ),
    ] = None,
    reset: Annotated[bool, typer.Option(help="Throw the world away and make it anew.")] = False,
    library: Annotated[
        bool, typer.Option(help="No site: award a table of learners by the library, and verify it.")
    ] = False,
    folder: Annotated[Path, typer.Option(help="With --library: where to make it all.")] = Path("build/demo"),
    learners: Annotated[int, typer.Option(min=20, help="With --library: how many.")] = LEARNERS,
) -> None:
    """Open the site with a small world: a sign-in for each role, awards of a year, work that waits."""
    if library:
        from cairn_cli.demo_library import run_library

        run_library(folder, learners=learners)
        return
    from cairn_cli.demo_site import folder_for, run_site

    run_site(data or folder_for(port), port=port, is_reset=reset)
