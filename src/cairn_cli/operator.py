"""``cairn operator``: who looks after the installation.

``tests/cairn_cli/test_operator.py`` proves it.
"""

from __future__ import annotations

from typing import Annotated

import typer

from cairn_cli.output import say
from cairn_cli.reporting import reported


@reported
def operator(
    address: Annotated[str, typer.Argument(help="The address of somebody with an account.")],
    remove: Annotated[bool, typer.Option(help="Take it away again.")] = False,
) -> None:
    """Make somebody an operator, who sees the console and verifies organisations."""
    from cairn_cli.site import prepare_to_run

    prepare_to_run()
    from cairn_site.accounts.actions import make_operator, remove_operator
    from cairn_site.platform import clock
    from cairn_site.platform.actors import SYSTEM

    change = remove_operator if remove else make_operator
    change(actor=SYSTEM, address=address, now=clock.now())
    say(f"{address} is no operator any more." if remove else f"{address} is an operator now.")
