"""``cairn bake``: a credential into an image.

``tests/cairn_cli/test_bake.py`` proves it.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - the options are made from the annotations
from typing import Annotated

import typer

from cairn_cli.output import note
from cairn_cli.reporting import reported


@reported
def bake(
    credential: Annotated[
        str, typer.Argument(help="The credential, a JSON file or a JWT; - for standard input.")
    ],
    image: Annotated[str, typer.Argument(help="The image, PNG or SVG.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the credential that is in the image already.")
    ] = False,
) -> None:
    """Put a credential into a PNG or SVG image, by the standard that it is of. It is not verified."""
    from cairn import baking
    from cairn.verifier.presented import read_presented
    from cairn_cli.durable import write_durably
    from cairn_cli.outside import open_outside
    from cairn_cli.sources import read_one

    loader = open_outside(offline=True)
    text = read_presented(read_one(credential, loader=loader)).text
    baked = baking.bake(read_one(image, loader=loader), text, replace=replace)
    write_durably(out, baked)
    note(f"Written: {out}")
