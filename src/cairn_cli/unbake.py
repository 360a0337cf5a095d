"""``cairn unbake``: a credential out of an image.

``tests/cairn_cli/test_unbake.py`` proves it.
"""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - the options are made from the annotations
from typing import Annotated

import typer

from cairn_cli.output import note, printable
from cairn_cli.reporting import reported


@reported
def unbake(
    image: Annotated[str, typer.Argument(help="The image, PNG or SVG; - for standard input.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file to write.")] = None,
) -> None:
    """Take the credential out of an image, exactly as it was put in. It is not verified."""
    from cairn import baking
    from cairn_cli.durable import write_durably
    from cairn_cli.outside import open_outside
    from cairn_cli.sources import read_one

    text = baking.unbake(read_one(image, loader=open_outside(offline=True))).text
    if out is not None:
        write_durably(out, text.encode())
        note(f"Written: {out}")
    elif sys.stdout.isatty():
        # What comes out of an image must not steer a terminal; a pipe gets every character.
        typer.echo(printable(text))
    else:
        typer.echo(text)
