"""``cairn unbake``: a credential out of an image."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cairn_cli.output import note
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
    if out is None:
        typer.echo(text)
    else:
        write_durably(out, text.encode())
        note(f"Written: {out}")
